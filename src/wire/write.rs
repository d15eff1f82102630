//! Writing JSON: the other direction of [`json`](super::json).

use alloc::string::String;

/// A text that grows by one member after the other.
///
/// Whoever opens an object closes it.
#[derive(Default)]
pub struct Writer(String);

impl Writer {
    /// Starts with an object.
    pub fn object() -> Self {
        let mut writer = Self::default();
        writer.0.push('{');
        writer
    }

    /// Ends the object that [`object`](Self::object) started.
    pub fn finish(mut self) -> String {
        self.close();
        self.0
    }

    /// `"name":{`
    pub fn open(&mut self, name: &str) {
        self.raw(name, "{");
    }

    /// `}`
    pub fn close(&mut self) {
        self.0.push('}');
    }

    /// `"name":"value"`
    pub fn string(&mut self, name: &str, value: &str) {
        self.raw(name, "");
        self.literal(value);
    }

    /// `"name":"value"` if there is one.
    pub fn optional_string(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.string(name, value);
        }
    }

    /// `"name":value`
    pub fn number(&mut self, name: &str, value: u64) {
        self.raw(name, "");
        write_decimal(&mut self.0, value);
    }

    /// `"name":["…",…]`
    pub fn strings(&mut self, name: &str, values: &[String]) {
        self.raw(name, "[");
        for value in values {
            self.separate();
            self.literal(value);
        }
        self.0.push(']');
    }

    /// `"name":json`
    pub fn raw(&mut self, name: &str, json: &str) {
        self.separate();
        self.literal(name);
        self.0.push(':');
        self.0.push_str(json);
    }

    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), Some(b'{' | b'[')) {
            self.0.push(',');
        }
    }

    /// RFC 8259 section 7: quotation mark, backslash and control characters are escaped.
    fn literal(&mut self, text: &str) {
        self.0.push('"');
        for character in text.chars() {
            if character < ' ' {
                self.0.push_str(if character < '\x10' {
                    "\\u000"
                } else {
                    "\\u001"
                });
                push_digit(&mut self.0, u32::from(character) & 0xf);
            } else {
                if matches!(character, '"' | '\\') {
                    self.0.push('\\');
                }
                self.0.push(character);
            }
        }
        self.0.push('"');
    }
}

/// `value` in decimal digits. (`core::fmt` would bring kilobytes along.)
pub fn write_decimal(out: &mut String, value: u64) {
    if value >= 10 {
        write_decimal(out, value / 10);
    }
    push_digit(out, u32::try_from(value % 10).unwrap_or_default());
}

/// `digit` is less than 16.
fn push_digit(out: &mut String, digit: u32) {
    out.push(char::from_digit(digit, 16).unwrap_or_default());
}
