// Moorings: a type of resources of one's own, kept in the plugin's configuration.
import {
  JSON, Plugin, ResourceDeleteRequest, ResourceGetRequest, ResourceListRequest, ResourceSetRequest, readConfig, register,
  registerResourceProvider, saveConfig, setError, setStatus,
} from '@signalk-appliance/plugin-sdk/assembly'

export * from '@signalk-appliance/plugin-sdk/assembly/exports'

class Moorings extends Plugin {
  all: JSON.Obj = new JSON.Obj()

  name(): string { return 'Moorings' }
  schema(): string { return '{}' }

  start(config: string): i32 {
    const kept = JSON.object(config).getObj('moorings')
    this.all = kept === null ? new JSON.Obj() : kept
    if (!registerResourceProvider('moorings')) {
      setError('needs the capability resourceProvider')
      return 1
    }
    this.say()
    return 0
  }

  stop(): i32 { return 0 }

  say(): void {
    setStatus(this.all.keys.length.toString() + ' moorings')
  }

  keep(): void {
    const config = JSON.object(readConfig())
    config.set('moorings', this.all)
    if (saveConfig(config.stringify()) != 0) setError('the moorings could not be saved')
    this.say()
  }
}

const moorings = new Moorings()
register(moorings)

export function resources_list_resources(request: string): string {
  const asked = ResourceListRequest.parse(request)
  const keys = moorings.all.keys
  if (asked.limit <= 0 || asked.limit >= keys.length) return moorings.all.stringify()
  const some = new JSON.Obj()
  for (let i = 0; i < asked.limit; i++) some.set(keys[i], moorings.all.get(keys[i])!)
  return some.stringify()
}

export function resources_get_resource(request: string): string {
  const found = moorings.all.get(ResourceGetRequest.parse(request).id)
  return found === null ? '{"error":"no such mooring"}' : found.stringify()
}

export function resources_set_resource(request: string): string {
  const asked = ResourceSetRequest.parse(request)
  moorings.all.set(asked.id, JSON.parse(asked.value))
  moorings.keep()
  return '{}'
}

export function resources_delete_resource(request: string): string {
  if (moorings.all.remove(ResourceDeleteRequest.parse(request).id)) moorings.keep()
  return '{}'
}
