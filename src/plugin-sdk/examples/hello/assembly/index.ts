// The smallest plugin that has a configuration, a value and a notification.
import {
  JSON, Notification, NotificationState, Plugin, debug, emitNumber, publishNotification, register, setStatus,
} from '@signalk-appliance/plugin-sdk/assembly'

export * from '@signalk-appliance/plugin-sdk/assembly/exports'

class Hello extends Plugin {
  greeting: string = ''
  seconds: i32 = 0

  name(): string {
    return 'Hello'
  }

  schema(): string {
    return '{"type":"object","properties":{"greeting":{"type":"string","title":"Greeting","default":"Ahoy"}}}'
  }

  start(config: string): i32 {
    this.greeting = JSON.object(config).text('greeting', 'Ahoy')
    this.seconds = 0
    debug('started with ' + config)
    setStatus(this.greeting)
    publishNotification('notifications.hello', new Notification(NotificationState.normal, this.greeting))
    return 0
  }

  stop(): i32 {
    return 0
  }

  tick(): i32 {
    emitNumber('environment.hello.seconds', ++this.seconds)
    return 0
  }
}

const hello = new Hello()
register(hello)

/** Once a second. */
export function poll(): i32 {
  return hello.tick()
}
