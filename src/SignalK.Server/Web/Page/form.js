// A form for a value that a JSON schema describes. Each field is { root, read }: read gives the value, or undefined for none,
// and marks what is wrong, so that all faults are seen at once.
import { button, element } from './dom.js'
import { JSON_TEXT, choices, faultOf, initial, kindOf, resolved, span } from './schema.js'

export class Fault extends Error {}

/** The fields of an object, with the members that the schema does not name kept as they are. */
export function form(schema, value, uiSchema = {}) {
  const root = resolved(schema, schema)
  return kindOf(root) === 'object'
    ? objectField({ schema: root, root, ui: uiSchema, value, isTop: true })
    : jsonField({ schema: { title: 'Configuration', description: 'This plugin does not describe its settings.', ...root }, value })
}

/** Reads a field; null when something is wrong, which is shown and brought into view. */
export function readForm(field) {
  const faults = []
  const value = field.read(faults)
  faults[0]?.focus()
  return faults.length > 0 ? null : { value }
}

function field(context) {
  const known = { ...context, schema: resolved(context.schema, context.root), ui: context.ui ?? {} }
  if (known.ui['ui:widget'] === 'hidden') return { root: element('span', { hidden: true }), read: () => known.value }
  switch (kindOf(known.schema)) {
    case 'object': return objectField(known)
    case 'array': return arrayField(known)
    case 'boolean': return booleanField(known)
    case 'choice': return choiceField(known)
    case JSON_TEXT: return jsonField(known)
    default: return textField(known)
  }
}

const nameOf = ({ schema, name, ui = {} }) => ui['ui:title'] ?? schema.title ?? name ?? ''

function described(context, ...children) {
  const description = context.ui?.['ui:description'] ?? context.schema.description
  return [...children, ...(description ? [element('small', { textContent: description })] : [])]
}

// A label with its input and a place for what is wrong with it.
function labelled(context, input, read) {
  const fault = element('small', { className: 'fault', hidden: true })
  const label = nameOf(context)
  // Items of a list have no name of their own.
  if (!label && context.list) input.setAttribute('aria-label', context.list)
  const root = element('label', { className: 'field' },
    ...(label ? [element('span', { className: 'name', textContent: context.isRequired ? `${label} *` : label })] : []), ...described(context, input), fault)
  const show = (message) => {
    fault.textContent = message ?? ''
    fault.hidden = !message
    input.setAttribute('aria-invalid', message ? 'true' : 'false')
  }
  input.addEventListener('input', () => show(null))
  return {
    root,
    read(faults) {
      try {
        const value = read()
        show(null)
        return value
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        show(error.message)
        faults.push(input)
        return undefined
      }
    },
  }
}

function textField(context) {
  const { schema, value, ui } = context
  const isNumber = schema.type !== 'string' && !schema.type?.includes?.('string')
  const isLong = ui['ui:widget'] === 'textarea'
  const input = element(isLong ? 'textarea' : 'input')
  if (isLong) input.rows = 4
  else input.type = ui['ui:widget'] === 'password' || schema.format === 'password' ? 'password' : isNumber ? 'number' : { email: 'email', uri: 'url', date: 'date', time: 'time' }[schema.format] ?? 'text'
  if (isNumber) Object.assign(input, { step: schema.type === 'integer' ? 1 : 'any', inputMode: schema.minimum >= 0 ? 'decimal' : '', placeholder: span(schema.minimum, schema.maximum) })
  if (input.type === 'password') input.autocomplete = 'off'
  input.value = value ?? schema.default ?? ''
  return labelled(context, input, () => {
    if (input.validity.badInput) throw new Fault('a number is needed')
    const text = isNumber ? input.value.trim() : input.value
    if (text === '') {
      if (context.isRequired) throw new Fault('this is needed')
      return undefined
    }
    const read = isNumber ? Number(text) : text
    const fault = Number.isNaN(read) ? 'a number is needed' : faultOf(schema, read)
    if (fault) throw new Fault(fault)
    return read
  })
}

function booleanField(context) {
  const input = element('input', { type: 'checkbox', checked: context.value ?? context.schema.default ?? false })
  const root = element('label', { className: 'field check' }, input, element('span', {}, ...described(context, element('span', { className: 'name', textContent: nameOf(context) }))))
  return { root, read: () => input.checked }
}

function choiceField(context) {
  const options = choices(context.schema)
  const now = context.value ?? context.schema.default
  const at = options.findIndex(([value]) => JSON.stringify(value) === JSON.stringify(now))
  const select = element('select', {}, ...(at < 0 || !context.isRequired ? [element('option', { value: '', textContent: '–' })] : []),
    ...options.map(([, label], i) => element('option', { value: String(i), textContent: label })))
  select.value = at < 0 ? '' : String(at)
  return labelled(context, select, () => {
    if (select.value !== '') return options[Number(select.value)][0]
    if (context.isRequired) throw new Fault('choose one')
    return undefined
  })
}

function jsonField(context) {
  const start = context.value ?? context.schema.default
  const input = element('textarea', { className: 'json', rows: 5, spellcheck: false, value: start === undefined ? '' : JSON.stringify(start, null, 2) })
  return labelled(context, input, () => {
    if (input.value.trim() === '') {
      if (context.isRequired) throw new Fault('this is needed')
      return undefined
    }
    try {
      return JSON.parse(input.value)
    } catch (error) {
      throw new Fault(`not JSON: ${error.message}`)
    }
  })
}

function objectField(context) {
  const { schema, root, ui } = context
  const value = typeof context.value === 'object' && context.value !== null && !Array.isArray(context.value) ? context.value : schema.default ?? {}
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const names = Object.keys(schema.properties)
  const order = ui['ui:order'] ?? names
  names.sort((a, b) => (order.indexOf(a) + 1 || order.length + 1) - (order.indexOf(b) + 1 || order.length + 1))
  const fields = names.map((name) => [name, field({ schema: schema.properties[name], root, ui: ui[name], value: value[name], name, isRequired: required.has(name) })])
  const box = element(context.isTop ? 'div' : 'fieldset', { className: 'fields' })
  if (!context.isTop) box.append(element('legend', { textContent: nameOf(context) }))
  box.append(...described(context), ...fields.map(([, one]) => one.root))
  return {
    root: box,
    read(faults) {
      const result = { ...value }
      for (const [name, one] of fields) {
        const read = one.read(faults)
        if (read === undefined) delete result[name]
        else result[name] = read
      }
      return result
    },
  }
}

function arrayField(context) {
  const { schema, root, ui } = context
  const start = Array.isArray(context.value) ? context.value : Array.isArray(schema.default) ? schema.default : []
  const list = element('ol', { className: 'items' })
  const fault = element('small', { className: 'fault', hidden: true })
  const items = []
  const add = (value) => {
    const item = field({ schema: schema.items, root, ui: ui.items, value, list: nameOf(context), isRequired: kindOf(resolved(schema.items, root)) !== 'boolean' })
    const remove = button('Remove', () => {
      items.splice(items.indexOf(item), 1)
      row.remove()
    }, 'small')
    const row = element('li', {}, item.root, remove)
    items.push(item)
    list.append(row)
    return row
  }
  start.forEach(add)
  const more = button('Add', () => add(initial(schema.items, root)).querySelector('input, select, textarea')?.focus(), 'small')
  const box = element('fieldset', { className: 'fields' }, element('legend', { textContent: context.isRequired ? `${nameOf(context)} *` : nameOf(context) }), ...described(context), list, more, fault)
  return {
    root: box,
    read(faults) {
      const values = items.map((item) => item.read(faults))
      const limits = span(schema.minItems, schema.maxItems)
      const isWrong = values.length < schema.minItems || values.length > schema.maxItems
      fault.textContent = isWrong ? `${limits} of them` : ''
      fault.hidden = !isWrong
      if (isWrong) faults.push(more)
      return values.filter((value) => value !== undefined)
    },
  }
}
