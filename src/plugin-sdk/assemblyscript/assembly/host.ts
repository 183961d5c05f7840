// The functions of the host, as a module imports them; what is not used is not imported. The contract: ../../wit/signalk.wit.

@external("env", "sk_debug") export declare function sk_debug(message: usize, length: i32): void
@external("env", "sk_set_status") export declare function sk_set_status(message: usize, length: i32): void
@external("env", "sk_set_error") export declare function sk_set_error(message: usize, length: i32): void
@external("env", "sk_handle_message") export declare function sk_handle_message(delta: usize, length: i32, version: i32): void
@external("env", "sk_publish_notification") export declare function sk_publish_notification(path: usize, pathLength: i32, value: usize, valueLength: i32): i32
@external("env", "sk_get_self_path") export declare function sk_get_self_path(path: usize, length: i32, buffer: usize, size: i32): i32
@external("env", "sk_get_path") export declare function sk_get_path(path: usize, length: i32, buffer: usize, size: i32): i32
@external("env", "sk_read_config") export declare function sk_read_config(buffer: usize, size: i32): i32
@external("env", "sk_save_config") export declare function sk_save_config(json: usize, length: i32): i32
@external("env", "sk_has_capability") export declare function sk_has_capability(name: usize, length: i32): i32

@external("env", "sk_subscribe") export declare function sk_subscribe(json: usize, length: i32): i32
@external("env", "sk_register_put_handler") export declare function sk_register_put_handler(context: usize, contextLength: i32, path: usize, pathLength: i32): i32

@external("env", "sk_register_resource_provider") export declare function sk_register_resource_provider(type: usize, length: i32): i32
@external("env", "sk_register_weather_provider") export declare function sk_register_weather_provider(name: usize, length: i32): i32
@external("env", "sk_register_radar_provider") export declare function sk_register_radar_provider(name: usize, length: i32): i32
@external("env", "sk_radar_emit_spokes") export declare function sk_radar_emit_spokes(radar: usize, radarLength: i32, data: usize, length: i32): i32
@external("env", "sk_emit_binary_stream") export declare function sk_emit_binary_stream(stream: usize, streamLength: i32, data: usize, length: i32): i32

@external("env", "sk_fetch") export declare function sk_fetch(request: usize, length: i32, buffer: usize, size: i32): i32
@external("env", "sk_fetch_status") export declare function sk_fetch_status(): i32

@external("env", "sk_udp_create") export declare function sk_udp_create(type: i32): i32
@external("env", "sk_udp_bind") export declare function sk_udp_bind(socket: i32, port: i32): i32
@external("env", "sk_udp_join_multicast") export declare function sk_udp_join_multicast(socket: i32, group: usize, groupLength: i32, card: usize, cardLength: i32): i32
@external("env", "sk_udp_leave_multicast") export declare function sk_udp_leave_multicast(socket: i32, group: usize, groupLength: i32, card: usize, cardLength: i32): i32
@external("env", "sk_udp_set_multicast_ttl") export declare function sk_udp_set_multicast_ttl(socket: i32, ttl: i32): i32
@external("env", "sk_udp_set_multicast_loopback") export declare function sk_udp_set_multicast_loopback(socket: i32, on: i32): i32
@external("env", "sk_udp_set_broadcast") export declare function sk_udp_set_broadcast(socket: i32, on: i32): i32
@external("env", "sk_udp_send") export declare function sk_udp_send(socket: i32, address: usize, addressLength: i32, port: i32, data: usize, length: i32): i32
@external("env", "sk_udp_recv") export declare function sk_udp_recv(socket: i32, buffer: usize, size: i32, address: usize, port: usize): i32
@external("env", "sk_udp_pending") export declare function sk_udp_pending(socket: i32): i32
@external("env", "sk_udp_close") export declare function sk_udp_close(socket: i32): void

@external("env", "sk_tcp_create") export declare function sk_tcp_create(): i32
@external("env", "sk_tcp_connect") export declare function sk_tcp_connect(socket: i32, host: usize, hostLength: i32, port: i32): i32
@external("env", "sk_tcp_connected") export declare function sk_tcp_connected(socket: i32): i32
@external("env", "sk_tcp_set_line_buffering") export declare function sk_tcp_set_line_buffering(socket: i32, on: i32): i32
@external("env", "sk_tcp_send") export declare function sk_tcp_send(socket: i32, data: usize, length: i32): i32
@external("env", "sk_tcp_recv_line") export declare function sk_tcp_recv_line(socket: i32, buffer: usize, size: i32): i32
@external("env", "sk_tcp_recv_raw") export declare function sk_tcp_recv_raw(socket: i32, buffer: usize, size: i32): i32
@external("env", "sk_tcp_pending") export declare function sk_tcp_pending(socket: i32): i32
@external("env", "sk_tcp_close") export declare function sk_tcp_close(socket: i32): void

@external("env", "sk_serial_open") export declare function sk_serial_open(device: usize, length: i32, baud: i32): i32
@external("env", "sk_serial_read") export declare function sk_serial_read(port: i32, buffer: usize, size: i32): i32
@external("env", "sk_serial_write") export declare function sk_serial_write(port: i32, data: usize, length: i32): i32
@external("env", "sk_serial_close") export declare function sk_serial_close(port: i32): void

@external("env", "sk_subscribe_events") export declare function sk_subscribe_events(types: usize, length: i32): i32
@external("env", "sk_emit_event") export declare function sk_emit_event(type: usize, typeLength: i32, data: usize, length: i32): i32
@external("env", "sk_get_allowed_event_types") export declare function sk_get_allowed_event_types(buffer: usize, size: i32): i32
