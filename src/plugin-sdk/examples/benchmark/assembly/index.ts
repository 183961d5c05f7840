// What a delta costs: it is taken and counted, and with {"emit":true} answered by another.
import { JSON, Plugin, emitNumber, jsonReply, endpoints, Endpoint, register, setStatus } from '@signalk-appliance/plugin-sdk/assembly'

export * from '@signalk-appliance/plugin-sdk/assembly/exports'

class Benchmark extends Plugin {
  emits: bool = false
  deltas: i32 = 0
  characters: i64 = 0

  name(): string { return 'Benchmark' }

  schema(): string {
    return '{"type":"object","properties":{"emit":{"type":"boolean","title":"Answer each delta with one of its own","default":false}}}'
  }

  start(config: string): i32 {
    this.emits = JSON.object(config).flag('emit')
    return 0
  }

  stop(): i32 { return 0 }
}

const benchmark = new Benchmark()
register(benchmark)

export function delta_handler(delta: string): void {
  benchmark.characters += delta.length
  // Its own come back to it, and are not answered again.
  if (delta.includes('"benchmark.')) return
  benchmark.deltas++
  if (benchmark.emits) emitNumber('benchmark.deltas', benchmark.deltas)
}

export function poll(): i32 {
  setStatus(benchmark.deltas.toString() + ' deltas')
  return 0
}

export function http_endpoints(): string {
  return endpoints([new Endpoint('GET', '/api/count', 'handle_count')])
}

export function handle_count(request: string): string {
  return jsonReply('{"deltas":' + benchmark.deltas.toString() + ',"characters":' + benchmark.characters.toString() + '}')
}
