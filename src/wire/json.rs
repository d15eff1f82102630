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
use core::str::Chars;

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

/// One checked value, from its first to its last character.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a>(&'a str);

impl<'a> Json<'a> {
    /// Checks `text`, which is one value and white space.
    ///
    /// # Errors
    /// See [`JsonFault`].
    pub fn parse(text: &'a [u8]) -> Result<Self, JsonFault> {
        if text.len() > MAX_BYTES {
            return Err(JsonFault::TooLarge);
        }
        let text = core::str::from_utf8(text).map_err(|_| JsonFault::Malformed)?;
        let mut scanner = Scanner(text.chars());
        scanner.white_space();
        let value = scanner.value()?;
        scanner.white_space();
        if scanner.0.as_str().is_empty() {
            Ok(value)
        } else {
            Err(JsonFault::Malformed)
        }
    }

    /// The value's own text.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Whether this is an object.
    pub fn is_object(self) -> bool {
        self.0.starts_with('{')
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

    /// The names and values of an object, in order; nothing for another value.
    pub fn members(self) -> Members<'a> {
        Members(self.inside('{'))
    }

    /// The elements of an array, in order; nothing for another value.
    pub fn elements(self) -> Elements<'a> {
        Elements(self.inside('['))
    }

    /// The text that a string stands for.
    pub fn text(self) -> Option<String> {
        let literal = self.0.strip_prefix('"')?.strip_suffix('"')?;
        let mut text = String::with_capacity(literal.len());
        let mut scanner = Scanner(literal.chars());
        while let Some(character) = scanner.next() {
            text.push(if character == '\\' {
                scanner.escape()?
            } else {
                character
            });
        }
        Some(text)
    }

    /// A number without sign, fraction and exponent that fits.
    pub fn whole_number(self) -> Option<u32> {
        self.0.chars().try_fold(0u32, |number, digit| {
            number.checked_mul(10)?.checked_add(digit.to_digit(10)?)
        })
    }

    fn inside(self, open: char) -> Scanner<'a> {
        Scanner(self.0.strip_prefix(open).unwrap_or_default().chars())
    }
}

/// See [`Json::members`].
pub struct Members<'a>(Scanner<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (String, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.item()?.text()?, self.0.item()?))
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

/// A cursor over the text.
struct Scanner<'a>(Chars<'a>);

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Option<char> {
        self.0.next()
    }

    fn next_if(&mut self, accept: fn(char) -> bool) -> bool {
        let mut ahead = self.0.clone();
        let accepted = ahead.next().is_some_and(accept);
        if accepted {
            self.0 = ahead;
        }
        accepted
    }

    fn eat(&mut self, character: char) -> bool {
        let rest = self.0.as_str().strip_prefix(character);
        if let Some(rest) = rest {
            self.0 = rest.chars();
        }
        rest.is_some()
    }

    fn expect(&mut self, character: char) -> Result<(), JsonFault> {
        if self.eat(character) {
            Ok(())
        } else {
            Err(JsonFault::Malformed)
        }
    }

    fn white_space(&mut self) {
        while self.next_if(|c| matches!(c, ' ' | '\t' | '\n' | '\r')) {}
    }

    /// Takes the next name, element or value of what was checked before.
    fn item(&mut self) -> Option<Json<'a>> {
        while self.next_if(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | ',' | ':')) {}
        self.value().ok()
    }

    /// Takes one value.
    fn value(&mut self) -> Result<Json<'a>, JsonFault> {
        let start = self.0.as_str();
        self.skip_value(MAX_DEPTH)?;
        let length = start.len().saturating_sub(self.0.as_str().len());
        start.get(..length).map(Json).ok_or(JsonFault::Malformed)
    }

    fn skip_value(&mut self, depth: u32) -> Result<(), JsonFault> {
        match self.next() {
            Some('{') => self.skip_items('}', depth),
            Some('[') => self.skip_items(']', depth),
            Some('"') => self.skip_string(),
            Some('t') => self.skip_word("rue"),
            Some('f') => self.skip_word("alse"),
            Some('n') => self.skip_word("ull"),
            Some('-') => {
                let first = self.next();
                self.skip_number(first)
            }
            first => self.skip_number(first),
        }
    }

    fn skip_items(&mut self, close: char, depth: u32) -> Result<(), JsonFault> {
        let depth = depth.checked_sub(1).ok_or(JsonFault::TooDeep)?;
        self.white_space();
        if self.eat(close) {
            return Ok(());
        }
        loop {
            self.white_space();
            if close == '}' {
                self.expect('"')?;
                self.skip_string()?;
                self.white_space();
                self.expect(':')?;
                self.white_space();
            }
            self.skip_value(depth)?;
            self.white_space();
            if self.eat(close) {
                return Ok(());
            }
            self.expect(',')?;
        }
    }

    fn skip_string(&mut self) -> Result<(), JsonFault> {
        loop {
            match self.next() {
                Some('"') => return Ok(()),
                Some('\\') => self.escape().map(|_| ()).ok_or(JsonFault::Malformed)?,
                None | Some('\0'..='\x1f') => return Err(JsonFault::Malformed),
                Some(_) => {}
            }
        }
    }

    fn skip_word(&mut self, word: &str) -> Result<(), JsonFault> {
        let rest = self
            .0
            .as_str()
            .strip_prefix(word)
            .ok_or(JsonFault::Malformed)?;
        self.0 = rest.chars();
        Ok(())
    }

    /// The rest of a number whose sign, if any, and `first` digit were taken.
    fn skip_number(&mut self, first: Option<char>) -> Result<(), JsonFault> {
        match first {
            Some('0') => {}
            Some('1'..='9') => self.digits(),
            _ => return Err(JsonFault::Malformed),
        }
        if self.eat('.') {
            self.digit()?;
            self.digits();
        }
        if self.next_if(|c| matches!(c, 'e' | 'E')) {
            self.next_if(|c| matches!(c, '+' | '-'));
            self.digit()?;
            self.digits();
        }
        Ok(())
    }

    fn digit(&mut self) -> Result<(), JsonFault> {
        if self.next_if(|c| c.is_ascii_digit()) {
            Ok(())
        } else {
            Err(JsonFault::Malformed)
        }
    }

    fn digits(&mut self) {
        while self.next_if(|c| c.is_ascii_digit()) {}
    }

    /// The character of an escape whose backslash was taken.
    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.utf16()?,
            character @ ('"' | '\\' | '/') => character,
            _ => return None,
        })
    }

    /// RFC 8259 section 7: a code unit of UTF-16, or a pair of surrogates.
    fn utf16(&mut self) -> Option<char> {
        let mut code = self.hex4()?;
        if matches!(code, 0xd800..=0xdbff) {
            self.skip_word("\\u").ok()?;
            let low = self.hex4()?;
            if !matches!(low, 0xdc00..=0xdfff) {
                return None;
            }
            code = 0x1_0000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        }
        char::from_u32(code)
    }

    fn hex4(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| Some(unit << 4 | self.next()?.to_digit(16)?))
    }
}
