// Claiming a unit, backups and updates. Files go up as they are, so that the server can refuse them while they come.
import { element } from './dom.js'
import { showVendor } from './vendor.js'

const $ = (selector) => document.querySelector(selector)

async function get(path) {
  const response = await fetch(path)
  return response.ok ? response.json() : {}
}

async function send(path, body, type) {
  const response = await fetch(path, { method: 'POST', body, headers: { 'Content-Type': type } })
  const text = await response.text()
  let answer
  try { answer = JSON.parse(text) } catch { answer = text }
  return { ok: response.ok, message: typeof answer === 'string' ? answer : answer.message }
}

function on(selector, action) {
  const form = $(selector)
  form.onsubmit = async (event) => {
    event.preventDefault()
    const output = form.querySelector('output')
    const button = form.querySelector('button')
    button.disabled = true
    if (output) output.value = 'one moment'
    try {
      const answer = await action(Object.fromEntries(new FormData(form)))
      if (output) output.value = answer?.message ?? (answer?.ok === false ? 'refused' : '')
    } catch {
      if (output) output.value = 'no answer: the unit may be restarting'
    }
    button.disabled = false
  }
}

const json = (value) => [JSON.stringify(value), 'application/json']

on('#claim form', async (form) => {
  const answer = await send('/skServer/claim', ...json(form))
  if (answer.ok) location.href = '/'
  return answer
})
on('#login form', async (form) => {
  const answer = await send('/signalk/v1/auth/login', ...json(form))
  if (answer.ok) await show()
  return answer
})
on('#make', async (form) => { location.href = `/skServer/backup?secrets=${form.secrets === 'on'}` })
on('#restore', (form) => send('/skServer/restore', form.file, 'application/zip'))
on('#install', (form) => send('/skServer/update', form.file, 'application/octet-stream').then(follow))
on('#fetch', (form) => send('/skServer/update', ...json(form)).then(follow))
on('#offer', () => send('/skServer/update', ...json({ url: $('#offer').dataset.url })).then(follow))
on('#look', async () => {
  const answer = await send('/skServer/update/look', '', 'application/json')
  showOffer(await get('/skServer/machine'))
  return answer
})
on('#rollback', () => send('/skServer/update', ...json({ rollback: true })).then(follow))

function follow(answer) {
  showUpdate()
  return answer
}

const busy = ['waiting', 'downloading', 'installing', 'restarting', 'trial']
let timer

async function showUpdate() {
  clearTimeout(timer)
  let status = {}
  try { status = await get('/skServer/update') } catch { status = { state: 'restarting' } }
  const words = [status.state, status.version, status.message].filter(Boolean)
  $('#state').textContent = words.join(': ')
  $('#progress').hidden = status.percent === undefined
  $('#progress').value = status.percent ?? 0
  if (busy.includes(status.state)) timer = setTimeout(showUpdate, 1000)
}

function showOffer({ channel, offer }) {
  $('#look').hidden = !channel
  $('#offer').hidden = !offer
  if (!offer) return
  $('#offer').dataset.url = offer.url
  $('#offer p').textContent = [`Version ${offer.version} is there.`, offer.notes].filter(Boolean).join(' ')
}

async function show() {
  const machine = await get('/skServer/machine')
  $('#claim').hidden = !machine.claimable
  $('#login').hidden = machine.claimable || machine.mayChange
  $('#backup').hidden = !(machine.backup && machine.mayChange)
  $('#update').hidden = !(machine.update && machine.mayChange)
  $('#nothing').hidden = machine.claimable || !machine.mayChange || machine.backup || machine.update
  showVendor(machine.vendor)
  showOffer(machine)
  const ports = machine.vendor?.ports ?? []
  $('#connectors').hidden = ports.length === 0
  $('#connectors dl').replaceChildren(...ports.map((port) => element('div', {}, element('dt', { textContent: port.name }), element('dd', { textContent: port.device }))))
  if (!$('#update').hidden) await showUpdate()
}

show()
