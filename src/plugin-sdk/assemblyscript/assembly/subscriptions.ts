// Which deltas come to `delta_handler`.
import { sk_subscribe } from './host'
import { quote, utf8 } from './text'

export enum Policy {
  /** At once, not more often than every `minPeriod`. */
  instant,
  /** At once, and once a period if nothing changed. */
  ideal,
  /** Once a period. */
  fixed,
}

/** One path, with `*` for any characters; periods in milliseconds. */
export class Subscription {
  minPeriod: i32 = 0

  constructor(public path: string, public policy: Policy = Policy.instant, public period: i32 = 1000, public context: string = 'vessels.self') {}

  toJSON(): string {
    const policy = this.policy == Policy.instant ? 'instant' : this.policy == Policy.fixed ? 'fixed' : 'ideal'
    return '{"context":' + quote(this.context) + ',"subscribe":[{"path":' + quote(this.path) + ',"period":' + this.period.toString() +
      ',"policy":"' + policy + '"' + (this.minPeriod > 0 ? ',"minPeriod":' + this.minPeriod.toString() : '') + '}]}'
  }
}

/** Adds to what comes; without any, everything comes. */
export function subscribe(subscription: Subscription): bool {
  return subscribeJSON(subscription.toJSON())
}

/** Adds all of them, or none if one is wrong. */
export function subscribeAll(subscriptions: Subscription[]): bool {
  let json = '['
  for (let i = 0; i < subscriptions.length; i++) json += (i > 0 ? ',' : '') + subscriptions[i].toJSON()
  return subscribeJSON(json + ']')
}

/** A subscription message of Signal K, or an array of them. */
export function subscribeJSON(message: string): bool {
  const json = utf8(message)
  return sk_subscribe(changetype<usize>(json), json.byteLength) == 1
}

/** Nothing comes any more. */
export function unsubscribeAll(): bool {
  return subscribeJSON('{"subscribe":[]}')
}
