// Connect, read, subscribe, receive: what every program that uses the official client does first.
import { createRequire } from 'node:module';
import path from 'node:path';

export async function runSmoke(clientPackage, server) {
  const { Client } = createRequire(import.meta.url)(path.resolve(clientPackage));
  const client = new Client({ hostname: '127.0.0.1', port: server.port, useTLS: false, reconnect: false, notifications: false, deltaStreamBehaviour: 'none' });
  const deltas = [];
  client.on('delta', (delta) => deltas.push(delta));
  client.on('error', () => {});
  try {
    await client.connect();
    const api = await client.API();
    const position = (await api.navigation()).position?.value;
    client.subscribe({ context: 'vessels.self', subscribe: [{ path: 'navigation.position', policy: 'instant' }, { path: 'environment.wind.*' }] });
    const limit = Date.now() + 5000;
    const paths = () => new Set(deltas.flatMap((d) => d.updates).flatMap((u) => u.values ?? []).map((v) => v.path));
    while (Date.now() < limit && !(paths().has('navigation.position') && paths().has('environment.wind.speedApparent'))) {
      await new Promise((done) => setTimeout(done, 50));
    }
    const heard = [...paths()];
    const strange = heard.filter((p) => p !== 'navigation.position' && !p.startsWith('environment.wind.'));
    const good = position?.latitude > 60 && heard.length >= 2 && strange.length === 0 && deltas.every((d) => d.context === client.self);
    console.log(`client: connected to ${client.self}, read the position ${JSON.stringify(position)}, received ${deltas.length} deltas of ${heard.join(', ')}: ${good ? 'good' : 'NOT GOOD'}`);
    return good;
  } finally {
    client.disconnect();
  }
}
