// The stream, and what it said last. Received times are of this browser: the boat's clock may be wrong.
export class Model {
  self = null
  values = new Map()   // own path -> {value, source, received, sources: Map}
  metas = new Map()    // own path -> metadata
  targets = new Map()  // context -> {path: value, received}
  online = false
  #socket
  #pause = 500
  #onChange

  constructor(onChange) {
    this.#onChange = onChange
    this.#connect()
  }

  reconnect() {
    this.#pause = 500
    this.#socket.close()
  }

  #connect() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}/signalk/v1/stream?subscribe=none&sendMeta=all`)
    this.#socket = socket
    let heard = Date.now()
    // A phone that slept, or a boat out of range, closes nothing: silence is the only sign.
    const watch = setInterval(() => { if (Date.now() - heard > 20_000) socket.close() }, 5_000)
    socket.onmessage = ({ data }) => {
      heard = Date.now()
      this.#take(JSON.parse(data))
    }
    socket.onclose = () => {
      clearInterval(watch)
      this.online = false
      this.#onChange()
      setTimeout(() => this.#connect(), this.#pause * (0.75 + Math.random() / 2))
      this.#pause = Math.min(this.#pause * 2, 10_000)
    }
    socket.onopen = () => {
      this.online = true
      this.#pause = 500
      socket.send(JSON.stringify({ context: 'vessels.self', subscribe: [{ path: '*', period: 500, policy: 'fixed' }] }))
      const paths = ['', 'navigation.position', 'navigation.speedOverGround', 'navigation.courseOverGroundTrue', 'design.aisShipType']
      socket.send(JSON.stringify({ context: '*', subscribe: paths.map((path) => ({ path, period: 2000, policy: 'fixed' })) }))
      this.#onChange()
    }
  }

  #take(message) {
    if (message.self) this.self = message.self
    if (!Array.isArray(message.updates)) return
    const own = !message.context || message.context === this.self || message.context === 'vessels.self'
    for (const update of message.updates) {
      for (const { path, value } of update.meta ?? []) {
        if (own) this.metas.set(path, { ...this.metas.get(path), ...value })
      }
      for (const { path, value } of update.values ?? []) {
        if (own) this.#own(path, value, update.$source)
        else this.#other(message.context, path, value)
      }
    }
    this.#onChange()
  }

  #own(path, value, source) {
    if (path === '') {
      for (const [name, member] of Object.entries(value ?? {})) this.#own(name, member, source)
      return
    }
    const known = this.values.get(path)
    const sources = known?.sources ?? new Map()
    sources.set(source, value)
    this.values.set(path, { value, source, sources, received: performance.now() })
  }

  #other(context, path, value) {
    const target = this.targets.get(context) ?? {}
    if (path === '') Object.assign(target, value)
    else target[path] = value
    target.received = performance.now()
    this.targets.set(context, target)
  }
}
