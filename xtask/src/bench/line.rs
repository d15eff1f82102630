//! One measurement of ours, beside one peer where there is one: as a line of
//! JSON for machines, in a table with its target for people.

use anyhow::{Context, Result};
use serde_json::{Value, json};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Unit {
    Milliseconds,
    Bytes,
    /// Welch's |t| of two classes of samples.
    T,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Bytes => "bytes",
            Self::T => "t",
        }
    }

    fn show(self, value: f64) -> String {
        match self {
            Self::Milliseconds => format!("{value:.2} ms"),
            Self::Bytes => format!("{value:.0} B"),
            Self::T => format!("{value:.2}"),
        }
    }
}

/// What a line should reach.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// The value, in its unit.
    AtMost(f64),
    /// The value over the peer's.
    RatioAtMost(f64),
    /// Any ratio below one.
    AheadOfPeer,
}

#[derive(Clone)]
struct Peer {
    name: String,
    value: f64,
    min: Option<f64>,
    /// Below one, ours is faster or smaller.
    ratio: f64,
}

#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) name: String,
    unit: Unit,
    value: f64,
    /// The smallest sample: what the machine can do when nothing else runs.
    min: Option<f64>,
    peer: Option<Peer>,
    target: Option<Target>,
}

impl Line {
    pub(crate) fn new(name: &str, unit: Unit, value: f64) -> Self {
        Self {
            name: name.to_owned(),
            unit,
            value,
            min: None,
            peer: None,
            target: None,
        }
    }

    pub(crate) fn beside(self, peer: &str, value: f64) -> Self {
        Self {
            peer: Some(Peer {
                name: peer.to_owned(),
                value,
                min: None,
                ratio: self.value / value,
            }),
            ..self
        }
    }

    pub(crate) fn aims_at(self, target: impl Into<Option<Target>>) -> Self {
        Self {
            target: target.into(),
            ..self
        }
    }

    /// A line as benches/driver/lines.ts prints it.
    pub(crate) fn from_json(text: &str) -> Result<Self> {
        let line: Value = serde_json::from_str(text)?;
        let number = |key| line.get(key).and_then(Value::as_f64);
        let string = |key| line.get(key).and_then(Value::as_str);
        let unit = match string("unit") {
            Some("ms") => Some(Unit::Milliseconds),
            Some("bytes") => Some(Unit::Bytes),
            Some("t") => Some(Unit::T),
            _ => None,
        };
        let missing = || format!("not a measurement: {text}");
        let value = number("value").with_context(missing)?;
        Ok(Self {
            name: string("name").with_context(missing)?.to_owned(),
            unit: unit.with_context(missing)?,
            value,
            min: number("min"),
            peer: string("peer")
                .zip(number("peerValue"))
                .map(|(name, peer_value)| Peer {
                    name: name.to_owned(),
                    value: peer_value,
                    min: number("peerMin"),
                    // Where rounds were compared, it is not that of the two medians.
                    ratio: number("ratio").unwrap_or(value / peer_value),
                }),
            target: None,
        })
    }

    pub(crate) fn to_json(&self) -> String {
        let peer = self.peer.as_ref();
        let fields = [
            ("name", Some(json!(self.name))),
            ("value", Some(json!(self.value))),
            ("unit", Some(json!(self.unit.name()))),
            ("min", self.min.map(Value::from)),
            ("peer", peer.map(|peer| json!(peer.name))),
            ("peerValue", peer.map(|peer| json!(peer.value))),
            ("peerMin", peer.and_then(|peer| peer.min).map(Value::from)),
            ("ratio", self.ratio().map(|ratio| json!(round(ratio)))),
        ];
        let present = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Value::Object(present.collect()).to_string()
    }

    pub(crate) fn peer(&self) -> Option<&str> {
        self.peer.as_ref().map(|peer| peer.name.as_str())
    }

    fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().map(|peer| peer.ratio)
    }

    fn verdict(&self) -> String {
        let (target, met) = match (self.target, self.ratio()) {
            (Some(Target::AtMost(limit)), _) => (self.unit.show(limit), self.value <= limit),
            (Some(Target::RatioAtMost(limit)), Some(ratio)) => {
                (format!("× {limit}"), ratio <= limit)
            }
            (Some(Target::AheadOfPeer), Some(ratio)) => ("ahead".to_owned(), ratio < 1.0),
            _ => return String::new(),
        };
        format!("{target:>10}  {}", if met { "met" } else { "MISSED" })
    }
}

/// Four digits: what a measurement is good for.
fn round(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

pub(crate) fn print_table(lines: &[Line]) {
    println!(
        "\n{:<26} {:>11} {:>11}   {:<20} {:>11} {:>8} {:>10}",
        "", "ours", "smallest", "peer", "peer's", "ratio", "target"
    );
    for line in lines {
        let show =
            |value: Option<f64>| value.map_or_else(String::new, |value| line.unit.show(value));
        println!(
            "{:<26} {:>11} {:>11}   {:<20} {:>11} {:>8} {}",
            line.name,
            show(Some(line.value)),
            show(line.min),
            line.peer().unwrap_or_default(),
            show(line.peer.as_ref().map(|peer| peer.value)),
            line.ratio()
                .map_or_else(String::new, |ratio| format!("{ratio:.3}")),
            line.verdict(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_survives_the_way_through_json() {
        let text = r#"{"min":3.1,"name":"srp.login.node","peer":"gmp","peerMin":1.5,"peerValue":1.6,"ratio":1.9,"unit":"ms","value":3.2}"#;
        assert_eq!(Line::from_json(text).unwrap().to_json(), text);
    }

    #[test]
    fn a_peer_without_a_ratio_is_kept() {
        let text = r#"{"name":"timing.a","peer":"leaky","peerValue":100.0,"unit":"t","value":2.0}"#;
        let line = Line::from_json(text).unwrap();
        assert_eq!((line.peer(), line.ratio()), (Some("leaky"), Some(0.02)));
    }

    #[test]
    fn a_missed_target_is_named() {
        let line = Line::new("size.signin", Unit::Bytes, 20.0).beside("amplify", 10.0);
        assert!(
            line.clone()
                .aims_at(Target::AtMost(20.0))
                .verdict()
                .ends_with("met")
        );
        assert!(
            line.clone()
                .aims_at(Target::RatioAtMost(1.9))
                .verdict()
                .ends_with("MISSED")
        );
        assert!(
            line.aims_at(Target::AheadOfPeer)
                .verdict()
                .ends_with("MISSED")
        );
    }
}
