import { Dial } from './dial.js'
import { element } from './dom.js'
import { showHealth } from './health.js'
import { Model } from './model.js'
import { showPlugins } from './plugins.js'
import { showTargets } from './targets.js'
import { age, human, position, si } from './units.js'
import { showVendor } from './vendor.js'

const $ = (id) => document.getElementById(id)
const OLD = 30_000

const TILES = [
  ['Speed', ['navigation.speedOverGround', 'navigation.speedThroughWater']],
  ['Depth', ['environment.depth.belowKeel', 'environment.depth.belowSurface', 'environment.depth.belowTransducer']],
  ['Course', ['navigation.courseOverGroundTrue', 'navigation.courseOverGroundMagnetic']],
  ['Heading', ['navigation.headingTrue', 'navigation.headingMagnetic']],
  ['Apparent wind', ['environment.wind.speedApparent']],
  ['Wind angle', ['environment.wind.angleApparent']],
  ['Water', ['environment.water.temperature']],
  ['Log', ['navigation.trip.log', 'navigation.log']],
  ['Position', ['navigation.position'], 'wide'],
]

const inSi = new Set(JSON.parse(localStorage.getItem('si') ?? '[]'))
const model = new Model(() => { changed = true })
const dial = new Dial($('dial'))
const tiles = TILES.map(makeTile)
const rows = new Map()
const groups = new Map()
let changed = true
let clockOffset = null

function format(path, value) {
  const meta = model.metas.get(path)
  if (inSi.has(path)) return si(value, meta?.units)
  return path === 'navigation.position' ? position(value) : human(path, value, meta)
}

function toggle(path) {
  inSi.has(path) ? inSi.delete(path) : inSi.add(path)
  localStorage.setItem('si', JSON.stringify([...inSi]))
  changed = true
}

function makeTile([label, paths, className]) {
  const figure = element('span', { className: 'figure' })
  const unit = element('span', { className: 'unit' })
  const root = element('button', { type: 'button', className: `tile ${className ?? ''}`, hidden: true },
    element('span', { className: 'label', textContent: label }), figure, unit)
  const tile = { root, figure, unit, paths, path: null }
  root.onclick = () => toggle(tile.path)
  $('tiles').append(root)
  return tile
}

function showTile(tile, now) {
  tile.path = tile.paths.find((path) => present(path)) ?? null
  tile.root.hidden = tile.path === null
  if (tile.path === null) return
  const entry = model.values.get(tile.path)
  const [text, unit] = format(tile.path, entry.value)
  tile.figure.textContent = text
  tile.unit.textContent = unit
  tile.unit.classList.toggle('tight', unit === '°')
  tile.root.title = `${tile.path} from ${entry.source}`
  tile.root.classList.toggle('old', now - entry.received > OLD)
}

// depth.belowKeel: depth below keel
const words = (name) => name.replaceAll('.', ' ').replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`)

const SOUNDING = ['alert', 'warn', 'alarm', 'emergency']

function showAlarms() {
  const alarms = [...model.values].filter(([path, { value }]) => path.startsWith('notifications.') && SOUNDING.includes(value?.state))
  alarms.sort(([, a], [, b]) => SOUNDING.indexOf(b.value.state) - SOUNDING.indexOf(a.value.state))
  $('alarms').hidden = alarms.length === 0
  $('alarms').replaceChildren(...alarms.map(([path, { value }]) =>
    element('li', { className: value.state }, element('b', { textContent: value.state }), value.message || words(path.slice('notifications.'.length)))))
}

const present = (path) => (model.values.get(path)?.value ?? null) !== null
const figure = (path) => { const value = model.values.get(path)?.value; return typeof value === 'number' ? value : null }

function showRow(path, entry, now) {
  let row = rows.get(path)
  if (!row) {
    const [name, value, source, heard] = [0, 1, 2, 3].map(() => element('td'))
    row = { root: element('tr', {}, name, value, source, heard), value, source, heard }
    name.textContent = words(path.includes('.') ? path.slice(path.indexOf('.') + 1) : path)
    value.onclick = () => toggle(path)
    rows.set(path, row)
    place(path, row.root)
  }
  const meta = model.metas.get(path)
  row.root.firstChild.title = meta?.description ? `${path}\n${meta.description}` : path
  if (meta?.displayName) row.root.firstChild.textContent = meta.displayName
  const [text, unit] = format(path, entry.value)
  row.value.replaceChildren(text, element('span', { className: 'unit', textContent: unit }))
  row.source.replaceChildren(entry.source ?? '',
    ...(entry.sources.size > 1 ? [element('span', { className: 'more', title: [...entry.sources.keys()].join('\n'), textContent: `+${entry.sources.size - 1}` })] : []))
  row.heard.textContent = age(now - entry.received)
  row.root.classList.toggle('old', entry.value === null)
}

function place(path, row) {
  const group = path.includes('.') ? path.slice(0, path.indexOf('.')) : 'vessel'
  if (!groups.has(group)) {
    const body = element('tbody')
    const section = element('div', {}, element('h2', { textContent: words(group) }), element('div', { className: 'scroll' }, element('table', {}, body)))
    section.dataset.group = group
    groups.set(group, body)
    const after = [...$('values').children].find((other) => order(other.dataset.group) > order(group))
    $('values').insertBefore(section, after ?? null)
  }
  row.dataset.path = path
  const body = groups.get(group)
  body.insertBefore(row, [...body.children].find((other) => other.dataset.path > path) ?? null)
}

const ORDER = ['navigation', 'environment', 'steering', 'performance', 'propulsion', 'electrical', 'tanks', 'notifications']
const order = (group) => (ORDER.includes(group) ? String.fromCharCode(97 + ORDER.indexOf(group)) : 'z') + group

function show() {
  const now = performance.now()
  const name = model.values.get('name')?.value
  $('vessel').textContent = name || model.values.get('mmsi')?.value || 'Own vessel'
  document.title = name ? `${name} · Signal K` : 'Signal K'
  $('link').textContent = model.online ? 'live' : 'no connection'
  $('link').className = `pill ${model.online ? 'good' : 'bad'}`
  $('empty').hidden = !model.online || model.values.size > rows.size || [...model.values.keys()].some((path) => path.includes('.'))
  showAlarms()
  for (const tile of tiles) showTile(tile, now)
  for (const [path, entry] of model.values) showRow(path, entry, now)
  const heading = figure('navigation.headingTrue') ?? figure('navigation.headingMagnetic')
  dial.show({
    heading,
    course: figure('navigation.courseOverGroundTrue') ?? figure('navigation.courseOverGroundMagnetic'),
    apparent: figure('environment.wind.angleApparent'),
    trueWind: figure('environment.wind.angleTrueWater') ?? figure('environment.wind.angleTrueGround'),
  })
  const own = {
    position: present('navigation.position') ? model.values.get('navigation.position').value : null,
    speed: figure('navigation.speedOverGround'),
    course: figure('navigation.courseOverGroundTrue'),
  }
  showTargets($('targets'), model, own, element)
}

async function get(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(8_000) })
  if (!response.ok) throw new Error(response.status)
  return response.json()
}

async function poll() {
  try {
    const health = await get('/skServer/health')
    clockOffset = Date.parse(health.clock.utc) - Date.now()
    showHealth(health, element)
    showPlugins(health)
  } catch {
    clockOffset = null // the pill says it already
  }
}

async function greet() {
  const status = await get('/skServer/loginStatus')
  $('login').hidden = !status.authenticationRequired || status.readOnlyAccess || status.status === 'loggedIn'
  if (!$('login').hidden) return
  const apps = await get('/signalk/v1/apps/list')
  $('apps').hidden = apps.length === 0
  $('apps').querySelector('ul').replaceChildren(...apps.map((app) =>
    element('li', {}, element('a', { href: app.location, title: app.description ?? '', textContent: app.name }))))
}

$('login').onsubmit = async (event) => {
  event.preventDefault()
  const response = await fetch('/signalk/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: $('user').value, password: $('password').value, rememberMe: true }),
  })
  $('refused').textContent = response.ok ? '' : (await response.json()).message
  if (!response.ok) return
  $('password').value = ''
  await greet()
  model.reconnect()
}

function night(on) {
  document.documentElement.classList.toggle('night', on)
  $('night').setAttribute('aria-pressed', on)
  localStorage.setItem('night', on ? '1' : '')
}

$('night').onclick = () => night(!document.documentElement.classList.contains('night'))
night(localStorage.getItem('night') === '1')

// Ages move without news, so everything is drawn once a second, and at most four times when there is some.
let drawn = 0
setInterval(() => {
  const due = Date.now() - drawn >= 1_000
  if (document.hidden || (!changed && !due)) return
  changed = false
  drawn = Date.now()
  $('clock').textContent = clockOffset === null ? '' : `${new Date(Date.now() + clockOffset).toISOString().slice(11, 19)} UTC`
  show()
}, 250)
setInterval(() => { if (!document.hidden) poll() }, 2_000)
poll()
get('/skServer/machine').then((machine) => {
  showVendor(machine.vendor)
  if (machine.offer) $('machine').textContent = `Version ${machine.offer.version} is there`
}).catch(() => {})
greet().catch(() => {})
