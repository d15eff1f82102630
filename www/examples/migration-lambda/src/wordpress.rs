//! The plugin's route, which answers only who knows the secret.

use std::env;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail, ensure};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use ureq::Agent;

/// Cognito waits for 5 seconds in all.
const TIMEOUT: Duration = Duration::from_secs(4);

/// As the plugin has it.
const MIN_SECRET: usize = 32;

pub(crate) struct WordPress {
    agent: Agent,
    url: String,
    secret: String,
}

impl WordPress {
    /// Takes the route's URL and the secret from `COGNIPRESS_MIGRATION_URL` and
    /// `COGNIPRESS_MIGRATION_SECRET`.
    pub(crate) fn from_environment() -> Result<Self> {
        let variable = |name| env::var(name).with_context(|| format!("{name} is not set"));
        let url = variable("COGNIPRESS_MIGRATION_URL")?;
        let secret = variable("COGNIPRESS_MIGRATION_SECRET")?;
        let is_local = ["http://localhost:", "http://127.0.0.1:"]
            .iter()
            .any(|prefix| url.starts_with(prefix));
        ensure!(
            is_local || url.starts_with("https://"),
            "COGNIPRESS_MIGRATION_URL has to be https: passwords are sent there"
        );
        ensure!(
            secret.len() >= MIN_SECRET,
            "COGNIPRESS_MIGRATION_SECRET needs {MIN_SECRET} characters or more"
        );
        let agent = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            // A password goes where it is meant to go, and nowhere else.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        Ok(Self { agent, url, secret })
    }

    /// The attributes of a user; `None` when there is none, or the password is wrong.
    pub(crate) fn ask(&self, question: &Value) -> Result<Option<Value>> {
        let body = question.to_string();
        let timestamp = SystemTime::now()
            .duration_since(UNIX_EPOCH)?
            .as_secs()
            .to_string();
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce)?;
        let nonce = hex(&nonce);
        let mut reply = self
            .agent
            .post(&self.url)
            .header("Content-Type", "application/json")
            .header("X-Cognipress-Timestamp", &timestamp)
            .header("X-Cognipress-Nonce", &nonce)
            .header(
                "X-Cognipress-Signature",
                signature(&self.secret, &timestamp, &nonce, &body),
            )
            .send(body.as_str())
            .context("WordPress does not answer")?;
        if reply.status() != 200 {
            bail!("WordPress answers with status {}", reply.status());
        }
        let reply: Value = serde_json::from_str(&reply.body_mut().read_to_string()?)
            .context("WordPress does not answer with JSON")?;
        Ok(reply
            .get("attributes")
            .filter(|attributes| attributes.is_object())
            .cloned())
    }
}

/// HMAC-SHA256 over time, nonce and body, one a line, in hexadecimal digits.
fn signature(secret: &str, timestamp: &str, nonce: &str, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        unreachable!("HMAC takes keys of any length");
    };
    mac.update(format!("{timestamp}\n{nonce}\n{body}").as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed by `printf '1700000000\nabcd\n{}' | openssl dgst -sha256 -hmac secret`.
    #[test]
    fn a_signature_is_an_hmac() {
        assert_eq!(
            signature("secret", "1700000000", "abcd", "{}"),
            "7077721f9f57e7a6f9e90ca3b5e863734d0900fedeb62519d29d480ad80bd5dd"
        );
    }
}
