//! Reading JSON (RFC 8259) without building a tree.
//!
//! [`Json::parse`] checks a whole text once: size, UTF-8, grammar, depth. After
//! that a value is a slice of that text, and looking into it is another scan.
//!
//! Where the grammar leaves a choice:
//! - A name that occurs twice in one object: **the last one counts**, as in
//!   `JSON.parse`, so that the page and the core read the same from one text.
//! - A `\u` escape that is half of a surrogate pair: refused; no string holds it.
//! - Numbers are checked for form alone; [`Json::as_u64`] takes whole ones.

use alloc::borrow::Cow;
use alloc::string::String;

/// Longest text that is looked at: 256 KiB.
pub const MAX_BYTES: usize = 256 * 1024;

/// Deepest nesting of objects and arrays.
pub const MAX_DEPTH: u32 = 32;

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonFault {
    /// Longer than [`MAX_BYTES`].
    TooLarge,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// Not UTF-8, or not the grammar's.
    Malformed,
}

/// One checked value: the bytes from its first to its last character.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a>(&'a [u8]);

impl<'a> Json<'a> {
    /// Checks `text`, which is one value and white space.
    ///
    /// # Errors
    /// See [`JsonFault`].
    pub fn parse(text: &'a [u8]) -> Result<Self, JsonFault> {
        if text.len() > MAX_BYTES {
            return Err(JsonFault::TooLarge);
        }
        core::str::from_utf8(text).map_err(|_| JsonFault::Malformed)?;
        let mut scanner = Scanner { rest: text };
        scanner.white_space();
        let value = scanner.value()?;
        scanner.white_space();
        if scanner.rest.is_empty() {
            Ok(value)
        } else {
            Err(JsonFault::Malformed)
        }
    }

    /// The value's own text.
    pub fn text(self) -> &'a str {
        core::str::from_utf8(self.0).unwrap_or_default()
    }

    /// Whether this is an object.
    pub fn is_object(self) -> bool {
        self.0.starts_with(b"{")
    }

    /// The member of an object.
    pub fn get(self, name: &str) -> Option<Self> {
        self.members()
            .filter(|(key, _)| key == name)
            .last()
            .map(|(_, value)| value)
    }

    /// The names and values of an object, in order; nothing for another value.
    pub fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Self)> {
        let mut items = self.items(b"{");
        core::iter::from_fn(move || Some((items.next()?.as_str()?, items.next()?)))
    }

    /// The elements of an array, in order; nothing for another value.
    pub fn elements(self) -> impl Iterator<Item = Self> {
        self.items(b"[")
    }

    /// The text that a string stands for.
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        let literal = self.0.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
        if !literal.contains(&b'\\') {
            return core::str::from_utf8(literal).ok().map(Cow::Borrowed);
        }
        let mut text = String::with_capacity(literal.len());
        let mut scanner = Scanner { rest: literal };
        loop {
            let plain = scanner.rest.split(|byte| *byte == b'\\').next()?;
            text.push_str(core::str::from_utf8(plain).ok()?);
            scanner.rest = scanner.rest.get(plain.len()..)?;
            if scanner.next().is_none() {
                return Some(Cow::Owned(text));
            }
            text.push(scanner.escape()?);
        }
    }

    /// A whole number without sign, fraction or exponent that fits.
    pub fn as_u64(self) -> Option<u64> {
        self.0.iter().try_fold(0u64, |number, byte| {
            let digit = char::from(*byte).to_digit(10)?;
            number.checked_mul(10)?.checked_add(u64::from(digit))
        })
    }

    /// What stands between the brackets; for an object names and values by turns.
    fn items(self, open: &[u8]) -> impl Iterator<Item = Self> {
        let mut scanner = Scanner {
            rest: self.0.strip_prefix(open).unwrap_or_default(),
        };
        core::iter::from_fn(move || {
            scanner.white_space();
            while scanner.eat(b',') || scanner.eat(b':') {
                scanner.white_space();
            }
            scanner.value().ok()
        })
    }
}

/// A cursor over bytes that are known to be UTF-8.
struct Scanner<'a> {
    rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    fn next_if(&mut self, accept: impl FnOnce(u8) -> bool) -> bool {
        match self.rest.split_first() {
            Some((byte, rest)) if accept(*byte) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.next_if(|next| next == byte)
    }

    fn expect(&mut self, byte: u8) -> Result<(), JsonFault> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(JsonFault::Malformed)
        }
    }

    fn white_space(&mut self) {
        while self.next_if(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {}
    }

    /// Takes one value.
    fn value(&mut self) -> Result<Json<'a>, JsonFault> {
        let start = self.rest;
        self.skip_value(MAX_DEPTH)?;
        let length = start.len().saturating_sub(self.rest.len());
        start.get(..length).map(Json).ok_or(JsonFault::Malformed)
    }

    fn skip_value(&mut self, depth: u32) -> Result<(), JsonFault> {
        match self.next() {
            Some(b'{') => self.skip_items(b'}', depth),
            Some(b'[') => self.skip_items(b']', depth),
            Some(b'"') => self.skip_string(),
            Some(b't') => self.skip_word(b"rue"),
            Some(b'f') => self.skip_word(b"alse"),
            Some(b'n') => self.skip_word(b"ull"),
            Some(b'-') => {
                let first = self.next();
                self.skip_number(first)
            }
            first => self.skip_number(first),
        }
    }

    fn skip_items(&mut self, close: u8, depth: u32) -> Result<(), JsonFault> {
        let depth = depth.checked_sub(1).ok_or(JsonFault::TooDeep)?;
        self.white_space();
        if self.eat(close) {
            return Ok(());
        }
        loop {
            self.white_space();
            if close == b'}' {
                self.expect(b'"')?;
                self.skip_string()?;
                self.white_space();
                self.expect(b':')?;
                self.white_space();
            }
            self.skip_value(depth)?;
            self.white_space();
            if self.eat(close) {
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    fn skip_string(&mut self) -> Result<(), JsonFault> {
        loop {
            match self.next() {
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.escape().map(|_| ()).ok_or(JsonFault::Malformed)?,
                None | Some(0..=0x1f) => return Err(JsonFault::Malformed),
                Some(_) => {}
            }
        }
    }

    fn skip_word(&mut self, word: &[u8]) -> Result<(), JsonFault> {
        self.rest = self.rest.strip_prefix(word).ok_or(JsonFault::Malformed)?;
        Ok(())
    }

    /// The rest of a number whose sign, if any, and `first` digit were taken.
    fn skip_number(&mut self, first: Option<u8>) -> Result<(), JsonFault> {
        match first {
            Some(b'0') => {}
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(JsonFault::Malformed),
        }
        if self.eat(b'.') {
            self.digit()?;
            self.digits();
        }
        if self.next_if(|byte| matches!(byte, b'e' | b'E')) {
            self.next_if(|byte| matches!(byte, b'+' | b'-'));
            self.digit()?;
            self.digits();
        }
        Ok(())
    }

    fn digit(&mut self) -> Result<(), JsonFault> {
        if self.next_if(|byte| byte.is_ascii_digit()) {
            Ok(())
        } else {
            Err(JsonFault::Malformed)
        }
    }

    fn digits(&mut self) {
        while self.next_if(|byte| byte.is_ascii_digit()) {}
    }

    /// The character of an escape whose backslash was taken.
    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.hex4()?;
                // RFC 8259 section 7: beyond the BMP, a pair of UTF-16 surrogates.
                if let 0xd800..=0xdbff = unit {
                    self.skip_word(b"\\u").ok()?;
                    let low = self.hex4()?;
                    if !matches!(low, 0xdc00..=0xdfff) {
                        return None;
                    }
                    char::from_u32(0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff))?
                } else {
                    char::from_u32(unit)?
                }
            }
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        })
    }

    fn hex4(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| {
            Some(unit << 4 | char::from(self.next()?).to_digit(16)?)
        })
    }
}
