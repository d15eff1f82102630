//! What a panic would say. The wasm's panic handler stops without a word, so wasm-opt drops
//! the code that leads to these texts; that the texts are dead with it, it cannot see.

/// What the standard library and the crates of the full program put into their panics.
const SENTENCES: &[&str] = &[
    // alloc
    "memory allocation of ",
    " bytes failed",
    "capacity overflow",
    // core
    "0x0123456789ABCDEF",
    "called `Option::unwrap()` on a `None` value",
    "attempt to divide by zero",
    "attempt to calculate the remainder with a divisor of zero",
    "internal error: entered unreachable code",
    "index out of bounds: the len is ",
    " but the index is ",
    "range start index ",
    "range end index ",
    " out of range for slice of length ",
    "slice index starts at ",
    " but ends at ",
    "copy_from_slice: source slice length (",
    ") does not match destination slice length (",
    "dest is out of bounds",
    "mid > len",
    "assertion `left ",
    " right` failed",
    "  left: ",
    " right: ",
    // qrcodegen-no-heap
    "assertion failed: datacodewordslen <= rawcodewords",
    "assertion failed: range.contains(&x) && range.contains(&y)",
    "assertion failed: usize::from(len) <= usize::MAX - self.length",
    "assertion failed: len <= 31 && val >> len == 0",
    "assertion failed: bitlength == 0 || (bitlength - 1) / 8 < data.len()",
    "Degree out of range",
    "Illegal argument",
    "Invalid buffer length",
    "Invalid data length",
    "Invalid value",
    "Version number out of range",
];

/// How the path of a source file begins.
const FOLDERS: &[&str] = &["/rustc/", "cargo/registry/", "src/"];

/// Puts zeros in the place of the texts, which weigh nothing once compressed.
pub(super) fn blank(wasm: &mut [u8]) {
    for text in SENTENCES {
        blank_each(wasm, text.as_bytes(), |_| text.len());
    }
    // The two digits of every number below 100, of which numbers in a text are made.
    let digits: String = (0..100).map(|number| format!("{number:02}")).collect();
    blank_each(wasm, digits.as_bytes(), |_| digits.len());
    for folder in FOLDERS {
        blank_each(wasm, folder.as_bytes(), path_length);
    }
}

/// `length` is how much to blank of what begins with `start`.
fn blank_each(wasm: &mut [u8], start: &[u8], length: impl Fn(&[u8]) -> usize) {
    let mut at = 0;
    while let Some(found) = wasm.get(at..).and_then(|rest| find(rest, start)) {
        let rest = wasm.get_mut(at + found..).unwrap_or_default();
        let length = length(rest);
        rest.iter_mut().take(length).for_each(|byte| *byte = 0);
        at += found + length.max(1);
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Up to the end of `.rs`; 0 for what is no path.
fn path_length(bytes: &[u8]) -> usize {
    let is_path = |byte: &&u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    let length = bytes.iter().take_while(is_path).count();
    let path = bytes.get(..length).unwrap_or_default();
    find(path, b".rs").map_or(0, |end| end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_panics_are_blanked_and_no_others() {
        let mut wasm =
            *b"{\"a\":/rustc/0a1b/library/alloc/src/raw_vec/mod.rscapacity overflow;src/no path";
        blank(&mut wasm);
        let kept: Vec<_> = wasm
            .split(|byte| *byte == 0)
            .filter(|kept| !kept.is_empty())
            .collect();
        assert_eq!(kept, [b"{\"a\":".as_slice(), b";src/no path"]);
    }
}
