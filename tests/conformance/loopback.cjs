// Preloaded into the peer, which would listen on every interface: whatever it opens without naming an address is
// opened on 127.0.0.1, and a connection that leaves this machine is refused.
'use strict';
const net = require('node:net');
const dgram = require('node:dgram');

const loopback = '127.0.0.1';
const isLocal = (host) => host === undefined || host === 'localhost' || host === '::1' || String(host).startsWith('127.');

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const [first] = args;
  if (first !== null && typeof first === 'object' && first.port !== undefined) {
    args[0] = { ...first, host: loopback };
  } else if (typeof first === 'number' || typeof first === 'string' && /^\d+$/.test(first)) {
    if (typeof args[1] === 'string') args[1] = loopback;
    else args.splice(1, 0, loopback);
  }
  return listen.apply(this, args);
};

const bind = dgram.Socket.prototype.bind;
dgram.Socket.prototype.bind = function (port, ...rest) {
  if (port !== null && typeof port === 'object') return bind.call(this, { ...port, address: loopback }, ...rest);
  return bind.call(this, Number(port) || 0, loopback, rest.find((a) => typeof a === 'function'));
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // Callers inside node pass the arguments already normalised, as one array.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = typeof options === 'object' && options !== null ? options.host : typeof args[1] === 'string' ? args[1] : undefined;
  if (isLocal(host)) return connect.apply(this, args);
  process.nextTick(() => this.destroy(new Error(`refused by the conformance run: ${host} is not this machine`)));
  return this;
};
