//! Project Wycheproof's signatures by RSASSA-PKCS1-v1_5 with SHA-256, for tests that are not in Rust.

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use wycheproof::TestResult;
use wycheproof::rsa_pkcs1_verify::{TestName, TestSet};

const SETS: [TestName; 3] = [
    TestName::Rsa2048Sha256,
    TestName::Rsa3072Sha256,
    TestName::Rsa4096Sha256,
];

/// Writes them as a list of JSON objects; bytes are hex digits, keys DER.
pub(super) fn write(path: &Path) -> Result<()> {
    let mut vectors = Vec::new();
    for name in SETS {
        let set = TestSet::load(name).map_err(|error| anyhow!("{name:?}: {error}"))?;
        for group in &set.test_groups {
            let key = hex(&group.der);
            vectors.extend(group.tests.iter().map(|test| {
                json!({
                    "name": format!("{name:?} {}: {}", test.tc_id, test.comment),
                    "key": key,
                    "message": hex(&test.msg),
                    "signature": hex(&test.sig),
                    // What is acceptable at best, a sequence without its NULL, RS256 need not take.
                    "isGood": matches!(test.result, TestResult::Valid),
                })
            }));
        }
    }
    Ok(fs::write(path, Value::from(vectors).to_string())?)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
