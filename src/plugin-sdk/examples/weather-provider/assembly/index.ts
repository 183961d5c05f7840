// Weather of Open-Meteo, asked for when somebody asks for it, and kept for ten minutes.
import {
  JSON, Plugin, WeatherData, WeatherRequest, fetch, hasNetworkCapability, register, registerWeatherProvider, setError,
  setStatus, weatherArray,
} from '@signalk-appliance/plugin-sdk/assembly'

export * from '@signalk-appliance/plugin-sdk/assembly/exports'

const KEPT: f64 = 600_000
const MOST_KEPT: i32 = 16
const VALUES = 'temperature_2m,relative_humidity_2m,dew_point_2m,pressure_msl,cloud_cover,precipitation,wind_speed_10m,wind_direction_10m,wind_gusts_10m'

class Answer {
  constructor(public json: JSON.Obj, public at: f64) {}
}

class Weather extends Plugin {
  url: string = ''
  kept: Map<string, Answer> = new Map<string, Answer>()

  name(): string { return 'Open-Meteo' }

  schema(): string {
    return '{"type":"object","properties":{"url":{"type":"string","title":"Service","default":"https://api.open-meteo.com/v1/forecast"}}}'
  }

  start(config: string): i32 {
    this.url = JSON.object(config).text('url', 'https://api.open-meteo.com/v1/forecast')
    this.kept.clear()
    if (!hasNetworkCapability()) {
      setError('needs the capability network')
      return 1
    }
    if (!registerWeatherProvider('Open-Meteo')) {
      setError('needs the capability weatherProvider')
      return 1
    }
    setStatus('ready')
    return 0
  }

  stop(): i32 { return 0 }

  /** What the service says of a place; empty if it says nothing. */
  ask(request: WeatherRequest): JSON.Obj {
    const position = request.position
    if (isNaN(position.latitude) || isNaN(position.longitude)) return new JSON.Obj()
    const place = '?latitude=' + position.latitude.toString() + '&longitude=' + position.longitude.toString()
    const now = f64(Date.now())
    if (this.kept.has(place) && now - this.kept.get(place).at < KEPT) return this.kept.get(place).json
    const reply = fetch(this.url + place + '&wind_speed_unit=ms&timezone=UTC&forecast_days=3&current=' + VALUES + '&hourly=' + VALUES)
    const json = JSON.object(reply.text())
    if (!reply.ok || json.keys.length == 0) {
      setError('the service answered with ' + reply.status.toString())
      return new JSON.Obj()
    }
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(place, new Answer(json, now))
    setStatus('asked for' + place)
    return json
  }
}

const weather = new Weather()
register(weather)

/** Degrees Celsius, per cent, hectopascal and millimetres are turned into what Signal K has. */
function fill(data: WeatherData, temperature: f64, humidity: f64, dew: f64, pressure: f64, cloud: f64, rain: f64, wind: f64, from: f64, gust: f64): WeatherData {
  data.temperature = temperature + 273.15
  data.relativeHumidity = humidity / 100
  data.dewPoint = dew + 273.15
  data.pressure = pressure * 100
  data.cloudCover = cloud / 100
  data.precipitationVolume = rain / 1000
  data.windSpeed = wind
  data.windDirection = from * Math.PI / 180
  data.gust = gust
  return data
}

function item(from: JSON.Obj, name: string, index: i32): f64 {
  const all = from.getArr(name)
  return all === null || index >= all.valueOf().length ? NaN : all.valueOf()[index].toNumber()
}

export function weather_get_observations(request: string): string {
  const now = weather.ask(WeatherRequest.parse(request)).getObj('current')
  if (now === null) return '[]'
  return weatherArray([fill(new WeatherData(now.text('time') + ':00Z', 'observation'),
    now.number('temperature_2m'), now.number('relative_humidity_2m'), now.number('dew_point_2m'), now.number('pressure_msl'),
    now.number('cloud_cover'), now.number('precipitation'), now.number('wind_speed_10m'), now.number('wind_direction_10m'),
    now.number('wind_gusts_10m'))])
}

export function weather_get_forecasts(request: string): string {
  const asked = WeatherRequest.parse(request)
  if (asked.type == 'daily') return '[]'
  const hours = weather.ask(asked).getObj('hourly')
  if (hours === null) return '[]'
  const times = hours.getArr('time')
  if (times === null) return '[]'
  const all: WeatherData[] = []
  const most = asked.maxCount > 0 ? min(asked.maxCount, times.valueOf().length) : times.valueOf().length
  for (let i = 0; i < most; i++) {
    all.push(fill(new WeatherData(times.valueOf()[i].toString() + ':00Z', 'point'),
      item(hours, 'temperature_2m', i), item(hours, 'relative_humidity_2m', i), item(hours, 'dew_point_2m', i), item(hours, 'pressure_msl', i),
      item(hours, 'cloud_cover', i), item(hours, 'precipitation', i), item(hours, 'wind_speed_10m', i), item(hours, 'wind_direction_10m', i),
      item(hours, 'wind_gusts_10m', i)))
  }
  return weatherArray(all)
}

export function weather_get_warnings(request: string): string {
  return '[]'
}
