//! HTTP to others. Capability `network`.

use crate::ffi;
use crate::json::{parse, Value};

/// How to ask.
pub struct Fetch<'a> {
    pub method: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: Option<&'a str>,
    /// Bytes that the answer may have.
    pub largest: usize,
}

impl Default for Fetch<'_> {
    fn default() -> Self {
        Fetch { method: "GET", headers: &[], body: None, largest: 65536 }
    }
}

/// What was answered.
pub struct Fetched {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Fetched {
    pub fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.body).ok()
    }

    pub fn json(&self) -> Option<Value> {
        parse(self.text()?)
    }
}

/// Asks, and waits for the answer. None when none came, one that was too large, or the host is not granted.
pub fn fetch(url: &str, how: &Fetch) -> Option<Fetched> {
    let headers = how.headers.iter().fold(Value::object(), |all, (name, value)| all.with(name, *value));
    let mut request = Value::object().with("url", url).with("method", how.method).with("headers", headers);
    if let Some(body) = how.body {
        request = request.with("body", body);
    }
    let request = request.to_string();
    let mut body = vec![0u8; how.largest];
    let length = unsafe { ffi::sk_fetch(request.as_ptr(), request.len(), body.as_mut_ptr(), body.len()) };
    if length < 0 {
        return None;
    }
    body.truncate(length as usize);
    Some(Fetched { status: unsafe { ffi::sk_fetch_status() } as u16, body })
}
