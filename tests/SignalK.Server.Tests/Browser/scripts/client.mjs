import { createRequire } from 'node:module'

const { Client } = createRequire(import.meta.url)('@signalk/client')
const url = new URL(process.argv[2])
const client = new Client({
  hostname: url.hostname, port: +url.port, useTLS: false, reconnect: false, autoConnect: false, notifications: false, deltaStreamBehaviour: 'none',
})
const next = (emitter, event) => new Promise((resolve, reject) => {
  emitter.once(event, resolve)
  setTimeout(() => reject(new Error(`no ${event}`)), 10_000)
})

await client.connect()
const api = await client.API()
const self = await api.self()
const name = await api.name()
const speed = await api.get('/vessels/self/navigation/speedOverGround/value')
const delta = next(client, 'delta')
client.subscribe([{ context: 'vessels.self', subscribe: [{ path: 'navigation.speedOverGround', policy: 'instant' }] }])
const received = await delta
await client.disconnect(true)
console.log(JSON.stringify({ self: self.navigation.speedOverGround.value, name, speed, path: received.updates[0].values[0].path, context: received.context }))
process.exit(0)
