// What /skServer/health says: faults first, then connections, then the machine.
import { age, duration } from './units.js'

const megabytes = (bytes) => `${(bytes / 1_048_576).toFixed(0)} MB`
const gigabytes = (bytes) => `${(bytes / 1_073_741_824).toFixed(1)} GB`

const keepers = { gps: 'GPS', network: 'the network', kernel: 'its system' }

export function showHealth(health, element) {
  const faults = document.getElementById('faults')
  faults.hidden = health.faults.length === 0
  faults.replaceChildren(...health.faults.map((fault) =>
    element('li', {}, element('b', { textContent: fault.key }), fault.message)))

  const connections = document.getElementById('connections')
  connections.hidden = health.connections.length === 0
  connections.querySelector('ul').replaceChildren(...health.connections.map((connection) => card(connection, element)))

  const clock = document.getElementById('clock')
  clock.className = health.clock.trusted ? '' : 'doubtful'
  clock.title = health.clock.trusted ? `Time of this machine, UTC; kept right by ${keepers[health.clock.source] ?? health.clock.source}` : 'Time of this machine, UTC; nothing keeps it right, it may be wrong'

  const server = document.getElementById('server')
  server.hidden = false
  const facts = [
    ['Version', health.version],
    ['Runtime', health.runtime],
    ['Up', duration(health.uptimeSeconds)],
    ['Memory', megabytes(health.memory.rssBytes)],
    ['Disk free', health.disk.freeBytes === undefined ? '–' : gigabytes(health.disk.freeBytes)],
    ['Clients', health.clients.length],
    ['Vessels and marks', health.model.contexts],
    ['Deltas', health.model.deltas.toLocaleString('en')],
  ]
  server.querySelector('dl').replaceChildren(...facts.map(([name, value]) =>
    element('div', {}, element('dt', { textContent: name }), element('dd', { textContent: value }))))
}

function card(connection, element) {
  const running = connection.state === 'running' && !connection.quiet
  const failed = connection.state === 'failed'
  const last = connection.lastFrameAgeMs === null ? 'nothing received yet' : `last ${age(connection.lastFrameAgeMs)}`
  const counters = connection.counters
  const trouble = [['bad checksums', counters.badChecksum], ['unknown', counters.unknown], ['malformed', counters.malformed], ['over-long', counters.overLong]]
    .filter(([, count]) => count > 0).map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(', ')
  return element('li', {},
    element('div', { className: 'head' }, connection.id,
      element('span', { className: `state ${running ? 'good' : failed ? 'bad' : ''}`, textContent: connection.quiet ? 'silent' : connection.state })),
    element('small', { textContent: [connection.type, connection.address].filter(Boolean).join(' · ') }),
    element('small', { textContent: `${connection.rate.toFixed(1)} sentences/s · ${last} · ${counters.sentences.toLocaleString('en')} in all` }),
    ...(trouble ? [element('small', { textContent: trouble })] : []),
    ...(connection.error ? [element('small', { className: 'error', textContent: connection.error })] : []))
}
