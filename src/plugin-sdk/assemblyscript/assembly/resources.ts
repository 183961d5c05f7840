// A provider of resources. Capability resourceProvider.
import { sk_register_resource_provider } from './host'
import * as JSON from './json'
import { utf8 } from './text'

/**
 * Provides a type: routes, waypoints, notes, regions, charts, or one of your own. Export `resources_list_resources`,
 * `resources_get_resource`, `resources_set_resource` and `resources_delete_resource`, each `(request: string): string`.
 */
export function registerResourceProvider(resourceType: string): bool {
  const type = utf8(resourceType)
  return sk_register_resource_provider(changetype<usize>(type), type.byteLength) == 1
}

/** True: the Node server has no answer to this question, so what `registerResourceProvider` returns is the one to go by. */
export function hasResourceProviderCapability(): bool {
  return true
}

/** What `resources_list_resources` is asked; the whole query is `query`. */
export class ResourceListRequest {
  resourceType: string = ''
  limit: i32 = 0
  query: JSON.Obj = new JSON.Obj()

  static parse(jsonStr: string): ResourceListRequest {
    const request = new ResourceListRequest()
    request.query = JSON.object(jsonStr)
    request.resourceType = request.query.text('resourceType')
    request.limit = i32(request.query.number('limit', 0))
    return request
  }
}

export class ResourceGetRequest {
  id: string = ''
  resourceType: string = ''
  /** A part that is asked for; null for all of it. */
  property: string | null = null

  static parse(jsonStr: string): ResourceGetRequest {
    const json = JSON.object(jsonStr)
    const request = new ResourceGetRequest()
    request.id = json.text('id')
    request.resourceType = json.text('resourceType')
    const property = json.getString('property')
    if (property !== null) request.property = property.valueOf()
    return request
  }
}

export class ResourceSetRequest {
  id: string = ''
  resourceType: string = ''
  /** JSON. */
  value: string = '{}'

  static parse(jsonStr: string): ResourceSetRequest {
    const json = JSON.object(jsonStr)
    const request = new ResourceSetRequest()
    request.id = json.text('id')
    request.resourceType = json.text('resourceType')
    const value = json.get('value')
    if (value !== null) request.value = value.stringify()
    return request
  }
}

export class ResourceDeleteRequest {
  id: string = ''
  resourceType: string = ''

  static parse(jsonStr: string): ResourceDeleteRequest {
    const json = JSON.object(jsonStr)
    const request = new ResourceDeleteRequest()
    request.id = json.text('id')
    request.resourceType = json.text('resourceType')
    return request
  }
}
