// One instrument of the boat: a TCP port to which every server connects, and which writes the same lines to all.
import { createServer } from 'node:net';

export class Feeder {
  #clients = new Set();

  lines = [];

  constructor(id) { this.id = id; }

  static listen(id) { return new Feeder(id).#listen(); }

  async #listen() {
    this.server = createServer((socket) => {
      this.#clients.add(socket);
      socket.on('close', () => this.#clients.delete(socket)).on('error', () => {}).resume();
    });
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.port = this.server.address().port;
    return this;
  }

  async connected(count) {
    const limit = Date.now() + 30_000;
    while (this.#clients.size < count) {
      if (Date.now() > limit) throw new Error(`${count} servers should have connected to the feed ${this.id}, ${this.#clients.size} did`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  write(lines) {
    const text = lines.map((line) => line + '\r\n').join('');
    for (const client of this.#clients) client.write(text);
  }

  /** Plays lines at a rate that the slower server follows without merging anything. */
  async play(perSecond = 1500) {
    const batch = Math.ceil(perSecond / 50);
    for (let i = 0; i < this.lines.length; i += batch) {
      this.write(this.lines.slice(i, i + batch));
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  close() {
    for (const client of this.#clients) client.destroy();
    this.server.close();
  }
}

export function sentence(body) {
  let sum = 0;
  for (const c of body.slice(1)) sum ^= c.charCodeAt(0);
  return `${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}
