// What a client reads first: the endpoints, the hello of both transports, the members and the form of their values.
import { connect } from 'node:net';
import { Stream } from '../lib/stream.mjs';

export async function compareDiscovery(report, peer, ours) {
  for (const path of ['/signalk', '/signalk/']) {
    const [p, o] = await Promise.all([peer, ours].map(async (s) => form(await (await fetch(s.url + path)).json(), s)));
    compareMembers(report, `discovery ${path}`, p, o);
  }
  for (const query of ['?subscribe=none', '', '?subscribe=all']) {
    const hellos = await Promise.all([peer, ours].map(async (s) => {
      const stream = await Stream.open(s, query);
      stream.close();
      return form(stream.messages[0], s);
    }));
    compareMembers(report, `hello ${query}`, ...hellos);
  }
  compareMembers(report, 'hello over TCP', ...await Promise.all([peer, ours].map(async (s) => form(await tcpHello(s), s))));
}

/** The answer without what has to differ between two servers. */
function form(value, server) {
  const text = JSON.stringify(value)
    .replaceAll(`:${server.port}`, ':PORT').replaceAll(`:${server.streamPort}`, ':STREAM')
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"TIME"');
  return JSON.parse(text);
}

function compareMembers(report, section, peer, ours, at = '') {
  const isObject = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
  for (const name of new Set([...Object.keys(peer), ...Object.keys(ours)])) {
    const subject = at ? `${at}.${name}` : name;
    report.count('discovery');
    if (!(name in ours)) report.add(section, subject, 'missing', peer[name]);
    else if (!(name in peer)) report.add(section, subject, 'extra', undefined, ours[name]);
    else if (isObject(peer[name]) && isObject(ours[name])) compareMembers(report, section, peer[name], ours[name], subject);
    else if (JSON.stringify(peer[name]) !== JSON.stringify(ours[name])) report.add(section, subject, 'value', peer[name], ours[name]);
  }
}

function tcpHello(server) {
  return new Promise((done, fail) => {
    let text = '';
    const socket = connect(server.streamPort, '127.0.0.1');
    const limit = setTimeout(() => { socket.destroy(); fail(new Error(`${server.name}: no hello on TCP`)); }, 5000);
    socket.on('error', fail).on('data', (data) => {
      text += data;
      if (text.includes('\n')) {
        clearTimeout(limit);
        socket.destroy();
        done(JSON.parse(text.split('\n')[0]));
      }
    });
  });
}
