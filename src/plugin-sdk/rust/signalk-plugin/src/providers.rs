//! Providers of the v2 APIs, whose handlers are named in [`crate::plugin!`] under `answer`.

use crate::ffi;

/// Once for each type: routes, waypoints, notes, regions, charts, or one of your own. Capability `resourceProvider`.
pub fn register_resource_provider(resource_type: &str) -> bool {
    unsafe { ffi::sk_register_resource_provider(resource_type.as_ptr(), resource_type.len()) == 1 }
}

/// Capability `weatherProvider`.
pub fn register_weather_provider(name: &str) -> bool {
    unsafe { ffi::sk_register_weather_provider(name.as_ptr(), name.len()) == 1 }
}

/// Capability `radarProvider`.
pub fn register_radar_provider(name: &str) -> bool {
    unsafe { ffi::sk_register_radar_provider(name.as_ptr(), name.len()) == 1 }
}

/// A spoke for the clients that watch this radar.
pub fn emit_spokes(radar: &str, data: &[u8]) -> bool {
    unsafe { ffi::sk_radar_emit_spokes(radar.as_ptr(), radar.len(), data.as_ptr(), data.len()) == 1 }
}

/// A frame for the clients of a stream: `radars/NAME` or `plugins/PACKAGE/NAME`.
pub fn emit_binary(stream: &str, data: &[u8]) -> bool {
    unsafe { ffi::sk_emit_binary_stream(stream.as_ptr(), stream.len(), data.as_ptr(), data.len()) == 1 }
}
