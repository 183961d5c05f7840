// Handlers in the forms that authors were told to write: a string, a string and its length, a pointer and its length.
import { Plugin, setStatus } from '@signalk/assemblyscript-plugin-sdk/assembly'

class Endpoints extends Plugin {
  name(): string { return 'Endpoints' }
  schema(): string { return '{}' }
  start(config: string): i32 {
    setStatus('serving')
    return 0
  }
  stop(): i32 { return 0 }
}

const plugin = new Endpoints()

export function plugin_name(): string { return plugin.name() }
export function plugin_schema(): string { return plugin.schema() }
export function plugin_stop(): i32 { return plugin.stop() }
export function plugin_start(configPtr: usize, configLen: usize): i32 {
  return plugin.start(String.UTF8.decodeUnsafe(configPtr, configLen))
}

export function http_endpoints(): string {
  return `[
    {"method":"get","path":"/api/echo/:id","handler":"handle_echo"},
    {"method":"POST","path":"/api/echo","handler":"handle_length"},
    {"method":"PUT","path":"/api/pointer","handler":"handle_pointer"},
    {"method":"GET","path":"/api/page","handler":"handle_page"},
    {"method":"GET","path":"/api/none","handler":"handle_that_is_not_there"},
    {"method":"GET","path":"/api/trap","handler":"handle_trap"},
    {"method":"PATCH","path":"/api/patch","handler":"handle_echo"}
  ]`
}

export function handle_echo(request: string): string {
  return '{"statusCode":200,"headers":{"Content-Type":"application/json","X-Fixture":"yes"},"body":' + request + '}'
}

export function handle_length(request: string, length: i32): string {
  return '{"statusCode":201,"body":{"length":' + length.toString() + ',"same":' + (request.length == length ? 'true' : 'false') + '}}'
}

export function handle_pointer(request: usize, length: usize): string {
  const text = String.UTF16.decodeUnsafe(request, length << 1)
  return '{"body":{"starts":"' + (text.startsWith('{"method":"PUT"') ? 'as JSON' : 'otherwise') + '"}}'
}

export function handle_page(request: string): string {
  return '{"statusCode":200,"body":"<h1>Ahoy ⚓</h1>"}'
}

export function handle_trap(request: string): string {
  throw new Error('no answer to ' + request)
}
