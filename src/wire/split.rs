//! Cutting texts. (What `core` has for it would weigh 700 bytes in the page.)

/// The text before and after the first `at`, an ASCII character.
#[inline(never)]
pub(crate) fn split_once(text: &str, at: u8) -> Option<(&str, &str)> {
    let position = text.bytes().position(|byte| byte == at)?;
    Some((text.get(..position)?, text.get(position + 1..)?))
}
