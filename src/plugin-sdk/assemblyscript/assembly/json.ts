// JSON in the shape that assemblyscript-json gives it: a value is an Obj, Arr, Str, Integer, Float, Bool or Null.
import { read } from './reader'
import { quote } from './text'

export abstract class Value {
  static String(text: string): Str { return new Str(text) }
  static Number(number: f64): Num { return new Num(number) }
  static Float(number: f64): Float { return new Float(number) }
  static Integer(number: i64): Integer { return new Integer(number) }
  static Bool(yes: bool): Bool { return new Bool(yes) }
  static Null(): Null { return new Null() }
  static Array(): Arr { return new Arr() }
  static Object(): Obj { return new Obj() }

  get isString(): boolean { return this instanceof Str }
  get isNum(): boolean { return this instanceof Num }
  get isFloat(): boolean { return this instanceof Float }
  get isInteger(): boolean { return this instanceof Integer }
  get isBool(): boolean { return this instanceof Bool }
  get isNull(): boolean { return this instanceof Null }
  get isArr(): boolean { return this instanceof Arr }
  get isObj(): boolean { return this instanceof Obj }

  /** The value of any number, with or without a fraction; NaN for anything else. */
  toNumber(): f64 {
    if (this instanceof Num) return (this as Num)._num
    if (this instanceof Integer) return f64((this as Integer)._num)
    return NaN
  }

  /** JSON. */
  abstract stringify(): string

  /** The text of a string, JSON of anything else. */
  toString(): string { return this.stringify() }
}

export class Str extends Value {
  constructor(public _str: string) { super() }
  stringify(): string { return quote(this._str) }
  toString(): string { return this._str }
  valueOf(): string { return this._str }
}

export class Num extends Value {
  constructor(public _num: f64) { super() }
  stringify(): string { return isFinite(this._num) ? this._num.toString() : 'null' }
  valueOf(): f64 { return this._num }
}

/** A number with a fraction or an exponent. */
export class Float extends Num {}

/** A number without. */
export class Integer extends Value {
  constructor(public _num: i64) { super() }
  stringify(): string { return this._num.toString() }
  valueOf(): i64 { return this._num }
}

export class Bool extends Value {
  constructor(public _bool: bool) { super() }
  stringify(): string { return this._bool ? 'true' : 'false' }
  valueOf(): bool { return this._bool }
}

export class Null extends Value {
  stringify(): string { return 'null' }
  valueOf(): null { return null }
}

export class Arr extends Value {
  _arr: Array<Value> = []

  push(value: Value): void { this._arr.push(value) }
  valueOf(): Array<Value> { return this._arr }

  stringify(): string {
    const all = this._arr
    let json = '['
    for (let i = 0; i < all.length; i++) json += (i > 0 ? ',' : '') + all[i].stringify()
    return json + ']'
  }
}

/** Up to so many members are looked through; of more there is an index. */
const FEW: i32 = 16

export class Obj extends Value {
  private names: string[] = []
  private members: Value[] = []
  private index: Map<string, i32> | null = null

  get keys(): string[] { return this.names.slice() }
  has(key: string): bool { return this.find(key) >= 0 }
  getValue(key: string): Value | null { return this.get(key) }

  /** A copy. */
  valueOf(): Map<string, Value> {
    const map = new Map<string, Value>()
    for (let i = 0; i < this.names.length; i++) map.set(this.names[i], this.members[i])
    return map
  }

  get(key: string): Value | null {
    const at = this.find(key)
    return at < 0 ? null : unchecked(this.members[at])
  }

  put(key: string, value: Value): void {
    const at = this.find(key)
    if (at >= 0) {
      this.members[at] = value
      return
    }
    const index = this.index
    if (index !== null) index.set(key, this.names.length)
    this.names.push(key)
    this.members.push(value)
    if (index === null && this.names.length > FEW) this.reindex()
  }

  private find(key: string): i32 {
    const index = this.index
    if (index !== null) return index.has(key) ? index.get(key) : -1
    for (let i = 0; i < this.names.length; i++) {
      if (unchecked(this.names[i]) == key) return i
    }
    return -1
  }

  private reindex(): void {
    const index = new Map<string, i32>()
    for (let i = 0; i < this.names.length; i++) index.set(this.names[i], i)
    this.index = this.names.length > FEW ? index : null
  }

  /** A value of JSON, or any that `from` takes. */
  set<T>(key: string, value: T): void {
    if (isReference<T>()) {
      if (value instanceof Value) {
        this.put(key, value as Value)
        return
      }
    }
    this.put(key, from<T>(value))
  }

  /** Whether there was one. */
  remove(key: string): bool {
    const at = this.find(key)
    if (at < 0) return false
    this.names.splice(at, 1)
    this.members.splice(at, 1)
    this.reindex()
    return true
  }

  getString(key: string): Str | null { return this.typed<Str>(key) }
  getNum(key: string): Num | null { return this.typed<Num>(key) }
  getFloat(key: string): Float | null { return this.typed<Float>(key) }
  getInteger(key: string): Integer | null { return this.typed<Integer>(key) }
  getBool(key: string): Bool | null { return this.typed<Bool>(key) }
  getArr(key: string): Arr | null { return this.typed<Arr>(key) }
  getObj(key: string): Obj | null { return this.typed<Obj>(key) }

  /** The text of a member; `otherwise` if it is none. */
  text(key: string, otherwise: string = ''): string {
    const member = this.getString(key)
    return member === null ? otherwise : member._str
  }

  /** The value of a member that is any number; `otherwise` if it is none. */
  number(key: string, otherwise: f64 = NaN): f64 {
    const member = this.get(key)
    const value = member === null ? NaN : member.toNumber()
    return isNaN(value) ? otherwise : value
  }

  /** The value of a member that is true or false; `otherwise` if it is neither. */
  flag(key: string, otherwise: bool = false): bool {
    const member = this.getBool(key)
    return member === null ? otherwise : member._bool
  }

  stringify(): string {
    let json = '{'
    for (let i = 0; i < this.names.length; i++) json += (i > 0 ? ',' : '') + quote(this.names[i]) + ':' + this.members[i].stringify()
    return json + '}'
  }

  private typed<T extends Value>(key: string): T | null {
    const member = this.get(key)
    return member !== null && member instanceof T ? member as T : null
  }
}

/** Of a bool, a number, a text, an array of these, or null. */
export function from<T>(value: T): Value {
  if (isBoolean<T>()) return new Bool(value as bool)
  if (isInteger<T>() && !isReference<T>()) return new Integer(value as i64)
  if (isFloat<T>()) return new Float(value as f64)
  if (isReference<T>()) {
    if (isNullable<T>() && changetype<usize>(value) == 0) return new Null()
    if (isString<T>()) return new Str(value as string)
    if (isArray<T>()) {
      const all = new Arr()
      // @ts-ignore: an array, as was just asked
      for (let i = 0; i < value.length; i++) all.push(from<valueof<T>>(value[i]))
      return all
    }
    if (value instanceof Value) return value as Value
  }
  return new Obj()
}

/** Parses a string, or UTF-8 in a Uint8Array; what is no JSON ends the plugin's call. */
export function parse<T = Uint8Array>(json: T): Value {
  const value = tryParse<T>(json)
  if (value === null) throw new Error('no JSON')
  return value
}

/** Null for what is no JSON. */
export function tryParse<T = Uint8Array>(json: T): Value | null {
  if (isString<T>()) return read(json as string)
  const utf8 = changetype<Uint8Array>(json)
  return read(String.UTF8.decodeUnsafe(utf8.dataStart, utf8.length))
}

/** An empty object for what is no JSON object. */
export function object(json: string): Obj {
  const value = tryParse<string>(json)
  return value !== null && value.isObj ? value as Obj : new Obj()
}
