//! Lambda's Runtime API: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>.

use std::env;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Response;
use ureq::{Body, Error};

pub(crate) struct Runtime {
    agent: Agent,
    base: String,
}

pub(crate) struct Invocation {
    pub(crate) id: String,
    pub(crate) event: Value,
}

impl Runtime {
    /// Takes the address from `AWS_LAMBDA_RUNTIME_API`.
    pub(crate) fn from_environment() -> Result<Self> {
        let host = env::var("AWS_LAMBDA_RUNTIME_API").context("this program runs in Lambda")?;
        Ok(Self {
            // Without a time-out: the next event may be hours away.
            agent: Agent::new_with_defaults(),
            base: format!("http://{host}/2018-06-01/runtime"),
        })
    }

    /// Waits for the next event.
    pub(crate) fn next(&self) -> Result<Invocation> {
        let mut reply = self
            .agent
            .get(format!("{}/invocation/next", self.base))
            .call()?;
        let id = reply
            .headers()
            .get("Lambda-Runtime-Aws-Request-Id")
            .context("an event without an id")?
            .to_str()?
            .to_owned();
        let event = serde_json::from_str(&reply.body_mut().read_to_string()?)?;
        Ok(Invocation { id, event })
    }

    /// Hands the result over.
    pub(crate) fn respond(&self, id: &str, event: &Value) -> Result<()> {
        self.post(&format!("invocation/{id}/response"), event)?;
        Ok(())
    }

    /// Says that there is none.
    pub(crate) fn fail(&self, id: &str, error: &anyhow::Error) -> Result<()> {
        self.post(&format!("invocation/{id}/error"), &describe(error))?;
        Ok(())
    }

    /// Says that there will never be one.
    pub(crate) fn fail_to_start(&self, error: &anyhow::Error) -> Result<()> {
        self.post("init/error", &describe(error))?;
        bail!("{error:#}")
    }

    fn post(&self, path: &str, body: &Value) -> Result<Response<Body>, Error> {
        self.agent
            .post(format!("{}/{path}", self.base))
            .header("Content-Type", "application/json")
            .send(body.to_string())
    }
}

fn describe(error: &anyhow::Error) -> Value {
    json!({ "errorType": "MigrationFailed", "errorMessage": format!("{error:#}") })
}
