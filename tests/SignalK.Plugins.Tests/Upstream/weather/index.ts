// Fetches in its start and in a handler, as the transform of as-fetch makes it: with Asyncify in the module.
import { fetchSync } from 'as-fetch/sync'
import { Plugin, createSimpleDelta, emit, hasNetworkCapability, setError, setStatus, JSON } from '@signalk/assemblyscript-plugin-sdk/assembly'

@external('env', 'sk_register_weather_provider')
declare function sk_register_weather_provider(name: usize, length: usize): i32

let url: string = ''

class Weather extends Plugin {
  name(): string { return 'Weather' }
  schema(): string { return '{"type":"object","properties":{"url":{"type":"string","title":"Service"}}}' }

  start(config: string): i32 {
    if (!hasNetworkCapability()) {
      setError('no network')
      return 2
    }
    const asked = (JSON.parse(config) as JSON.Obj).getString('url')
    if (asked === null) return 3
    url = asked.valueOf()
    const name = String.UTF8.encode('Fixture weather')
    if (sk_register_weather_provider(changetype<usize>(name), name.byteLength) != 1) return 4
    const first = fetchSync(url + '/first').text()
    const second = fetchSync(url + '/second').text()
    emit(createSimpleDelta('fixture.fetched', '"' + first + '+' + second + '"'))
    setStatus('fetched')
    return 0
  }

  stop(): i32 { return 0 }
}

const plugin = new Weather()

export function plugin_name(): string { return plugin.name() }
export function plugin_schema(): string { return plugin.schema() }
export function plugin_stop(): i32 { return plugin.stop() }
export function plugin_start(configPtr: usize, configLen: usize): i32 {
  return plugin.start(String.UTF8.decodeUnsafe(configPtr, configLen))
}

export function weather_get_observations(request: string): string {
  const body = fetchSync(url + '/observations').text()
  return '[{"date":"2026-01-01T00:00:00Z","type":"observation","description":"' + body + '","outside":{"temperature":280.5}}]'
}

export function weather_get_forecasts(request: string): string {
  const type = request.includes('"daily"') ? 'daily' : 'point'
  return '[{"date":"2026-01-01T00:00:00Z","type":"' + type + '","outside":{"temperature":281}}]'
}

export function weather_get_warnings(request: string): string { return '[]' }
