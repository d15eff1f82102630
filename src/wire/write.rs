//! Writing JSON: the other direction of [`json`](super::json).

use alloc::string::String;

/// An object that is being written.
pub struct ObjectWriter<'a> {
    out: &'a mut String,
    is_empty: bool,
}

/// `{…}`, filled by `fill`.
pub fn object(fill: impl FnOnce(&mut ObjectWriter<'_>)) -> String {
    let mut out = String::new();
    write_object(&mut out, fill);
    out
}

impl ObjectWriter<'_> {
    /// `"name":"value"`
    pub fn string(&mut self, name: &str, value: &str) {
        self.name(name);
        write_string(self.out, value);
    }

    /// `"name":value`, for a value that is JSON already.
    pub fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.out.push_str(json);
    }

    /// `"name":value`
    pub fn number(&mut self, name: &str, value: u64) {
        self.name(name);
        write_decimal(self.out, value);
    }

    /// `"name":{…}`
    pub fn object(&mut self, name: &str, fill: impl FnOnce(&mut ObjectWriter<'_>)) {
        self.name(name);
        write_object(self.out, fill);
    }

    /// `"name":["…",…]`
    pub fn strings(&mut self, name: &str, values: &[String]) {
        self.name(name);
        let mut separator = '[';
        for value in values {
            self.out.push(separator);
            write_string(self.out, value);
            separator = ',';
        }
        if values.is_empty() {
            self.out.push(separator);
        }
        self.out.push(']');
    }

    fn name(&mut self, name: &str) {
        if !self.is_empty {
            self.out.push(',');
        }
        self.is_empty = false;
        write_string(self.out, name);
        self.out.push(':');
    }
}

fn write_object(out: &mut String, fill: impl FnOnce(&mut ObjectWriter<'_>)) {
    out.push('{');
    fill(&mut ObjectWriter {
        out,
        is_empty: true,
    });
    out.push('}');
}

/// RFC 8259 section 7: quotation mark, backslash and the control characters are escaped.
fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.push('\\'),
            '\0'..='\x1f' => {
                out.push_str(if character < '\x10' {
                    "\\u000"
                } else {
                    "\\u001"
                });
                out.extend(char::from_digit(u32::from(character) & 0xf, 16));
                continue;
            }
            _ => {}
        }
        out.push(character);
    }
    out.push('"');
}

/// `value` in decimal digits. (`core::fmt` would bring kilobytes along.)
pub fn write_decimal(out: &mut String, value: u64) {
    if value >= 10 {
        write_decimal(out, value / 10);
    }
    out.extend(
        u32::try_from(value % 10)
            .ok()
            .and_then(|digit| char::from_digit(digit, 10)),
    );
}
