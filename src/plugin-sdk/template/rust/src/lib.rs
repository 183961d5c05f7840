use signalk_plugin::json::Value;
use signalk_plugin::{emit_value, plugin, set_status, Plugin};

#[derive(Default)]
struct GreatestSpeed {
    least: f64,
    greatest: f64,
}

impl Plugin for GreatestSpeed {
    fn name() -> &'static str {
        "__TITLE__"
    }

    /// The page makes a form of it.
    fn schema() -> &'static str {
        r#"{"type":"object","properties":{"least":{"type":"number","title":"Speeds below this do not count (m/s)","default":0.5}}}"#
    }

    fn start(&mut self, config: &Value) -> Result<(), String> {
        self.least = config.get("least").and_then(Value::number).unwrap_or(0.5);
        set_status("waiting for a speed");
        Ok(())
    }

    /// Called with each delta that package.json subscribes to.
    fn delta(&mut self, delta: &Value) {
        for update in delta.get("updates").map(Value::items).unwrap_or(&[]) {
            for value in update.get("values").map(Value::items).unwrap_or(&[]) {
                if value.get("path").and_then(Value::text) == Some("navigation.speedOverGround") {
                    self.take(value.get("value").and_then(Value::number).unwrap_or(0.0));
                }
            }
        }
    }
}

impl GreatestSpeed {
    fn take(&mut self, speed: f64) {
        if speed >= self.least && speed > self.greatest {
            self.greatest = speed;
            emit_value("navigation.__KEY__", speed);
            set_status(&format!("{} m/s so far", speed));
        }
    }
}

// What the host calls: these, and what every plugin has.
plugin! {
    GreatestSpeed,
    delta,
}
