// PUT requests of clients. Capability putHandlers.
import { sk_register_put_handler } from './host'
import { quote, utf8 } from './text'

/**
 * From now on PUTs to the path come to the export `handle_put_CONTEXT_PATH`, with underscores for dots:
 * `export function handle_put_vessels_self_steering_autopilot_state(value: string): string`. Its value is JSON, and so is its reply.
 */
export function registerPutHandler(path: string, context: string = 'vessels.self'): bool {
  const vessel = utf8(context)
  const about = utf8(path)
  return sk_register_put_handler(changetype<usize>(vessel), vessel.byteLength, changetype<usize>(about), about.byteLength) == 1
}

/** The reply to a PUT that was done. */
export function putCompleted(message: string = ''): string {
  return '{"state":"COMPLETED","statusCode":200' + (message.length > 0 ? ',"message":' + quote(message) : '') + '}'
}

/** The reply to one that was not: 400 for a wrong value, 502 when a device did not do it. */
export function putFailed(statusCode: i32, message: string): string {
  return '{"state":"COMPLETED","statusCode":' + statusCode.toString() + ',"message":' + quote(message) + '}'
}
