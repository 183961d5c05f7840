// Other vessels by distance, and how close they will come if nobody turns.
import { age, course, duration, knots, miles } from './units.js'

const METRES_PER_DEGREE = 111_194.9
const SHOWN = 50
const FORGET_AFTER = 15 * 60_000

export function showTargets(section, model, own, element) {
  const rows = []
  const now = performance.now()
  for (const [context, target] of model.targets) {
    if (now - target.received > FORGET_AFTER) {
      model.targets.delete(context)
      continue
    }
    const place = target['navigation.position']
    if (!place || typeof place.latitude !== 'number') continue
    rows.push({ context, target, ...approach(own, target) })
  }
  rows.sort((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity))
  section.hidden = rows.length === 0
  section.querySelector('.count').textContent = rows.length > SHOWN ? `${SHOWN} nearest of ${rows.length}` : rows.length
  section.querySelector('tbody').replaceChildren(...rows.slice(0, SHOWN).map((row) => line(row, now, element)))
}

function line({ context, target, distance, bearing, cpa, tcpa }, now, element) {
  const danger = cpa !== null && cpa < 926 && tcpa < 1800
  return element('tr', { className: now - target.received > 360_000 ? 'old' : '' },
    element('td', { title: context, textContent: target.name || target.mmsi || context.split(':').pop() }),
    element('td', { textContent: distance === null ? '–' : miles(distance) }),
    element('td', { textContent: course(bearing) }),
    element('td', { textContent: knots(target['navigation.speedOverGround']) }),
    element('td', { textContent: course(target['navigation.courseOverGroundTrue']) }),
    element('td', { className: danger ? 'close' : '', textContent: cpa === null ? '–' : miles(cpa) }),
    element('td', { className: danger ? 'close' : '', textContent: cpa === null ? '–' : duration(tcpa) }),
    element('td', { textContent: age(now - target.received) }))
}

// Plane geometry around the own boat: exact enough within the range of a VHF aerial.
function approach(own, target) {
  const none = { distance: null, bearing: null, cpa: null, tcpa: null }
  if (!own.position) return none
  const place = target['navigation.position']
  const shrink = Math.cos(own.position.latitude * Math.PI / 180)
  const dx = ((place.longitude - own.position.longitude + 540) % 360 - 180) * METRES_PER_DEGREE * shrink
  const dy = (place.latitude - own.position.latitude) * METRES_PER_DEGREE
  const distance = Math.hypot(dx, dy)
  const result = { ...none, distance, bearing: Math.atan2(dx, dy) }
  const a = velocity(own.speed, own.course)
  const b = velocity(target['navigation.speedOverGround'], target['navigation.courseOverGroundTrue'])
  if (!a || !b) return result
  const [vx, vy] = [b[0] - a[0], b[1] - a[1]]
  const speed2 = vx * vx + vy * vy
  const tcpa = speed2 < 0.01 ? 0 : -(dx * vx + dy * vy) / speed2
  return tcpa > 0 ? { ...result, tcpa, cpa: Math.hypot(dx + vx * tcpa, dy + vy * tcpa) } : result
}

function velocity(speed, direction) {
  if (typeof speed !== 'number') return null
  if (speed < 0.1) return [0, 0]
  return typeof direction === 'number' ? [speed * Math.sin(direction), speed * Math.cos(direction)] : null
}
