/*
 * Signal K plugins in C and C++: the functions of the host, the macros for what a plugin exports, and helpers for JSON.
 * The contract: ../wit/signalk.wit.
 *
 *   clang --target=wasm32-wasi -mexec-model=reactor -Os -o plugin.wasm plugin.c
 *
 * In one file of the plugin, SK_PLUGIN() defines what the host needs to hand over texts.
 */
#ifndef SIGNALK_H
#define SIGNALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
#define SK_C extern "C"
extern "C" {
#else
#define SK_C
#endif

#define SK_IMPORT(name) __attribute__((import_module("env"), import_name(#name)))

/* In front of each function that the host calls: SK_EXPORT(poll) int poll(void) { ... } */
#define SK_EXPORT(name) SK_C __attribute__((export_name(#name), used))

/* ---- The functions of the host. Texts are UTF-8, without a zero at their end. ---- */

#define SK_V1 1
#define SK_V2 2

SK_IMPORT(sk_debug) void sk_debug(const char *message, size_t length);
SK_IMPORT(sk_set_status) void sk_set_status(const char *message, size_t length);
SK_IMPORT(sk_set_error) void sk_set_error(const char *message, size_t length);
SK_IMPORT(sk_handle_message) void sk_handle_message(const char *delta, size_t length, int version);
SK_IMPORT(sk_publish_notification) int sk_publish_notification(const char *path, size_t path_length, const char *value, size_t length);
SK_IMPORT(sk_get_self_path) int sk_get_self_path(const char *path, size_t length, char *buffer, size_t size);
SK_IMPORT(sk_get_path) int sk_get_path(const char *path, size_t length, char *buffer, size_t size);
SK_IMPORT(sk_read_config) int sk_read_config(char *buffer, size_t size);
SK_IMPORT(sk_save_config) int sk_save_config(const char *json, size_t length);
SK_IMPORT(sk_has_capability) int sk_has_capability(const char *name, size_t length);

SK_IMPORT(sk_subscribe) int sk_subscribe(const char *json, size_t length);
SK_IMPORT(sk_register_put_handler) int sk_register_put_handler(const char *context, size_t context_length, const char *path, size_t length);

SK_IMPORT(sk_register_resource_provider) int sk_register_resource_provider(const char *type, size_t length);
SK_IMPORT(sk_register_weather_provider) int sk_register_weather_provider(const char *name, size_t length);
SK_IMPORT(sk_register_radar_provider) int sk_register_radar_provider(const char *name, size_t length);
SK_IMPORT(sk_radar_emit_spokes) int sk_radar_emit_spokes(const char *radar, size_t radar_length, const void *data, size_t length);
SK_IMPORT(sk_emit_binary_stream) int sk_emit_binary_stream(const char *stream, size_t stream_length, const void *data, size_t length);

SK_IMPORT(sk_fetch) int sk_fetch(const char *request, size_t length, void *buffer, size_t size);
SK_IMPORT(sk_fetch_status) int sk_fetch_status(void);

SK_IMPORT(sk_udp_create) int sk_udp_create(int type);
SK_IMPORT(sk_udp_bind) int sk_udp_bind(int socket, int port);
SK_IMPORT(sk_udp_join_multicast) int sk_udp_join_multicast(int socket, const char *group, size_t group_length, const char *card, size_t length);
SK_IMPORT(sk_udp_leave_multicast) int sk_udp_leave_multicast(int socket, const char *group, size_t group_length, const char *card, size_t length);
SK_IMPORT(sk_udp_set_multicast_ttl) int sk_udp_set_multicast_ttl(int socket, int ttl);
SK_IMPORT(sk_udp_set_multicast_loopback) int sk_udp_set_multicast_loopback(int socket, int on);
SK_IMPORT(sk_udp_set_broadcast) int sk_udp_set_broadcast(int socket, int on);
SK_IMPORT(sk_udp_send) int sk_udp_send(int socket, const char *address, size_t address_length, int port, const void *data, size_t length);
SK_IMPORT(sk_udp_recv) int sk_udp_recv(int socket, void *buffer, size_t size, char address[46], uint16_t *port);
SK_IMPORT(sk_udp_pending) int sk_udp_pending(int socket);
SK_IMPORT(sk_udp_close) void sk_udp_close(int socket);

SK_IMPORT(sk_tcp_create) int sk_tcp_create(void);
SK_IMPORT(sk_tcp_connect) int sk_tcp_connect(int socket, const char *host, size_t host_length, int port);
SK_IMPORT(sk_tcp_connected) int sk_tcp_connected(int socket);
SK_IMPORT(sk_tcp_set_line_buffering) int sk_tcp_set_line_buffering(int socket, int on);
SK_IMPORT(sk_tcp_send) int sk_tcp_send(int socket, const void *data, size_t length);
SK_IMPORT(sk_tcp_recv_line) int sk_tcp_recv_line(int socket, char *buffer, size_t size);
SK_IMPORT(sk_tcp_recv_raw) int sk_tcp_recv_raw(int socket, void *buffer, size_t size);
SK_IMPORT(sk_tcp_pending) int sk_tcp_pending(int socket);
SK_IMPORT(sk_tcp_close) void sk_tcp_close(int socket);

SK_IMPORT(sk_serial_open) int sk_serial_open(const char *device, size_t length, int baud);
SK_IMPORT(sk_serial_read) int sk_serial_read(int port, void *buffer, size_t size);
SK_IMPORT(sk_serial_write) int sk_serial_write(int port, const void *data, size_t length);
SK_IMPORT(sk_serial_close) void sk_serial_close(int port);

SK_IMPORT(sk_subscribe_events) int sk_subscribe_events(const char *types, size_t length);
SK_IMPORT(sk_emit_event) int sk_emit_event(const char *type, size_t type_length, const char *data, size_t length);
SK_IMPORT(sk_get_allowed_event_types) int sk_get_allowed_event_types(char *buffer, size_t size);

/* A text and its length, for the pairs of parameters above: sk_debug(SK_TEXT("ahoy")). */
#define SK_TEXT(text) (text), strlen(text)

/* ---- What every plugin has to export, beside plugin_id, plugin_name, plugin_schema, plugin_start and plugin_stop. ---- */

#define SK_PLUGIN()                                                   \
  SK_EXPORT(allocate) void *allocate(size_t size) { return malloc(size ? size : 1); } \
  SK_EXPORT(deallocate) void deallocate(void *at, size_t size) { (void)size; free(at); }

/* Answers with a text: return sk_answer(buffer, size, text). 0 if it does not fit. */
static inline int sk_answer(char *buffer, size_t size, const char *text) {
  size_t length = strlen(text);
  if (length > size) return 0;
  memcpy(buffer, text, length);
  return (int)length;
}

/* ---- Writing JSON. What does not fit is left out, and `overflowed` says so. ---- */

typedef struct {
  char *text;
  size_t length, size;
  bool overflowed;
} sk_writer;

static inline sk_writer sk_write_to(char *buffer, size_t size) {
  sk_writer writer = {buffer, 0, size, false};
  return writer;
}

static inline void sk_write_bytes(sk_writer *to, const char *text, size_t length) {
  if (to->overflowed || length > to->size - to->length) {
    to->overflowed = true;
    return;
  }
  memcpy(to->text + to->length, text, length);
  to->length += length;
}

static inline void sk_write(sk_writer *to, const char *text) { sk_write_bytes(to, text, strlen(text)); }

/* A JSON string with its quotation marks. */
static inline void sk_write_string(sk_writer *to, const char *text) {
  sk_write(to, "\"");
  for (; *text; text++) {
    unsigned char byte = (unsigned char)*text;
    if (byte == '"' || byte == '\\') {
      char escaped[2] = {'\\', (char)byte};
      sk_write_bytes(to, escaped, 2);
    } else if (byte < 0x20) {
      char escaped[6] = {'\\', 'u', '0', '0', (char)('0' + (byte >> 4)), "0123456789abcdef"[byte & 15]};
      sk_write_bytes(to, escaped, 6);
    } else {
      sk_write_bytes(to, text, 1);
    }
  }
  sk_write(to, "\"");
}

/* A number with so many decimals (9 at most); null for what is no number, or has more than 15 digits before the point. */
static inline void sk_write_number(sk_writer *to, double value, int decimals) {
  if (!(value > -1e15 && value < 1e15)) {
    sk_write(to, "null");
    return;
  }
  uint64_t unit = 1;
  for (int i = 0; i < decimals; i++) unit *= 10;
  double magnitude = value < 0 ? -value : value;
  uint64_t whole = (uint64_t)magnitude;
  uint64_t fraction = (uint64_t)((magnitude - (double)whole) * (double)unit + 0.5);
  if (fraction >= unit) {
    whole++;
    fraction -= unit;
  }
  char digits[32];
  size_t at = sizeof digits;
  if (decimals > 0) {
    for (int i = 0; i < decimals; i++, fraction /= 10) digits[--at] = (char)('0' + fraction % 10);
    digits[--at] = '.';
  }
  do digits[--at] = (char)('0' + whole % 10); while (whole /= 10);
  if (value < 0) digits[--at] = '-';
  sk_write_bytes(to, digits + at, sizeof digits - at);
}

/* ---- Reading JSON: pieces of the text, in place. The text is one that the host made, which is always correct. ---- */

typedef struct {
  const char *at;
  size_t length;
} sk_json;

static inline size_t sk_json_space(sk_json in, size_t at) {
  while (at < in.length && (in.at[at] == ' ' || in.at[at] == '\n' || in.at[at] == '\r' || in.at[at] == '\t')) at++;
  return at;
}

/* Where the value that starts there ends. */
static inline size_t sk_json_end(sk_json in, size_t at) {
  int depth = 0;
  bool quoted = false;
  for (; at < in.length; at++) {
    char c = in.at[at];
    if (quoted) {
      if (c == '\\') at++;
      else if (c == '"') quoted = false;
      if (quoted || depth > 0) continue;
      return at < in.length ? at + 1 : in.length;
    }
    if (c == '"') quoted = true;
    else if (c == '{' || c == '[') depth++;
    else if ((c == '}' || c == ']') && --depth <= 0) return depth < 0 ? at : at + 1;
    else if (depth == 0 && (c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t')) return at;
  }
  return in.length;
}

static inline sk_json sk_json_piece(sk_json in, size_t from) {
  size_t end = sk_json_end(in, from);
  sk_json piece = {in.at + from, end > from ? end - from : 0};
  return piece;
}

/* Goes through an object or array: start with *at = 0. False at its end; `key` is empty in an array. */
static inline bool sk_json_next(sk_json in, size_t *at, sk_json *key, sk_json *value) {
  size_t p = sk_json_space(in, 0);
  if (p >= in.length || (in.at[p] != '{' && in.at[p] != '[')) return false;
  bool object = in.at[p] == '{';
  p = sk_json_space(in, *at == 0 ? p + 1 : *at);
  if (p < in.length && in.at[p] == ',') p = sk_json_space(in, p + 1);
  if (p >= in.length || in.at[p] == '}' || in.at[p] == ']') return false;
  key->at = in.at + p;
  key->length = 0;
  if (object) {
    *key = sk_json_piece(in, p);
    if (key->length < 2) return false;
    p = sk_json_space(in, p + key->length);
    if (p >= in.length || in.at[p] != ':') return false;
    p = sk_json_space(in, p + 1);
    key->at++;
    key->length -= 2;
  }
  *value = sk_json_piece(in, p);
  *at = p + value->length;
  return value->length > 0;
}

/* A member of an object; length 0 if there is none. */
static inline sk_json sk_json_get(sk_json in, const char *name) {
  sk_json key, value, none = {in.at, 0};
  size_t at = 0, length = strlen(name);
  while (sk_json_next(in, &at, &key, &value))
    if (key.length == length && memcmp(key.at, name, length) == 0) return value;
  return none;
}

/* True if it is the string, which has no escapes in it. */
static inline bool sk_json_is(sk_json in, const char *text) {
  size_t length = strlen(text);
  return in.length == length + 2 && in.at[0] == '"' && memcmp(in.at + 1, text, length) == 0;
}

/* NaN if it is no number. */
static inline double sk_json_number(sk_json in) {
  char digits[40];
  if (in.length == 0 || in.length >= sizeof digits || !(in.at[0] == '-' || (in.at[0] >= '0' && in.at[0] <= '9'))) return __builtin_nan("");
  memcpy(digits, in.at, in.length);
  digits[in.length] = 0;
  return strtod(digits, NULL);
}

/* Copies a string without its quotation marks, with a zero behind it; escapes other than \" \\ \/ stay as they are. False if it is no
 * string or does not fit. */
static inline bool sk_json_text(sk_json in, char *buffer, size_t size) {
  if (in.length < 2 || in.at[0] != '"') return false;
  size_t length = 0;
  for (size_t i = 1; i + 1 < in.length; i++) {
    if (in.at[i] == '\\' && i + 2 < in.length && strchr("\"\\/", in.at[i + 1])) i++;
    if (length + 1 >= size) return false;
    buffer[length++] = in.at[i];
  }
  buffer[length] = 0;
  return true;
}

/* ---- What most plugins do. ---- */

/* Sends one number of the own vessel, in SI units. */
static inline void sk_emit_number(const char *path, double value, int decimals) {
  char buffer[512];
  sk_writer delta = sk_write_to(buffer, sizeof buffer);
  sk_write(&delta, "{\"updates\":[{\"values\":[{\"path\":");
  sk_write_string(&delta, path);
  sk_write(&delta, ",\"value\":");
  sk_write_number(&delta, value, decimals);
  sk_write(&delta, "}]}]}");
  if (!delta.overflowed) sk_handle_message(buffer, delta.length, SK_V1);
}

/* The number at a path of the own vessel; NaN if there is none. */
static inline double sk_self_number(const char *path) {
  char buffer[64];
  int length = sk_get_self_path(SK_TEXT(path), buffer, sizeof buffer);
  sk_json value = {buffer, length > 0 ? (size_t)length : 0};
  return sk_json_number(value);
}

#ifdef __cplusplus
}
#endif

#endif
