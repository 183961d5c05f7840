// The shared fixtures through both running servers, with the tool that measured the peer; ours must answer as many.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export async function runDifftest(root, work, peer, ours) {
  const tool = path.join(root, '../shared/bench/difftest.mjs');
  const fixtures = path.join(root, '../shared/fixtures/nmea0183.jsonl');
  if (!fs.existsSync(tool) || !fs.existsSync(fixtures)) {
    console.log('difftest: skipped, the shared tool or its fixtures are not here');
    return true;
  }
  const result = {};
  for (const server of [peer, ours]) {
    const mismatches = path.join(work, `difftest-${server.name}.jsonl`);
    const output = await run(tool, ['--url', server.url, '--feed', `tcp:127.0.0.1:${server.nmeaPort}`, '--fixtures', fixtures, '--show', '0', '--out', mismatches]);
    result[server.name] = JSON.parse(output.split('\n').find((line) => line.startsWith('{')));
    const { match, total, matchPct } = result[server.name];
    console.log(`difftest ${server.name}: ${match} of ${total} (${matchPct} %), mismatches in ${mismatches}`);
  }
  return result.ours.match >= result.peer.match;
}

function run(tool, args) {
  return new Promise((done, fail) => execFile(process.execPath, [tool, ...args], { timeout: 300_000, maxBuffer: 64 << 20 },
    (error, stdout, stderr) => (error ? fail(new Error(`${error.message}\n${stderr}`)) : done(stdout))));
}
