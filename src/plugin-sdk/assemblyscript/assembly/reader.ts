// Reads JSON by descending into it; null is how every part says that it is none.
import { Arr, Bool, Float, Integer, Null, Obj, Str, Value } from './json'

const DEEPEST: i32 = 64

export class Reader {
  private at: i32 = 0
  private depth: i32 = 0

  constructor(private readonly text: string) {}

  whole(): Value | null {
    const value = this.value()
    return value !== null && this.next() == 0 && this.at >= this.text.length ? value : null
  }

  private value(): Value | null {
    switch (this.next()) {
      case 0x7b: return this.nested(true)
      case 0x5b: return this.nested(false)
      case 0x22: {
        const text = this.string()
        return text === null ? null : new Str(text)
      }
      case 0x74: return this.word('true') ? new Bool(true) : null
      case 0x66: return this.word('false') ? new Bool(false) : null
      case 0x6e: return this.word('null') ? new Null() : null
      default: return this.number()
    }
  }

  private nested(isObject: bool): Value | null {
    if (++this.depth > DEEPEST) return null
    const value: Value | null = isObject ? this.object() : this.array()
    this.depth--
    return value
  }

  private object(): Value | null {
    const object = new Obj()
    this.at++
    if (this.takes(0x7d)) return object
    do {
      if (this.next() != 0x22) return null
      const key = this.string()
      if (key === null || !this.takes(0x3a)) return null
      const member = this.value()
      if (member === null) return null
      object._obj.set(key, member)
    } while (this.takes(0x2c))
    return this.takes(0x7d) ? object : null
  }

  private array(): Value | null {
    const array = new Arr()
    this.at++
    if (this.takes(0x5d)) return array
    do {
      const item = this.value()
      if (item === null) return null
      array.push(item)
    } while (this.takes(0x2c))
    return this.takes(0x5d) ? array : null
  }

  private string(): string | null {
    const text = this.text
    let whole = ''
    let from = ++this.at
    while (this.at < text.length) {
      const unit = text.charCodeAt(this.at)
      if (unit == 0x22) {
        const rest = text.substring(from, this.at++)
        return whole.length == 0 ? rest : whole + rest
      }
      if (unit < 0x20) return null
      this.at++
      if (unit != 0x5c) continue
      whole += text.substring(from, this.at - 1)
      const unescaped = this.escaped()
      if (unescaped < 0) return null
      whole += String.fromCharCode(unescaped)
      from = this.at
    }
    return null
  }

  private escaped(): i32 {
    if (this.at >= this.text.length) return -1
    switch (this.text.charCodeAt(this.at++)) {
      case 0x22: return 0x22
      case 0x5c: return 0x5c
      case 0x2f: return 0x2f
      case 0x62: return 0x08
      case 0x66: return 0x0c
      case 0x6e: return 0x0a
      case 0x72: return 0x0d
      case 0x74: return 0x09
      case 0x75: return this.hexadecimal()
      default: return -1
    }
  }

  private hexadecimal(): i32 {
    if (this.at + 4 > this.text.length) return -1
    let unit = 0
    for (let i = 0; i < 4; i++) {
      const digit = this.text.charCodeAt(this.at++)
      const letter = digit | 0x20
      if (digit >= 0x30 && digit <= 0x39) unit = (unit << 4) + digit - 0x30
      else if (letter >= 0x61 && letter <= 0x66) unit = (unit << 4) + letter - 0x57
      else return -1
    }
    return unit
  }

  private number(): Value | null {
    const text = this.text
    const from = this.at
    if (this.peek() == 0x2d) this.at++
    const whole = this.at
    const integer = this.digits()
    if (integer == 0 || (integer > 1 && text.charCodeAt(whole) == 0x30)) return null
    let isInteger = true
    if (this.peek() == 0x2e) {
      isInteger = false
      this.at++
      if (this.digits() == 0) return null
    }
    if ((this.peek() | 0x20) == 0x65) {
      isInteger = false
      this.at++
      if (this.peek() == 0x2b || this.peek() == 0x2d) this.at++
      if (this.digits() == 0) return null
    }
    const digits = text.substring(from, this.at)
    // More digits than an integer of 64 bits holds are a number all the same.
    return isInteger && integer < 19 ? new Integer(I64.parseInt(digits)) : new Float(parseFloat(digits))
  }

  private digits(): i32 {
    const from = this.at
    while (this.peek() >= 0x30 && this.peek() <= 0x39) this.at++
    return this.at - from
  }

  private word(word: string): bool {
    if (!this.text.startsWith(word, this.at)) return false
    this.at += word.length
    return true
  }

  private takes(unit: i32): bool {
    if (this.next() != unit) return false
    this.at++
    return true
  }

  /** What comes after white space; 0 at the end. */
  private next(): i32 {
    let unit = this.peek()
    while (unit == 0x20 || unit == 0x0a || unit == 0x0d || unit == 0x09) {
      this.at++
      unit = this.peek()
    }
    return unit
  }

  private peek(): i32 {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : 0
  }
}
