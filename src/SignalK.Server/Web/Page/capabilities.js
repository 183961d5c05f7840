// What a plugin may do, in words. A capability is true, false, or a list of what it is limited to.
const WORDS = {
  dataRead: ['reads data of the boat', 'reads'],
  dataWrite: ['writes data of the boat', 'writes'],
  storage: ['keeps files of its own'],
  httpEndpoints: ['answers requests at its own address'],
  staticFiles: ['brings web pages'],
  network: ['asks servers on the network', 'asks'],
  rawSockets: ['opens UDP and TCP connections', 'connects to'],
  putHandlers: ['carries out commands', 'carries out commands for'],
  resourceProvider: ['provides routes, waypoints, charts and the like'],
  weatherProvider: ['provides weather'],
  radarProvider: ['provides radar'],
  autopilotProvider: ['provides an autopilot'],
  serverEvents: ['hears and sends events of this server', 'hears and sends the events'],
  serialPorts: ['opens serial devices', 'opens the serial devices'],
}

const lists = (value) => (Array.isArray(value) ? [value] : Array.isArray(value?.each) ? value.each : [])

/** [what it may, what it may not], each a list of texts. */
export function inWords(capabilities) {
  const may = []
  const not = []
  for (const [name, value] of Object.entries(capabilities)) {
    const [whole, part] = WORDS[name] ?? [name, name]
    const limits = lists(value)
    if (value === true || value === 'vfs-only') may.push(whole)
    else if (limits.length > 0 && limits.every((list) => list.length > 0)) may.push(`${part ?? whole}: ${limits.map((list) => list.join(', ')).join(' – and of these only: ')}`)
    else not.push(whole)
  }
  return [may, not]
}
