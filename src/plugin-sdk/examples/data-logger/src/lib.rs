//! Writes chosen values to `/data/YYYY-MM-DD.csv`, a line for each, and keeps as many days as it is told.

use signalk_plugin::json::Value;
use signalk_plugin::{plugin, set_error, set_status, subscribe, Plugin, Request, Response, Subscription};
use std::fs::{self, File, OpenOptions};
use std::io::Write;

const FOLDER: &str = "/data";

#[derive(Default)]
struct DataLogger {
    days: usize,
    day: String,
    file: Option<File>,
    lines: u64,
}

impl Plugin for DataLogger {
    fn name() -> &'static str {
        "Data logger"
    }

    fn schema() -> &'static str {
        r#"{"type":"object","properties":{
            "paths":{"type":"array","title":"Paths","items":{"type":"string"},"default":["navigation.position","navigation.speedOverGround"]},
            "period":{"type":"number","title":"Seconds between two lines of a path","default":10,"minimum":1},
            "days":{"type":"number","title":"Days to keep","default":30,"minimum":1}}}"#
    }

    fn start(&mut self, config: &Value) -> Result<(), String> {
        let number = |name, otherwise| config.get(name).and_then(Value::number).filter(|number| *number >= 1.0).unwrap_or(otherwise);
        self.days = number("days", 30.0) as usize;
        let period = number("period", 10.0) * 1000.0;
        let paths: Vec<&str> = match config.get("paths") {
            Some(paths) => paths.items().iter().filter_map(Value::text).collect(),
            None => vec!["navigation.position", "navigation.speedOverGround"],
        };
        let wanted: Vec<Subscription> = paths.iter().map(|path| Subscription::new(path).every(period as u32)).collect();
        if !wanted.is_empty() && !subscribe(&wanted) {
            return Err("the paths were not understood".into());
        }
        fs::create_dir_all(FOLDER).map_err(|error| format!("{}: {}", FOLDER, error))?;
        set_status("waiting for data");
        Ok(())
    }

    fn stop(&mut self) {
        self.file = None;
    }

    fn delta(&mut self, delta: &Value) {
        for update in delta.get("updates").map(Value::items).unwrap_or(&[]) {
            let time = update.get("timestamp").and_then(Value::text).unwrap_or("");
            for value in update.get("values").map(Value::items).unwrap_or(&[]) {
                if let (Some(path), Some(value)) = (value.get("path").and_then(Value::text), value.get("value")) {
                    self.write(time, path, value);
                }
            }
        }
    }

    fn poll(&mut self) {
        if self.lines > 0 {
            set_status(&format!("{} lines since the start, now in {}.csv", self.lines, self.day));
        }
    }
}

impl DataLogger {
    fn write(&mut self, time: &str, path: &str, value: &Value) {
        // 2026-01-31T12:00:00.000Z
        let day = match time.get(..10) {
            Some(day) if day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => day,
            _ => return,
        };
        if day != self.day || self.file.is_none() {
            self.open(day);
        }
        let line = format!("{},{},\"{}\"\n", time, path, value.to_string().replace('"', "\"\""));
        match self.file.as_mut().map(|file| file.write_all(line.as_bytes())) {
            Some(Ok(())) => self.lines += 1,
            Some(Err(error)) => {
                set_error(&format!("{}: {}", day, error));
                self.file = None;
            }
            None => {}
        }
    }

    fn open(&mut self, day: &str) {
        self.day = day.into();
        let name = format!("{}/{}.csv", FOLDER, day);
        match OpenOptions::new().create(true).append(true).open(&name) {
            Ok(file) => self.file = Some(file),
            Err(error) => set_error(&format!("{}: {}", name, error)),
        }
        let all = days();
        for old in all.iter().take(all.len().saturating_sub(self.days)) {
            // A day that stays is tried again tomorrow.
            let _ = fs::remove_file(format!("{}/{}.csv", FOLDER, old));
        }
    }

    fn list(&mut self, _request: &Request) -> Response {
        Response::json(days().into_iter().map(Value::from).collect::<Vec<_>>())
    }

    /// The last lines of a day, as many as an answer has room for.
    fn read(&mut self, request: &Request) -> Response {
        const LARGEST: usize = 32 * 1024;
        let day = request.param("day").unwrap_or("");
        if !days().iter().any(|known| known == day) {
            return Response::json(Value::object().with("error", "no such day")).with_status(404);
        }
        let text = fs::read_to_string(format!("{}/{}.csv", FOLDER, day)).unwrap_or_default();
        let from = text.len().saturating_sub(LARGEST);
        let from = if from == 0 { 0 } else { text.as_bytes()[from..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |end| from + end + 1) };
        Response::json(text[from..].lines().map(Value::from).collect::<Vec<_>>())
    }
}

/// The oldest first.
fn days() -> Vec<String> {
    let mut days: Vec<String> = fs::read_dir(FOLDER)
        .map(|files| files.flatten().filter_map(|file| file.file_name().to_str()?.strip_suffix(".csv").map(String::from)).collect())
        .unwrap_or_default();
    days.sort();
    days
}

plugin! {
    DataLogger,
    poll,
    delta,
    http {
        GET "/api/days" => http_days: DataLogger::list,
        GET "/api/days/:day" => http_day: DataLogger::read,
    }
}
