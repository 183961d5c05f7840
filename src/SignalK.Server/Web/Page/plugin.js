// One plugin in a dialog: its settings, what it may do, what it used, its crashes, and how to be rid of it.
import { button, element } from './dom.js'
import { form, readForm } from './form.js'
import { permissions } from './grants.js'
import { act, forbidden } from './server.js'
import { age, count, kilobytes } from './units.js'

const dialog = document.getElementById('plugin')

export async function openPlugin(id) {
  const [all, stats, crashes] = await Promise.all(['', `/${id}/stats`, `/${id}/crashes`].map((path) => act('GET', `/skServer/plugins${path}`)))
  if (!all.ok || !stats.ok) {
    if (all.status === 401) forbidden()
    return
  }
  const plugin = all.body.find((one) => one.id === id)
  if (!plugin) return
  const said = element('output')
  dialog.replaceChildren(
    element('div', { className: 'head' }, element('h2', { textContent: plugin.name }), button('Close', () => dialog.close())),
    element('p', { className: 'dim', textContent: [plugin.packageName, plugin.version].filter(Boolean).join(' ') }),
    ...(plugin.description ? [element('p', { textContent: plugin.description })] : []),
    ...(stats.body.error ? [element('p', { className: 'error', textContent: stats.body.error })] : []),
    ...(plugin.type === 'wasm' ? [settings(plugin, said)] : []),
    said,
    ...(plugin.type === 'wasm' ? [permissions(plugin, stats.body, said, tell), usage(stats.body), history(crashes.body ?? [])] : []),
    removal(plugin, said))
  dialog.showModal()
}

function tell(said, result) {
  said.textContent = result.message
  said.className = result.ok ? 'good' : 'bad'
  said.scrollIntoView({ block: 'nearest' })
  if (result.status === 401) {
    dialog.close()
    forbidden()
  }
}

function settings(plugin, said) {
  const data = plugin.data
  let fields = form(plugin.schema ?? {}, data.configuration, plugin.uiSchema)
  const place = element('div', {}, fields.root)
  const debug = element('input', { type: 'checkbox', checked: data.enableDebug === true })
  let asText = false
  const swap = button('Edit as JSON', () => {
    const read = readForm(fields)
    if (read === null) return
    asText = !asText
    fields = form(asText ? { title: 'Configuration', description: 'All of it, as it is kept.' } : plugin.schema ?? {}, read.value ?? {}, asText ? {} : plugin.uiSchema)
    place.replaceChildren(fields.root)
    swap.textContent = asText ? 'Edit as a form' : 'Edit as JSON'
  }, 'small')
  swap.hidden = !plugin.schema?.properties
  const save = element('button', { textContent: 'Save', className: 'main' })
  const made = element('form', { noValidate: true, className: 'settings' },
    element('h3', { textContent: 'Settings' }), place,
    element('label', { className: 'field check' }, debug, element('span', { textContent: 'Write its debug messages to the log' })),
    element('div', { className: 'actions' }, save, swap))
  made.onsubmit = async (event) => {
    event.preventDefault()
    const read = readForm(fields)
    if (read === null) return
    save.disabled = true
    // A plugin that was never configured starts with its first configuration.
    const change = { enabled: plugin.locked ? true : data.enabled ?? true, enableDebug: debug.checked, configuration: read.value ?? {} }
    tell(said, await act('POST', `/skServer/plugins/${plugin.id}/config`, JSON.stringify(change)))
    save.disabled = false
  }
  return made
}

function usage(stats) {
  const facts = [
    ['Engine', stats.engine ?? '–'], ['Memory', kilobytes(stats.memoryBytes)], ['Disk', kilobytes(stats.diskBytes)],
    ['Fuel in the last minute', count(stats.fuelPerMinute)], ['Fuel in all', count(stats.fuelUsed)], ['Calls', count(stats.calls)],
    ['Deltas in', count(stats.deltasIn)], ['Deltas out', count(stats.deltasOut)], ['Waiting', kilobytes(stats.mailboxBytes)],
    ['Dropped', count(stats.deltasDropped)], ['Refused', count(stats.deltasRefused)], ['Denied', count(stats.denied)],
    ['Log lines', count(stats.logLines)], ['Log lines dropped', count(stats.logLinesDropped)], ['Crashes', count(stats.crashes)], ['Reloads', count(stats.reloads)],
  ]
  return element('details', {}, element('summary', { textContent: 'What it used' }),
    element('dl', {}, ...facts.map(([name, value]) => element('div', {}, element('dt', { textContent: name }), element('dd', { textContent: value })))))
}

function history(crashes) {
  if (crashes.length === 0) return ''
  return element('details', {}, element('summary', { textContent: `Crashes (${crashes.length})` }), ...crashes.map((crash) => {
    const { time, ...rest } = crash
    const heading = time ? `${time} (${age(Date.now() - Date.parse(time))})` : ''
    return element('div', {}, element('b', { textContent: heading }), element('pre', { textContent: JSON.stringify(rest, null, 2) }))
  }))
}

function removal(plugin, said) {
  if (plugin.locked) return element('p', { className: 'dim lock', textContent: plugin.locked })
  const path = `/skServer/plugins/${plugin.id}`
  const confirmation = element('div', { className: 'actions', hidden: true },
    element('span', { textContent: `Remove ${plugin.name}?` }),
    button('Keep its data', () => remove('keep')), button('Delete its data', () => remove('delete'), 'danger'), button('Cancel', () => { confirmation.hidden = true }))
  const remove = async (data) => {
    const result = await act('DELETE', `${path}?data=${data}`)
    tell(said, result)
    if (result.ok) dialog.close()
  }
  return element('section', {}, element('h3', { textContent: 'Package' }),
    element('div', { className: 'actions' },
      ...(plugin.type === 'wasm' ? [button('Version before', async () => tell(said, await act('POST', `${path}/undo`)))] : []),
      button('Remove …', () => { confirmation.hidden = false }, 'danger')),
    confirmation)
}
