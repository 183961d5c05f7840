// Traps in the call that its configuration names; in start by running past the end of an array.
import { Plugin } from '@signalk/assemblyscript-plugin-sdk/assembly'

let where: string = ''

class Broken extends Plugin {
  name(): string { return 'Broken' }
  schema(): string { return '{"type":"object","properties":{"where":{"type":"string","enum":["start","poll","delta","stop"]}}}' }
  start(config: string): i32 {
    where = config
    return wants('start') ? [1, 2][config.length] : 0
  }
  stop(): i32 { return wants('stop') ? abortNow() : 0 }
}

function wants(call: string): bool { return where.includes('"' + call + '"') }

function abortNow(): i32 { throw new Error('as it was told') }

const plugin = new Broken()

export function plugin_name(): string { return plugin.name() }
export function plugin_schema(): string { return plugin.schema() }
export function plugin_stop(): i32 { return plugin.stop() }
export function plugin_start(configPtr: usize, configLen: usize): i32 {
  return plugin.start(String.UTF8.decodeUnsafe(configPtr, configLen))
}

export function poll(): i32 { return wants('poll') ? abortNow() : 0 }

export function delta_handler(delta: string): void {
  if (wants('delta')) abortNow()
}
