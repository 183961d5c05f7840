// What a client writes: deltas of its own, PUT, DELETE and queries over WebSocket, a client that carries out PUTs,
// PUT of metadata, and messages that make no sense.
import { same } from '../lib/equality.mjs';
import { Stream, holds } from '../lib/stream.mjs';

const self = '/signalk/v1/api/vessels/self';

export async function compareRequests(report, peer, ours) {
  for (const [name, conversation] of Object.entries(conversations)) {
    const [p, o] = await Promise.all([peer, ours].map((s) => hold(conversation, s)));
    for (const step of new Set([...Object.keys(p), ...Object.keys(o)])) {
      report.count('requests');
      const [x, y] = [clean(p[step]), clean(o[step])];
      if (!same(x, y)) report.add(`requests ${name}`, step, 'answer', x ?? null, y ?? null);
    }
  }
}

async function hold(conversation, server) {
  const steps = {};
  try {
    await conversation(server, steps);
  } catch (error) {
    steps.failed = error.message.replace(server.name, 'it');
  }
  return steps;
}

/** Without what is new each time: identifiers that the server gave, times. */
function clean(value) {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'));
}

const json = async (server, path, method = 'GET', body) => {
  const response = await fetch(server.url + path, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  const text = await response.text();
  let content = text;
  try { content = JSON.parse(text); } catch { /* a text */ }
  return { status: response.status, body: content };
};

const answerTo = (stream, id) => stream.until((m) => m.requestId === id, null, 3000);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const conversations = {
  async 'PUT over REST'(server, steps) {
    const path = `${self}/electrical/switches/lamp/state`;
    steps.put = await json(server, path, 'PUT', { value: 1 });
    steps.request = await json(server, steps.put.body.href);
    steps.delete = await json(server, path, 'DELETE');
  },
  async 'PUT of metadata'(server, steps) {
    const path = `${self}/navigation/speedOverGround/meta`;
    steps.put = await json(server, path, 'PUT', { value: { displayName: 'SOG', zones: [{ upper: 20, state: 'normal', message: 'ok' }] } });
    await pause(300);
    steps.request = await json(server, steps.put.body.href);
    const meta = (await json(server, path)).body;
    steps.meta = { displayName: meta.displayName, zones: meta.zones, units: meta.units };
    steps.putOne = await json(server, `${path}/displayName`, 'PUT', { value: 'Speed' });
    await pause(300);
    steps.one = await json(server, `${path}/displayName`);
  },
  async 'PUT of the name'(server, steps) {
    steps.put = await json(server, `${self}/name`, 'PUT', { value: 'Other' });
  },
  async 'PUT over WebSocket'(server, steps) {
    const stream = await Stream.open(server, '?subscribe=none');
    stream.send({ requestId: 'ws-put-1', context: 'vessels.self', put: { path: 'electrical.switches.lamp.state', value: 1 } });
    steps.put = await answerTo(stream, 'ws-put-1');
    steps.overRest = await json(server, '/signalk/v1/requests/ws-put-1');
    stream.send({ requestId: 'ws-put-1', query: true });
    await pause(500);
    steps.query = stream.messages.filter((m) => m.requestId === 'ws-put-1')[1];
    stream.send({ requestId: 'nosuch-1', query: true });
    steps.queryUnknown = await answerTo(stream, 'nosuch-1');
    stream.send({ requestId: 'ws-delete-1', context: 'vessels.self', delete: { path: 'electrical.switches.lamp.state' } });
    steps.delete = await answerTo(stream, 'ws-delete-1');
    steps.closed = stream.closed;
    stream.close();
  },
  async 'a delta from a client'(server, steps) {
    const [sender, listener] = [await Stream.open(server, '?subscribe=none'), await Stream.open(server, '?subscribe=self&sendCachedValues=false')];
    sender.send({ updates: [{ values: [{ path: 'environment.inside.temperature', value: 293.15 }] }] });
    steps.heard = await listener.until(holds('environment.inside.temperature'), null, 3000);
    sender.send({ context: 'vessels.self', updates: [{ $source: 'cabin.1', timestamp: '2026-01-15T10:00:00.000Z', values: [{ path: 'environment.inside.humidity', value: 0.5 }] }] });
    steps.withSource = await listener.until(holds('environment.inside.humidity'), null, 3000);
    sender.send({ updates: [{ source: { label: 'cabin', type: 'demo', src: '7' }, values: [{ path: 'environment.inside.pressure', value: 101300 }] }] });
    steps.withSourceObject = await listener.until(holds('environment.inside.pressure'), null, 3000);
    sender.send({ updates: [{ meta: [{ path: 'environment.inside.temperature', value: { displayName: 'Cabin' } }] }] });
    sender.send({ updates: [{ values: [{ path: 'environment.inside.temperature', value: null }] }] });
    await pause(500);
    const leaf = (await json(server, `${self}/environment/inside/temperature`)).body;
    steps.leaf = { value: leaf.value, $source: leaf.$source, displayName: leaf.meta?.displayName };
    sender.send({ context: 'vessels.urn:mrn:imo:mmsi:230011111', updates: [{ values: [{ path: '', value: { name: 'Other' } }, { path: 'navigation.speedOverGround', value: 2 }] }] });
    await pause(300);
    const other = (await json(server, '/signalk/v1/api/vessels/urn:mrn:imo:mmsi:230011111')).body;
    steps.other = { name: other.name, speed: other.navigation?.speedOverGround?.value };
    sender.close();
    listener.close();
  },
  async 'a client carries out PUTs'(server, steps) {
    const device = await Stream.open(server, '?subscribe=none');
    const path = 'electrical.switches.conformance.state';
    device.send({ context: 'vessels.self', updates: [{ $source: 'switchbox', values: [{ path, value: 0 }] }] });
    await pause(300);
    const client = await Stream.open(server, '?subscribe=none');
    client.send({ requestId: 'own-put-1', context: 'vessels.self', put: { path, value: 1, source: 'switchbox' } });
    const asked = await device.until((m) => m.put, null, 3000);
    steps.asked = asked && { context: asked.context, put: asked.put };
    if (asked) device.send({ requestId: asked.requestId, state: 'COMPLETED', statusCode: 200 });
    await pause(500);
    steps.answers = client.messages.filter((m) => m.requestId === 'own-put-1').map(({ state, statusCode }) => ({ state, statusCode }));
    steps.overRest = await json(server, '/signalk/v1/requests/own-put-1');
    device.close();
    client.close();
  },
  async 'nonsense'(server, steps) {
    const stream = await Stream.open(server, '?subscribe=none');
    const said = async (message) => {
      const before = stream.messages.length;
      stream.send(message);
      await pause(300);
      return { answers: stream.messages.slice(before), closed: stream.closed };
    };
    steps['{}'] = await said('{}');
    steps['{"foo":1}'] = await said('{"foo":1}');
    steps['a string'] = await said('"hello"');
    steps['a number'] = await said('1');
    steps['not JSON'] = await said('not json');
    steps['subscribe is no array'] = await said('{"context":"vessels.self","subscribe":"x"}');
    steps['subscribe to nothing'] = await said('{"context":"vessels.self","subscribe":[]}');
    steps['put without a path'] = await said('{"requestId":"p1","put":{"value":1}}');
    stream.close();
  },
  async 'unsubscribe everything'(server, steps) {
    const stream = await Stream.open(server, '?subscribe=all&sendCachedValues=false');
    stream.send({ context: '*', unsubscribe: [{ path: '*' }] });
    await pause(500);
    steps.state = { closed: stream.closed, messages: stream.messages.length };
    stream.close();
  },
  async 'unsubscribe one path'(server, steps) {
    const stream = await Stream.open(server, '?subscribe=none&sendCachedValues=false');
    stream.send({ context: 'vessels.self', subscribe: [{ path: 'navigation.position' }] });
    await pause(200);
    stream.send({ context: 'vessels.self', unsubscribe: [{ path: 'navigation.position' }] });
    await pause(500);
    steps.state = { closed: stream.closed };
    stream.close();
  },
  async 'policy ideal'(server, steps) {
    const stream = await Stream.open(server, '?subscribe=none');
    stream.send({ context: 'vessels.self', subscribe: [{ path: 'navigation.position', policy: 'ideal', minPeriod: 200, period: 1000 }] });
    await pause(500);
    steps.texts = stream.messages.filter((m) => typeof m === 'string');
    steps.closed = stream.closed;
    stream.close();
  },
};
