//! Remembers where the anchor is, and raises an alarm when the boat is too far from it.

use signalk_plugin::json::Value;
use signalk_plugin::{debug, emit, plugin, publish_notification, read_config, register_put_handler, save_config, set_status};
use signalk_plugin::{Delta, Notification, Plugin, PutReply, Request, Response, State};

/// Metres, of a sphere as large as the earth.
const EARTH: f64 = 6_371_000.0;
const DEFAULT_RADIUS: f64 = 30.0;
const NOTIFICATION: &str = "notifications.navigation.anchor";

#[derive(Clone, Copy)]
struct Position {
    latitude: f64,
    longitude: f64,
}

impl Position {
    fn read(value: &Value) -> Option<Self> {
        let latitude = value.get("latitude")?.number()?;
        let longitude = value.get("longitude")?.number()?;
        (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then(|| Position { latitude, longitude })
    }

    fn write(self) -> Value {
        Value::object().with("latitude", self.latitude).with("longitude", self.longitude)
    }

    fn metres_to(self, other: Position) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let north = ((to - from) / 2.0).sin();
        let east = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        2.0 * EARTH * (north * north + from.cos() * to.cos() * east * east).sqrt().asin()
    }
}

#[derive(Default)]
struct AnchorWatch {
    anchor: Option<Position>,
    boat: Option<Position>,
    radius: f64,
    state: Option<State>,
}

impl Plugin for AnchorWatch {
    fn name() -> &'static str {
        "Anchor watch"
    }

    fn schema() -> &'static str {
        r#"{"type":"object","properties":{"radius":{"type":"number","title":"Radius in metres","default":30,"minimum":1}}}"#
    }

    fn start(&mut self, config: &Value) -> Result<(), String> {
        self.radius = config.get("radius").and_then(Value::number).filter(|radius| *radius > 0.0).unwrap_or(DEFAULT_RADIUS);
        self.anchor = config.get("anchor").and_then(Position::read);
        let registered = register_put_handler("vessels.self", "navigation.anchor.position")
            && register_put_handler("vessels.self", "navigation.anchor.maxRadius");
        if !registered {
            return Err("needs the capability putHandlers".into());
        }
        self.tell();
        Ok(())
    }

    fn delta(&mut self, delta: &Value) {
        let updates = delta.get("updates").map(Value::items).unwrap_or(&[]);
        let values = updates.iter().flat_map(|update| update.get("values").map(Value::items).unwrap_or(&[]));
        for value in values.filter(|value| value.get("path").and_then(Value::text) == Some("navigation.position")) {
            if let Some(position) = value.get("value").and_then(Position::read) {
                self.boat = Some(position);
                self.watch();
            }
        }
    }
}

impl AnchorWatch {
    fn distance(&self) -> Option<f64> {
        Some(self.anchor?.metres_to(self.boat?))
    }

    fn watch(&mut self) {
        let state = match self.distance() {
            Some(distance) => {
                emit(&Delta::of_self().with("navigation.anchor.currentRadius", (distance * 10.0).round() / 10.0));
                if distance > self.radius { State::Emergency } else { State::Normal }
            }
            None => State::Normal,
        };
        if self.state != Some(state) {
            let message = if state == State::Normal { "The anchor holds" } else { "The anchor drags" };
            let notification = Notification::new(state, message);
            publish_notification(NOTIFICATION, &if state == State::Normal { notification } else { notification.with_sound() });
            self.state = Some(state);
        }
    }

    /// Sends where the anchor is and how far the boat may be from it.
    fn tell(&mut self) {
        emit(&Delta::of_self()
            .with("navigation.anchor.position", self.anchor.map(Position::write))
            .with("navigation.anchor.maxRadius", self.anchor.map(|_| self.radius)));
        set_status(&match self.anchor {
            Some(_) => format!("watching a radius of {} m", self.radius),
            None => "no anchor is down".into(),
        });
        self.watch();
    }

    fn keep(&mut self) {
        let config = read_config().with("radius", self.radius).with("anchor", self.anchor.map(Position::write));
        if !save_config(&config) {
            debug("the configuration could not be saved");
        }
        self.tell();
    }

    fn put_position(&mut self, value: &Value) -> PutReply {
        self.anchor = match (value, Position::read(value)) {
            (Value::Null, _) => None,
            (_, Some(position)) => Some(position),
            _ => return PutReply::failed(400, "expected {latitude, longitude} or null"),
        };
        self.keep();
        PutReply::completed()
    }

    fn put_radius(&mut self, value: &Value) -> PutReply {
        match value.number().filter(|radius| *radius > 0.0 && *radius < 10_000.0) {
            Some(radius) => self.radius = radius,
            None => return PutReply::failed(400, "expected metres"),
        }
        self.keep();
        PutReply::completed()
    }

    fn get_status(&mut self, _request: &Request) -> Response {
        Response::json(Value::object()
            .with("anchor", self.anchor.map(Position::write))
            .with("position", self.boat.map(Position::write))
            .with("maxRadius", self.radius)
            .with("currentRadius", self.distance())
            .with("state", self.state.map(State::name)))
    }

    /// Where the boat is, or where the request says.
    fn drop_anchor(&mut self, request: &Request) -> Response {
        self.anchor = Position::read(request.body()).or(self.boat);
        if self.anchor.is_none() {
            return Response::json(Value::object().with("error", "the boat's position is not known")).with_status(409);
        }
        self.keep();
        self.get_status(request)
    }

    fn raise_anchor(&mut self, request: &Request) -> Response {
        self.anchor = None;
        self.keep();
        self.get_status(request)
    }
}

plugin! {
    AnchorWatch,
    delta,
    http {
        GET "/api/status" => http_status: AnchorWatch::get_status,
        POST "/api/drop" => http_drop: AnchorWatch::drop_anchor,
        POST "/api/raise" => http_raise: AnchorWatch::raise_anchor,
    }
    put {
        handle_put_vessels_self_navigation_anchor_position: AnchorWatch::put_position,
        handle_put_vessels_self_navigation_anchor_maxRadius: AnchorWatch::put_radius,
    }
}
