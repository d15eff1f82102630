//! What the last recorded run of `cargo xtask bench` measured, as tables.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;

/// In `www/bench`: a JSON object a line, for one measurement and one peer.
pub(super) const FILE: &str = "results.jsonl";

struct Table {
    heading: &'static str,
    ours: &'static str,
    /// As they are recorded, and as people call them.
    peers: &'static [(&'static str, &'static str)],
    /// What is measured, and its recorded name.
    rows: &'static [(&'static str, &'static str)],
}

const LIBRARIES: &[(&str, &str)] = &[("amplify", "Amplify"), ("identity-js", "identity-js")];

const TABLES: [Table; 5] = [
    Table {
        heading: "The login page, before anybody touches it",
        ours: "With the plugin",
        peers: &[("without", "Without")],
        rows: &[
            ("First paint", "load.first-paint"),
            ("Interactive", "load.interactive"),
            ("Bytes, not compressed", "load.bytes"),
            ("Of these wasm", "load.wasm"),
        ],
    },
    Table {
        heading: "What the page loads to sign in, by brotli",
        ours: "Cognipress",
        peers: LIBRARIES,
        rows: &[("Script and wasm", "size.signin")],
    },
    Table {
        heading: "From the submit to the tokens, in Chromium",
        ours: "Cognipress",
        peers: LIBRARIES,
        rows: &[
            ("Cognito beside it", "signin.rtt0"),
            ("50 ms away", "signin.rtt50"),
            ("150 ms away", "signin.rtt150"),
        ],
    },
    Table {
        heading: "The arithmetic of one sign-in",
        ours: "Cognipress",
        peers: &[
            ("bigint", "BigInt at its best"),
            ("amplify", "Amplify"),
            ("identity-js", "identity-js"),
            ("openssl-consttime", "OpenSSL, native"),
        ],
        rows: &[
            ("Chromium", "srp.login.chromium"),
            ("… the first of a page", "srp.login-cold.chromium"),
            ("… loading, before that", "srp.load.chromium"),
            ("… without wasm", "srp.login-js.chromium"),
            ("Firefox", "srp.login.firefox"),
            ("… the first of a page", "srp.login-cold.firefox"),
            ("… loading, before that", "srp.load.firefox"),
            ("… without wasm", "srp.login-js.firefox"),
            ("WebKitGTK", "srp.login.webkit"),
            ("… the first of a page", "srp.login-cold.webkit"),
            ("… loading, before that", "srp.load.webkit"),
            ("… without wasm", "srp.login-js.webkit"),
        ],
    },
    Table {
        heading: "What the server spends on a login",
        ours: "Exchange of an ID token",
        peers: &[("wp-login", "WordPress' own password")],
        rows: &[("Processor time", "exchange.server")],
    },
];

/// As Markdown, a heading for each.
pub(super) fn tables(project: &Project) -> Result<String> {
    let lines = fs::read_to_string(project.path("www/bench").join(FILE))?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<Vec<Value>, _>>()?;
    let mut text = String::new();
    for table in &TABLES {
        table.write(&lines, &mut text)?;
    }
    Ok(text)
}

impl Table {
    fn write(&self, lines: &[Value], text: &mut String) -> Result<()> {
        let titles: Vec<_> = self.peers.iter().map(|(_, title)| *title).collect();
        let columns = titles.len() + 1;
        writeln!(
            text,
            "## {}\n\n| What | {} | {} |",
            self.heading,
            self.ours,
            titles.join(" | ")
        )?;
        writeln!(text, "|---|{}", "---:|".repeat(columns))?;
        for (label, name) in self.rows {
            let measured: Vec<_> = lines.iter().filter(|line| line["name"] == **name).collect();
            let first = measured
                .first()
                .with_context(|| format!("{FILE} has no {name}"))?;
            write!(text, "| {label} | {} |", shown(first, "value"))?;
            for (peer, _) in self.peers {
                let line = measured.iter().find(|line| line["peer"] == **peer);
                let value = line.map_or_else(|| "–".to_owned(), |line| shown(line, "peerValue"));
                write!(text, " {value} |")?;
            }
            writeln!(text)?;
        }
        writeln!(text)?;
        Ok(())
    }
}

fn shown(line: &Value, field: &str) -> String {
    let value = line[field].as_f64().unwrap_or_default();
    match line["unit"].as_str() {
        Some("bytes") => format!("{:.1} KB", value / 1000.0),
        _ if value < 10.0 => format!("{value:.1} ms"),
        _ => format!("{value:.0} ms"),
    }
}
