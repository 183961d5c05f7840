// Deltas as sets: what was said about which path by which source, however it was cut into messages.
import { comparable, same, sameTime } from './equality.mjs';

/** Every value in order of arrival, by context, path and source. */
export function valuesByPath(deltas) {
  const paths = new Map();
  for (const delta of deltas) {
    for (const update of delta.updates) {
      for (const { path, value } of update.values ?? []) {
        const key = `${delta.context} ${path} ${update.$source ?? ''}`;
        if (!paths.has(key)) paths.set(key, []);
        paths.get(key).push({ value: comparable(path, value), timestamp: update.timestamp, source: update.source });
      }
    }
  }
  return paths;
}

/** Compares two streams of one subscription, and reports by path, however many values differ. */
export function compareValues(report, section, peerDeltas, ourDeltas, { once = false } = {}) {
  const peer = valuesByPath(peerDeltas);
  const ours = valuesByPath(ourDeltas);
  for (const key of new Set([...peer.keys(), ...ours.keys()])) {
    const subject = nameOf(key);
    const [p, o] = [peer.get(key), ours.get(key)];
    report.count(section, p?.length ?? 0);
    if (!p || !o) report.add(section, subject, p ? 'missing' : 'extra', p?.[0].value, o?.[0].value);
    else if (once) compareSets(report, section, subject, p.slice(-1), o.slice(-1));
    else compareSets(report, section, subject, p, o);
  }
}

function compareSets(report, section, subject, peer, ours) {
  const left = [...ours];
  const lost = [];
  for (const p of peer) {
    // In order they meet at once; a window keeps a long difference from costing the square of it.
    const at = left.slice(0, 200).findIndex((o) => same(p.value, o.value) && sameTime(p.timestamp, o.timestamp));
    if (at < 0) lost.push(p);
    else {
      const [o] = left.splice(at, 1);
      if (!same(p.source, o.source)) report.add(section, subject, 'source', p.source, o.source);
    }
  }
  for (let i = 0; i < Math.max(lost.length, left.length); i++) {
    const [p, o] = [lost[i], left[i]];
    if (!p || !o) report.add(section, subject, p ? 'missing' : 'extra', p?.value, o?.value);
    else if (same(p.value, o.value)) report.add(section, subject, 'timestamp', p.timestamp, o.timestamp);
    else report.add(section, subject, 'value', p.value, o.value);
  }
}

// The vessel's number is noise in a group's name; what a difference is about is the path and the source.
const nameOf = (key) => key.replace(/^(\S+?):mmsi:\d+/, (whole, kind) => whole.includes('230099999') ? 'self' : `${kind}:*`);
