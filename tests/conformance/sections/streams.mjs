// The same subscriptions on both servers while the same input plays, and then on the model that it left behind.
import { same } from '../lib/equality.mjs';
import { Stream, holds } from '../lib/stream.mjs';
import { compareValues } from '../lib/deltas.mjs';
import { sentence } from '../lib/feeder.mjs';

const say = (context, ...rows) => ({ context, subscribe: rows });

const live = [
  { name: 'subscribe=all', query: '?subscribe=all' },
  { name: 'subscribe=self', query: '?subscribe=self' },
  { name: 'no query', query: '' },
  { name: 'subscribe=none', query: '?subscribe=none', silent: true },
  { name: 'two paths', say: say('vessels.self', { path: 'navigation.*' }, { path: 'environment.depth.belowTransducer' }) },
  { name: 'everything by message', say: say('*', { path: '*', policy: 'instant' }) },
  { name: 'all vessels', say: say('vessels.*', { path: 'navigation.position' }, { path: 'environment.depth.*' }) },
  { name: 'fixed 500 ms', say: say('vessels.self', { path: '*', period: 500, policy: 'fixed' }), once: true },
];

const later = [
  { name: 'subscribe=self', query: '?subscribe=self' },
  { name: 'subscribe=all', query: '?subscribe=all' },
  { name: 'sendCachedValues=false', query: '?subscribe=all&sendCachedValues=false' },
  { name: 'navigation.*', say: say('vessels.self', { path: 'navigation.*' }) },
  { name: 'minPeriod', say: say('vessels.*', { path: 'navigation.position', policy: 'instant', minPeriod: 1000 }) },
  { name: 'names of all vessels', say: say('vessels.*', { path: 'name' }, { path: '' }) },
  { name: 'a period alone', say: say('vessels.self', { path: 'environment.wind.speedApparent', period: 1000 }) },
  { name: 'everything', say: say('vessels.self', { path: '*' }) },
  { name: 'radius', say: say({ radius: 20000, position: { latitude: 60.072, longitude: 24.761 } }, { path: 'navigation.position' }) },
  { name: 'sourcePolicy=all', query: '?subscribe=none&sourcePolicy=all', say: say('vessels.self', { path: 'environment.depth.*' }) },
  { name: 'sourcePolicy=preferred', query: '?subscribe=none&sourcePolicy=preferred', say: say('vessels.self', { path: 'environment.depth.*' }) },
];

/** Subscribes on both, plays the input, and compares what each client heard. */
export async function compareLive(report, peer, ours, feeds) {
  const pairs = [];
  for (const subscription of live) pairs.push({ subscription, streams: await openBoth(peer, ours, subscription) });
  await settle();
  for (const feed of feeds) await feed.play();
  feeds.at(-1).write([sentence('$SDDPT,7777.7,0.0,')]);
  for (const { subscription, streams } of pairs) {
    if (subscription.silent) continue;
    await Promise.all(streams.map((s) => s.until(holds('environment.depth.belowTransducer', 7777.7), `the last value on ${subscription.name}`, 60_000)));
  }
  // The peer derives its course deltas some time after the sentence.
  await settle();
  for (const { subscription, streams } of pairs) {
    const { name, once } = subscription;
    const [p, o] = streams.map((s) => s.deltas);
    compareValues(report, `stream ${name}`, p, o, { once });
    if (name === 'subscribe=all') compareShapes(report, `shape ${name}`, p, o);
    compareOthers(report, `stream ${name}`, streams);
    console.log(`  ${name}: messages peer ${p.length}, ours ${o.length}`);
    for (const stream of streams) stream.close();
  }
}

/** What a client that comes later is sent from the model. */
export async function compareCached(report, peer, ours) {
  const pairs = await Promise.all(later.map(async (subscription) => ({ subscription, streams: await openBoth(peer, ours, subscription) })));
  await quiet(pairs.flatMap(({ streams }) => streams));
  for (const { subscription, streams } of pairs) {
    const section = `cached ${subscription.name}`;
    const [p, o] = streams.map((s) => s.deltas);
    compareValues(report, section, p, o, { once: true });
    compareOthers(report, section, streams);
    for (const stream of streams) stream.close();
  }
}

/** sendMeta=all: what is said about each path, whenever it is said. */
export async function compareMeta(report, peer, ours) {
  const streams = await openBoth(peer, ours, { query: '?subscribe=self&sendMeta=all' });
  await quiet(streams);
  const [p, o] = streams.map((s) => {
    const metas = new Map();
    for (const update of s.deltas.flatMap((d) => d.updates)) for (const { path, value } of update.meta ?? []) metas.set(path, value);
    return metas;
  });
  for (const path of new Set([...p.keys(), ...o.keys()])) {
    report.count('sendMeta');
    if (!p.has(path) || !o.has(path)) report.add('sendMeta', path, p.has(path) ? 'missing' : 'extra', p.get(path), o.get(path));
    else for (const name of new Set([...Object.keys(p.get(path)), ...Object.keys(o.get(path))])) {
      if (!same(p.get(path)[name], o.get(path)[name])) report.add('sendMeta', path, `meta.${name}`, p.get(path)[name], o.get(path)[name]);
    }
  }
  for (const stream of streams) stream.close();
}

async function openBoth(peer, ours, { query = '?subscribe=none', say }) {
  const streams = await Promise.all([peer, ours].map((s) => Stream.open(s, query)));
  if (say) for (const stream of streams) stream.send(say);
  return streams;
}

const settle = () => new Promise((done) => setTimeout(done, 700));

async function quiet(streams) {
  for (let counts = ''; ;) {
    await settle();
    const now = streams.map((s) => s.messages.length).join();
    if (now === counts) return;
    counts = now;
  }
}

/** One sentence is one delta on the wire: which paths come together in one message. */
function compareShapes(report, section, peer, ours) {
  const shapes = (deltas) => {
    const counts = new Map();
    for (const delta of deltas) {
      const members = Object.keys(delta).sort().join();
      const updates = delta.updates.map((u) => `${Object.keys(u).sort().join()}: ${(u.values ?? []).map((v) => v.path).sort().join(' ')}`);
      const shape = `${members} [${updates.join(' | ')}]`;
      counts.set(shape, (counts.get(shape) ?? 0) + 1);
    }
    return counts;
  };
  const [p, o] = [shapes(peer), shapes(ours)];
  for (const shape of new Set([...p.keys(), ...o.keys()])) {
    report.count(section, p.get(shape) ?? 0);
    const [n, m] = [p.get(shape) ?? 0, o.get(shape) ?? 0];
    if (n !== m) report.add(section, shape, 'messages', n, m);
  }
}

/** What is neither a delta nor the hello: errors, texts, a closed socket. */
function compareOthers(report, section, streams) {
  const [p, o] = streams.map((s) => ({
    others: s.messages.filter((m) => !Array.isArray(m.updates) && !m.roles && !m.name),
    closed: s.closed,
  }));
  if (p.closed !== o.closed) report.add(section, 'socket', 'closed', p.closed, o.closed);
  if (!same(p.others, o.others)) report.add(section, 'other messages', 'value', p.others, o.others);
}
