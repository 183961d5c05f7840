// Keeps three hours of air pressure, a value each minute, and warns when it falls faster than it should.
#include <deque>
#include <string>

#include "signalk.h"

namespace {

constexpr size_t kMinutes = 180;
constexpr char kNotification[] = "notifications.environment.outside.pressure";

struct Barometer {
  double limit = 400;  // Pa in three hours
  double latest = __builtin_nan("");
  int seconds = 0;
  bool falling = false;
  std::deque<double> minutes;

  void tick() {
    if (++seconds % 60 != 0 || !(latest > 0)) return;
    minutes.push_back(latest);
    if (minutes.size() > kMinutes + 1) minutes.pop_front();
    const double change = minutes.back() - minutes.front();
    sk_emit_number("environment.outside.pressureTendency", change, 0);
    report(change < -limit, change);
  }

  void report(bool falls, double change) {
    if (falls == falling) return;
    falling = falls;
    char buffer[256];
    sk_writer json = sk_write_to(buffer, sizeof buffer);
    sk_write(&json, falls ? R"({"state":"warn","method":["visual","sound"],"message":"The air pressure changed by )"
                          : R"({"state":"normal","method":[],"message":"The air pressure changed by )");
    sk_write_number(&json, change / 100, 1);
    sk_write(&json, R"( hPa"})");
    if (!json.overflowed) sk_publish_notification(SK_TEXT(kNotification), buffer, json.length);
  }
};

Barometer barometer;

}  // namespace

SK_PLUGIN()

SK_EXPORT(plugin_id) int plugin_id(char *buffer, size_t size) { return sk_answer(buffer, size, "barometer"); }

SK_EXPORT(plugin_name) int plugin_name(char *buffer, size_t size) { return sk_answer(buffer, size, "Barometer"); }

SK_EXPORT(plugin_schema) int plugin_schema(char *buffer, size_t size) {
  return sk_answer(buffer, size, R"({"type":"object","properties":{"limit":{"type":"number","title":"Pa that it may fall in three hours",
    "default":400,"minimum":1}}})");
}

SK_EXPORT(plugin_start) int plugin_start(const char *config, size_t length) {
  barometer = Barometer();
  const double limit = sk_json_number(sk_json_get(sk_json{config, length}, "limit"));
  if (limit >= 1) barometer.limit = limit;
  const std::string status = "warns at " + std::to_string(static_cast<int>(barometer.limit)) + " Pa in three hours";
  sk_set_status(status.data(), status.size());
  return 0;
}

SK_EXPORT(plugin_stop) int plugin_stop() { return 0; }

SK_EXPORT(delta_handler) void delta_handler(const char *delta, size_t length) {
  sk_json key, update, pair;
  const sk_json updates = sk_json_get(sk_json{delta, length}, "updates");
  for (size_t i = 0; sk_json_next(updates, &i, &key, &update);) {
    const sk_json values = sk_json_get(update, "values");
    for (size_t j = 0; sk_json_next(values, &j, &key, &pair);)
      if (sk_json_is(sk_json_get(pair, "path"), "environment.outside.pressure")) barometer.latest = sk_json_number(sk_json_get(pair, "value"));
  }
}

SK_EXPORT(poll) int poll() {
  barometer.tick();
  return 0;
}
