// The plugins: a card each, drawn from /skServer/health, with what their owner does most; the rest is in the dialog.
import { button, element } from './dom.js'
import { openPlugin } from './plugin.js'
import { act, forbidden } from './server.js'
import { count, kilobytes } from './units.js'

const cards = new Map()
const section = document.getElementById('plugins')
const list = section.querySelector('.cards')
const notice = section.querySelector('output')
const GOOD = ['running']
const BAD = ['error', 'crashed', 'disabled']

export const stateText = (plugin) => (plugin.state === 'disabled' ? 'stopped after crashes' : plugin.restartInMs !== undefined ? `starts again in ${Math.ceil(plugin.restartInMs / 1000)} s` : plugin.state)
export const stateClass = (plugin) => `state ${GOOD.includes(plugin.state) ? 'good' : BAD.includes(plugin.state) ? 'bad' : ''}`

export function showPlugins(health) {
  section.hidden = health.plugins.length === 0 && health.engine.name === 'none'
  const held = section.querySelector('.held')
  held.hidden = !health.pluginsHeld
  held.textContent = health.pluginsHeld ? `No plugin runs: ${health.pluginsHeld}` : ''
  section.querySelector('.none').hidden = health.plugins.length > 0
  for (const [id, card] of cards) {
    if (health.plugins.some((plugin) => plugin.id === id)) continue
    card.root.remove()
    cards.delete(id)
  }
  health.plugins.forEach((plugin, i) => {
    let card = cards.get(plugin.id)
    if (!card) cards.set(plugin.id, card = makeCard(plugin.id))
    show(card, plugin)
    if (list.children[i] !== card.root) list.insertBefore(card.root, list.children[i] ?? null)
  })
}

// Made once and filled again and again: a button does not go away under the finger.
function makeCard(id) {
  const [name, state] = [element('span'), element('span')]
  const [use, data, message, error, lock] = ['use', 'data', 'message', 'error', 'lock'].map((className) => element('small', { className }))
  const toggle = button('', () => run(id, toggle.dataset.action))
  const reload = button('Reload', () => run(id, 'reload'))
  const open = button('Settings', () => openPlugin(id))
  const root = element('li', {}, element('div', { className: 'head' }, name, state), lock, message, error, use, data, element('div', { className: 'actions' }, open, toggle, reload))
  root.dataset.plugin = id
  return { root, name, state, use, data, message, error, lock, open, toggle, reload }
}

function show(card, plugin) {
  card.name.textContent = plugin.name
  card.name.title = `${plugin.id} ${plugin.version}`
  card.state.textContent = stateText(plugin)
  card.state.className = stateClass(plugin)
  const foreign = plugin.state === 'unsupported'
  const isLoaded = plugin.memoryBytes > 0
  card.open.textContent = foreign ? 'Details' : 'Settings'
  text(card.message, plugin.statusMessage)
  text(card.lock, plugin.locked && 'comes with this unit')
  card.lock.title = plugin.locked ?? ''
  text(card.error, plugin.error)
  text(card.use, !isLoaded ? '' : `${kilobytes(plugin.memoryBytes)} memory · ${count(plugin.fuelPerMinute)} fuel/min · ${count(plugin.calls)} calls`)
  text(card.data, [
    isLoaded && `${kilobytes(plugin.mailboxBytes)} waiting`,
    plugin.deltasDropped > 0 && `${count(plugin.deltasDropped)} dropped`,
    plugin.deltasRefused > 0 && `${count(plugin.deltasRefused)} refused`,
    plugin.denied > 0 && `${count(plugin.denied)} denied`,
    plugin.crashes > 0 && `${count(plugin.crashes)} ${plugin.crashes === 1 ? 'crash' : 'crashes'}`,
  ].filter(Boolean).join(' · '))
  const stands = plugin.enabled && plugin.state !== 'disabled'
  card.toggle.hidden = card.reload.hidden = foreign
  card.toggle.textContent = stands ? 'Disable' : 'Enable'
  card.toggle.dataset.action = stands ? 'disable' : 'enable'
  card.toggle.hidden ||= stands && Boolean(plugin.locked)
  card.reload.disabled = !stands
}

function text(node, value) {
  node.hidden = !value
  node.textContent = value ?? ''
}

async function run(id, action) {
  say(`${action} ${id} …`)
  say(await act('POST', `/skServer/plugins/${id}/${action}`))
}

function say(result) {
  const said = typeof result === 'string' ? { message: result } : result
  notice.textContent = said.message
  notice.className = said.ok === false ? 'bad' : ''
  if (said.status === 401) forbidden()
}

async function install(file) {
  if (!file) return
  say(`installing ${file.name} (${kilobytes(file.size)}) …`)
  say(await act('POST', '/skServer/plugins/install', file, 'application/gzip', 120_000))
}

const drop = section.querySelector('.drop')
const chooser = drop.querySelector('input')
chooser.onchange = async () => {
  await install(chooser.files[0])
  chooser.value = ''
}
drop.ondragover = (event) => {
  event.preventDefault()
  drop.classList.add('over')
}
drop.ondragleave = () => drop.classList.remove('over')
drop.ondrop = (event) => {
  event.preventDefault()
  drop.classList.remove('over')
  install(event.dataTransfer.files[0])
}
