//! Endpoints below `/plugins/ID`.

use crate::json::{parse, Value};

/// What a handler is asked.
pub struct Request(Value);

impl Request {
    pub fn parse(json: &str) -> Self {
        Request(parse(json).unwrap_or(Value::Null))
    }

    pub fn method(&self) -> &str {
        self.text("method")
    }

    /// Below the plugin's root.
    pub fn path(&self) -> &str {
        self.text("path")
    }

    /// A `:name` of the path.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.0.get("params")?.get(name)?.text()
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        self.0.get("query")?.get(name)?.text()
    }

    /// `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.get("headers")?.get(name)?.text()
    }

    /// Parsed, of JSON and of forms.
    pub fn body(&self) -> &Value {
        self.0.get("body").unwrap_or(&Value::Null)
    }

    fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::text).unwrap_or("")
    }
}

/// What it answers.
pub struct Response {
    status: u16,
    content_type: &'static str,
    body: Value,
}

impl Response {
    pub fn json(body: impl Into<Value>) -> Self {
        Response { status: 200, content_type: "application/json", body: body.into() }
    }

    pub fn page(html: impl Into<String>) -> Self {
        Response { status: 200, content_type: "text/html; charset=utf-8", body: Value::Text(html.into()) }
    }

    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub fn to_json(&self) -> String {
        format!(r#"{{"statusCode":{},"headers":{{"Content-Type":"{}"}},"body":{}}}"#, self.status, self.content_type, self.body)
    }
}
