// What both servers are fed: recordings of real instruments where they are at hand, each by a connection of its own, and
// always our own sentences, which come last.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sentence } from './feeder.mjs';

// Receivers of every kind among the recordings: with and without a fix, several constellations, old ones whose weeks rolled
// over, a plotter, a sounder, AIS. Not all of them: no boat has more than some dozen sources for one value.
const receivers = [
  'ais-nmea', 'GPSmap-76S', 'beidou-bd', 'bu353-glonass', 'garmin-geko201', 'gp-320fw-2019-04-07-coldboot', 'hab-gpspi', 'humminbird-M37',
  'isync', 'mr-350p', 'nl2008u', 'nmea-rtk', 'polarx2', 'sirfstarv-nmea', 'skytraq-fix', 'sounder', 'ublox-lea-4s',
];

export function readInput(root) {
  const recordings = readRecordings(root);
  const [year, month, day, hour, minute, second] = new Date().toISOString().split(/\D/);
  const clock = { year, month, day, date: day + month + year.slice(2), time: `${hour}${minute}${second}.00` };
  const own = fs.readFileSync(path.join(root, 'tests/conformance/instruments.nmea'), 'utf8')
    .split('\n').filter((line) => line && !line.startsWith('#'))
    .map((line) => line.includes('*') ? line : sentence(line.replace(/\{(\w+)\}/g, (_, name) => clock[name])));
  return [...recordings, { id: 'feed', lines: own }];
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
  const log = (id, file, end) => ({
    id,
    lines: fs.readFileSync(path.join(target, file), 'latin1').split(/\r?\n/).filter((l) => /^[$!\\]/.test(l)).slice(0, end),
  });
  return [
    log('plaka', 'plaka.nmea', 3000),
    ...receivers.map((name) => log(name, `gpsd/${name}.log`)),
  ];
}
