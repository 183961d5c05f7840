// Endpoints below /plugins/ID.
import * as JSON from './json'
import { quote } from './text'

/** A method, a path with `:name` and `*`, and the name of the export that answers. */
export class Endpoint {
  constructor(public method: string, public path: string, public handler: string) {}

  toJSON(): string {
    return '{"method":' + quote(this.method) + ',"path":' + quote(this.path) + ',"handler":' + quote(this.handler) + '}'
  }
}

/** What `http_endpoints` returns. */
export function endpoints(all: Endpoint[]): string {
  let json = '['
  for (let i = 0; i < all.length; i++) json += (i > 0 ? ',' : '') + all[i].toJSON()
  return json + ']'
}

/** What a handler is given, parsed. */
export class HttpRequest {
  private constructor(public readonly method: string, public readonly path: string, private readonly json: JSON.Obj) {}

  static parse(request: string): HttpRequest {
    const json = JSON.parse(request) as JSON.Obj
    return new HttpRequest(json.text('method'), json.text('path'), json)
  }

  /** A `:name` of the path. */
  param(name: string): string {
    return this.member('params', name)
  }

  /** Of the query; a text that occurs once. */
  query(name: string): string {
    return this.member('query', name)
  }

  /** `name` in lower case. */
  header(name: string): string {
    return this.member('headers', name)
  }

  /** Parsed, of JSON and of forms; an empty object for anything else. */
  get body(): JSON.Value {
    const body = this.json.get('body')
    return body === null ? new JSON.Obj() : body
  }

  private member(group: string, name: string): string {
    const all = this.json.getObj(group)
    return all === null ? '' : all.text(name)
  }
}

/** A reply whose body is JSON. */
export function jsonReply(body: string, statusCode: i32 = 200): string {
  return '{"statusCode":' + statusCode.toString() + ',"headers":{"Content-Type":"application/json"},"body":' + body + '}'
}

/** A reply whose body is a text: a page, unless told otherwise. */
export function textReply(body: string, statusCode: i32 = 200, contentType: string = 'text/html; charset=utf-8'): string {
  return '{"statusCode":' + statusCode.toString() + ',"headers":{"Content-Type":' + quote(contentType) + '},"body":' + quote(body) + '}'
}
