/* A plugin for the power-cut test: keeps waypoints in files of its own, which it replaces and never syncs, and moorings in its
 * configuration. */
#include <stdio.h>

#include "signalk.h"

SK_PLUGIN()

SK_EXPORT(plugin_id) int plugin_id(char *buffer, size_t size) { return sk_answer(buffer, size, "power-ledger"); }
SK_EXPORT(plugin_name) int plugin_name(char *buffer, size_t size) { return sk_answer(buffer, size, "Ledger"); }
SK_EXPORT(plugin_schema) int plugin_schema(char *buffer, size_t size) { return sk_answer(buffer, size, "{}"); }
SK_EXPORT(plugin_stop) int plugin_stop(void) { return 0; }

/* A JSON object. */
static char moorings[32768] = "{}";

SK_EXPORT(plugin_start) int plugin_start(const char *config, size_t length) {
  sk_json json = {config, length}, kept = sk_json_get(json, "moorings");
  if (kept.length > 0 && kept.length < sizeof moorings) {
    memcpy(moorings, kept.at, kept.length);
    moorings[kept.length] = 0;
  }
  return sk_register_resource_provider(SK_TEXT("waypoints")) && sk_register_resource_provider(SK_TEXT("moorings")) ? 0 : 1;
}

static bool keep_mooring(sk_json id, sk_json value) {
  static char config[sizeof moorings + 64];
  sk_writer out = sk_write_to(config, sizeof moorings - 1);
  sk_json all = {moorings, strlen(moorings)}, key, old;
  sk_write(&out, "{\"moorings\":{");
  for (size_t at = 0; sk_json_next(all, &at, &key, &old);) {
    if (key.length + 2 == id.length && memcmp(key.at, id.at + 1, key.length) == 0) continue;
    sk_write_bytes(&out, key.at - 1, key.length + 2);
    sk_write(&out, ":");
    sk_write_bytes(&out, old.at, old.length);
    sk_write(&out, ",");
  }
  sk_write_bytes(&out, id.at, id.length);
  sk_write(&out, ":");
  sk_write_bytes(&out, value.at, value.length);
  sk_write(&out, "}}");
  if (out.overflowed || sk_save_config(config, out.length) != 0) return false;
  config[out.length - 1] = 0;
  strcpy(moorings, config + strlen("{\"moorings\":"));
  return true;
}

static bool keep_waypoint(const char *path, sk_json value) {
  FILE *file = fopen("/data/new", "w");
  if (!file) return false;
  bool written = fwrite(value.at, 1, value.length, file) == value.length;
  return fclose(file) == 0 && written && rename("/data/new", path) == 0;
}

static bool path_of(sk_json request, char path[80]) {
  char id[64];
  bool known = sk_json_text(sk_json_get(request, "id"), id, sizeof id);
  snprintf(path, 80, "/data/%s.json", id);
  return known;
}

SK_EXPORT(resources_set_resource) int resources_set_resource(const char *text, size_t length, char *buffer, size_t size) {
  sk_json request = {text, length}, value = sk_json_get(request, "value");
  char path[80];
  bool kept = sk_json_is(sk_json_get(request, "resourceType"), "moorings") ? keep_mooring(sk_json_get(request, "id"), value)
                                                                          : path_of(request, path) && keep_waypoint(path, value);
  return sk_answer(buffer, size, kept ? "{}" : "{\"error\":\"not kept\"}");
}

SK_EXPORT(resources_get_resource) int resources_get_resource(const char *text, size_t length, char *buffer, size_t size) {
  sk_json request = {text, length};
  char path[80];
  FILE *file = path_of(request, path) ? fopen(path, "r") : NULL;
  if (!file) return sk_answer(buffer, size, "{\"error\":\"no such waypoint\"}");
  size_t read = fread(buffer, 1, size, file);
  fclose(file);
  return (int)read;
}
