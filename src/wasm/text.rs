//! Texts that the host makes: every engine can, and the page loads less.

#![allow(unsafe_code)]

use alloc::string::String;
use alloc::vec::Vec;

#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Takes a value for the next template.
    fn text_value(start: *const u8, length: usize);

    /// Fills a template with the values since the last one; the length of the result in UTF-8.
    fn text_fill(template: *const u8, length: usize) -> usize;

    /// What `Date.prototype.toUTCString` makes of a time, up to the year 9999; its length.
    fn text_date(ms: f64) -> usize;

    /// Writes the text whose length was told last.
    fn text_copy(to: *mut u8);
}

/// As `src/wire/write.rs` has it for native code.
pub fn fill(template: &str, values: &[&str]) -> String {
    for value in values {
        // SAFETY: the host reads the value during the call.
        unsafe { text_value(value.as_ptr(), value.len()) };
    }
    // SAFETY: as above.
    received(unsafe { text_fill(template.as_ptr(), template.len()) })
}

/// `Mon, 02 Nov 2026 09:05:07 GMT`, of milliseconds since the epoch.
#[expect(
    clippy::as_conversions,
    reason = "a time has less than the 53 bits that such a number holds"
)]
pub(crate) fn http_date(ms: u64) -> String {
    // SAFETY: numbers alone are handed over.
    received(unsafe { text_date(ms as f64) })
}

/// The text that the host has told the length of.
pub(super) fn received(length: usize) -> String {
    let mut text = Vec::with_capacity(length);
    // SAFETY: the host writes `length` bytes, and encodes nothing but UTF-8.
    unsafe {
        text_copy(text.as_mut_ptr());
        text.set_len(length);
        String::from_utf8_unchecked(text)
    }
}
