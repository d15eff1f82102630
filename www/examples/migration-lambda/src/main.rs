//! A user-migration trigger for Lambda's provided runtime (`provided.al2023`).
//!
//! Cognito invokes it when somebody whom the user pool does not know signs in with a password, or
//! has lost it. It asks WordPress and hands Cognito what is needed to make the user.

mod runtime;
mod trigger;
mod wordpress;

use anyhow::Result;
use runtime::Runtime;
use wordpress::WordPress;

fn main() -> Result<()> {
    let runtime = Runtime::from_environment()?;
    let wordpress = match WordPress::from_environment() {
        Ok(wordpress) => wordpress,
        Err(error) => return runtime.fail_to_start(&error),
    };
    loop {
        let invocation = runtime.next()?;
        match answer(&wordpress, invocation.event) {
            Ok(event) => runtime.respond(&invocation.id, &event)?,
            // Lambda logs it: it never holds what the user typed.
            Err(error) => runtime.fail(&invocation.id, &error)?,
        }
    }
}

/// The event as Cognito wants it back.
fn answer(wordpress: &WordPress, event: serde_json::Value) -> Result<serde_json::Value> {
    let question = trigger::question(&event)?;
    let attributes = wordpress.ask(&question)?;
    Ok(trigger::answer(event, attributes))
}
