//! Setting up an authenticator app: the URI, and its QR code as a reader sees it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use cognipress::flow::account::qr::QrCode;
use cognipress::flow::account::totp::SecretCode;
use cognipress::host::account;
use proptest::prelude::*;
use serde_json::{Value, json};

const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW";

/// Fills the rectangles of a path: `M12 4h7v1h-7z`, one for every run.
fn modules(path: &str, size: usize) -> Vec<Vec<bool>> {
    let mut modules = vec![vec![false; size]; size];
    for rectangle in path.split('M').skip(1) {
        let numbers: Vec<usize> = rectangle
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|number| number.parse().ok())
            .collect();
        let [x, y, width, 1, back] = numbers[..] else {
            panic!("{rectangle}");
        };
        assert_eq!(rectangle, format!("{x} {y}h{width}v1h-{back}z"));
        assert_eq!(width, back);
        modules[y][x..x + width].fill(true);
    }
    modules
}

/// What a reader makes of it.
fn read(path: &str, size: u32) -> String {
    const SCALE: usize = 4;
    let size = usize::try_from(size).unwrap();
    let modules = modules(path, size);
    for margin in [0, 1, 2, 3, size - 4, size - 3, size - 2, size - 1] {
        assert!(!modules[margin].contains(&true), "quiet zone");
        assert!(!modules.iter().any(|row| row[margin]), "quiet zone");
    }
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(SCALE * size, SCALE * size, |x, y| {
            if modules[y / SCALE][x / SCALE] {
                0
            } else {
                255
            }
        });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

#[test]
fn the_uri_is_that_of_authenticator_apps() {
    let secret = SecretCode::new(SECRET.into());
    assert_eq!(
        *secret.uri("Jane's Blog", "jane+x@example.com"),
        format!(
            "otpauth://totp/Jane%27s%20Blog:jane%2Bx%40example.com\
             ?secret={SECRET}&issuer=Jane%27s%20Blog"
        )
    );
    // Every byte of UTF-8 on its own (RFC 3986 section 2.5); a colon cannot end the issuer early.
    assert!(
        secret
            .uri("a:é", "日")
            .starts_with("otpauth://totp/a%3A%C3%A9:%E6%97%A5?")
    );
    assert_eq!(format!("{secret:?}"), "SecretCode([redacted])");
}

#[test]
fn a_host_gets_what_a_page_shows() {
    let command = json!({
        "operation": "AuthenticatorSetup", "secretCode": SECRET, "issuer": "Blog", "account": "jane",
    });
    let made = account::make(command.to_string().as_bytes()).unwrap();
    let made: Value = serde_json::from_str(&made).unwrap();
    let uri = format!("otpauth://totp/Blog:jane?secret={SECRET}&issuer=Blog");
    assert_eq!(made["uri"], uri);
    let size = u32::try_from(made["qrSize"].as_u64().unwrap()).unwrap();
    assert_eq!(read(made["qr"].as_str().unwrap(), size), uri);
}

#[test]
fn texts_end_where_a_qr_code_does() {
    let longest = "x".repeat(2331);
    let drawing = QrCode::new(&longest).unwrap();
    assert_eq!(drawing.size(), 177 + 8);
    assert_eq!(read(drawing.path(), drawing.size()), longest);
    for too_long in [2332, 10_000] {
        assert!(QrCode::new(&"x".repeat(too_long)).is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn readers_see_the_text(text in "[ -~]{1,300}") {
        let drawing = QrCode::new(&text).unwrap();
        prop_assert_eq!(read(drawing.path(), drawing.size()), text);
    }
}
