//! What the documentation takes from the code.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;

/// The package's own declarations, a heading for each.
const DECLARATIONS: [(&str, &str); 16] = [
    ("The client", "pkg/types/js/client.d.ts"),
    ("Errors", "pkg/types/js/error.d.ts"),
    ("Where the wasm comes from", "pkg/types/js/loader.d.ts"),
    ("Challenges, answers and tokens", "src/wasm/types.d.ts"),
    ("Account operations", "src/wasm/account.d.ts"),
    ("Where a session is kept", "pkg/types/js/session/store.d.ts"),
    (
        "A client in a worker (cognipress/worker)",
        "pkg/types/js/worker/index.d.ts",
    ),
    (
        "Cognito's own page (cognipress/hosted)",
        "pkg/types/js/hosted/index.d.ts",
    ),
    (
        "Verification (cognipress/verify)",
        "pkg/types/js/verify.d.ts",
    ),
    (
        "Requests to an API (cognipress/authorized-fetch)",
        "pkg/types/js/authorized-fetch.d.ts",
    ),
    (
        "Tokens that WordPress keeps (cognipress/wordpress-session)",
        "pkg/types/js/wordpress-session.d.ts",
    ),
    (
        "Stores of apps (cognipress/webview)",
        "pkg/types/js/webview/stores.d.ts",
    ),
    (
        "Bridges to apps (cognipress/webview)",
        "pkg/types/js/webview/bridges.d.ts",
    ),
    (
        "An app's way to its site (cognipress/webview)",
        "pkg/types/js/webview/site.d.ts",
    ),
    ("AWS (cognipress/aws)", "pkg/types/js/aws/index.d.ts"),
    ("Credentials of AWS", "pkg/types/js/aws/credentials.d.ts"),
];

/// As Markdown; `build::run` comes first.
pub(super) fn declarations(project: &Project) -> Result<String> {
    let mut text = String::new();
    for (heading, path) in DECLARATIONS {
        let declarations = fs::read_to_string(project.path(path))?;
        let public: Vec<_> = declarations
            .lines()
            .filter(|line| !line.starts_with("import ") && line.trim() != "#private;")
            .collect();
        write!(
            text,
            "## {heading}\n\n```ts\n{}\n```\n\n",
            public.join("\n")
        )?;
    }
    Ok(text)
}

/// Every code of the core with the words that a user sees, as the rows of a table.
pub(super) fn catalogue(project: &Project) -> Result<String> {
    let words = words(project)?;
    let mut rows = String::new();
    for [code, key, sentence] in cognipress::error::catalogue() {
        let shown = words
            .get(&*key)
            .with_context(|| format!("js/texts.ts has no {key}"))?;
        writeln!(rows, "| `{code}` | {sentence} | {shown} |")?;
    }
    Ok(rows)
}

/// The entries of js/texts.ts, one a line: `key: "words",` or `"key": "words",`.
fn words(project: &Project) -> Result<BTreeMap<String, String>> {
    let source = fs::read_to_string(project.path("js/texts.ts"))?;
    Ok(source
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once(": \""))
        .map(|(key, words)| {
            let words = words.trim_end_matches("\",");
            (key.trim_matches('"').to_owned(), words.to_owned())
        })
        .collect())
}
