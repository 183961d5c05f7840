//! The functions of the host, as a module imports them.

#[link(wasm_import_module = "env")]
extern "C" {
    pub fn sk_debug(message: *const u8, length: usize);
    pub fn sk_set_status(message: *const u8, length: usize);
    pub fn sk_set_error(message: *const u8, length: usize);
    pub fn sk_handle_message(delta: *const u8, length: usize, version: i32);
    pub fn sk_publish_notification(path: *const u8, path_length: usize, value: *const u8, length: usize) -> i32;
    pub fn sk_get_self_path(path: *const u8, length: usize, buffer: *mut u8, size: usize) -> i32;
    pub fn sk_get_path(path: *const u8, length: usize, buffer: *mut u8, size: usize) -> i32;
    pub fn sk_read_config(buffer: *mut u8, size: usize) -> i32;
    pub fn sk_save_config(json: *const u8, length: usize) -> i32;
    pub fn sk_has_capability(name: *const u8, length: usize) -> i32;

    pub fn sk_subscribe(json: *const u8, length: usize) -> i32;
    pub fn sk_register_put_handler(context: *const u8, context_length: usize, path: *const u8, length: usize) -> i32;

    pub fn sk_register_resource_provider(kind: *const u8, length: usize) -> i32;
    pub fn sk_register_weather_provider(name: *const u8, length: usize) -> i32;
    pub fn sk_register_radar_provider(name: *const u8, length: usize) -> i32;
    pub fn sk_radar_emit_spokes(radar: *const u8, radar_length: usize, data: *const u8, length: usize) -> i32;
    pub fn sk_emit_binary_stream(stream: *const u8, stream_length: usize, data: *const u8, length: usize) -> i32;

    pub fn sk_fetch(request: *const u8, length: usize, buffer: *mut u8, size: usize) -> i32;
    pub fn sk_fetch_status() -> i32;

    pub fn sk_udp_create(kind: i32) -> i32;
    pub fn sk_udp_bind(socket: i32, port: i32) -> i32;
    pub fn sk_udp_join_multicast(socket: i32, group: *const u8, group_length: usize, card: *const u8, length: usize) -> i32;
    pub fn sk_udp_leave_multicast(socket: i32, group: *const u8, group_length: usize, card: *const u8, length: usize) -> i32;
    pub fn sk_udp_set_multicast_ttl(socket: i32, ttl: i32) -> i32;
    pub fn sk_udp_set_multicast_loopback(socket: i32, on: i32) -> i32;
    pub fn sk_udp_set_broadcast(socket: i32, on: i32) -> i32;
    pub fn sk_udp_send(socket: i32, address: *const u8, address_length: usize, port: i32, data: *const u8, length: usize) -> i32;
    pub fn sk_udp_recv(socket: i32, buffer: *mut u8, size: usize, address: *mut u8, port: *mut u16) -> i32;
    pub fn sk_udp_pending(socket: i32) -> i32;
    pub fn sk_udp_close(socket: i32);

    pub fn sk_tcp_create() -> i32;
    pub fn sk_tcp_connect(socket: i32, host: *const u8, host_length: usize, port: i32) -> i32;
    pub fn sk_tcp_connected(socket: i32) -> i32;
    pub fn sk_tcp_set_line_buffering(socket: i32, on: i32) -> i32;
    pub fn sk_tcp_send(socket: i32, data: *const u8, length: usize) -> i32;
    pub fn sk_tcp_recv_line(socket: i32, buffer: *mut u8, size: usize) -> i32;
    pub fn sk_tcp_recv_raw(socket: i32, buffer: *mut u8, size: usize) -> i32;
    pub fn sk_tcp_pending(socket: i32) -> i32;
    pub fn sk_tcp_close(socket: i32);

    pub fn sk_serial_open(device: *const u8, length: usize, baud: i32) -> i32;
    pub fn sk_serial_read(port: i32, buffer: *mut u8, size: usize) -> i32;
    pub fn sk_serial_write(port: i32, data: *const u8, length: usize) -> i32;
    pub fn sk_serial_close(port: i32);

    pub fn sk_subscribe_events(types: *const u8, length: usize) -> i32;
    pub fn sk_emit_event(kind: *const u8, kind_length: usize, data: *const u8, length: usize) -> i32;
    pub fn sk_get_allowed_event_types(buffer: *mut u8, size: usize) -> i32;
}
