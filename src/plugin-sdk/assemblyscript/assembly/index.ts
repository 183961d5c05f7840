// Everything a plugin needs; what it does not use is not compiled into it.
export * from './api'
export * from './events'
export * from './http'
export * from './network'
export * from './plugin'
export * from './put'
export * from './radar'
export * from './resources'
export * from './serial'
export * from './signalk'
export * from './sockets'
export * from './subscriptions'
export * from './weather'

import * as JSON from './json'
export { JSON }
