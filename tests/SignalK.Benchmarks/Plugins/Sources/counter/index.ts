// Takes deltas and counts them.
let deltas = 0
let units = 0

export function plugin_name(): string { return "Counter" }
export function plugin_schema(): string { return "{}" }
export function plugin_start(config: usize, length: usize): i32 { return 0 }
export function plugin_stop(): i32 { return deltas }

export function delta_handler(delta: string): void {
  deltas++
  units += delta.length
}
