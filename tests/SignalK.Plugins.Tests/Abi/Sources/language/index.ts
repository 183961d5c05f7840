// Whatever the language and its runtime do across the border, without any SDK.
@external("env", "sk_debug") declare function sk_debug(text: usize, length: usize): void
@external("env", "sk_handle_message") declare function sk_handle_message(delta: usize, length: usize): void
@external("env", "sk_get_path") declare function sk_get_path(path: usize, length: usize, out: usize, max: usize): i32
@external("env", "sk_not_of_this_server") declare function unknown(a: i64, b: f64, c: i32): f32
@external("Math", "sin") declare function sin(x: f64): f64
@external("env", "Math.PI") declare const PI: f64
@external("env", "Date.now") declare function now(): f64
@external("env", "performance.now") declare function elapsed(): f64

function debug(text: string): void {
  const bytes = String.UTF8.encode(text)
  sk_debug(changetype<usize>(bytes), bytes.byteLength)
}

// Makes enough garbage for the incremental collector to come around.
function litter(): void {
  for (let i = 0; i < 6_000; i++) new Uint8Array(64)
}

class Held { text: string = "" }
let held: Held = new Held()
let deltas = 0

export function plugin_name(): string { return "Language ⚓ 🧭 " + String.fromCharCode(0xD800) }
export function plugin_schema(): string | null { return null }
export function plugin_start(config: usize, length: usize): i32 {
  litter()
  held.text = String.UTF8.decodeUnsafe(config, length)
  return held.text.length
}
export function plugin_stop(): i32 { return deltas }

export function delta_handler(delta: string): void {
  deltas++
  litter()
  held.text = delta
}
export function event_handler(event: string): void { held.text = event }
export function last(_: string): string { return held.text }

export function echo(request: string): string { litter(); return request + request }
// The pointer as a plain number: nothing but the host's pin holds the string.
export function plain(request: usize): string { litter(); return changetype<string>(request) + "!" }
export function http(request: string, length: i32): string { return length.toString() + " " + request.length.toString() }
export function optional(request: string, extra: i32 = 7): string { return extra.toString() }
export function nothing(request: string): string | null { return null }
export function large(request: string): string { return "x".repeat(I32.parseInt(request)) }
export function fail(request: string): string { throw new Error("no " + request) }
export function forever(request: string): string { while (true) {} return "" }
export function hungry(request: string): string { const all: Uint8Array[] = []; while (true) all.push(new Uint8Array(1 << 16)); return "" }

export function say(request: string): string {
  debug("debug " + request)
  console.log("log " + request)
  console.info("info")
  console.warn("warn")
  console.error("error")
  console.debug("debug")
  console.assert(true, "not said")
  console.assert(1 + 1 == 3, "said")
  trace("trace", 2, 1.5, 2)
  return unknown(1 << 40, 2.5, 3).toString()
}

export function numbers(request: string): string {
  const random = Math.random()
  return [
    sin(PI / 2).toString(), now().toString(), (elapsed() >= 0).toString(), (random >= 0 && random < 1).toString(),
    Date.now() == <i64>now() ? "same" : "other",
  ].join(" ")
}

export function path(request: string): string {
  const name = String.UTF8.encode(request)
  const out = new ArrayBuffer(64)
  const length = sk_get_path(changetype<usize>(name), name.byteLength, changetype<usize>(out), 64)
  return length > 0 ? String.UTF8.decode(out.slice(0, length)) : "unknown"
}
