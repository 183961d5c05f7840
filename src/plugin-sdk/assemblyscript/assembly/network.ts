// HTTP to others. Capability network.
import { hasCapability } from './api'
import { sk_fetch, sk_fetch_status } from './host'
import * as JSON from './json'
import { buffer, bytes, quote, utf8 } from './text'

export function hasNetworkCapability(): boolean {
  return hasCapability('network')
}

/** How to ask. */
export class FetchOptions {
  method: string = 'GET'
  headers: Map<string, string> = new Map<string, string>()
  body: string | null = null
  /** Bytes that the answer may have. */
  largest: i32 = 65536
}

/** What was answered. */
export class FetchResponse {
  constructor(
    /** 0 when no answer came, or one that was too large. */
    public readonly status: i32,
    public readonly body: Uint8Array) {}

  get ok(): bool {
    return this.status >= 200 && this.status < 300
  }

  text(): string {
    return String.UTF8.decodeUnsafe(this.body.dataStart, this.body.length)
  }

  json(): JSON.Value {
    return JSON.parse(this.text())
  }
}

/** Asks, and waits for the answer. */
export function fetch(url: string, options: FetchOptions = new FetchOptions()): FetchResponse {
  let json = '{"url":' + quote(url) + ',"method":' + quote(options.method) + ',"headers":{'
  const names = options.headers.keys()
  for (let i = 0; i < names.length; i++) json += (i > 0 ? ',' : '') + quote(names[i]) + ':' + quote(options.headers.get(names[i]))
  json += '}'
  const body = options.body
  if (body !== null) json += ',"body":' + quote(body)
  const request = utf8(json + '}')
  const into = buffer(options.largest)
  const length = sk_fetch(changetype<usize>(request), request.byteLength, changetype<usize>(into), into.length)
  return length < 0 ? new FetchResponse(0, new Uint8Array(0)) : new FetchResponse(sk_fetch_status(), bytes(into, length))
}
