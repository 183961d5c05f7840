// The four functions that the host calls in every plugin. In the file that is compiled:
//
//   export * from '@signalk-appliance/plugin-sdk/assembly/exports'
import { current } from './plugin'

export function plugin_name(): string {
  return current().name()
}

export function plugin_schema(): string {
  return current().schema()
}

export function plugin_start(config: usize, length: i32): i32 {
  return current().start(String.UTF8.decodeUnsafe(config, length))
}

export function plugin_stop(): i32 {
  return current().stop()
}
