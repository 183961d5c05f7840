// Differences, grouped; those that known.json explains are set apart.
import fs from 'node:fs';

export class Report {
  #differences = [];
  compared = new Map();

  constructor(knownFile) {
    this.known = JSON.parse(fs.readFileSync(knownFile, 'utf8')).map((entry) => ({ ...entry, pattern: new RegExp(entry.match), count: 0 }));
  }

  /** Counts what was compared, so that a section that compared nothing is seen. */
  count(section, number = 1) { this.compared.set(section, (this.compared.get(section) ?? 0) + number); }

  /**
   * @param {string} section what was looked at: tree, stream, errors ...
   * @param {string} subject the path or request that differs; differences of one subject and kind are one group
   * @param {string} kind how: missing, extra, value, status ...
   */
  add(section, subject, kind, peer, ours) {
    const key = `${section} | ${subject} | ${kind}`;
    // An explanation may ask for what the two answered, so that it never covers the next fault of the same subject.
    const text = `${key} | ${short(peer, 5000)} | ${short(ours, 5000)}`;
    const known = this.known.find((k) => k.pattern.test(text));
    if (known) known.count++;
    this.#differences.push({ key, section, subject, kind, peer, ours, known });
  }

  get unexplained() { return this.#differences.filter((d) => !d.known); }

  print(file) {
    const lines = this.#differences.map((d) => `${d.known ? `[${d.known.id}] ` : '[?] '}${d.key} | peer ${short(d.peer, 400)} | ours ${short(d.ours, 400)}`);
    fs.writeFileSync(file, lines.join('\n') + '\n');
    console.log('\ncompared: ' + [...this.compared].map(([section, n]) => `${section} ${n}`).join(' · '));
    for (const known of this.known.filter((k) => k.count > 0)) {
      console.log(`\nknown: ${known.id} (${known.count})\n  ${known.reason}`);
      this.#groups((d) => d.known === known, 3);
    }
    const unexplained = this.unexplained.length;
    if (unexplained > 0) {
      console.log(`\nUNEXPLAINED (${unexplained})`);
      this.#groups((d) => !d.known, 1e9);
    }
    const idle = this.known.filter((k) => k.count === 0).map((k) => k.id);
    if (idle.length > 0) console.log(`\nknown, and not met in this run: ${idle.join(', ')}`);
    console.log(`\n${this.#differences.length} differences: ${this.#differences.length - unexplained} known and explained, ${unexplained} unexplained; all of them: ${file}`);
  }

  #groups(filter, limit) {
    const groups = Map.groupBy(this.#differences.filter(filter), (d) => d.key);
    let printed = 0;
    for (const [key, members] of groups) {
      if (printed++ === limit) {
        console.log(`  … and ${groups.size - limit} more`);
        break;
      }
      const { peer, ours } = members[0];
      console.log(`  ${key}${members.length > 1 ? ` ×${members.length}` : ''}\n      peer ${short(peer)}\n      ours ${short(ours)}`);
    }
  }
}

function short(value, length = 160) {
  let text = value === undefined ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
  text = text.replace(/\s+/g, ' ');
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
