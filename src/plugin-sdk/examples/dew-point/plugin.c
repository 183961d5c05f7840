/* The dew point from temperature and relative humidity, by the formula of Magnus: asks for its values instead of subscribing to them. */
#include <math.h>

#include "signalk.h"

#define KELVIN 273.15

SK_PLUGIN()

SK_EXPORT(plugin_id) int plugin_id(char *buffer, size_t size) { return sk_answer(buffer, size, "dew-point"); }

SK_EXPORT(plugin_name) int plugin_name(char *buffer, size_t size) { return sk_answer(buffer, size, "Dew point"); }

SK_EXPORT(plugin_schema) int plugin_schema(char *buffer, size_t size) {
  return sk_answer(buffer, size, "{\"type\":\"object\",\"properties\":{\"period\":"
                                 "{\"type\":\"number\",\"title\":\"Seconds between two values\",\"default\":10,\"minimum\":1}}}");
}

static int period, seconds;

SK_EXPORT(plugin_start) int plugin_start(const char *config, size_t length) {
  sk_json json = {config, length};
  double asked = sk_json_number(sk_json_get(json, "period"));
  period = asked >= 1 && asked <= 86400 ? (int)asked : 10;
  seconds = period - 1;
  sk_set_status(SK_TEXT("waiting for temperature and humidity"));
  return 0;
}

SK_EXPORT(plugin_stop) int plugin_stop(void) { return 0; }

SK_EXPORT(poll) int poll(void) {
  if (++seconds < period) return 0;
  seconds = 0;
  double celsius = sk_self_number("environment.outside.temperature") - KELVIN;
  double humidity = sk_self_number("environment.outside.relativeHumidity");
  if (!(humidity > 0 && humidity <= 1) || !(celsius > -45 && celsius < 60)) return 0;
  double gamma = log(humidity) + 17.62 * celsius / (243.12 + celsius);
  sk_emit_number("environment.outside.dewPointTemperature", 243.12 * gamma / (17.62 - gamma) + KELVIN, 2);
  sk_set_status(SK_TEXT("computing"));
  return 0;
}
