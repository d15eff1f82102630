//! Cutting texts.

/// [`str::split_once`] in one place: inlined, each use would weigh 200 bytes.
#[inline(never)]
pub(crate) fn split_once(text: &str, at: char) -> Option<(&str, &str)> {
    text.split_once(at)
}
