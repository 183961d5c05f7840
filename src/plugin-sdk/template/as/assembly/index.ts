import { JSON, Plugin, emitNumber, register, setStatus } from '@signalk-appliance/plugin-sdk/assembly'

// The functions that the host calls in every plugin.
export * from '@signalk-appliance/plugin-sdk/assembly/exports'

class GreatestSpeed extends Plugin {
  least: f64 = 0
  greatest: f64 = 0

  name(): string {
    return '__TITLE__'
  }

  /** The page makes a form of it. */
  schema(): string {
    return '{"type":"object","properties":{"least":{"type":"number","title":"Speeds below this do not count (m/s)","default":0.5}}}'
  }

  start(config: string): i32 {
    this.least = JSON.object(config).number('least', 0.5)
    this.greatest = 0
    setStatus('waiting for a speed')
    return 0
  }

  stop(): i32 {
    return 0
  }

  take(speed: f64): void {
    if (speed < this.least || speed <= this.greatest) return
    this.greatest = speed
    emitNumber('navigation.__KEY__', speed)
    setStatus(speed.toString() + ' m/s so far')
  }
}

const plugin = new GreatestSpeed()
register(plugin)

/** Called with each delta that package.json subscribes to. */
export function delta_handler(delta: string): void {
  const updates = JSON.object(delta).getArr('updates')
  if (updates === null) return
  for (let i = 0, all = updates.valueOf(); i < all.length; i++) {
    const values = (all[i] as JSON.Obj).getArr('values')
    if (values === null) continue
    for (let j = 0, each = values.valueOf(); j < each.length; j++) {
      const pair = each[j] as JSON.Obj
      if (pair.text('path') == 'navigation.speedOverGround') plugin.take(pair.number('value'))
    }
  }
}
