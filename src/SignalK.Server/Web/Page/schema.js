// What a JSON schema asks of a value, as far as the form can show it.
export const JSON_TEXT = 'json'

const UNKNOWN = ['anyOf', 'oneOf', 'allOf', 'not', 'if', '$ref', 'patternProperties']

/** A schema in which "#/definitions/x" and "#/$defs/x" were looked up. */
export function resolved(schema, root, depth = 0) {
  if (typeof schema !== 'object' || schema === null) return {}
  if (typeof schema.$ref !== 'string' || !schema.$ref.startsWith('#/') || depth > 8) return schema
  const found = schema.$ref.slice(2).split('/').reduce((node, name) => node?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], root)
  const { $ref, ...rest } = schema
  return found === undefined ? schema : resolved({ ...found, ...rest }, root, depth + 1)
}

/** The values to choose from, as [value, label]; null when it is no choice. */
export function choices(schema) {
  if (Array.isArray(schema.enum)) return schema.enum.map((value, i) => [value, schema.enumNames?.[i] ?? String(value)])
  const options = schema.oneOf ?? schema.anyOf
  return Array.isArray(options) && options.length > 0 && options.every((option) => option && 'const' in option)
    ? options.map((option) => [option.const, option.title ?? String(option.const)])
    : null
}

/** string, number, integer, boolean, choice, array, object; JSON text for all that the form does not know. */
export function kindOf(schema) {
  if (choices(schema)) return 'choice'
  if (UNKNOWN.some((name) => name in schema)) return JSON_TEXT
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (type === 'object' || (type === undefined && schema.properties)) return schema.properties ? 'object' : JSON_TEXT
  if (type === 'array') return schema.items && !Array.isArray(schema.items) && typeof schema.items === 'object' ? 'array' : JSON_TEXT
  return ['string', 'number', 'integer', 'boolean'].includes(type) ? type : JSON_TEXT
}

/** What a new item of a list starts with. */
export function initial(schema, root) {
  const known = resolved(schema, root)
  if (known.default !== undefined) return structuredClone(known.default)
  switch (kindOf(known)) {
    case 'object': return {}
    case 'array': return []
    case 'boolean': return false
    default: return undefined
  }
}

/** Says in words why a text or number is not taken; null when it is. */
export function faultOf(schema, value) {
  if (typeof value === 'string') {
    if (schema.minLength > value.length) return `at least ${schema.minLength} characters`
    if (schema.maxLength < value.length) return `at most ${schema.maxLength} characters`
    if (schema.pattern && !matches(schema.pattern, value)) return `must match ${schema.pattern}`
    return null
  }
  if (typeof value !== 'number') return null
  if (schema.type === 'integer' && !Number.isInteger(value)) return 'a whole number'
  if (value < schema.minimum || value > schema.maximum) return span(schema.minimum, schema.maximum)
  if (value <= schema.exclusiveMinimum) return `above ${schema.exclusiveMinimum}`
  if (value >= schema.exclusiveMaximum) return `below ${schema.exclusiveMaximum}`
  if (schema.multipleOf && Math.abs(value / schema.multipleOf - Math.round(value / schema.multipleOf)) > 1e-9) return `a multiple of ${schema.multipleOf}`
  return null
}

/** The limits of a number in words: "0.5 to 60". */
export function span(least, most) {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`
  return least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : ''
}

function matches(pattern, value) {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    return true // a pattern that is none is the plugin's fault, not the owner's
  }
}
