// The shared fixtures through both running servers, with the tool that measured the peer. What we answer otherwise on purpose
// is listed with its reason in difftest-known.json; what remains must be no more than what the peer itself misses.
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
  const known = JSON.parse(fs.readFileSync(path.join(root, 'tests/conformance/difftest-known.json'), 'utf8'));
  const missed = fs.readFileSync(path.join(work, `difftest-${ours.name}.jsonl`), 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const unexplained = missed.filter((m) => !(String(m.in) in known));
  console.log(`difftest ours: ${missed.length - unexplained.length} mismatches are on purpose (difftest-known.json), ${unexplained.length} are not`);
  for (const miss of unexplained) console.log(`  UNEXPLAINED ${JSON.stringify(miss).slice(0, 400)}`);
  return unexplained.length <= result.peer.total - result.peer.match;
}

function run(tool, args) {
  return new Promise((done, fail) => execFile(process.execPath, [tool, ...args], { timeout: 300_000, maxBuffer: 64 << 20 },
    (error, stdout, stderr) => (error ? fail(new Error(`${error.message}\n${stderr}`)) : done(stdout))));
}
