// Reads JSON by descending into it; null is how every part says that it is none.
//
// The state is numbers of the module, not members of an object: each function that holds a managed object, `this` included, pays for
// the stack of them that the runtime `incremental` keeps.
import { Arr, Bool, Float, Integer, Null, Obj, Str, Value } from './json'

const DEEPEST: i32 = 64

// Held here while it is read: what is found in it is copied out.
let source: string = ''
let start: usize = 0
let length: i32 = 0
let at: i32 = 0
let depth: i32 = 0

/** The whole text is one value. */
export function read(text: string): Value | null {
  source = text
  start = changetype<usize>(text)
  length = text.length
  at = 0
  depth = 0
  const value = readValue()
  const isWhole = next() == 0 && at >= length
  source = ''
  return isWhole ? value : null
}

function readValue(): Value | null {
  switch (next()) {
    case 0x7b: return readNested(true)
    case 0x5b: return readNested(false)
    case 0x22: {
      const text = readString()
      return text === null ? null : new Str(text)
    }
    case 0x74: return takesWord('true') ? new Bool(true) : null
    case 0x66: return takesWord('false') ? new Bool(false) : null
    case 0x6e: return takesWord('null') ? new Null() : null
    default: return readNumber()
  }
}

function readNested(isObject: bool): Value | null {
  if (++depth > DEEPEST) return null
  const value: Value | null = isObject ? readObject() : readArray()
  depth--
  return value
}

function readObject(): Value | null {
  const object = new Obj()
  at++
  if (takes(0x7d)) return object
  do {
    if (next() != 0x22) return null
    const key = readString()
    if (key === null || !takes(0x3a)) return null
    const member = readValue()
    if (member === null) return null
    object.put(key, member)
  } while (takes(0x2c))
  return takes(0x7d) ? object : null
}

function readArray(): Value | null {
  const array = new Arr()
  at++
  if (takes(0x5d)) return array
  do {
    const item = readValue()
    if (item === null) return null
    array.push(item)
  } while (takes(0x2c))
  return takes(0x5d) ? array : null
}

function readString(): string | null {
  const from = ++at
  const end = plainEnd()
  if (end < length && unit(end) == 0x22) {
    at = end + 1
    return piece(from, end)
  }
  return readEscaped(from)
}

/** Where a string that began before ends, or has its next escape, or what may not be in it. */
function plainEnd(): i32 {
  let end = at
  while (end < length) {
    const next = unit(end)
    if (next == 0x22 || next == 0x5c || next < 0x20) break
    end++
  }
  return end
}

function readEscaped(begin: i32): string | null {
  let whole = ''
  let from = begin
  while (true) {
    at = plainEnd()
    if (at >= length || unit(at) < 0x20) return null
    whole += piece(from, at)
    if (unit(at++) == 0x22) return whole
    const unescaped = readEscape()
    if (unescaped < 0) return null
    whole += String.fromCharCode(unescaped)
    from = at
  }
}

function piece(from: i32, end: i32): string {
  const bytes = <usize>(end - from) << 1
  const text = changetype<string>(__new(bytes, idof<string>()))
  memory.copy(changetype<usize>(text), start + (<usize>from << 1), bytes)
  return text
}

function readEscape(): i32 {
  if (at >= length) return -1
  switch (unit(at++)) {
    case 0x22: return 0x22
    case 0x5c: return 0x5c
    case 0x2f: return 0x2f
    case 0x62: return 0x08
    case 0x66: return 0x0c
    case 0x6e: return 0x0a
    case 0x72: return 0x0d
    case 0x74: return 0x09
    case 0x75: return readHexadecimal()
    default: return -1
  }
}

function readHexadecimal(): i32 {
  if (at + 4 > length) return -1
  let value = 0
  for (let i = 0; i < 4; i++) {
    const digit = unit(at++)
    const letter = digit | 0x20
    if (digit >= 0x30 && digit <= 0x39) value = (value << 4) + digit - 0x30
    else if (letter >= 0x61 && letter <= 0x66) value = (value << 4) + letter - 0x57
    else return -1
  }
  return value
}

function readNumber(): Value | null {
  const from = at
  if (peek() == 0x2d) at++
  const whole = at
  const digits = skipDigits()
  if (digits == 0 || (digits > 1 && unit(whole) == 0x30)) return null
  let isInteger = true
  if (peek() == 0x2e) {
    isInteger = false
    at++
    if (skipDigits() == 0) return null
  }
  if ((peek() | 0x20) == 0x65) {
    isInteger = false
    at++
    if (peek() == 0x2b || peek() == 0x2d) at++
    if (skipDigits() == 0) return null
  }
  // More digits than an integer of 64 bits holds are a number all the same.
  return isInteger && digits < 19 ? new Integer(I64.parseInt(piece(from, at))) : new Float(parseFloat(piece(from, at)))
}

function skipDigits(): i32 {
  const from = at
  while (peek() >= 0x30 && peek() <= 0x39) at++
  return at - from
}

function takesWord(word: string): bool {
  if (!source.startsWith(word, at)) return false
  at += word.length
  return true
}

function takes(wanted: i32): bool {
  if (next() != wanted) return false
  at++
  return true
}

/** What comes after white space; 0 at the end. */
function next(): i32 {
  let found = peek()
  while (found == 0x20 || found == 0x0a || found == 0x0d || found == 0x09) {
    at++
    found = peek()
  }
  return found
}

function peek(): i32 {
  return at < length ? unit(at) : 0
}

// Within the text, as every caller has seen to.
function unit(index: i32): i32 {
  return load<u16>(start + (<usize>index << 1))
}
