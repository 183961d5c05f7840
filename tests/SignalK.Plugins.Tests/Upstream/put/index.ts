// PUT handlers as the guide of upstream describes them; the SDK has no function for them.
import { Plugin, createSimpleDelta, emit } from '@signalk/assemblyscript-plugin-sdk/assembly'

@external('env', 'sk_register_put_handler')
declare function sk_register_put_handler(context: usize, contextLength: usize, path: usize, pathLength: usize): i32

function register(path: string): i32 {
  const context = String.UTF8.encode('vessels.self')
  const bytes = String.UTF8.encode(path)
  return sk_register_put_handler(changetype<usize>(context), context.byteLength, changetype<usize>(bytes), bytes.byteLength)
}

class Put extends Plugin {
  name(): string { return 'Put' }
  schema(): string { return '{}' }
  start(config: string): i32 {
    return register('fixture.switch') + register('fixture.refused') + register('fixture.unhandled') == 3 ? 0 : 1
  }
  stop(): i32 { return 0 }
}

const plugin = new Put()

export function plugin_name(): string { return plugin.name() }
export function plugin_schema(): string { return plugin.schema() }
export function plugin_stop(): i32 { return plugin.stop() }
export function plugin_start(configPtr: usize, configLen: usize): i32 {
  return plugin.start(String.UTF8.decodeUnsafe(configPtr, configLen))
}

export function handle_put_vessels_self_fixture_switch(value: string): string {
  emit(createSimpleDelta('fixture.switch', value))
  return '{"state":"COMPLETED","statusCode":200}'
}

export function handle_put_vessels_self_fixture_refused(value: string): string {
  return '{"state":"COMPLETED","statusCode":422,"message":"not ' + value + '"}'
}
