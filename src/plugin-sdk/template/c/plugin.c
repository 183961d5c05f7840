#include "signalk.h"

SK_PLUGIN()

SK_EXPORT(plugin_id) int plugin_id(char *buffer, size_t size) { return sk_answer(buffer, size, "__NAME__"); }

SK_EXPORT(plugin_name) int plugin_name(char *buffer, size_t size) { return sk_answer(buffer, size, "__TITLE__"); }

/* The page makes a form of it. */
SK_EXPORT(plugin_schema) int plugin_schema(char *buffer, size_t size) {
  return sk_answer(buffer, size, "{\"type\":\"object\",\"properties\":{\"least\":"
                                 "{\"type\":\"number\",\"title\":\"Speeds below this do not count (m/s)\",\"default\":0.5}}}");
}

static double least, greatest;

SK_EXPORT(plugin_start) int plugin_start(const char *config, size_t length) {
  sk_json json = {config, length};
  double given = sk_json_number(sk_json_get(json, "least"));
  least = given >= 0 ? given : 0.5;
  greatest = 0;
  sk_set_status(SK_TEXT("waiting for a speed"));
  return 0;
}

SK_EXPORT(plugin_stop) int plugin_stop(void) { return 0; }

static void take(double speed) {
  if (!(speed >= least) || !(speed > greatest)) return;
  greatest = speed;
  sk_emit_number("navigation.__KEY__", speed, 3);

  char buffer[64];
  sk_writer status = sk_write_to(buffer, sizeof buffer);
  sk_write_number(&status, speed, 2);
  sk_write(&status, " m/s so far");
  sk_set_status(buffer, status.length);
}

/* Called with each delta that package.json subscribes to. */
SK_EXPORT(delta_handler) void delta_handler(const char *delta, size_t length) {
  sk_json whole = {delta, length}, key, update, pair;
  sk_json updates = sk_json_get(whole, "updates");
  for (size_t i = 0; sk_json_next(updates, &i, &key, &update);) {
    sk_json values = sk_json_get(update, "values");
    for (size_t j = 0; sk_json_next(values, &j, &key, &pair);)
      if (sk_json_is(sk_json_get(pair, "path"), "navigation.speedOverGround")) take(sk_json_number(sk_json_get(pair, "value")));
  }
}
