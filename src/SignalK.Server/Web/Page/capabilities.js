// What a plugin may do, in words. A capability is true, false, or a list of what it is limited to.
const WORDS = {
  dataRead: ['reads data of the boat', 'reads', 'paths: navigation.*, environment.wind.*'],
  dataWrite: ['writes data of the boat', 'writes', 'paths: navigation.*'],
  storage: ['keeps files of its own'],
  httpEndpoints: ['answers requests at its own address'],
  staticFiles: ['brings web pages'],
  network: ['asks servers on the network', 'asks', 'hosts: api.example.org:443'],
  rawSockets: ['opens UDP and TCP connections', 'connects to', 'hosts: 192.168.1.20:10110'],
  putHandlers: ['carries out commands', 'carries out commands for', 'paths: steering.*'],
  resourceProvider: ['provides routes, waypoints, charts and the like'],
  weatherProvider: ['provides weather'],
  radarProvider: ['provides radar'],
  autopilotProvider: ['provides an autopilot'],
  serverEvents: ['hears and sends events of this server', 'hears and sends the events', 'names of events'],
  serialPorts: ['opens serial devices', 'opens the serial devices', 'devices: /dev/serial/by-id/…'],
}

const listsOf = (value) => (Array.isArray(value) ? [value] : Array.isArray(value?.each) ? value.each : [])

/** Whether something of it is asked for or granted, be it one path. */
export const hasAny = (value) => value === true || value === 'vfs-only' || (listsOf(value).length > 0 && listsOf(value).every((list) => list.length > 0))

/** The capability as a sentence without its subject: "reads: navigation.*". */
export function inWords(name, value) {
  const [whole, part = whole] = WORDS[name] ?? [name]
  const lists = listsOf(value)
  return lists.length === 0 ? whole : `${part}: ${lists.map((list) => list.join(', ')).join(' – and of these only: ')}`
}

/** What it can be limited to, as a hint; undefined when it is all or nothing. */
export const limitOf = (name) => WORDS[name]?.[2]

export const limitsOf = (value) => listsOf(value)[0] ?? []
