//! The shapes that a plugin sends.

use crate::json::{quote, Value};

/// What changed, of one vessel.
pub struct Delta {
    context: String,
    values: Vec<(String, Value)>,
}

impl Delta {
    pub fn of_self() -> Self {
        Self::of("vessels.self")
    }

    /// `vessels.urn:mrn:imo:mmsi:366712345`
    pub fn of(context: &str) -> Self {
        Delta { context: context.into(), values: Vec::new() }
    }

    /// Adds a value, in SI units.
    pub fn with(mut self, path: &str, value: impl Into<Value>) -> Self {
        self.values.push((path.into(), value.into()));
        self
    }

    pub fn to_json(&self) -> String {
        let values: Vec<String> = self.values.iter().map(|(path, value)| format!("{{\"path\":{},\"value\":{}}}", quote(path), value)).collect();
        format!("{{\"context\":{},\"updates\":[{{\"values\":[{}]}}]}}", quote(&self.context), values.join(","))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Normal,
    Alert,
    Warn,
    Alarm,
    Emergency,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            State::Normal => "normal",
            State::Alert => "alert",
            State::Warn => "warn",
            State::Alarm => "alarm",
            State::Emergency => "emergency",
        }
    }
}

pub struct Notification {
    pub state: State,
    pub message: String,
    pub visual: bool,
    pub sound: bool,
}

impl Notification {
    /// Seen, not heard.
    pub fn new(state: State, message: &str) -> Self {
        Notification { state, message: message.into(), visual: true, sound: false }
    }

    pub fn with_sound(mut self) -> Self {
        self.sound = true;
        self
    }

    pub fn to_json(&self) -> String {
        let methods = match (self.visual, self.sound) {
            (true, true) => r#""visual","sound""#,
            (true, false) => r#""visual""#,
            (false, true) => r#""sound""#,
            (false, false) => "",
        };
        format!(r#"{{"state":"{}","method":[{}],"message":{}}}"#, self.state.name(), methods, quote(&self.message))
    }
}

/// When a value that changed is sent on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Policy {
    /// At once, not more often than every `min_period`.
    Instant,
    /// At once, and once a period if nothing changed.
    Ideal,
    /// Once a period.
    Fixed,
}

/// One path, with `*` for any characters; periods in milliseconds.
pub struct Subscription {
    pub context: String,
    pub path: String,
    pub period: u32,
    pub policy: Policy,
    pub min_period: u32,
}

impl Subscription {
    /// Of the own vessel, as it changes.
    pub fn new(path: &str) -> Self {
        Subscription { context: "vessels.self".into(), path: path.into(), period: 1000, policy: Policy::Instant, min_period: 0 }
    }

    /// Once so many milliseconds.
    pub fn every(mut self, period: u32) -> Self {
        self.policy = Policy::Fixed;
        self.period = period;
        self
    }

    /// `*` for everybody's.
    pub fn of(mut self, context: &str) -> Self {
        self.context = context.into();
        self
    }

    pub fn to_json(&self) -> String {
        let policy = match self.policy {
            Policy::Instant => "instant",
            Policy::Ideal => "ideal",
            Policy::Fixed => "fixed",
        };
        let min = if self.min_period > 0 { format!(",\"minPeriod\":{}", self.min_period) } else { String::new() };
        format!(
            "{{\"context\":{},\"subscribe\":[{{\"path\":{},\"period\":{},\"policy\":\"{}\"{}}}]}}",
            quote(&self.context), quote(&self.path), self.period, policy, min)
    }
}
