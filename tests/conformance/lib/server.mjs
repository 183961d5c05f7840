// The two servers under comparison, each in a configuration directory of its own with the same settings.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import fs from 'node:fs';
import path from 'node:path';

const vesselWithNumber = { mmsi: '230099999', name: 'Conformance' };
const vesselWithout = { uuid: 'urn:mrn:signalk:uuid:c0548a5f-5d2c-4a53-9b5e-2f7a1d3f6b10', name: 'Conformance' };

export async function freePort() {
  const probe = createServer();
  await new Promise((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** One server: where it answers, how it is stopped. */
export class Server {
  constructor(name, dir) {
    this.name = name;
    this.dir = dir;
    this.log = path.join(dir, 'server.log');
  }

  get url() { return `http://127.0.0.1:${this.port}`; }

  /** @param {{feeds?: {id: string, port: number}[], security?: object, withoutNumber?: boolean}} options */
  async start(options = {}) {
    fs.rmSync(this.dir, { recursive: true, force: true });
    fs.mkdirSync(this.dir, { recursive: true });
    this.port = await freePort();
    this.nmeaPort = await freePort();
    this.streamPort = await freePort();
    writeConfiguration(this.dir, this.port, options);
    return this.launch();
  }

  /** Starts it where it was stopped: the same directory, the same ports. */
  async launch() {
    this.gone = undefined;
    const [command, args, env] = this.command();
    const log = fs.openSync(this.log, 'a');
    this.process = spawn(command, args, {
      cwd: this.dir,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH, HOME: this.dir, ...env, PORT: this.port, NMEA0183PORT: this.nmeaPort, TCPSTREAMPORT: this.streamPort, UDPPORT: 0, SIGNALK_NODE_CONFIG_DIR: this.dir },
    });
    fs.closeSync(log);
    this.exited = new Promise((done) => this.process.once('exit', done));
    this.process.once('exit', (code, signal) => { this.gone = `exit ${code ?? signal}`; });
    await this.ready();
    return this;
  }

  async ready() {
    const limit = Date.now() + 60_000;
    while (Date.now() < limit && !this.gone) {
      try {
        if ((await fetch(`${this.url}/signalk`)).ok) return;
      } catch { /* not listening yet */ }
      await new Promise((done) => setTimeout(done, 50));
    }
    const tail = fs.readFileSync(this.log, 'utf8').slice(-2000);
    throw new Error(`${this.name} did not start (${this.gone ?? 'no answer within 60 s'}):\n${tail}`);
  }

  async stop() {
    if (!this.process || this.gone) return;
    this.process.kill('SIGTERM');
    const force = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await this.exited;
    clearTimeout(force);
  }
}

export class Peer extends Server {
  constructor(root, dir, peerDir) {
    super('peer', dir);
    this.root = root;
    this.peerDir = peerDir;
  }

  command() {
    const entry = path.join(this.peerDir, 'server/node_modules/signalk-server/bin/signalk-server');
    const preload = path.join(this.root, 'tests/conformance/loopback.cjs');
    return [process.execPath, ['-r', preload, entry, '--no-plugins', '--no-webapps'], {
      SIGNALK_DISABLE_SERVER_UPDATES: '1', MAX_WS_CONNECTIONS_PER_IP: '1000',
    }];
  }
}

export class Ours extends Server {
  constructor(binary, dir) {
    super('ours', dir);
    this.binary = binary;
  }

  command() { return [this.binary, ['run', '--config', this.dir, '--listen', '127.0.0.1'], {}]; }
}

function writeConfiguration(dir, port, { feeds = [], security, withoutNumber }) {
  const simple = (id, type, subOptions) => ({
    id, enabled: true, pipeElements: [{ type: 'providers/simple', options: { logging: false, type, subOptions } }],
  });
  const providers = [simple('port', 'NMEA0183', { type: 'tcpserver' })];
  for (const { id, port: feedPort } of feeds) providers.push(simple(id, 'NMEA0183', { type: 'tcp', host: '127.0.0.1', port: String(feedPort) }));
  const write = (name, value) => fs.writeFileSync(path.join(dir, name), JSON.stringify(value, null, 2), { mode: 0o600 });
  write('settings.json', {
    interfaces: { 'nmea-tcp': true, tcp: true, plugins: false, webapps: false },
    port,
    mdns: false,
    ssl: false,
    // The peer never lets a value grow old; that is compared with its own test, not in every tree.
    enforceDataTimeouts: false,
    pipedProviders: providers,
    ...(security && { security: { strategy: './tokensecurity' } }),
  });
  write('baseDeltas.json', [{ context: 'vessels.self', updates: [{ values: [{ path: '', value: withoutNumber ? vesselWithout : vesselWithNumber }] }] }]);
  if (security) write('security.json', security);
}
