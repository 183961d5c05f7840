// A provider of two types: one of the standard's, one of its own.
import {
  Plugin, ResourceDeleteRequest, ResourceGetRequest, ResourceSetRequest,
  debug, hasResourceProviderCapability, registerResourceProvider, setError, setStatus,
} from '@signalk/assemblyscript-plugin-sdk/assembly'

const kept = new Map<string, string>()

class Resources extends Plugin {
  name(): string { return 'Resources' }
  schema(): string { return '{"type":"object","properties":{}}' }

  start(config: string): i32 {
    kept.set('first', '{"name":"First","position":{"latitude":60,"longitude":24.5}}')
    if (!hasResourceProviderCapability() || !registerResourceProvider('charts-of-fixture') || !registerResourceProvider('notes')) {
      setError('not granted')
      return 1
    }
    setStatus('providing')
    return 0
  }

  stop(): i32 { return 0 }
}

const plugin = new Resources()

export function plugin_name(): string { return plugin.name() }
export function plugin_schema(): string { return plugin.schema() }
export function plugin_stop(): i32 { return plugin.stop() }
export function plugin_start(configPtr: usize, configLen: usize): i32 {
  return plugin.start(String.UTF8.decodeUnsafe(configPtr, configLen))
}

export function resources_list_resources(query: string): string {
  debug('list ' + query)
  let json = '{'
  const keys = kept.keys()
  for (let i = 0; i < keys.length; i++) json += (i > 0 ? ',' : '') + '"' + keys[i] + '":' + kept.get(keys[i])
  return json + '}'
}

export function resources_get_resource(request: string): string {
  const asked = ResourceGetRequest.parse(request)
  return kept.has(asked.id) ? kept.get(asked.id) : '{"error":"not found"}'
}

export function resources_set_resource(request: string): string {
  const asked = ResourceSetRequest.parse(request)
  kept.set(asked.id, asked.value)
  return '{}'
}

export function resources_delete_resource(request: string): string {
  kept.delete(ResourceDeleteRequest.parse(request).id)
  return '{}'
}
