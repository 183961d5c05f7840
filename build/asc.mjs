// Compiles many AssemblyScript modules in one process, which is three times as fast as one process each; leaves alone what is current.
//
//   node build/asc.mjs LINE [BASE] < jobs.json     [{ "entry": "a/index.ts", "out": "b/plugin.wasm", "args": ["--runtime", "stub"], "inputs": ["a"] }]
//
// BASE holds the node_modules that the modules import from; without it, the compiler's own, where the SDK of upstream is.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [, , line, base] = process.argv
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../artifacts/assemblyscript', line)
const { default: asc } = await import(pathToFileURL(join(home, 'node_modules/assemblyscript/dist/asc.js')))

const from = base ? resolve(base) : home
const newest = (path) => {
  const found = statSync(path)
  return found.isDirectory()
    ? Math.max(0, ...readdirSync(path).filter((name) => name !== 'node_modules').map((name) => newest(join(path, name))))
    : found.mtimeMs
}

let failed = 0
for (const { entry, out, args = [], inputs = [dirname(entry)] } of JSON.parse(readFileSync(0, 'utf8'))) {
  const needed = [...inputs, join(home, 'installed.json'), fileURLToPath(import.meta.url)]
  if (existsSync(out) && needed.every((path) => newest(path) <= statSync(out).mtimeMs)) continue
  mkdirSync(dirname(out), { recursive: true })
  const lines = []
  const sink = { write: (text) => lines.push(text) }
  const { error } = await asc.main(
    [relative(from, resolve(entry)), '--baseDir', from, '--outFile', relative(from, resolve(out)), '--exportRuntime', '-O2', ...args],
    { stdout: sink, stderr: sink })
  if (error) {
    failed++
    console.error(`asc ${line}: ${entry}\n${lines.join('')}${error.message}`)
  } else {
    console.log(`  ${out}`)
  }
}
process.exit(failed ? 1 : 0)
