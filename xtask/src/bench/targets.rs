//! What the measurements should reach.

use super::line::{Line, Target};

/// The target of a measurement beside a peer, if it has one.
pub(super) fn target(line: &Line) -> Option<Target> {
    use Target::{AheadOfPeer, AtMost, RatioAtMost};
    let (measurement, last) = line.name.rsplit_once('.')?;
    match (measurement, last, line.peer()) {
        ("srp.login", "node" | "chromium", Some("openssl-consttime")) => Some(RatioAtMost(2.0)),
        ("srp.login", _, Some("openssl-consttime")) => Some(RatioAtMost(2.3)),
        ("srp.login", "node" | "chromium", Some("amplify")) => Some(RatioAtMost(1.0 / 40.0)),
        ("srp.login", "webkit", Some("amplify")) => Some(RatioAtMost(1.0 / 25.0)),
        ("srp.login", _, Some("bigint")) => Some(AheadOfPeer),
        ("srp.login-scalar", _, Some("simd")) => Some(RatioAtMost(1.5)),
        ("srp.login-js", _, Some("bigint")) => Some(RatioAtMost(3.0)),
        ("srp.login-cold", "webkit", Some("bigint")) => Some(AtMost(15.0)),
        ("srp.login-cold", _, Some("bigint")) => Some(AtMost(7.0)),
        ("srp.after-submit", _, Some("bigint")) => Some(AtMost(3.0)),
        ("signin", _, Some("amplify")) => Some(RatioAtMost(1.0)),
        ("timing", _, _) => Some(AtMost(4.5)),
        ("load", "wasm", None) => Some(AtMost(0.0)),
        ("exchange", "server", Some("wp-login")) => Some(RatioAtMost(0.7)),
        _ => None,
    }
}
