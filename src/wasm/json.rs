//! JSON as the programs for the sign-in and for AWS read it: their host does, for every engine can,
//! which spares the page a kilobyte. Names and limits are those of the crate's own reader,
//! `src/wire/json.rs`; `tests/host/json.test.ts` compares the two.

#![allow(unsafe_code)]

use alloc::string::String;

use super::text;

/// Longest text that is looked at: 256 KiB.
const MAX_BYTES: usize = 256 * 1024;

#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Parses a text. The result stands for the object until the running call returns; 0 for
    /// a text that is no object, is not in UTF-8 or is nested deeper than 32.
    fn json_parse(start: *const u8, length: usize) -> u32;

    /// A member of an object that is an object; 0 where there is none.
    fn json_object(object: u32, name: *const u8, length: usize) -> u32;

    /// The length in UTF-8 of a member that is a string; −1 where there is none.
    fn json_text(object: u32, name: *const u8, length: usize) -> i32;

    /// A member of an object that is a number; not a number where there is none.
    fn json_number(object: u32, name: *const u8, length: usize) -> f64;
}

/// Not an object in JSON, or too large or deep.
pub(crate) struct JsonFault;

/// An object.
#[derive(Clone, Copy)]
pub(crate) struct Json<'a> {
    object: u32,
    /// What was parsed; nothing for a member.
    text: &'a [u8],
}

/// An object without members.
impl Default for Json<'_> {
    fn default() -> Self {
        Self {
            object: 0,
            text: b"",
        }
    }
}

impl<'a> Json<'a> {
    pub(crate) fn parse(text: &'a [u8]) -> Result<Self, JsonFault> {
        if text.len() > MAX_BYTES {
            return Err(JsonFault);
        }
        // SAFETY: the host reads the text during the call.
        match unsafe { json_parse(text.as_ptr(), text.len()) } {
            0 => Err(JsonFault),
            object => Ok(Self { object, text }),
        }
    }

    /// The text that was parsed.
    pub(crate) fn as_str(self) -> &'a str {
        // SAFETY: `json_parse` refuses what is not UTF-8.
        unsafe { core::str::from_utf8_unchecked(self.text) }
    }

    /// See [`Default`].
    pub(crate) fn is_object(self) -> bool {
        true
    }

    pub(crate) fn object_at(self, name: &str) -> Option<Self> {
        // SAFETY: the host reads the name during the call.
        match unsafe { json_object(self.object, name.as_ptr(), name.len()) } {
            0 => None,
            object => Some(Self { object, text: b"" }),
        }
    }

    pub(crate) fn text_at(self, name: &str) -> Option<String> {
        // SAFETY: as above.
        let length = unsafe { json_text(self.object, name.as_ptr(), name.len()) };
        usize::try_from(length).ok().map(text::received)
    }

    pub(crate) fn number_at(self, name: &str) -> Option<u32> {
        // SAFETY: as above.
        let number = unsafe { json_number(self.object, name.as_ptr(), name.len()) };
        let whole = super::whole(number).try_into().ok()?;
        (f64::from(whole) == number).then_some(whole)
    }

    #[cfg(feature = "aws")]
    pub(crate) fn milliseconds_at(self, name: &str) -> Option<u64> {
        // SAFETY: as above.
        let seconds = unsafe { json_number(self.object, name.as_ptr(), name.len()) };
        (seconds >= 0.0).then(|| super::whole(seconds * 1000.0))
    }
}
