// Takes deltas and answers each with one of its own.
@external("env", "sk_handle_message") declare function sk_handle_message(delta: usize, length: usize, version: i32): void

let deltas = 0

export function plugin_name(): string { return "Emitter" }
export function plugin_schema(): string { return "{}" }
export function plugin_start(config: usize, length: usize): i32 { return 0 }
export function plugin_stop(): i32 { return deltas }

export function delta_handler(delta: string): void {
  deltas++
  const answer = '{"context":"vessels.self","updates":[{"values":[{"path":"benchmark.deltas","value":' + deltas.toString() + "}]}]}"
  const bytes = String.UTF8.encode(answer)
  sk_handle_message(changetype<usize>(bytes), bytes.byteLength, 1)
}
