// What the JSON of the AssemblyScript SDK reads and writes; `check` returns 0, or the number of the first thing that is wrong.
import { JSON } from '@signalk-appliance/plugin-sdk/assembly'

let asked: i32 = 0
let wrong: i32 = 0

function expect(right: bool): void {
  asked++
  if (!right && wrong == 0) wrong = asked
}

function same(json: string, as: string = json): void {
  const value = JSON.tryParse(json)
  expect(value !== null && value.stringify() == as)
}

function refused(json: string): void {
  expect(JSON.tryParse(json) === null)
}

export function check(): i32 {
  same('{}')
  same('[]')
  same('[1,-2,3.5,true,false,null,"x"]')
  same(' { "a" : [ { } , [ ] ] , "b" : "c" } ', '{"a":[{},[]],"b":"c"}')
  same('"\\u00e9\\ud83d\\ude00\\n\\t\\"\\\\\\/\\b"', '"é😀\\n\\t\\"\\\\/\\u0008"')
  same('1e3', '1000.0')
  same('9223372036854775807999', '9.223372036854776e+21')
  same('-0.25')
  const words = ['', ' ', '{', '[', '[1,]', '{"a"}', '{"a":}', '{"a":1,}', '01', '-', '1.', '1e', '.5', '+1', 'tru', 'nul', '"', '"\\x"', '"\\u12g4"',
    '"\n"', '[1 2]', '{} {}', '{"a":1]', 'NaN', "{'a':1}"]
  for (let i = 0; i < words.length; i++) refused(words[i])
  refused('['.repeat(65) + ']'.repeat(65))
  same('['.repeat(64) + ']'.repeat(64))
  same('"' + 'é'.repeat(3000) + '"')

  const object = JSON.parse('{"s":"t","i":7,"f":1.5,"b":true,"n":null,"a":[1],"o":{"x":1}}') as JSON.Obj
  expect(object.text('s') == 't' && object.text('i') == '' && object.text('z', 'y') == 'y')
  expect(object.number('i') == 7 && object.number('f') == 1.5 && isNaN(object.number('s')) && object.number('z', 4) == 4)
  expect(object.flag('b') && !object.flag('i') && object.flag('z', true))
  expect(object.getInteger('i')!.valueOf() == 7 && object.getNum('i') === null && object.getFloat('f')!.valueOf() == 1.5 && object.getNum('f') !== null)
  expect(object.getArr('a')!.valueOf().length == 1 && object.getObj('o')!.has('x') && object.getObj('a') === null && object.get('n')!.isNull)
  expect(object.keys.length == 7 && object.getString('s')!.toString() == 't' && object.getBool('b')!.valueOf())
  object.set('u', 'v')
  object.set('k', 2)
  object.set('l', [1.5, 2.5])
  object.set('q', JSON.Value.Object())
  expect(object.stringify() == '{"s":"t","i":7,"f":1.5,"b":true,"n":null,"a":[1],"o":{"x":1},"u":"v","k":2,"l":[1.5,2.5],"q":{}}')
  const utf8 = Uint8Array.wrap(String.UTF8.encode('["é"]'))
  expect((JSON.parse(utf8) as JSON.Arr).valueOf()[0].toString() == 'é')
  expect(JSON.Value.Number(NaN).stringify() == 'null' && JSON.from(true).isBool && JSON.from('x').isString && JSON.from(1.5).isFloat)

  const large = new JSON.Obj()
  for (let i = 0; i < 40; i++) large.set('k' + i.toString(), i)
  for (let i = 0; i < 40; i += 2) expect(large.remove('k' + i.toString()))
  large.set('k1', 'again')
  expect(!large.remove('k0') && large.keys.length == 20 && large.text('k1') == 'again' && large.number('k39') == 39 && !large.has('k38'))
  for (let i = 3; i < 39; i += 2) large.remove('k' + i.toString())
  expect(large.stringify() == '{"k1":"again","k39":39}' && large.valueOf().get('k39').toNumber() == 39)
  same('{"a":1,"a":2}', '{"a":2}')
  return wrong
}
