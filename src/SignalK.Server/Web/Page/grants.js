// What a plugin asks for and what its owner lets it do, with a way to change that.
import { hasAny, inWords, limitOf, limitsOf } from './capabilities.js'
import { button, element } from './dom.js'
import { act } from './server.js'

export function permissions(plugin, stats, said, tell) {
  const asked = Object.entries(stats.requested).filter(([, value]) => hasAny(value))
  const section = element('section', {}, element('h3', { textContent: 'What it may do' }))
  if (asked.length === 0) {
    section.append(element('p', { className: 'dim', textContent: 'It asks for nothing.' }))
    return section
  }
  const list = (names, className) => element('ul', { className: `words ${className}` }, ...names.map((textContent) => element('li', { textContent })))
  const may = asked.filter(([name]) => hasAny(stats.capabilities[name]))
  const not = asked.filter(([name]) => !hasAny(stats.capabilities[name]))
  section.append(list(may.map(([name]) => inWords(name, stats.capabilities[name])), ''))
  if (not.length > 0) section.append(element('small', { textContent: 'It asks for these, too, and does not have them:' }), list(not.map(([name, value]) => inWords(name, value)), 'not'))
  if (!plugin.locked) section.append(element('details', {}, element('summary', { textContent: 'Change' }), editor(plugin, stats, asked, said, tell)))
  return section
}

function editor(plugin, stats, asked, said, tell) {
  const rows = asked.map(([name, value]) => row(name, value, stats.granted[name]))
  const save = button('Save what it may do', async () => {
    save.disabled = true
    tell(said, await act('POST', `/skServer/plugins/${plugin.id}/grants`, JSON.stringify(Object.fromEntries(rows.map((one) => [one.name, one.read()])))))
    save.disabled = false
  }, 'main')
  return element('div', { className: 'fields grants' }, ...rows.map((one) => one.root), element('div', { className: 'actions' }, save))
}

function row(name, asked, granted) {
  const allowed = element('input', { type: 'checkbox', checked: hasAny(granted) })
  const hint = limitOf(name)
  const limit = element('input', { type: 'text', placeholder: hint ?? '', value: limitsOf(granted).join(', ') })
  limit.setAttribute('aria-label', `only for (${name})`)
  const only = element('span', { className: 'only' }, 'only for ', limit)
  const show = () => { only.hidden = !hint || !allowed.checked }
  allowed.onchange = show
  show()
  const root = element('div', {}, element('label', { className: 'field check' }, allowed, element('span', { textContent: inWords(name, asked) })), only)
  const entries = () => limit.value.split(',').map((entry) => entry.trim()).filter(Boolean)
  return { name, root, read: () => (!allowed.checked ? false : hint && entries().length > 0 ? entries() : true) }
}
