// A provider of radars, and streams of bytes. Capability radarProvider.
import { sk_emit_binary_stream, sk_radar_emit_spokes, sk_register_radar_provider } from './host'
import * as JSON from './json'
import { quote, utf8 } from './text'

/** Export `radar_get_radars` and what your radar can do of the other `radar_*`, each `(request: string): string`. */
export function registerRadarProvider(name: string): bool {
  const text = utf8(name)
  return sk_register_radar_provider(changetype<usize>(text), text.byteLength) == 1
}

/** A spoke for the clients that watch this radar. */
export function emitSpokes(radarId: string, data: Uint8Array): bool {
  const id = utf8(radarId)
  return sk_radar_emit_spokes(changetype<usize>(id), id.byteLength, data.dataStart, data.length) == 1
}

/** A frame for the clients of a stream: `radars/NAME` or `plugins/PACKAGE/NAME`. */
export function emitBinary(streamId: string, data: Uint8Array): bool {
  const id = utf8(streamId)
  return sk_emit_binary_stream(changetype<usize>(id), id.byteLength, data.dataStart, data.length) == 1
}

/** What any of the `radar_*` handlers is asked; members that it does not have are empty, NaN or null. */
export class RadarRequest {
  radarId: string = ''
  controlId: string = ''
  /** What a control is to be set to; `{auto, value}` for gain, sea and rain. */
  value: JSON.Value | null = null
  /** m */
  range: f64 = NaN
  state: string = ''
  /** rad */
  bearing: f64 = NaN
  /** m */
  distance: f64 = NaN
  targetId: i32 = -1
  json: JSON.Obj = new JSON.Obj()

  static parse(jsonStr: string): RadarRequest {
    const json = JSON.object(jsonStr)
    const request = new RadarRequest()
    request.json = json
    request.radarId = json.text('radarId')
    request.controlId = json.text('controlId')
    request.value = json.get('value')
    request.range = json.number('range')
    request.state = json.text('state')
    request.bearing = json.number('bearing')
    request.distance = json.number('distance')
    request.targetId = i32(json.number('targetId', -1))
    return request
  }
}

export function radarDone(): string {
  return '{"success":true}'
}

export function radarFailed(error: string): string {
  return '{"success":false,"error":' + quote(error) + '}'
}
