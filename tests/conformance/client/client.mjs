// The official client against us: its own test suite, and the small things that every user of it does.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { Feeder, sentence } from '../lib/feeder.mjs';
import { Ours, Peer } from '../lib/server.mjs';
import { readInput } from '../lib/input.mjs';
import { runSmoke } from './smoke.mjs';

// The user of the suite, as upstream's security.json has him (the password is in the suite).
const security = {
  allow_readonly: false,
  expiration: '1d',
  secretKey: 'c'.repeat(64),
  users: [{ username: 'sdk', type: 'admin', password: '$2a$10$JyzSM5PMD3PCyivdtSN61OfwmjfgdISVtJ1l5KIC8/R1sUHPseMU2' }],
  devices: [],
  immutableConfig: false,
  acls: [],
  allowDeviceAccessRequests: true,
  allowNewUserRegistration: true,
};

export async function runClient(root, work, peerDir, binary) {
  const modules = path.join(peerDir, 'client/node_modules');
  const suite = await buildSuite(path.join(root, 'tests/conformance/client/stub.cjs'), work, modules);
  const known = JSON.parse(fs.readFileSync(path.join(root, 'tests/conformance/client/known-failures.json'), 'utf8'));
  const servers = (name) => process.env.CONFORMANCE_PEER_TWICE
    ? new Peer(root, path.join(work, `client-${name}`), peerDir)
    : new Ours(binary, path.join(work, `client-${name}`));
  const feeder = await Feeder.listen('feed');
  const [secure, open] = [servers('secure'), servers('open')];
  const control = await startControl(secure);
  const boat = setInterval(() => feeder.write(underWay()), 200);
  try {
    await Promise.all([secure.start({ security, feeds: [feeder], withoutNumber: true }), open.start({ feeds: [feeder], withoutNumber: true })]);
    await feeder.connected(2);
    feeder.write(readInput(root).at(-1).lines);
    const smoke = await runSmoke(path.join(modules, '@signalk/client'), open);
    const { stats, failures } = await runSuite(suite, work, modules, { secure, open, control: control.address().port });
    const failed = new Map(failures.map(({ title, err }) => [title, err.message.split('\n')[0]]));
    const unexplained = [...failed.keys()].filter((title) => !(title in known));
    console.log(`client suite: ${stats.passes} passed, ${stats.pending} pending, ${failed.size} failed`);
    for (const [title, message] of failed) console.log(`  ${title in known ? `known: ${known[title]}` : 'UNEXPLAINED'}\n    ${title}: ${message}`);
    return smoke && unexplained.length === 0;
  } finally {
    clearInterval(boat);
    feeder.close();
    control.close();
    await Promise.all([secure.stop(), open.stop()]);
  }
}

/** The suite restarts its server when it has started it itself; here it asks for that. */
async function startControl(server) {
  const control = createServer(async (request, response) => {
    await (request.url === '/stop' ? server.stop() : server.launch());
    response.end();
  });
  await new Promise((done) => control.listen(0, '127.0.0.1', done));
  return control;
}

/** What the suite expects of a public demo server: a boat that moves, and others around it. */
function underWay() {
  const now = new Date().toISOString();
  const [time, date] = [now.slice(11, 22).replaceAll(':', ''), now.slice(8, 10) + now.slice(5, 7) + now.slice(2, 4)];
  return [
    sentence(`$GPRMC,${time},A,6004.3210,N,02445.6780,E,6.20,118.4,${date},8.6,E,A`),
    sentence('$WIMWV,042.0,R,14.2,N,A'),
    sentence('$SDDPT,12.5,0.6,'),
    '!AIVDM,1,1,,B,15M67FC000G?ufbE`FepT@3n00Sa,0*5C',
  ];
}

/** The suite speaks to demo.signalk.org and to a host that does not exist: here to our open server, and to a name reserved for that. */
async function buildSuite(stub, work, modules) {
  const source = path.join(modules, '@signalk/client/test/index.js');
  const copy = path.join(path.dirname(source), 'index.ext.js');
  fs.writeFileSync(copy, fs.readFileSync(source, 'utf8')
    .replace(/hostname: 'demo\.signalk\.org',(\s*)port: 80/g, 'hostname: process.env.OPEN_SERVER_HOSTNAME,$1port: process.env.OPEN_SERVER_PORT')
    // A name that the client does not export: undefined under babel, refused by esbuild.
    .replace(/^import Client, \{(.*)\} from '..\/src'/m, (_, names) => `import * as sdk from '../src'\nconst { default: Client, ${names.replaceAll(' as ', ': ')} } = sdk`)
    .replace(/^function killServer.*$/m, '$&\n  return fetch(process.env.CONTROL + \'/stop\').then(() => done())')
    .replace(/^function startServer.*$/m, '$&\n  return fetch(process.env.CONTROL + \'/start\').then(() => done())')
    .replaceAll('poo.signalk.org', 'nowhere.invalid'));
  const bundle = path.join(work, 'client-suite.cjs');
  const aliases = ['bonjour', 'mdns', 'signalk-server', 'freeport-promise'].map((name) => `--alias:${name}=${stub}`);
  await run(path.join(modules, '@esbuild/linux-x64/bin/esbuild'), [copy, '--bundle', '--platform=node', '--log-level=error', `--outfile=${bundle}`, ...aliases]);
  return bundle;
}

async function runSuite(suite, work, modules, { secure, open, control }) {
  const result = path.join(work, 'client-suite.json');
  fs.rmSync(result, { force: true });
  const log = path.join(work, 'client-suite.log');
  await new Promise((done) => {
    const child = execFile(process.execPath, [path.join(modules, 'mocha/bin/mocha.js'), '--timeout', '10000', '--exit', '--reporter', 'json', '--reporter-option', `output=${result}`, suite], {
      timeout: 400_000,
      maxBuffer: 64 << 20,
      env: {
        PATH: process.env.PATH,
        TEST_SERVER_HOSTNAME: '127.0.0.1', TEST_SERVER_PORT: secure.port,
        OPEN_SERVER_HOSTNAME: '127.0.0.1', OPEN_SERVER_PORT: open.port,
        CONTROL: `http://127.0.0.1:${control}`,
        // Leaves out the test that looks for servers by multicast.
        TRAVIS: '1',
      },
    }, (error, stdout, stderr) => { fs.writeFileSync(log, stdout + stderr); done(); });
    child.stdin?.end();
  });
  if (!fs.existsSync(result)) throw new Error(`the client's suite did not finish: ${log}`);
  return JSON.parse(fs.readFileSync(result, 'utf8'));
}

function run(command, args) {
  return new Promise((done, fail) => execFile(command, args, (error, stdout, stderr) => (error ? fail(new Error(`${error.message}\n${stderr}`)) : done(stdout))));
}
