// Takes every delta, as a plugin without a subscription does, and answers one path with another.
import { Plugin, createSimpleDelta, emit, setStatus } from '@signalk/assemblyscript-plugin-sdk/assembly'

class Counter extends Plugin {
  deltas: i32 = 0
  bytes: i32 = 0

  name(): string { return 'Counter' }
  schema(): string { return '{"type":"object","properties":{}}' }
  start(config: string): i32 { return 0 }
  stop(): i32 { return 0 }
}

const plugin = new Counter()

export function plugin_name(): string { return plugin.name() }
export function plugin_schema(): string { return plugin.schema() }
export function plugin_stop(): i32 { return plugin.stop() }
export function plugin_start(configPtr: usize, configLen: usize): i32 {
  return plugin.start(String.UTF8.decodeUnsafe(configPtr, configLen))
}

export function delta_handler(delta: string): void {
  plugin.deltas++
  plugin.bytes += delta.length
  if (delta.includes('"fixture.ping"')) emit(createSimpleDelta('fixture.pong', plugin.deltas.toString()))
}

export function poll(): i32 {
  setStatus(plugin.deltas.toString() + ' deltas, ' + plugin.bytes.toString() + ' characters')
  return 0
}
