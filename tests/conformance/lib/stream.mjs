// A WebSocket client that keeps what it hears.
import { same } from './equality.mjs';

export class Stream {
  messages = [];
  closed = false;

  static async open(server, query = '', label = query) {
    const stream = new Stream();
    stream.label = label;
    stream.socket = new WebSocket(`${server.url.replace('http', 'ws')}/signalk/v1/stream${query}`);
    stream.socket.addEventListener('message', (event) => stream.#take(event.data));
    stream.socket.addEventListener('close', (event) => { stream.closed = event.code; stream.#wake(); });
    await new Promise((done, fail) => {
      stream.socket.addEventListener('open', done);
      stream.socket.addEventListener('error', () => fail(new Error(`${server.name}: the stream ${query} was refused`)));
    });
    await stream.until((m) => m.name !== undefined && m.self !== undefined, `${server.name}: hello of ${query}`);
    return stream;
  }

  #waiters = [];

  #take(data) {
    try {
      this.messages.push(JSON.parse(data));
    } catch {
      this.messages.push({ notJson: String(data) });
    }
    this.#wake();
  }

  #wake() { for (const waiter of this.#waiters.splice(0)) waiter(); }

  send(message) { this.socket.send(typeof message === 'string' ? message : JSON.stringify(message)); }

  /** The first message that satisfies the condition; null when none came in time and nothing was said to be awaited. */
  async until(condition, what, milliseconds = 15_000) {
    const limit = Date.now() + milliseconds;
    for (let seen = 0; ;) {
      for (; seen < this.messages.length; seen++) if (condition(this.messages[seen])) return this.messages[seen];
      const left = limit - Date.now();
      if (left <= 0 || this.closed !== false) {
        if (what) throw new Error(`waited in vain for ${what}${this.closed !== false ? ` (closed ${this.closed})` : ''}`);
        return null;
      }
      await new Promise((done) => { this.#waiters.push(done); setTimeout(done, left); });
    }
  }

  get deltas() { return this.messages.filter((m) => Array.isArray(m.updates)); }

  close() { this.socket.close(); }
}

export const holds = (path, value) => (message) =>
  (message.updates ?? []).some((u) => (u.values ?? []).some((v) => v.path === path && (value === undefined || same(v.value, value))));
