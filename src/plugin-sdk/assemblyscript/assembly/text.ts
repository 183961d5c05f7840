// Texts across the border: UTF-8 on the way out, a buffer on the way in.

/** The text as UTF-8; its address is `changetype<usize>` of it, as long as it is held. */
export function utf8(text: string): ArrayBuffer {
  return String.UTF8.encode(text)
}

/** Where to, in the order of how often it is enough: what is known of a whole vessel can take more than the first. */
const SMALL: i32 = 4096
const LARGE: i32 = 65536

let small: StaticArray<u8> | null = null
let large: StaticArray<u8> | null = null

/** A buffer for an answer, the same each time. */
export function buffer(size: i32): StaticArray<u8> {
  if (size <= SMALL) {
    if (small === null) small = new StaticArray<u8>(SMALL)
    return small!
  }
  if (large === null || large!.length < size) large = new StaticArray<u8>(size)
  return large!
}

export function decode(from: StaticArray<u8>, length: i32): string {
  return String.UTF8.decodeUnsafe(changetype<usize>(from), length)
}

export function bytes(from: StaticArray<u8>, length: i32): Uint8Array {
  const copy = new Uint8Array(length)
  memory.copy(copy.dataStart, changetype<usize>(from), length)
  return copy
}

/** Asks once with a small buffer and, since 0 can mean that it was too small, once with a large one. */
export function answer(ask: (buffer: usize, size: i32) => i32): string | null {
  let into = buffer(SMALL)
  let length = ask(changetype<usize>(into), into.length)
  if (length == 0) {
    into = buffer(LARGE)
    length = ask(changetype<usize>(into), into.length)
  }
  return length > 0 ? decode(into, length) : null
}

let question: ArrayBuffer = new ArrayBuffer(0)

/** The question that the function given to `answer` asks: AssemblyScript has no closures. */
export function asked(): ArrayBuffer {
  return question
}

export function about(text: string): void {
  question = utf8(text)
}

/** A JSON string with its quotation marks. */
export function quote(text: string): string {
  let clean = true
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x20 || unit == 0x22 || unit == 0x5c) {
      clean = false
      break
    }
  }
  return clean ? '"' + text + '"' : '"' + escape(text) + '"'
}

function escape(text: string): string {
  let escaped = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x20 && unit != 0x22 && unit != 0x5c) continue
    escaped += text.substring(from, i)
    if (unit == 0x22) escaped += '\\"'
    else if (unit == 0x5c) escaped += '\\\\'
    else if (unit == 0x0a) escaped += '\\n'
    else if (unit == 0x0d) escaped += '\\r'
    else if (unit == 0x09) escaped += '\\t'
    else escaped += '\\u00' + (unit < 0x10 ? '0' : '') + unit.toString(16)
    from = i + 1
  }
  return escaped + text.substring(from)
}
