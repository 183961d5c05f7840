// A provider of weather. Capability weatherProvider.
import { sk_register_weather_provider } from './host'
import * as JSON from './json'
import { Position } from './signalk'
import { quote, utf8 } from './text'

/**
 * Export `weather_get_observations`, `weather_get_forecasts` and `weather_get_warnings`, each `(request: string): string`, whose
 * answer is an array: `weatherArray`.
 */
export function registerWeatherProvider(name: string): bool {
  const text = utf8(name)
  return sk_register_weather_provider(changetype<usize>(text), text.byteLength) == 1
}

export class WeatherRequest {
  position: Position = new Position(NaN, NaN)
  /** Of forecasts: daily or point. */
  type: string = ''
  maxCount: i32 = 0
  startDate: string = ''

  static parse(jsonStr: string): WeatherRequest {
    const json = JSON.object(jsonStr)
    const request = new WeatherRequest()
    const position = json.getObj('position')
    if (position !== null) request.position = new Position(position.number('latitude'), position.number('longitude'))
    request.type = json.text('type')
    const options = json.getObj('options')
    if (options !== null) {
      request.maxCount = i32(options.number('maxCount', 0))
      request.startDate = options.text('startDate')
    }
    return request
  }
}

/** An observation or a forecast, in SI units; what is NaN is left out. */
export class WeatherData {
  description: string = ''
  /** K */
  temperature: f64 = NaN
  /** K */
  dewPoint: f64 = NaN
  /** Pa */
  pressure: f64 = NaN
  /** 0 to 1 */
  relativeHumidity: f64 = NaN
  /** 0 to 1 */
  cloudCover: f64 = NaN
  /** m */
  precipitationVolume: f64 = NaN
  /** m/s */
  windSpeed: f64 = NaN
  /** rad, where it comes from, of true north */
  windDirection: f64 = NaN
  /** m/s */
  gust: f64 = NaN

  /** @param type observation, daily or point */
  constructor(public date: string, public type: string) {}

  toJSON(): string {
    const outside = new JSON.Obj()
    put(outside, 'temperature', this.temperature)
    put(outside, 'dewPointTemperature', this.dewPoint)
    put(outside, 'pressure', this.pressure)
    put(outside, 'relativeHumidity', this.relativeHumidity)
    put(outside, 'cloudCover', this.cloudCover)
    put(outside, 'precipitationVolume', this.precipitationVolume)
    const wind = new JSON.Obj()
    put(wind, 'speedTrue', this.windSpeed)
    put(wind, 'directionTrue', this.windDirection)
    put(wind, 'gust', this.gust)
    return '{"date":' + quote(this.date) + ',"type":' + quote(this.type) +
      (this.description.length > 0 ? ',"description":' + quote(this.description) : '') +
      ',"outside":' + outside.stringify() + ',"wind":' + wind.stringify() + '}'
  }
}

function put(into: JSON.Obj, name: string, value: f64): void {
  if (isFinite(value)) into.set(name, value)
}

export function weatherArray(all: WeatherData[]): string {
  let json = '['
  for (let i = 0; i < all.length; i++) json += (i > 0 ? ',' : '') + all[i].toJSON()
  return json + ']'
}

export class WeatherWarning {
  constructor(public startTime: string, public endTime: string, public source: string, public type: string, public details: string) {}

  toJSON(): string {
    return '{"startTime":' + quote(this.startTime) + ',"endTime":' + quote(this.endTime) + ',"source":' + quote(this.source) +
      ',"type":' + quote(this.type) + ',"details":' + quote(this.details) + '}'
  }
}
