// What both servers are fed: recordings of real instruments where they are at hand, and always our own sentences,
// which come last so that the state in which the trees are compared does not depend on the recordings.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sentence } from './feeder.mjs';

const SMALL = 400;

export function readInput(root) {
  const recordings = readRecordings(root);
  const own = fs.readFileSync(path.join(root, 'tests/conformance/instruments.nmea'), 'utf8')
    .split('\n').filter((line) => line && !line.startsWith('#'))
    .map((line) => line.includes('*') ? line : sentence(line));
  return { recordings, own };
}

function readRecordings(root) {
  const archive = path.join(root, '../shared/fixtures/recordings.tar.xz');
  if (!fs.existsSync(archive)) {
    console.log(`no recordings at ${archive}: comparing on our own sentences alone`);
    return [];
  }
  const target = path.join(root, 'artifacts/conformance/recordings');
  if (!fs.existsSync(target)) {
    fs.mkdirSync(target, { recursive: true });
    execFileSync('tar', ['xJf', archive, '-C', target, '--strip-components=1']);
  }
  const lines = (file) => fs.readFileSync(path.join(target, file), 'latin1').split(/\r?\n/).filter((l) => /^[$!\\]/.test(l));
  const logs = fs.readdirSync(path.join(target, 'gpsd')).filter((name) => name.endsWith('.log')).sort();
  return [
    ...lines('plaka.nmea').slice(0, 3000),
    ...lines('gpsd/ais-nmea.log'),
    ...logs.map((name) => lines(`gpsd/${name}`)).filter((l) => l.length <= SMALL).flat(),
  ];
}
