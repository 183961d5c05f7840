// UDP and TCP. Capability rawSockets. Nothing here waits: ask again in `poll`.
import {
  sk_tcp_close, sk_tcp_connect, sk_tcp_connected, sk_tcp_create, sk_tcp_pending, sk_tcp_recv_line, sk_tcp_recv_raw, sk_tcp_send,
  sk_tcp_set_line_buffering, sk_udp_bind, sk_udp_close, sk_udp_create, sk_udp_join_multicast, sk_udp_leave_multicast, sk_udp_pending,
  sk_udp_recv, sk_udp_send, sk_udp_set_broadcast, sk_udp_set_multicast_loopback, sk_udp_set_multicast_ttl,
} from './host'
import { buffer, bytes, decode, utf8 } from './text'

const LARGEST_DATAGRAM: i32 = 65536
const LONGEST_ADDRESS: i32 = 46

export class Datagram {
  constructor(public readonly address: string, public readonly port: i32, public readonly data: Uint8Array) {}
}

export class UdpSocket {
  private readonly id: i32

  constructor(ipv6: bool = false) {
    this.id = sk_udp_create(ipv6 ? 1 : 0)
  }

  /** Whether there is one: false without the capability. */
  get isOpen(): bool {
    return this.id > 0
  }

  /** To all interfaces; 0 is any port. */
  bind(port: i32): bool {
    return sk_udp_bind(this.id, port) == 0
  }

  joinMulticast(group: string, card: string = ''): bool {
    const name = utf8(group)
    const on = utf8(card)
    return sk_udp_join_multicast(this.id, changetype<usize>(name), name.byteLength, changetype<usize>(on), on.byteLength) == 0
  }

  leaveMulticast(group: string, card: string = ''): bool {
    const name = utf8(group)
    const on = utf8(card)
    return sk_udp_leave_multicast(this.id, changetype<usize>(name), name.byteLength, changetype<usize>(on), on.byteLength) == 0
  }

  setMulticastTtl(ttl: i32): bool {
    return sk_udp_set_multicast_ttl(this.id, ttl) == 0
  }

  setMulticastLoopback(on: bool): bool {
    return sk_udp_set_multicast_loopback(this.id, on ? 1 : 0) == 0
  }

  setBroadcast(on: bool): bool {
    return sk_udp_set_broadcast(this.id, on ? 1 : 0) == 0
  }

  /** Bytes sent; -1 if it failed. */
  send(address: string, port: i32, data: Uint8Array): i32 {
    const to = utf8(address)
    return sk_udp_send(this.id, changetype<usize>(to), to.byteLength, port, data.dataStart, data.length)
  }

  sendText(address: string, port: i32, text: string): i32 {
    return this.send(address, port, Uint8Array.wrap(utf8(text)))
  }

  /** One datagram; null if none waits. */
  receive(): Datagram | null {
    const from = new StaticArray<u8>(LONGEST_ADDRESS + 2)
    const into = buffer(LARGEST_DATAGRAM)
    const start = changetype<usize>(from)
    const length = sk_udp_recv(this.id, changetype<usize>(into), into.length, start, start + LONGEST_ADDRESS)
    if (length <= 0) return null
    return new Datagram(String.UTF8.decodeUnsafe(start, LONGEST_ADDRESS, true), load<u16>(start, LONGEST_ADDRESS), bytes(into, length))
  }

  get pending(): i32 {
    return sk_udp_pending(this.id)
  }

  close(): void {
    sk_udp_close(this.id)
  }
}

export class TcpSocket {
  private readonly id: i32

  constructor() {
    this.id = sk_tcp_create()
  }

  /** Whether there is one: false without the capability. */
  get isOpen(): bool {
    return this.id > 0
  }

  /** Starts to connect; an address or a host's name. */
  connect(host: string, port: i32): bool {
    const name = utf8(host)
    return sk_tcp_connect(this.id, changetype<usize>(name), name.byteLength, port) == 0
  }

  /** 1 connected, 0 not yet, -1 closed. */
  get state(): i32 {
    return sk_tcp_connected(this.id)
  }

  /** Lines, which is the default, or bytes as they come. */
  setLineBuffering(on: bool): bool {
    return sk_tcp_set_line_buffering(this.id, on ? 1 : 0) == 0
  }

  /** Bytes taken; -1 if it failed. */
  send(data: Uint8Array): i32 {
    return sk_tcp_send(this.id, data.dataStart, data.length)
  }

  sendText(text: string): i32 {
    return this.send(Uint8Array.wrap(utf8(text)))
  }

  /** One line without its end; null if none waits. */
  receiveLine(): string | null {
    const into = buffer(LARGEST_DATAGRAM)
    const length = sk_tcp_recv_line(this.id, changetype<usize>(into), into.length)
    return length > 0 ? decode(into, length) : null
  }

  /** What came; null if nothing did. */
  receive(): Uint8Array | null {
    const into = buffer(LARGEST_DATAGRAM)
    const length = sk_tcp_recv_raw(this.id, changetype<usize>(into), into.length)
    return length > 0 ? bytes(into, length) : null
  }

  get pending(): i32 {
    return sk_tcp_pending(this.id)
  }

  close(): void {
    sk_tcp_close(this.id)
  }
}
