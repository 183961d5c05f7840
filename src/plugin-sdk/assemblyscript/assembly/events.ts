// Events of the server and of other plugins. Capability serverEvents.
import { sk_emit_event, sk_get_allowed_event_types, sk_subscribe_events } from './host'
import * as JSON from './json'
import { answer, quote, utf8 } from './text'

/** They come to `export function event_handler(event: string): void`; none named asks for all that are allowed. */
export function subscribeEvents(types: string[] = []): bool {
  let json = '['
  for (let i = 0; i < types.length; i++) json += (i > 0 ? ',' : '') + quote(types[i])
  const text = utf8(json + ']')
  return sk_subscribe_events(changetype<usize>(text), text.byteLength) == 1
}

/** `data` is JSON. A name that is not one of the server's own gets `PLUGIN_` before it. */
export function emitEvent(type: string, data: string): bool {
  const name = utf8(type)
  const json = utf8(data)
  return sk_emit_event(changetype<usize>(name), name.byteLength, changetype<usize>(json), json.byteLength) == 1
}

/** The names that may be subscribed to. */
export function allowedEventTypes(): string[] {
  const names: string[] = []
  const json = answer((into, size) => sk_get_allowed_event_types(into, size))
  if (json === null) return names
  const parsed = JSON.parse(json)
  if (parsed.isArr) {
    const all = (parsed as JSON.Arr).valueOf()
    for (let i = 0; i < all.length; i++) names.push(all[i].toString())
  }
  return names
}

/** What `event_handler` is given. */
export class ServerEvent {
  type: string = ''
  data: JSON.Value = new JSON.Null()
  /** ms since 1970 */
  timestamp: f64 = 0
  /** The plugin that sent it; empty for the server. */
  from: string = ''

  static parse(event: string): ServerEvent {
    const json = JSON.object(event)
    const parsed = new ServerEvent()
    parsed.type = json.text('type')
    const data = json.get('data')
    if (data !== null) parsed.data = data
    parsed.timestamp = json.number('timestamp', 0)
    parsed.from = json.text('from')
    return parsed
  }
}
