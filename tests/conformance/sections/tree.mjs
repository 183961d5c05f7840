// The full model over REST, leaf by leaf, and how its parts are addressed.
import { comparable, isTime, same, sameTime, timeDifference } from '../lib/equality.mjs';

export async function compareTree(report, peer, ours) {
  const [p, o] = await Promise.all([peer, ours].map(async (s) => (await fetch(`${s.url}/signalk/v1/api/`)).json()));
  compareNode(report, '', p, o);
  return p;
}

const isObject = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
const isLeaf = (node) => isObject(node) && 'value' in node && 'timestamp' in node;

function compareNode(report, path, peer, ours) {
  if (isLeaf(peer) && isLeaf(ours)) {
    compareLeaf(report, path, peer, ours);
    // A value may have children too: navigation.datetime beside navigation.datetime.gnssTimeSource.
    peer = withoutLeaf(peer);
    ours = withoutLeaf(ours);
  }
  for (const name of new Set([...Object.keys(peer), ...Object.keys(ours)])) {
    const at = path ? `${path}/${name}` : name;
    const [p, o] = [peer[name], ours[name]];
    if (o === undefined) report.add('tree', subject(at), 'missing', p);
    else if (p === undefined) report.add('tree', subject(at), 'extra', undefined, o);
    else if (isObject(p) && isObject(o)) compareNode(report, at, p, o);
    else {
      report.count('tree');
      if (!same(p, o)) report.add('tree', subject(at), isTime(p) && isTime(o) ? timeDifference(p, o) : 'value', p, o);
    }
  }
}

const leafMembers = ['meta', 'value', '$source', 'timestamp', 'values', 'pgn', 'sentence'];
const withoutLeaf = (node) => Object.fromEntries(Object.entries(node).filter(([name]) => !leafMembers.includes(name)));

function compareLeaf(report, path, peer, ours) {
  const add = (kind, p, o) => report.add('tree', subject(path), kind, p, o);
  report.count('tree');
  if (!same(comparable(path, peer.value), comparable(path, ours.value))) add('value', peer.value, ours.value);
  if (peer.$source !== ours.$source) add('$source', peer.$source, ours.$source);
  if (peer.sentence !== ours.sentence) add('sentence', peer.sentence, ours.sentence);
  if (!sameTime(peer.timestamp, ours.timestamp)) add(timeDifference(peer.timestamp, ours.timestamp), peer.timestamp, ours.timestamp);
  if (!same(peer.meta, ours.meta)) compareMeta(report, path, peer.meta, ours.meta);
  compareSources(add, path, peer.values, ours.values);
}

function compareMeta(report, path, peer, ours) {
  if (!peer || !ours) return report.add('tree', subject(path), peer ? 'meta missing' : 'meta extra', peer, ours);
  for (const name of new Set([...Object.keys(peer), ...Object.keys(ours)])) {
    if (!same(peer[name], ours[name])) report.add('tree', subject(path), `meta.${name}`, peer[name], ours[name]);
  }
}

function compareSources(add, path, peer, ours) {
  if (!peer && !ours) return;
  if (!peer || !ours) return add(peer ? 'values missing' : 'values extra', peer, ours);
  for (const source of new Set([...Object.keys(peer), ...Object.keys(ours)])) {
    const [p, o] = [peer[source], ours[source]];
    if (!p || !o) add(p ? `values.${source} missing` : `values.${source} extra`, p, o);
    else if (!same(comparable(path, p.value), comparable(path, o.value))) add(`values.${source}`, p.value, o.value);
    else if (p.sentence !== o.sentence) add(`values.${source}.sentence`, p.sentence, o.sentence);
  }
}

const subject = (path) => path.replace('vessels/urn:mrn:imo:mmsi:230099999', 'self').replace(/:mmsi:\d+/, ':mmsi:*');
