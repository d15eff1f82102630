//! Reading JSON (RFC 8259) without building a tree.
//!
//! [`Json::parse`] checks a whole text once: size, UTF-8, grammar, depth. After
//! that a value is a slice of that text, and looking into it is another scan.
//!
//! Where the grammar leaves a choice:
//! - A name that occurs twice in one object: **the last one counts**, as in
//!   `JSON.parse`, so that the page and the core read the same from one text.
//! - A `\u` escape that is half of a surrogate pair: refused; no string holds it.
//! - Numbers are checked for form alone; [`Json::whole_number`] takes whole ones.

use alloc::string::String;

use super::split::split_once;

/// Longest text that is looked at: 256 KiB.
pub const MAX_BYTES: usize = 256 * 1024;

/// Deepest nesting of objects and arrays.
pub const MAX_DEPTH: u32 = 32;

const DIGITS: &[u8] = b"0123456789";

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

/// One checked value, from its first to its last byte.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a>(&'a [u8]);

/// `null`
impl Default for Json<'_> {
    fn default() -> Self {
        Self(b"null")
    }
}

impl<'a> Json<'a> {
    /// Checks `text`, which is one value and white space.
    ///
    /// # Errors
    /// See [`JsonFault`].
    pub fn parse(text: &'a [u8]) -> Result<Self, JsonFault> {
        if text.len() > MAX_BYTES {
            return Err(JsonFault::TooLarge);
        }
        if core::str::from_utf8(text).is_err() {
            return Err(JsonFault::Malformed);
        }
        let mut scanner = Scanner(text);
        scanner.white_space();
        let value = scanner.value()?;
        scanner.white_space();
        if scanner.0.is_empty() {
            Ok(value)
        } else {
            Err(JsonFault::Malformed)
        }
    }

    /// The value's own text.
    pub fn as_str(self) -> &'a str {
        core::str::from_utf8(self.0).unwrap_or_default()
    }

    /// Whether this is an object.
    pub fn is_object(self) -> bool {
        self.0.first() == Some(&b'{')
    }

    /// The value of a member of an object.
    pub fn get(self, name: &str) -> Option<Self> {
        let mut found = None;
        for (key, value) in self.members() {
            if key == name {
                found = Some(value);
            }
        }
        found
    }

    /// A member that is an object.
    pub fn object_at(self, name: &str) -> Option<Self> {
        self.get(name).filter(|value| value.is_object())
    }

    /// The text of a member that is a string.
    pub fn text_at(self, name: &str) -> Option<String> {
        self.get(name)?.text()
    }

    /// A member that is a [whole number](Self::whole_number).
    pub fn number_at(self, name: &str) -> Option<u32> {
        self.get(name)?.whole_number()
    }

    /// A member that is a number of [seconds](Self::milliseconds), in whole milliseconds.
    pub fn milliseconds_at(self, name: &str) -> Option<u64> {
        self.get(name)?.milliseconds()
    }

    /// The members of an object that must all be texts.
    pub fn texts<const N: usize>(self, names: [&str; N]) -> Option<[String; N]> {
        let mut texts = [const { String::new() }; N];
        self.read_texts(&names, &mut texts)?;
        Some(texts)
    }

    #[inline(never)]
    fn read_texts(self, names: &[&str], texts: &mut [String]) -> Option<()> {
        for (text, name) in texts.iter_mut().zip(names) {
            *text = self.text_at(name)?;
        }
        Some(())
    }

    /// The names and values of an object, in order; nothing for another value.
    pub fn members(self) -> Members<'a> {
        Members(self.inside(b'{'))
    }

    /// The elements of an array, in order; nothing for another value.
    pub fn elements(self) -> Elements<'a> {
        Elements(self.inside(b'['))
    }

    /// The text that a string stands for.
    pub fn text(self) -> Option<String> {
        let [b'"', inside @ .., b'"'] = self.0 else {
            return None;
        };
        let mut scanner = Scanner(inside);
        let mut text = String::with_capacity(scanner.0.len());
        loop {
            text.push_str(scanner.until_backslash()?);
            if scanner.next().is_none() {
                return Some(text);
            }
            text.push(scanner.escape()?);
        }
    }

    /// A number without sign, fraction and exponent that fits.
    pub fn whole_number(self) -> Option<u32> {
        let mut number = 0u32;
        for byte in self.0 {
            number = number
                .checked_mul(10)?
                .checked_add(char::from(*byte).to_digit(10)?)?;
        }
        Some(number)
    }

    /// A number of seconds that is not negative, in whole milliseconds. (The library's reading of
    /// floating-point numbers would weigh kilobytes.)
    pub fn milliseconds(self) -> Option<u64> {
        let number = self.as_str();
        let (mantissa, exponent) = split_once(number, b'E')
            .or_else(|| split_once(number, b'e'))
            .unwrap_or((number, "0"));
        let exponent: i8 = exponent.parse().ok()?;
        let (whole, fraction) = split_once(mantissa, b'.').unwrap_or((mantissa, ""));
        let length = whole.len().saturating_add_signed(isize::from(exponent) + 3);
        let digits = whole.chars().chain(fraction.chars());
        let mut milliseconds = 0u64;
        for digit in digits.chain(core::iter::repeat('0')).take(length) {
            milliseconds = milliseconds
                .checked_mul(10)?
                .checked_add(u64::from(digit.to_digit(10)?))?;
        }
        Some(milliseconds)
    }

    fn inside(self, open: u8) -> Scanner<'a> {
        match self.0.split_first() {
            Some((first, rest)) if *first == open => Scanner(rest),
            _ => Scanner(&[]),
        }
    }
}

/// See [`Json::members`].
pub struct Members<'a>(Scanner<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (String, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.0.item()?.text()?;
        Some((name, self.0.item()?))
    }
}

/// See [`Json::elements`].
pub struct Elements<'a>(Scanner<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.item()
    }
}

/// A cursor over UTF-8.
struct Scanner<'a>(&'a [u8]);

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    /// Takes the next byte if it is one of `bytes`.
    fn eat(&mut self, bytes: &[u8]) -> bool {
        match self.0.split_first() {
            // Not `contains`, which searches for a byte as if there were thousands.
            Some((byte, rest)) if bytes.iter().any(|other| other == byte) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, bytes: &[u8]) -> Result<(), JsonFault> {
        if self.eat(bytes) {
            Ok(())
        } else {
            Err(JsonFault::Malformed)
        }
    }

    fn white_space(&mut self) {
        while self.eat(b" \t\n\r") {}
    }

    /// Takes the next name, element or value of what was checked before.
    fn item(&mut self) -> Option<Json<'a>> {
        while self.eat(b" \t\n\r,:") {}
        self.value().ok()
    }

    /// Takes one value.
    fn value(&mut self) -> Result<Json<'a>, JsonFault> {
        let start = self.0;
        self.skip_value(MAX_DEPTH)?;
        let length = start.len().saturating_sub(self.0.len());
        start.get(..length).map(Json).ok_or(JsonFault::Malformed)
    }

    fn skip_value(&mut self, depth: u32) -> Result<(), JsonFault> {
        match self.next() {
            Some(b'{') => self.skip_items(b"}", depth),
            Some(b'[') => self.skip_items(b"]", depth),
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

    fn skip_items(&mut self, close: &[u8], depth: u32) -> Result<(), JsonFault> {
        let depth = depth.checked_sub(1).ok_or(JsonFault::TooDeep)?;
        self.white_space();
        if self.eat(close) {
            return Ok(());
        }
        loop {
            self.white_space();
            if close == b"}" {
                self.expect(b"\"")?;
                self.skip_string()?;
                self.white_space();
                self.expect(b":")?;
                self.white_space();
            }
            self.skip_value(depth)?;
            self.white_space();
            if self.eat(close) {
                return Ok(());
            }
            self.expect(b",")?;
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
        for byte in word {
            self.expect(&[*byte])?;
        }
        Ok(())
    }

    /// The rest of a number whose sign, if any, and `first` digit were taken.
    fn skip_number(&mut self, first: Option<u8>) -> Result<(), JsonFault> {
        match first {
            Some(b'0') => {}
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(JsonFault::Malformed),
        }
        if self.eat(b".") {
            self.expect(DIGITS)?;
            self.digits();
        }
        if self.eat(b"eE") {
            self.eat(b"+-");
            self.expect(DIGITS)?;
            self.digits();
        }
        Ok(())
    }

    fn digits(&mut self) {
        while self.eat(DIGITS) {}
    }

    fn until_backslash(&mut self) -> Option<&'a str> {
        let plain = self.0.iter().take_while(|byte| **byte != b'\\').count();
        let (plain, rest) = self.0.split_at_checked(plain)?;
        self.0 = rest;
        core::str::from_utf8(plain).ok()
    }

    /// The character of an escape whose backslash was taken.
    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.utf16()?,
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        })
    }

    /// RFC 8259 section 7: a code unit of UTF-16, or a pair of surrogates.
    fn utf16(&mut self) -> Option<char> {
        let mut code = self.hex4()?;
        if matches!(code, 0xd800..=0xdbff) {
            self.skip_word(b"\\u").ok()?;
            let low = self.hex4()?;
            if !matches!(low, 0xdc00..=0xdfff) {
                return None;
            }
            code = 0x1_0000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        }
        char::from_u32(code)
    }

    fn hex4(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }
}
