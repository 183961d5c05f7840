// Uses every function and class of the AssemblyScript SDK, so that each is compiled and every import appears.
import {
  Datagram, Delta, Endpoint, FetchOptions, HttpRequest, JSON, Notification, NotificationMethod, NotificationState, PathValue, Plugin,
  PluginConfig, Policy, Position, RadarRequest, ResourceDeleteRequest, ResourceGetRequest, ResourceListRequest, ResourceSetRequest,
  SK_VERSION_V2, SerialPort, ServerEvent, Subscription, TcpSocket, UdpSocket, Update, WeatherData, WeatherRequest, WeatherWarning,
  allowedEventTypes, createSimpleDelta, debug, emit, emitBinary, emitEvent, emitJSON, emitNumber, emitSpokes, endpoints, fetch,
  getPath, getSelfNumber, getSelfPath, hasCapability, hasNetworkCapability, hasResourceProviderCapability, jsonReply,
  publishNotification, putCompleted, putFailed, radarDone, radarFailed, readConfig, register, registerPutHandler,
  registerRadarProvider, registerResourceProvider, registerWeatherProvider, saveConfig, setError, setStatus, subscribe, subscribeAll,
  subscribeEvents, subscribeJSON, textReply, unsubscribeAll, weatherArray,
} from '@signalk-appliance/plugin-sdk/assembly'

export * from '@signalk-appliance/plugin-sdk/assembly/exports'

class Settings extends PluginConfig {
  rate: f64 = 1
}

class Everything extends Plugin {
  settings: Settings = new Settings()

  name(): string { return 'Everything' }
  schema(): string { return '{}' }

  start(config: string): i32 {
    this.settings.rate = JSON.object(config).number('rate', 2)
    this.settings.enabled = JSON.object(config).flag('on', true)
    subscribe(new Subscription('a.*', Policy.fixed, 500, '*'))
    subscribeAll([new Subscription('b'), new Subscription('c', Policy.ideal)])
    subscribeJSON('{"subscribe":[]}')
    unsubscribeAll()
    registerPutHandler('a.b')
    registerResourceProvider('notes')
    registerWeatherProvider('w')
    registerRadarProvider('r')
    subscribeEvents(['a'])
    setStatus(allowedEventTypes().join())
    return hasCapability('network') && hasNetworkCapability() && hasResourceProviderCapability() ? 0 : 1
  }

  stop(): i32 {
    emitEvent('stopped', '{}')
    return 0
  }
}

register(new Everything())

export function poll(): i32 {
  const noisy = new Notification(NotificationState.emergency, 'a"b\\c\n' + String.fromCharCode(1))
  noisy.method.push(NotificationMethod.sound)
  publishNotification('notifications.x', noisy)
  emit(new Delta('vessels.self', [new Update([PathValue.number('n', NaN), PathValue.text('t', 'x')])]), SK_VERSION_V2)
  emit(createSimpleDelta('p', new Position(1, 2).toJSON()))
  emitJSON('{"updates":[]}')
  emitNumber('n', 1.5)
  debug(readConfig())
  if (saveConfig('{}') != 0) setError('not saved')
  const known = getSelfPath('a') || getPath('vessels.self.a')
  debug(known === null ? 'nothing' : known)
  if (isNaN(getSelfNumber('a'))) debug('no number')
  return sockets() + serial()
}

function sockets(): i32 {
  const udp = new UdpSocket()
  if (!udp.isOpen || !udp.bind(0) || !udp.joinMulticast('239.0.0.1') || !udp.setMulticastTtl(1) || !udp.setMulticastLoopback(true)) return 1
  udp.setBroadcast(true)
  udp.sendText('127.0.0.1', 1, 'x')
  const datagram: Datagram | null = udp.pending > 0 ? udp.receive() : null
  if (datagram !== null) debug(datagram.address + ':' + datagram.port.toString() + ' ' + datagram.data.length.toString())
  udp.leaveMulticast('239.0.0.1')
  udp.close()
  const tcp = new TcpSocket()
  if (!tcp.isOpen || !tcp.connect('localhost', 1) || tcp.state != 1) return 2
  tcp.setLineBuffering(false)
  tcp.sendText('x')
  const line = tcp.receiveLine()
  const raw = tcp.receive()
  debug((line === null ? '' : line) + (raw === null ? '' : raw.length.toString()) + tcp.pending.toString())
  tcp.close()
  return 0
}

function serial(): i32 {
  const port = new SerialPort('usb-x', 4800)
  if (!port.isOpen) return 4
  const read = port.read()
  port.writeText(read === null ? 'gone' : read.length.toString())
  port.close()
  return 0
}

export function delta_handler(delta: string): void {
  const parsed = JSON.tryParse(delta)
  if (parsed !== null) debug(parsed.stringify())
}

export function event_handler(event: string): void {
  const parsed = ServerEvent.parse(event)
  debug(parsed.type + parsed.data.stringify() + parsed.timestamp.toString() + parsed.from)
}

export function http_endpoints(): string { return endpoints([new Endpoint('GET', '/api/:id', 'handle')]) }

export function handle(request: string): string {
  const parsed = HttpRequest.parse(request)
  if (parsed.method == 'PUT') return textReply(parsed.path, 400, 'text/plain')
  return jsonReply('{"id":"' + parsed.param('id') + parsed.query('q') + parsed.header('host') + '","body":' + parsed.body.stringify() + '}')
}

export function handle_put_vessels_self_a_b(value: string): string { return value == '1' ? putCompleted() : putFailed(400, 'not 1') }

export function resources_list_resources(request: string): string {
  const parsed = ResourceListRequest.parse(request)
  return '{"' + parsed.resourceType + '":' + parsed.limit.toString() + '}'
}
export function resources_get_resource(request: string): string {
  const parsed = ResourceGetRequest.parse(request)
  return JSON.from(parsed.property).stringify() + parsed.id + parsed.resourceType
}
export function resources_set_resource(request: string): string { return ResourceSetRequest.parse(request).value }
export function resources_delete_resource(request: string): string { return ResourceDeleteRequest.parse(request).id }

export function weather_get_observations(request: string): string {
  const parsed = WeatherRequest.parse(request)
  const data = new WeatherData('2026-01-01T00:00:00Z', 'observation')
  data.temperature = parsed.position.latitude + f64(parsed.maxCount)
  data.description = parsed.type + parsed.startDate
  return weatherArray([data])
}
export function weather_get_warnings(request: string): string {
  const options = new FetchOptions()
  options.method = 'POST'
  options.headers.set('Accept', 'text/plain')
  options.body = request
  const reply = fetch('http://localhost/', options)
  return '[' + new WeatherWarning('a', 'b', reply.ok ? reply.text() : reply.json().stringify(), 'd', reply.status.toString()).toJSON() + ']'
}

export function radar_get_state(request: string): string {
  const parsed = RadarRequest.parse(request)
  emitSpokes(parsed.radarId, new Uint8Array(4))
  emitBinary('plugins/everything/x', new Uint8Array(4))
  return parsed.value === null ? radarFailed(parsed.controlId + parsed.state) : radarDone()
}
