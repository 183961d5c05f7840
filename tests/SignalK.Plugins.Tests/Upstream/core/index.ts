// What the upstream SDK's core offers, each thing once, with its outcome in a delta that a test can read.
import {
  Delta, Notification, NotificationState, PathValue, Plugin, Position, Update,
  SK_VERSION_V1, SK_VERSION_V2, createSimpleDelta, debug, emit, getPath, getSelfPath, readConfig, saveConfig, setError, setStatus,
} from '@signalk/assemblyscript-plugin-sdk/assembly'

class Core extends Plugin {
  name(): string { return 'Core ✓' }

  schema(): string {
    return '{"type":"object","properties":{"greeting":{"type":"string","title":"Greeting","default":"ahoy"}}}'
  }

  start(config: string): i32 {
    debug('started with ' + config)
    emit(createSimpleDelta('fixture.config', config))
    emit(createSimpleDelta('fixture.readConfig', '"' + readConfig().length.toString() + '"'))
    emit(new Delta('vessels.self', [new Update([
      new PathValue('fixture.position', new Position(60.1, 24.9).toJSON()),
      new PathValue('notifications.fixture', new Notification(NotificationState.alarm, 'Änker ⚓').toJSON()),
    ])]), SK_VERSION_V1)
    emit(createSimpleDelta('fixture.v2', '2'), SK_VERSION_V2)
    setStatus('Ready ⚓')
    return config.includes('"fail":true') ? 7 : 0
  }

  stop(): i32 {
    debug('stopped')
    return 0
  }
}

const plugin = new Core()
let polls: i32 = 0

export function plugin_name(): string { return plugin.name() }
export function plugin_schema(): string { return plugin.schema() }
export function plugin_stop(): i32 { return plugin.stop() }

export function plugin_start(configPtr: usize, configLen: usize): i32 {
  return plugin.start(String.UTF8.decodeUnsafe(configPtr, configLen))
}

// The first asks, the second saves, the third complains.
export function poll(): i32 {
  polls++
  if (polls == 1) {
    const own = getSelfPath('navigation.speedOverGround')
    const full = getPath('vessels.self.navigation.speedOverGround')
    emit(createSimpleDelta('fixture.self', own === null ? 'null' : '"known"'))
    emit(createSimpleDelta('fixture.path', full === null ? 'null' : '"known"'))
  } else if (polls == 2) {
    emit(createSimpleDelta('fixture.saved', saveConfig('{"greeting":"servus"}').toString()))
  } else if (polls == 3) {
    setError('complains')
    return 1
  }
  return 0
}
