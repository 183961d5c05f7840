// The comparison beside the peer: node run.mjs [--only discovery,live,cached,meta,tree,answers,requests,difftest,client]
// Exit status: 0 no difference that known.json does not explain, 1 such differences, 2 a failed run.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Feeder } from './lib/feeder.mjs';
import { readInput } from './lib/input.mjs';
import { Report } from './lib/report.mjs';
import { Ours, Peer } from './lib/server.mjs';
import { compareDiscovery } from './sections/discovery.mjs';
import { compareAnswers } from './sections/errors.mjs';
import { compareRequests } from './sections/requests.mjs';
import { compareCached, compareLive, compareMeta } from './sections/streams.mjs';
import { compareTree } from './sections/tree.mjs';
import { runDifftest } from './sections/difftest.mjs';
import { runClient } from './client/client.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const work = path.join(root, 'artifacts/conformance');
const peerDir = path.resolve(root, process.env.SIGNALK_PEER_DIR ?? 'artifacts/peer');
const binary = path.resolve(root, process.env.SIGNALK_BINARY ?? 'artifacts/publish/linux-x64/signalk');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : null;
const wanted = (name) => !only || only.includes(name);

if (!fs.existsSync(binary)) {
  console.error(`conformance: there is no binary at ${binary}: make publish, or name one by SIGNALK_BINARY`);
  process.exit(2);
}
fs.mkdirSync(work, { recursive: true });

const twin = Boolean(process.env.CONFORMANCE_PEER_TWICE);
let failed = false;

async function section(name, run) {
  if (!wanted(name)) return;
  const start = Date.now();
  try {
    if (await run() === false) failed = true;
  } catch (error) {
    failed = true;
    console.error(`${name}: ${error.message}`);
    return;
  }
  console.log(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

async function sideBySide() {
  const inputs = readInput(root);
  const feeds = await Promise.all(inputs.map(async ({ id, lines }) => Object.assign(await Feeder.listen(id), { lines })));
  const report = new Report(path.join(root, 'tests/conformance/known.json'));
  const peer = new Peer(root, path.join(work, 'peer'), peerDir);
  // CONFORMANCE_PEER_TWICE=1 puts a second peer in our place: what is printed then is what the comparison itself gets wrong.
  const ours = twin ? new Peer(root, path.join(work, 'twin'), peerDir) : new Ours(binary, path.join(work, 'ours'));
  try {
    await Promise.all([peer.start({ feeds }), ours.start({ feeds })]);
    await Promise.all(feeds.map((feed) => feed.connected(2)));
    console.log(`peer ${peer.url}, ours ${ours.url}; ${feeds.length} connections, ${inputs.reduce((sum, { lines }) => sum + lines.length, 0)} sentences`);
    await section('discovery', () => compareDiscovery(report, peer, ours));
    if (wanted('live')) await section('live', () => compareLive(report, peer, ours, feeds));
    else await feeds.at(-1).play(500).then(() => new Promise((done) => setTimeout(done, 500)));
    await section('tree', () => compareTree(report, peer, ours));
    await section('cached', () => compareCached(report, peer, ours));
    await section('meta', () => compareMeta(report, peer, ours));
    await section('answers', () => compareAnswers(report, peer, ours));
    await section('requests', () => compareRequests(report, peer, ours));
    await section('difftest', () => runDifftest(root, work, peer, ours));
  } catch (error) {
    failed = true;
    console.error(error.message);
  } finally {
    for (const feed of feeds) feed.close();
    await Promise.all([peer.stop(), ours.stop()]);
  }
  report.print(path.join(work, 'differences.txt'));
  return report.unexplained.length;
}

const unexplained = !only || only.some((name) => name !== 'client') ? await sideBySide() : 0;
await section('client', () => runClient(root, work, peerDir, binary));
process.exit(failed ? 2 : unexplained > 0 ? 1 : 0);
