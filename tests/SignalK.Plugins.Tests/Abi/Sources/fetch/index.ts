// as-fetch from npm, with every method, called from anywhere.
import { fetchSync } from "as-fetch/sync"
import { fetch } from "as-fetch/assembly"
export { responseHandler } from "as-fetch/assembly"

let kept = "nothing"

export function plugin_name(): string { return "Fetch" }
export function plugin_schema(): string { return "{}" }
export function plugin_start(config: usize, length: usize): i32 {
  kept = fetchSync("http://start/" + String.UTF8.decodeUnsafe(config, length)).text() + fetchSync("http://again/").text()
  return 0
}
export function plugin_stop(): i32 { return 0 }
export function last(_: string): string { return kept }

export function get(url: string): string {
  const reply = fetchSync(url, { method: "GET", mode: "cors", headers: [["Accept", "text/plain"], ["X-Ship", "Grüße"]], body: null })
  return reply.status.toString() + " " + reply.text()
}

export function post(url: string): string { return send(url, "POST") }
export function put(url: string): string { return send(url, "PUT") }
export function remove(url: string): string { return send(url, "DELETE") }

function send(url: string, method: string): string {
  return fetchSync(url, { method: method, mode: "cors", headers: [["Content-Type", "text/plain"]], body: String.UTF8.encode("body of " + method) }).text()
}

export function later(url: string): string {
  fetch(url, { method: "GET", mode: "cors", headers: [], body: null }).then((reply) => {
    kept = reply.status.toString() + " " + reply.text()
  })
  return "asked"
}

export function many(url: string): string {
  let all = ""
  for (let i = 0; i < 5; i++) all += fetchSync(url + i.toString()).text()
  return all
}
