// Deltas as sets: what was said about which path by which source, however it was cut into messages.
import { comparable, same, sameTime, timeDifference } from './equality.mjs';

/** Every value in order of arrival, by context, path and source. */
export function valuesByPath(deltas) {
  const paths = new Map();
  for (const delta of deltas) {
    for (const update of delta.updates) {
      for (const { path, value } of update.values ?? []) {
        // Names at the empty path stand in one object or in several, which says the same.
        const parts = path === '' && value !== null && typeof value === 'object' ? Object.entries(value) : [[path, value]];
        for (const [name, part] of parts) {
          const key = `${delta.context} ${name} ${update.$source ?? ''}`;
          if (!paths.has(key)) paths.set(key, []);
          paths.get(key).push({ value: comparable(name, part), timestamp: update.timestamp, source: update.source });
        }
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
    else if (once) compareLast(report, section, subject, p.at(-1), o.at(-1));
    else compareSets(report, section, subject, p, o);
  }
}

function compareSets(report, section, subject, peer, ours) {
  let [lost, left] = [peer, [...ours]];
  const pair = (isSame, found) => {
    lost = lost.filter((p) => {
      // In order they meet at once; a window keeps a long difference from costing the square of it.
      const at = left.slice(0, 200).findIndex((o) => isSame(p, o));
      if (at < 0) return true;
      found(p, ...left.splice(at, 1));
      return false;
    });
  };
  const alike = (p, o) => same(p.value, o.value) && sameTime(p.timestamp, o.timestamp);
  pair((p, o) => alike(p, o) && same(p.source, o.source), () => {});
  pair(alike, (p, o) => report.add(section, subject, 'source', p.source, o.source));
  const retimed = (p, o) => same(p.value, o.value) && timeDifference(p.timestamp, o.timestamp) !== 'timestamp';
  pair(retimed, (p, o) => report.add(section, subject, timeDifference(p.timestamp, o.timestamp), p.timestamp, o.timestamp));
  pair((p, o) => same(p.value, o.value), (p, o) => report.add(section, subject, timeDifference(p.timestamp, o.timestamp), p.timestamp, o.timestamp));
  pair((p, o) => timeDifference(p.timestamp, o.timestamp) !== 'timestamp', (p, o) => report.add(section, subject, 'value', p.value, o.value));
  for (const p of lost) report.add(section, subject, 'missing', p.value);
  for (const o of left) report.add(section, subject, 'extra', undefined, o.value);
}

function compareLast(report, section, subject, peer, ours) {
  const add = (kind, member) => report.add(section, subject, kind, peer[member], ours[member]);
  if (!same(peer.value, ours.value)) add('value', 'value');
  else if (!same(peer.source, ours.source)) add('source', 'source');
  else if (!sameTime(peer.timestamp, ours.timestamp)) add(timeDifference(peer.timestamp, ours.timestamp), 'timestamp');
}

// The vessel's number is noise in a group's name; what a difference is about is the path and the source.
const nameOf = (key) => key.replace(/^(\S+?):mmsi:\d+/, (whole, kind) => whole.includes('230099999') ? 'self' : `${kind}:*`);
