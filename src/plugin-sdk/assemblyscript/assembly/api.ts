// The log, the status, the configuration and the data model.
import {
  sk_debug, sk_get_path, sk_get_self_path, sk_handle_message, sk_has_capability, sk_publish_notification, sk_read_config, sk_save_config,
  sk_set_error, sk_set_status,
} from './host'
import * as JSON from './json'
import { Delta, Notification } from './signalk'
import { about, answer, asked, utf8 } from './text'

/** A delta for the v1 data model: what instruments say. */
export const SK_VERSION_V1: i32 = 1
/** A delta for the v2 APIs, such as the course: sent to clients, not kept in the v1 model. */
export const SK_VERSION_V2: i32 = 2

/** Sends a delta. The host gives it the plugin's name as its source, and the time. */
export function emit(delta: Delta, skVersion: i32 = SK_VERSION_V1): void {
  emitJSON(delta.toJSON(), skVersion)
}

/** Sends a delta that is JSON already. */
export function emitJSON(delta: string, skVersion: i32 = SK_VERSION_V1): void {
  const json = utf8(delta)
  sk_handle_message(changetype<usize>(json), json.byteLength, skVersion)
}

/** Sends one number of the own vessel, in SI units; NaN and infinity are sent as null, which is "not known". */
export function emitNumber(path: string, value: f64): void {
  emitJSON('{"updates":[{"values":[{"path":"' + path + '","value":' + (isFinite(value) ? value.toString() : 'null') + '}]}]}')
}

/** What the list of plugins shows; an empty text takes it away. */
export function setStatus(message: string): void {
  const text = utf8(message)
  sk_set_status(changetype<usize>(text), text.byteLength)
}

/** An error for the list of plugins; the plugin runs on. */
export function setError(message: string): void {
  const text = utf8(message)
  sk_set_error(changetype<usize>(text), text.byteLength)
}

/** A line in the log, shown while the plugin's debug switch is on. */
export function debug(message: string): void {
  const text = utf8(message)
  sk_debug(changetype<usize>(text), text.byteLength)
}

/** Raises, changes or ends (state normal) the notification `notifications.` and what it is about. */
export function publishNotification(path: string, notification: Notification): bool {
  const about = utf8(path)
  const value = utf8(notification.toJSON())
  return sk_publish_notification(changetype<usize>(about), about.byteLength, changetype<usize>(value), value.byteLength) == 0
}

/** The value at a path of the own vessel, as JSON; null if there is none. Its `.timestamp`, `.$source` and `.meta` are behind the path. */
export function getSelfPath(path: string): string | null {
  about(path)
  return answer((into, size) => sk_get_self_path(changetype<usize>(asked()), asked().byteLength, into, size))
}

/** The same for any vessel: `vessels.self.navigation.position`. */
export function getPath(path: string): string | null {
  about(path)
  return answer((into, size) => sk_get_path(changetype<usize>(asked()), asked().byteLength, into, size))
}

/** The same, parsed. */
export function getSelfValue(path: string): JSON.Value | null {
  const json = getSelfPath(path)
  return json === null ? null : JSON.tryParse(json)
}

/** The number at a path of the own vessel; NaN if there is none. */
export function getSelfNumber(path: string): f64 {
  const value = getSelfValue(path)
  return value === null ? NaN : value.toNumber()
}

/** The configuration as it stands on disk, as JSON; `{}` if there is none. */
export function readConfig(): string {
  const read = answer((into, size) => sk_read_config(into, size))
  return read === null ? '{}' : read
}

/** Keeps a new configuration, JSON; 0 if it did. The plugin is not restarted. */
export function saveConfig(configJson: string): i32 {
  const json = utf8(configJson)
  return sk_save_config(changetype<usize>(json), json.byteLength)
}

/** Whether a capability is granted: `network`, `serialPorts`. */
export function hasCapability(name: string): bool {
  const text = utf8(name)
  return sk_has_capability(changetype<usize>(text), text.byteLength) == 1
}
