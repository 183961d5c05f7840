/* Calls every function of signalk.h, as C and as C++; `check` returns 0, or the line of the first helper that is wrong. */
#include "signalk.h"

SK_PLUGIN()

SK_EXPORT(plugin_id) int plugin_id(char *buffer, size_t size) { return sk_answer(buffer, size, "everything"); }
SK_EXPORT(plugin_name) int plugin_name(char *buffer, size_t size) { return sk_answer(buffer, size, "Everything"); }
SK_EXPORT(plugin_schema) int plugin_schema(char *buffer, size_t size) { return sk_answer(buffer, size, "{}"); }
SK_EXPORT(plugin_start) int plugin_start(const char *config, size_t length) {
  sk_debug(config, length);
  sk_set_status(SK_TEXT("s"));
  sk_set_error(SK_TEXT("e"));
  sk_handle_message(SK_TEXT("{}"), SK_V2);
  sk_emit_number("a", 1.25, 2);
  return sk_publish_notification(SK_TEXT("n"), SK_TEXT("{}"));
}
SK_EXPORT(plugin_stop) int plugin_stop(void) { return 0; }

SK_EXPORT(poll) int poll(void) {
  char buffer[512];
  uint16_t port;
  int sum = sk_get_self_path(SK_TEXT("a"), buffer, sizeof buffer) + sk_get_path(SK_TEXT("a"), buffer, sizeof buffer);
  sum += sk_read_config(buffer, sizeof buffer) + sk_save_config(SK_TEXT("{}")) + sk_has_capability(SK_TEXT("network"));
  sum += sk_subscribe(SK_TEXT("{}")) + sk_register_put_handler(SK_TEXT("vessels.self"), SK_TEXT("a"));
  sum += sk_register_resource_provider(SK_TEXT("r")) + sk_register_weather_provider(SK_TEXT("w")) + sk_register_radar_provider(SK_TEXT("r"));
  sum += sk_radar_emit_spokes(SK_TEXT("r"), buffer, 1) + sk_emit_binary_stream(SK_TEXT("r"), buffer, 1);
  sum += sk_fetch(SK_TEXT("{}"), buffer, sizeof buffer) + sk_fetch_status();
  sum += sk_udp_create(0) + sk_udp_bind(1, 0) + sk_udp_join_multicast(1, SK_TEXT("g"), SK_TEXT("")) + sk_udp_leave_multicast(1, SK_TEXT("g"), SK_TEXT(""));
  sum += sk_udp_set_multicast_ttl(1, 1) + sk_udp_set_multicast_loopback(1, 1) + sk_udp_set_broadcast(1, 1);
  sum += sk_udp_send(1, SK_TEXT("a"), 1, buffer, 1) + sk_udp_recv(1, buffer, 64, buffer + 64, &port) + sk_udp_pending(1);
  sk_udp_close(1);
  sum += sk_tcp_create() + sk_tcp_connect(1, SK_TEXT("h"), 1) + sk_tcp_connected(1) + sk_tcp_set_line_buffering(1, 0) + sk_tcp_send(1, buffer, 1);
  sum += sk_tcp_recv_line(1, buffer, sizeof buffer) + sk_tcp_recv_raw(1, buffer, sizeof buffer) + sk_tcp_pending(1);
  sk_tcp_close(1);
  sum += sk_serial_open(SK_TEXT("d"), 0) + sk_serial_read(1, buffer, sizeof buffer) + sk_serial_write(1, buffer, 1);
  sk_serial_close(1);
  sum += sk_subscribe_events(SK_TEXT("[]")) + sk_emit_event(SK_TEXT("t"), SK_TEXT("{}")) + sk_get_allowed_event_types(buffer, sizeof buffer);
  return sum;
}

static bool writes(double value, int decimals, const char *text) {
  char buffer[64];
  sk_writer writer = sk_write_to(buffer, sizeof buffer);
  sk_write_number(&writer, value, decimals);
  return writer.length == strlen(text) && memcmp(buffer, text, writer.length) == 0;
}

static bool is(sk_json piece, const char *text) { return piece.length == strlen(text) && memcmp(piece.at, text, piece.length) == 0; }

#define EXPECT(right) \
  if (!(right)) return __LINE__

SK_EXPORT(check) int check(void) {
  EXPECT(writes(0, 0, "0"));
  EXPECT(writes(1.25, 2, "1.25"));
  EXPECT(writes(-0.05, 2, "-0.05"));
  EXPECT(writes(0.999, 2, "1.00"));
  EXPECT(writes(123456789.5, 1, "123456789.5"));
  EXPECT(writes(1e300, 2, "null"));
  EXPECT(writes(__builtin_nan(""), 2, "null"));

  char buffer[32];
  sk_writer writer = sk_write_to(buffer, sizeof buffer);
  sk_write_string(&writer, "a\"\\\n\x01");
  EXPECT(!writer.overflowed && writer.length == 19 && memcmp(buffer, "\"a\\\"\\\\\\u000a\\u0001\"", 19) == 0);
  sk_write(&writer, "0123456789012345");
  EXPECT(writer.overflowed && writer.length == 19);

  const char *text = " { \"a\" : [1, \"]\\\"}\", {\"x\":2}] , \"b\":-1.5e2,\"c\":{\"d\":\"e\\/f\"},\"n\":null } ";
  sk_json json = {text, strlen(text)}, key, value;
  EXPECT(sk_json_number(sk_json_get(json, "b")) == -150);
  EXPECT(is(sk_json_get(json, "a"), "[1, \"]\\\"}\", {\"x\":2}]"));
  EXPECT(sk_json_text(sk_json_get(sk_json_get(json, "c"), "d"), buffer, sizeof buffer) && strcmp(buffer, "e/f") == 0);
  EXPECT(!sk_json_text(sk_json_get(json, "b"), buffer, sizeof buffer) && !sk_json_text(sk_json_get(sk_json_get(json, "c"), "d"), buffer, 3));
  EXPECT(sk_json_get(json, "z").length == 0 && is(sk_json_get(json, "n"), "null"));
  EXPECT(!(sk_json_number(sk_json_get(json, "n")) == 0) && !(sk_json_number(sk_json_get(json, "z")) == 0));
  int items = 0;
  for (size_t at = 0; sk_json_next(sk_json_get(json, "a"), &at, &key, &value); items++) EXPECT(key.length == 0 && value.length > 0);
  EXPECT(items == 3);
  for (size_t at = items = 0; sk_json_next(json, &at, &key, &value); items++) EXPECT(key.length == 1);
  EXPECT(items == 4);
  sk_json quoted = {"\"navigation\"", 12}, broken = {"{\"a\":", 5};
  EXPECT(sk_json_is(quoted, "navigation") && !sk_json_is(quoted, "navigatio") && sk_json_get(broken, "a").length == 0);
  return 0;
}
