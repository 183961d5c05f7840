// The shapes of the data model, each of which can say itself as JSON.
import { quote } from './text'

export class Position {
  constructor(public latitude: f64, public longitude: f64) {}

  toJSON(): string {
    return '{"latitude":' + this.latitude.toString() + ',"longitude":' + this.longitude.toString() + '}'
  }
}

/** A path and its value, which is JSON. */
export class PathValue {
  constructor(public path: string, public value: string) {}

  static number(path: string, value: f64): PathValue {
    return new PathValue(path, isFinite(value) ? value.toString() : 'null')
  }

  static text(path: string, value: string): PathValue {
    return new PathValue(path, quote(value))
  }

  toJSON(): string {
    return '{"path":' + quote(this.path) + ',"value":' + this.value + '}'
  }
}

/** Values that belong together. */
export class Update {
  constructor(public values: PathValue[]) {}

  toJSON(): string {
    const values = this.values
    let json = '{"values":['
    for (let i = 0; i < values.length; i++) json += (i > 0 ? ',' : '') + values[i].toJSON()
    return json + ']}'
  }
}

/** What changed, of which vessel. */
export class Delta {
  constructor(public context: string, public updates: Update[]) {}

  toJSON(): string {
    const updates = this.updates
    let json = '{"context":' + quote(this.context) + ',"updates":['
    for (let i = 0; i < updates.length; i++) json += (i > 0 ? ',' : '') + updates[i].toJSON()
    return json + ']}'
  }
}

export enum NotificationState {
  normal,
  alert,
  warn,
  alarm,
  emergency,
}

export enum NotificationMethod {
  visual,
  sound,
}

export class Notification {
  method: NotificationMethod[] = [NotificationMethod.visual]

  constructor(public state: NotificationState, public message: string) {}

  toJSON(): string {
    let methods = ''
    for (let i = 0; i < this.method.length; i++) {
      methods += (i > 0 ? ',' : '') + (this.method[i] == NotificationMethod.sound ? '"sound"' : '"visual"')
    }
    return '{"state":"' + stateName(this.state) + '","method":[' + methods + '],"message":' + quote(this.message) + '}'
  }
}

function stateName(state: NotificationState): string {
  switch (state) {
    case NotificationState.alert: return 'alert'
    case NotificationState.warn: return 'warn'
    case NotificationState.alarm: return 'alarm'
    case NotificationState.emergency: return 'emergency'
    default: return 'normal'
  }
}

/** A delta of the own vessel with one value, which is JSON. */
export function createSimpleDelta(path: string, value: string): Delta {
  return new Delta('vessels.self', [new Update([new PathValue(path, value)])])
}
