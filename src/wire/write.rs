//! Writing JSON: the other direction of [`json`](super::json).

use alloc::string::String;

/// The page does not load it: there the host does the same.
#[cfg(target_arch = "wasm32")]
pub use crate::wasm::text::fill;
#[cfg(not(target_arch = "wasm32"))]
pub use native::fill;

/// `{"name":"value",…}`
pub fn object<'a>(mut members: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    list("{", "}", &mut || {
        members
            .next()
            .map(|(name, value)| fill("?:?", &[name, value]))
    })
}

/// `["text",…]`
pub fn array<'a>(mut texts: impl Iterator<Item = &'a str>) -> String {
    list("[", "]", &mut || {
        texts.next().map(|text| fill("?", &[text]))
    })
}

fn list(open: &str, close: &str, next: &mut dyn FnMut() -> Option<String>) -> String {
    let mut out = String::from(open);
    let mut separator = "";
    while let Some(item) = next() {
        append(&mut out, separator);
        append(&mut out, &item);
        separator = ",";
    }
    append(&mut out, close);
    out
}

/// `number` in decimal digits. (`core::fmt` would bring kilobytes along.)
pub fn decimal(number: u64) -> String {
    let mut digits = if number < 10 {
        String::new()
    } else {
        decimal(number / 10)
    };
    append(
        &mut digits,
        digit(u8::try_from(number % 10).unwrap_or_default()),
    );
    digits
}

/// The hex digit of a number less than 16.
pub(crate) fn digit(number: u8) -> &'static str {
    let index = usize::from(number);
    "0123456789abcdef".get(index..=index).unwrap_or_default()
}

/// [`String::push_str`] in one place: inlined, each use would weigh 60 bytes.
#[inline(never)]
pub(crate) fn append(out: &mut String, text: &str) {
    out.push_str(text);
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use alloc::string::String;

    use super::{append, digit};

    /// `template` with its marks replaced by `values`, one after the other: each
    /// `?` by the value as a JSON string, each `%` by the value as it stands.
    ///
    /// ```
    /// use cognipress::wire::write::fill;
    /// assert_eq!(fill(r#"{"a":?,"b":%}"#, &["\"", "[1]"]), r#"{"a":"\"","b":[1]}"#);
    /// ```
    pub fn fill(template: &str, values: &[&str]) -> String {
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        for value in values {
            let (plain, marked) = cut(rest, |byte| matches!(byte, b'?' | b'%'));
            append(&mut out, plain);
            match marked.strip_prefix('?') {
                Some(_) => append_literal(&mut out, value),
                None => append(&mut out, value),
            }
            rest = marked.get(1..).unwrap_or_default();
        }
        append(&mut out, rest);
        out
    }

    /// RFC 8259 section 7: quotation mark, backslash and control characters are escaped.
    fn append_literal(out: &mut String, text: &str) {
        append(out, "\"");
        let mut rest = text;
        while !rest.is_empty() {
            let (plain, special) = cut(rest, |byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
            append(out, plain);
            match special.bytes().next() {
                Some(control @ 0..=0x1f) => {
                    append(out, if control < 0x10 { "\\u000" } else { "\\u001" });
                    append(out, digit(control & 0xf));
                }
                Some(_) => {
                    append(out, "\\");
                    append(out, special.get(..1).unwrap_or_default());
                }
                None => {}
            }
            rest = special.get(1..).unwrap_or_default();
        }
        append(out, "\"");
    }

    /// `text` before and from the first byte that is to be `found` (an ASCII one).
    fn cut(text: &str, found: fn(u8) -> bool) -> (&str, &str) {
        let at = text.bytes().position(found).unwrap_or(text.len());
        text.split_at_checked(at).unwrap_or_default()
    }
}
