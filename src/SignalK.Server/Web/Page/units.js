// SI on the wire, a navigator's units on the glass.
const degrees = (rad) => rad * 180 / Math.PI
const bearing = (rad) => String(Math.round((degrees(rad) % 360 + 360) % 360) % 360).padStart(3, '0')
const fixed = (digits) => (value) => value.toFixed(digits)
const METRES_PER_MILE = 1852

// Angles that lie to port or starboard, not on the chart.
const SIDED = /angle|roll|rudder|leeway/i

// Those that are counted up and down from zero.
const SIGNED = /pitch|yaw|trim|variation|deviation|latitude|longitude/i
const DISTANCE = /log$|distance|trip|crossTrackError|range/i

/** The figure and its unit, apart. */
export function human(path, value, meta) {
  if (typeof value !== 'number') return [text(value, meta), '']
  const units = meta?.units ?? likelyUnits(path)
  switch (units) {
    case 'm/s': return [fixed(1)(value * 3600 / METRES_PER_MILE), 'kn']
    case 'rad':
      if (SIDED.test(path)) return [side(value), '']
      return SIGNED.test(path) ? [fixed(1)(degrees(value)), '°'] : [bearing(value), '°']
    case 'rad/s': return [fixed(1)(degrees(value) * 60), '°/min']
    case 'deg': return [fixed(1)(value), '°']
    case 'K': return [fixed(1)(value - 273.15), '°C']
    case 'Pa': return value > 200000 ? [fixed(2)(value / 100000), 'bar'] : [fixed(1)(value / 100), 'hPa']
    case 'ratio': return [fixed(0)(value * 100), '%']
    case 'Hz': return [fixed(0)(value * 60), 'rpm']
    case 'm': return DISTANCE.test(path) && Math.abs(value) >= 185 ? [fixed(2)(value / METRES_PER_MILE), 'nm'] : [fixed(1)(value), 'm']
    case 'm3': return [fixed(0)(value * 1000), 'L']
    case 'm3/s': return [fixed(1)(value * 3_600_000), 'L/h']
    case 'J': return [fixed(2)(value / 3_600_000), 'kWh']
    case 'C': return [fixed(1)(value / 3600), 'Ah']
    case 's': return [duration(value), '']
    case 'V': return [fixed(2)(value), 'V']
    default: return [number(value), units ?? '']
  }
}

// Some paths that the wire carries are in no table of the specification; their names say what they are.
const LIKELY = [[/bearing|heading|angle/i, 'rad'], [/distance|crossTrackError/i, 'm'], [/speed|velocity/i, 'm/s'], [/temperature/i, 'K'], [/pressure/i, 'Pa']]
const likelyUnits = (path) => LIKELY.find(([name]) => name.test(path.slice(path.lastIndexOf('.') + 1)))?.[1]

export const si = (value, units) => typeof value === 'number' ? [number(value), units ?? ''] : [JSON.stringify(value), '']

export function position(value) {
  if (typeof value?.latitude !== 'number' || typeof value?.longitude !== 'number') return ['–', '']
  return [`${minutes(value.latitude, 2, 'N', 'S')}  ${minutes(value.longitude, 3, 'E', 'W')}`, '']
}

export function age(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000
  return seconds < 2 ? 'now' : duration(seconds)
}

export function duration(seconds) {
  const s = Math.round(Math.abs(seconds))
  const sign = seconds < 0 ? '−' : ''
  if (s < 100) return `${sign}${s} s`
  if (s < 6000) return `${sign}${Math.round(s / 60)} min`
  return s < 172_800 ? `${sign}${Math.round(s / 3600)} h` : `${sign}${Math.round(s / 86_400)} d`
}

export const miles = (metres) => metres < 185 ? `${Math.round(metres)} m` : `${(metres / METRES_PER_MILE).toFixed(metres < 18_520 ? 2 : 1)} nm`
export const course = (rad) => typeof rad === 'number' ? `${bearing(rad)}°` : '–'
export const knots = (speed) => typeof speed === 'number' ? `${(speed * 3600 / METRES_PER_MILE).toFixed(1)} kn` : '–'

function minutes(value, width, positive, negative) {
  const tenThousandths = Math.round(Math.abs(value) * 60_000)
  const whole = Math.floor(tenThousandths / 60_000)
  const rest = ((tenThousandths - whole * 60_000) / 1000).toFixed(3).padStart(6, '0')
  return `${String(whole).padStart(width, '0')}°${rest}′${value < 0 ? negative : positive}`
}

function side(rad) {
  const rounded = Math.round(degrees(rad))
  return rounded === 0 ? '0°' : `${Math.abs(rounded)}° ${rounded < 0 ? 'port' : 'stbd'}`
}

function number(value) {
  if (Number.isInteger(value)) return String(value)
  const size = Math.abs(value)
  return size !== 0 && (size < 0.001 || size >= 1e9) ? value.toPrecision(4) : String(+value.toFixed(size < 1 ? 4 : size < 100 ? 2 : 1))
}

function text(value, meta) {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 19)}`
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object') && value.length < 8 ? value.join(', ') : `${value.length} items`
  if (typeof value.latitude === 'number') return position(value)[0]
  if (typeof value.message === 'string') return value.state ? `${value.state}: ${value.message}` : value.message
  return Object.entries(value).map(([name, member]) => `${name} ${human(name, member, meta?.properties?.[name]).filter(Boolean).join(' ').replace(' °', '°')}`).join(', ')
}

/** 1 234 567 as 1.2 M: to be taken in at a glance. */
export function count(value) {
  if (value < 10_000) return value.toLocaleString('en')
  const at = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']].find(([size]) => value >= size)
  return `${(value / at[0]).toFixed(1)} ${at[1]}`
}

export const kilobytes = (bytes) => (bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`)
