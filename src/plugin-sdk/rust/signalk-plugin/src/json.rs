//! A small reader and writer of JSON.

use std::fmt::{self, Display, Formatter, Write};

const DEEPEST: usize = 64;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Array(Vec<Value>),
    /// In the order of the text.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// An empty object.
    pub fn object() -> Value {
        Value::Object(Vec::new())
    }

    /// Of an object, with one member more (or another value for it).
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Value {
        if let Value::Object(members) = &mut self {
            match members.iter_mut().find(|(key, _)| key == name) {
                Some(member) => member.1 = value.into(),
                None => members.push((name.into(), value.into())),
            }
        }
        self
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A member of a member: `position.latitude`.
    pub fn at(&self, path: &str) -> Option<&Value> {
        path.split('.').try_fold(self, |value, name| value.get(name))
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn flag(&self) -> Option<bool> {
        match self {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Of an array; nothing of anything else.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::Array(items) => items,
            _ => &[],
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Value::Number(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(number.into())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Bool(flag)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Value::Array(items)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl Display for Value {
    fn fmt(&self, to: &mut Formatter) -> fmt::Result {
        match self {
            Value::Null => to.write_str("null"),
            Value::Bool(flag) => write!(to, "{}", flag),
            Value::Number(number) if number.is_finite() => write!(to, "{}", number),
            Value::Number(_) => to.write_str("null"),
            Value::Text(text) => write_quoted(to, text),
            Value::Array(items) => {
                to.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        to.write_char(',')?;
                    }
                    item.fmt(to)?;
                }
                to.write_char(']')
            }
            Value::Object(members) => {
                to.write_char('{')?;
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        to.write_char(',')?;
                    }
                    write_quoted(to, name)?;
                    to.write_char(':')?;
                    value.fmt(to)?;
                }
                to.write_char('}')
            }
        }
    }
}

/// A JSON string with its quotation marks.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    // Writing to a String does not fail.
    let _ = write_quoted(&mut quoted, text);
    quoted
}

fn write_quoted(to: &mut impl Write, text: &str) -> fmt::Result {
    to.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                to.write_char('\\')?;
                to.write_char(c)?;
            }
            '\n' => to.write_str("\\n")?,
            c if c < ' ' => write!(to, "\\u{:04x}", c as u32)?,
            c => to.write_char(c)?,
        }
    }
    to.write_char('"')
}

/// None for what is no JSON.
pub fn parse(json: &str) -> Option<Value> {
    let mut reader = Reader { text: json, at: 0, depth: 0 };
    let value = reader.value()?;
    reader.space();
    if reader.at == json.len() {
        Some(value)
    } else {
        None
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.peek() == byte;
        self.at += found as usize;
        found
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        self.text[self.at..].starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn value(&mut self) -> Option<Value> {
        self.space();
        match self.peek() {
            b'{' | b'[' => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return None;
                }
                let value = if self.peek() == b'{' { self.object() } else { self.array() };
                self.depth -= 1;
                value
            }
            b'"' => self.string().map(Value::Text),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self) -> Option<Value> {
        let mut members = Vec::new();
        self.at += 1;
        if self.takes(b'}') {
            return Some(Value::Object(members));
        }
        loop {
            self.space();
            if self.peek() != b'"' {
                return None;
            }
            let name = self.string()?;
            if !self.takes(b':') {
                return None;
            }
            members.push((name, self.value()?));
            if !self.takes(b',') {
                return self.takes(b'}').then(|| Value::Object(members));
            }
        }
    }

    fn array(&mut self) -> Option<Value> {
        let mut items = Vec::new();
        self.at += 1;
        if self.takes(b']') {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            if !self.takes(b',') {
                return self.takes(b']').then(|| Value::Array(items));
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.at += 1;
        let mut whole = String::new();
        let mut from = self.at;
        loop {
            match self.peek() {
                b'"' => {
                    whole.push_str(&self.text[from..self.at]);
                    self.at += 1;
                    return Some(whole);
                }
                b'\\' => {
                    whole.push_str(&self.text[from..self.at]);
                    self.at += 1;
                    whole.push(self.escaped()?);
                    from = self.at;
                }
                0..=0x1f => return None,
                _ => self.at += 1,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let byte = self.peek();
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => byte as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.hexadecimal()?;
                if !(0xd800..0xdc00).contains(&unit) {
                    return Some(char::from_u32(unit).unwrap_or('\u{fffd}'));
                }
                let before = self.at;
                if self.text[self.at..].starts_with("\\u") {
                    self.at += 2;
                    let low = self.hexadecimal()?;
                    if (0xdc00..0xe000).contains(&low) {
                        return char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
                    }
                }
                self.at = before;
                '\u{fffd}'
            }
            _ => return None,
        })
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            u32::from_str_radix(digits, 16).ok()
        } else {
            None
        }
    }

    fn number(&mut self) -> Option<Value> {
        let from = self.at;
        if self.peek() == b'-' {
            self.at += 1;
        }
        let whole = self.at;
        let digits = self.digits();
        if digits == 0 || (digits > 1 && self.text.as_bytes()[whole] == b'0') {
            return None;
        }
        if self.peek() == b'.' {
            self.at += 1;
            if self.digits() == 0 {
                return None;
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            if self.digits() == 0 {
                return None;
            }
        }
        self.text[from..self.at].parse().ok().map(Value::Number)
    }

    fn digits(&mut self) -> usize {
        let from = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        self.at - from
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, Value};

    #[test]
    fn parse_json_says_the_same() {
        for json in ["{}", "[]", r#"{"a":[1,-2.5,true,false,null,"x"],"b":{"c":"é😀"}}"#, r#""a\"b\\c\n\u0001""#] {
            assert_eq!(parse(json).unwrap().to_string(), json);
        }
        assert_eq!(parse(r#" "\u00e9\ud83d\ude00\ud800" "#), Some(Value::from("é😀\u{fffd}")));
        assert_eq!(parse("1e3"), Some(Value::Number(1000.0)));
        assert_eq!(parse(r#"{"a":{"b":2}}"#).unwrap().at("a.b").and_then(Value::number), Some(2.0));
    }

    #[test]
    fn parse_no_json_is_none() {
        for text in [
            "", " ", "{", "[", "[1,]", r#"{"a"}"#, r#"{"a":}"#, r#"{"a":1,}"#, "01", "-", "1.", "1e", ".5", "+1", "tru", "\"", "\"\\x\"", "\"\\u12g4\"",
            "\"\\u+123\"", "\"\n\"", "[1 2]", "{} {}", r#"{"a":1]"#, "NaN", "\u{e9}", "\"\\u00\u{e9}\"",
        ] {
            assert_eq!(parse(text), None, "{}", text);
        }
        assert!(parse(&("[".repeat(64) + &"]".repeat(64))).is_some());
        assert!(parse(&("[".repeat(65) + &"]".repeat(65))).is_none());
    }
}
