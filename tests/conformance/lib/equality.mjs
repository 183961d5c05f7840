// When two servers' answers say the same.

const window = 600_000;

const sameNumber = (a, b) => a === b || Math.abs(a - b) <= Math.max(1e-6 * Math.max(Math.abs(a), Math.abs(b)), 1e-9);

/** A time read from a sentence is the same to the millisecond; two times of receipt are both the run's. */
export function sameTime(a, b) {
  const [x, y] = [Date.parse(a), Date.parse(b)];
  const isNow = (t) => Math.abs(Date.now() - t) < window;
  return a === b || x === y || (isNow(x) && isNow(y));
}

/** Why a time read from a sentence differs tells what to think of it. */
export function timeDifference(peer, ours) {
  const [day, week] = [86_400_000, 604_800_000];
  const difference = Date.parse(ours) - Date.parse(peer);
  const fraction = Date.parse(peer) % 1000 === 0 ? Date.parse(ours) % 1000 : 0;
  const whole = difference - fraction;
  if (sameTime(peer, ours)) return 'same';
  if (whole === 0) return 'timestamp, fraction';
  if (whole % (1024 * week) === 0) return 'timestamp, week rollover';
  if (Math.abs(whole) === day) return 'timestamp, day';
  return 'timestamp';
}

export const isTime = (text) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text);

/** Equality of JSON values; numbers carry the arithmetic noise of their server. */
export function same(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b);
  if (typeof a === 'string' && typeof b === 'string') return a === b || (isTime(a) && isTime(b) && sameTime(a, b));
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && same(a[k], b[k]));
}

/** A value without what its server invents anew for each alarm. */
export function comparable(path, value) {
  if (!/(^|[./])notifications[./]/.test(path) || value === null || typeof value !== 'object') return value;
  const { id, ...rest } = value;
  return rest;
}
