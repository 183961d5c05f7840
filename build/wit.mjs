// Reads the contract of plugins and writes what is made from it.
//
//   node build/wit.mjs            docs/plugin-reference.md
//   node build/wit.mjs --check    says whether that is current; exit status 1 if not
//   node build/wit.mjs --json     every function with its signatures as a module has them
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const source = fileURLToPath(new URL('src/plugin-sdk/wit/signalk.wit', root))
const target = fileURLToPath(new URL('docs/plugin-reference.md', root))

const snake = (name) => name.replace(/^%/, '').replaceAll('-', '_')
const camel = (name) => name.replace(/^%/, '').replace(/-(.)/g, (_, letter) => letter.toUpperCase())

/** The packages, interfaces and the world, each with its comment; a line of the subset that this repository uses, or an error. */
function parse(text) {
  const found = { docs: [], interfaces: [], world: { imports: [], exports: [] } }
  let docs = [], scope = null, block = null, statement = ''
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim()
    const take = () => { const taken = docs; docs = []; return taken }
    if (line.startsWith('///')) return void docs.push(line.slice(4))
    if (line === '') return
    statement = statement ? `${statement} ${line}` : line
    let match
    if (!/[{;},]$/.test(line) || (statement.startsWith('use ') && !line.endsWith(';'))) return
    const whole = statement
    statement = ''
    if ((match = /^package (\S+);$/.exec(whole))) {
      found.name = match[1]
      found.docs = take()
    } else if ((match = /^(interface|world) (\S+) \{$/.exec(whole))) {
      scope = { kind: match[1], name: match[2], docs: take(), types: [], functions: [] }
      if (match[1] === 'interface') found.interfaces.push(scope)
      else found.world.docs = scope.docs
    } else if ((match = /^(record|enum) (\S+) \{$/.exec(whole))) {
      block = { kind: match[1], name: match[2], docs: take(), members: [] }
      scope.types.push(block)
    } else if (whole === '}') {
      if (block) block = null
      else scope = null
    } else if (block && (match = /^([\w%-]+)(?:: (.+))?,$/.exec(whole))) {
      block.members.push({ name: match[1], type: match[2], docs: take() })
    } else if ((match = /^type (\S+) = (.+);$/.exec(whole))) {
      scope.types.push({ kind: 'type', name: match[1], is: match[2], docs: take() })
    } else if ((match = /^(import|export) (\S+);$/.exec(whole))) {
      found.world[`${match[1]}s`].push(match[2])
    } else if ((match = /^(\S+): func\((.*)\)(?: -> (.+))?;$/.exec(whole))) {
      const lines = take()
      scope.functions.push({
        name: match[1],
        parameters: match[2] ? match[2].split(/, (?=[\w%-]+:)/).map((text) => text.split(': ')) : [],
        result: match[3],
        docs: lines.filter((line) => !/^(core|as): /.test(line)),
        core: lines.find((line) => line.startsWith('core: '))?.slice(6),
        as: lines.find((line) => line.startsWith('as: '))?.slice(4),
      })
    } else if (!whole.startsWith('use ')) {
      throw new Error(`${source}:${index + 1}: not understood: ${whole}`)
    }
  })
  return found
}

const isNumber = (type) => /^(u8|u16|u32|s32|bool)$/.test(type)
const number = (name) => `${snake(name)}: i32`
const text = (name) => `${snake(name)}: i32, ${snake(name)}_len: i32`

/** What the rules at the head of the contract make of a function. */
function core(func, exported) {
  if (func.core) return func.core
  const parameters = func.parameters.map(([name, type]) => (isNumber(type) ? number(name) : text(name)))
  if (!func.result) return `(${parameters.join(', ')})`
  if (isNumber(func.result) && !exported) return `(${parameters.join(', ')}) -> i32` + (func.result === 'bool' ? ' [1 done or yes, 0 no]' : '')
  return `(${[...parameters, 'buf: i32, buf_max: i32'].join(', ')}) -> i32 [length${exported ? '' : '; 0 none'}]`
}

function assemblyScript(func) {
  if (func.as) return func.as
  if (func.core && func.result === 's32') return func.core
  const parameters = func.parameters.map(([name, type]) => `${snake(name)}: ${isNumber(type) ? 'i32' : 'string'}`)
  return `(${parameters.join(', ')})` + (func.result ? ' -> string' : '')
}

const escaped = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
const code = (text) => `\`${text}\``

/** The part in brackets is for people. */
function signature(name, text) {
  const [, types, meaning] = /^(.*?)(?: \[(.*)\])?$/.exec(text)
  return `\`${name}${types}\`${meaning ? `: ${meaning}` : ''}`
}

function types(list) {
  const lines = []
  for (const type of list) {
    lines.push(`#### ${camel(type.name)}`, '')
    if (type.docs.length) lines.push(...type.docs, '')
    if (type.kind === 'type') lines.push(code(type.is), '')
    if (type.kind === 'enum') {
      for (const member of type.members) lines.push(`- \`${camel(member.name)}\`${member.docs.length ? `: ${member.docs.join(' ')}` : ''}`)
      lines.push('')
    }
    if (type.kind === 'record') {
      lines.push('| field | type | |', '| --- | --- | --- |')
      for (const member of type.members) {
        const [, inner] = /^option<(.+)>$/.exec(member.type) ?? []
        const note = [inner ? 'optional.' : '', ...member.docs].join(' ').trim()
        lines.push(`| \`${camel(member.name)}\` | ${code((inner ?? member.type).replace(/[a-z]+(-[a-z]+)+/g, camel))} | ${escaped(note)} |`)
      }
      lines.push('')
    }
  }
  return lines
}

function reference({ name, docs, interfaces, world }) {
  const of = (names) => names.map((wanted) => interfaces.find((one) => one.name === wanted))
  const rest = interfaces.filter((one) => ![...world.imports, ...world.exports].includes(one.name))
  const lines = [
    '# The contract of plugins', '',
    `Made by \`make docs\` from [signalk.wit](../src/plugin-sdk/wit/signalk.wit), \`${name}\`. How to write a plugin: [plugins.md](plugins.md).`, '',
    ...docs, '', ...world.docs, '',
    '## Functions that a plugin may import', '',
  ]
  for (const one of of(world.imports)) {
    lines.push(`### ${one.name}`, '', ...one.docs, '')
    for (const func of one.functions) lines.push(`- ${signature(snake(func.name), core(func, false))}`, ...func.docs.map((line) => `  ${line}`))
    lines.push('')
  }
  lines.push('## Functions that a plugin may export', '')
  for (const one of of(world.exports)) {
    lines.push(`### ${one.name}`, '', ...one.docs, '')
    for (const func of one.functions) {
      lines.push(`#### ${snake(func.name)}`, '', ...(func.docs.length ? [...func.docs, ''] : []))
      lines.push(`- of types: \`func(${func.parameters.map(([name, type]) => `${name}: ${type}`).join(', ')})${func.result ? ` -> ${func.result}` : ''}\``)
      lines.push(`- buffers: ${signature('', core(func, true))}`)
      if (!/^(allocate|deallocate)$/.test(func.name)) lines.push(`- AssemblyScript: ${signature('', assemblyScript(func))}`)
      lines.push('')
    }
  }
  for (const one of rest.reverse()) {
    lines.push(`## ${one.name === 'manifest' ? 'The manifest' : 'Shapes'}`, '', ...one.docs, '', ...types(one.types))
  }
  return lines.join('\n').replace(/\n{3,}/g, '\n\n').trimEnd() + '\n'
}

const contract = parse(readFileSync(source, 'utf8'))
if (process.argv[2] === '--json') {
  const list = (names, exported) => contract.interfaces.filter((one) => names.includes(one.name)).flatMap((one) =>
    one.functions.map((func) => ({
      name: snake(func.name),
      parameters: (core(func, exported).split(')')[0].match(/i32|f64/g) ?? []),
      results: /-> i32/.test(core(func, exported)) ? ['i32'] : [],
      chosen: one.name === 'handlers',
    })))
  console.log(JSON.stringify({ imports: list(contract.world.imports, false), exports: list(contract.world.exports, true) }, null, 1))
} else {
  const made = reference(contract)
  if (process.argv[2] !== '--check') writeFileSync(target, made)
  else if (readFileSync(target, 'utf8') !== made) {
    console.error('docs/plugin-reference.md is not what the contract says: run make docs')
    process.exit(1)
  }
}
