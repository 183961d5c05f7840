// True wind from apparent wind and the boat's speed through the water: the difference of two vectors.
import { Delta, JSON, PathValue, Plugin, Update, emit, register, setStatus } from '@signalk-appliance/plugin-sdk/assembly'

export * from '@signalk-appliance/plugin-sdk/assembly/exports'

/** Seconds after which a value is no longer taken for what it is now. */
const OLD: i32 = 10

class Input {
  value: f64 = NaN
  age: i32 = OLD

  take(value: f64): void {
    this.value = value
    this.age = 0
  }

  get now(): f64 {
    return this.age < OLD ? this.value : NaN
  }
}

class TrueWind extends Plugin {
  angle: Input = new Input()
  speed: Input = new Input()
  boat: Input = new Input()
  heading: Input = new Input()
  sent: i32 = 0

  name(): string { return 'True wind' }
  schema(): string { return '{}' }

  start(config: string): i32 {
    setStatus('waiting for wind and speed')
    return 0
  }

  stop(): i32 { return 0 }

  take(path: string, value: f64): bool {
    if (path == 'environment.wind.speedApparent') {
      this.speed.take(value)
      return true
    }
    if (path == 'environment.wind.angleApparent') this.angle.take(value)
    else if (path == 'navigation.speedThroughWater') this.boat.take(value)
    else if (path == 'navigation.headingTrue') this.heading.take(value)
    return false
  }

  compute(): void {
    const angle = this.angle.now, speed = this.speed.now, boat = this.boat.now
    if (isNaN(angle) || isNaN(speed) || isNaN(boat)) return
    const ahead = speed * Math.cos(angle) - boat
    const across = speed * Math.sin(angle)
    const trueAngle = Math.atan2(across, ahead)
    const values = [
      PathValue.number('environment.wind.speedTrue', Math.sqrt(ahead * ahead + across * across)),
      PathValue.number('environment.wind.angleTrueWater', trueAngle),
    ]
    const heading = this.heading.now
    if (!isNaN(heading)) {
      const direction = (heading + trueAngle) % (2 * Math.PI)
      values.push(PathValue.number('environment.wind.directionTrue', direction < 0 ? direction + 2 * Math.PI : direction))
    }
    emit(new Delta('vessels.self', [new Update(values)]))
    this.sent++
  }

  tick(): void {
    this.angle.age++
    this.speed.age++
    this.boat.age++
    this.heading.age++
    setStatus(this.sent == 0 ? 'waiting for wind and speed' : this.sent.toString() + ' computed')
  }
}

const wind = new TrueWind()
register(wind)

export function delta_handler(delta: string): void {
  const updates = JSON.object(delta).getArr('updates')
  if (updates === null) return
  let compute = false
  for (let i = 0, all = updates.valueOf(); i < all.length; i++) {
    const values = all[i].isObj ? (all[i] as JSON.Obj).getArr('values') : null
    if (values === null) continue
    for (let j = 0, each = values.valueOf(); j < each.length; j++) {
      const pair = each[j] as JSON.Obj
      if (wind.take(pair.text('path'), pair.number('value'))) compute = true
    }
  }
  if (compute) wind.compute()
}

export function poll(): i32 {
  wind.tick()
  return 0
}
