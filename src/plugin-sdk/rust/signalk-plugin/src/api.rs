//! The log, the status, the configuration, the data model, subscriptions and events.

use crate::delta::{Delta, Notification, Subscription};
use crate::ffi;
use crate::json::{self, Value};

/// A line in the log, shown while the plugin's debug switch is on.
pub fn debug(message: &str) {
    unsafe { ffi::sk_debug(message.as_ptr(), message.len()) }
}

/// What the list of plugins shows; an empty text takes it away.
pub fn set_status(message: &str) {
    unsafe { ffi::sk_set_status(message.as_ptr(), message.len()) }
}

/// An error for the list of plugins; the plugin runs on.
pub fn set_error(message: &str) {
    unsafe { ffi::sk_set_error(message.as_ptr(), message.len()) }
}

/// Sends a delta.
pub fn emit(delta: &Delta) {
    emit_json(&delta.to_json(), 1)
}

/// Sends a delta of the v2 APIs, which is not kept in the v1 model.
pub fn emit_v2(delta: &Delta) {
    emit_json(&delta.to_json(), 2)
}

/// Sends a delta that is JSON already, for version 1 or 2 of the model.
pub fn emit_json(delta: &str, version: i32) {
    unsafe { ffi::sk_handle_message(delta.as_ptr(), delta.len(), version) }
}

/// Sends one value of the own vessel, in SI units.
pub fn emit_value(path: &str, value: impl Into<Value>) {
    emit(&Delta::of_self().with(path, value))
}

/// Raises, changes or ends (state normal) the notification `notifications.` and what it is about.
pub fn publish_notification(path: &str, notification: &Notification) -> bool {
    let value = notification.to_json();
    unsafe { ffi::sk_publish_notification(path.as_ptr(), path.len(), value.as_ptr(), value.len()) == 0 }
}

/// The value at a path of the own vessel; behind the path there is also its `.timestamp`, `.$source` and `.meta`.
pub fn self_value(path: &str) -> Option<Value> {
    json::parse(&ask(|buffer, size| unsafe { ffi::sk_get_self_path(path.as_ptr(), path.len(), buffer, size) })?)
}

/// The same for any vessel: `vessels.self.navigation.position`.
pub fn value(path: &str) -> Option<Value> {
    json::parse(&ask(|buffer, size| unsafe { ffi::sk_get_path(path.as_ptr(), path.len(), buffer, size) })?)
}

/// The number at a path of the own vessel.
pub fn self_number(path: &str) -> Option<f64> {
    self_value(path)?.number()
}

/// The configuration as it stands on disk; an empty object if there is none.
pub fn read_config() -> Value {
    ask(|buffer, size| unsafe { ffi::sk_read_config(buffer, size) }).and_then(|json| json::parse(&json)).unwrap_or_else(Value::object)
}

/// Keeps a new configuration; the plugin is not restarted.
pub fn save_config(configuration: &Value) -> bool {
    let json = configuration.to_string();
    unsafe { ffi::sk_save_config(json.as_ptr(), json.len()) == 0 }
}

/// Whether a capability is granted: `network`, `serialPorts`.
pub fn has_capability(name: &str) -> bool {
    unsafe { ffi::sk_has_capability(name.as_ptr(), name.len()) == 1 }
}

/// Narrows what comes to [`crate::Plugin::delta`]; a further call adds to it. All of them, or none if one is wrong.
pub fn subscribe(subscriptions: &[Subscription]) -> bool {
    let all: Vec<String> = subscriptions.iter().map(Subscription::to_json).collect();
    subscribe_json(&format!("[{}]", all.join(",")))
}

/// A subscription message of Signal K, or an array of them; `{"subscribe":[]}` ends all.
pub fn subscribe_json(message: &str) -> bool {
    unsafe { ffi::sk_subscribe(message.as_ptr(), message.len()) == 1 }
}

/// Events then come to [`crate::Plugin::event`]; an empty list asks for all that are allowed. Capability `serverEvents`.
pub fn subscribe_events(types: &[&str]) -> bool {
    let json = Value::from(types.iter().map(|name| Value::from(*name)).collect::<Vec<_>>()).to_string();
    unsafe { ffi::sk_subscribe_events(json.as_ptr(), json.len()) == 1 }
}

/// A name that is not one of the server's own gets `PLUGIN_` before it.
pub fn emit_event(name: &str, data: &Value) -> bool {
    let json = data.to_string();
    unsafe { ffi::sk_emit_event(name.as_ptr(), name.len(), json.as_ptr(), json.len()) == 1 }
}

/// The names of events that may be subscribed to.
pub fn allowed_event_types() -> Vec<String> {
    let names = ask(|buffer, size| unsafe { ffi::sk_get_allowed_event_types(buffer, size) }).and_then(|json| json::parse(&json));
    match names {
        Some(Value::Array(names)) => names.iter().filter_map(|name| name.text().map(String::from)).collect(),
        _ => Vec::new(),
    }
}

/// Asks with a small buffer and, since 0 can mean that it was too small, once more with a large one.
fn ask(question: impl Fn(*mut u8, usize) -> i32) -> Option<String> {
    for size in [2048, 65536] {
        let mut buffer = vec![0u8; size];
        let length = question(buffer.as_mut_ptr(), size);
        if length > 0 {
            buffer.truncate(length as usize);
            return String::from_utf8(buffer).ok();
        }
    }
    None
}
