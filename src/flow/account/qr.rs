//! QR codes (ISO/IEC 18004), drawn here so that no secret leaves the page.

use alloc::string::String;
use alloc::vec;

use qrcodegen_no_heap::{QrCode as Symbol, QrCodeEcc, Version};
use zeroize::Zeroizing;

use crate::secret::redact;
use crate::wire::write::{decimal, fill};

/// The empty margin that scanners need, in modules (section 5.3.8).
const QUIET_ZONE: i32 = 4;

redact!(QrCode);

/// A drawing for an SVG: `<path d>` in a `viewBox` of `0 0 size size`.
pub struct QrCode {
    path: Zeroizing<String>,
    size: u32,
}

impl QrCode {
    /// Draws `text`, with error correction at level M or better.
    ///
    /// Nothing, if it is too long: more than 2331 bytes.
    pub fn new(text: &str) -> Option<Self> {
        let mut data = Zeroizing::new(vec![0; Version::MAX.buffer_len()]);
        let mut modules = Zeroizing::new(data.to_vec());
        data.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        let symbol = Symbol::encode_binary(
            &mut data,
            text.len(),
            &mut modules,
            QrCodeEcc::Medium,
            Version::MIN,
            Version::MAX,
            None,
            true,
        )
        .ok()?;
        Some(Self {
            path: Zeroizing::new(path(&symbol)),
            size: u32::try_from(symbol.size() + 2 * QUIET_ZONE).ok()?,
        })
    }

    /// The dark modules; it holds the text.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Width and height in modules, the margin included.
    pub fn size(&self) -> u32 {
        self.size
    }
}

/// A rectangle for every run of dark modules in a row.
fn path(symbol: &Symbol<'_>) -> String {
    let mut path = String::new();
    for y in 0..symbol.size() {
        let mut start = None;
        // What is beyond the end is light, so every run ends.
        for x in 0..=symbol.size() {
            match (symbol.get_module(x, y), start) {
                (true, None) => start = Some(x),
                (false, Some(from)) => {
                    let [left, top, width] = [from + QUIET_ZONE, y + QUIET_ZONE, x - from]
                        .map(|modules| decimal(u64::try_from(modules).unwrap_or_default()));
                    path += &fill("M% %h%v1h-%z", &[&left, &top, &width, &width]);
                    start = None;
                }
                _ => {}
            }
        }
    }
    path
}
