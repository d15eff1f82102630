//! The trigger's event, as "Migrate user Lambda trigger" of Cognito's developer guide has it:
//! <https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html>.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

/// What WordPress is asked: a user name, and the password unless it is lost.
pub(crate) fn question(event: &Value) -> Result<Value> {
    let text = |pointer: &str| {
        event
            .pointer(pointer)
            .and_then(Value::as_str)
            .with_context(|| format!("the event has no {pointer}"))
    };
    let username = text("/userName")?;
    Ok(match text("/triggerSource")? {
        "UserMigration_Authentication" => {
            json!({ "userName": username, "password": text("/request/password")? })
        }
        "UserMigration_ForgotPassword" => json!({ "userName": username }),
        source => bail!("{source} is no user migration"),
    })
}

/// The event with the user's attributes; as it came where there is no such user, or the password
/// is wrong. Cognito tells the two apart to nobody.
pub(crate) fn answer(mut event: Value, attributes: Option<Value>) -> Value {
    let Some(attributes) = attributes else {
        return event;
    };
    let mut response = json!({ "userAttributes": attributes, "messageAction": "SUPPRESS" });
    if event["triggerSource"] == "UserMigration_Authentication" {
        // The password that was typed is the user's from now on.
        response["finalUserStatus"] = "CONFIRMED".into();
    }
    event["response"] = response;
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(source: &str) -> Value {
        json!({
            "version": "1",
            "triggerSource": source,
            "userName": "ann",
            "request": { "password": "right" },
            "response": { "userAttributes": null, "finalUserStatus": null },
        })
    }

    #[test]
    fn a_password_is_asked_about_only_where_it_is_not_lost() {
        assert_eq!(
            question(&event("UserMigration_Authentication")).unwrap(),
            json!({ "userName": "ann", "password": "right" })
        );
        assert_eq!(
            question(&event("UserMigration_ForgotPassword")).unwrap(),
            json!({ "userName": "ann" })
        );
        assert!(question(&event("PreSignUp_SignUp")).is_err());
    }

    #[test]
    fn only_who_gave_the_password_is_confirmed() {
        let attributes = Some(json!({ "email": "ann@example.org" }));
        let signed_in = answer(event("UserMigration_Authentication"), attributes.clone());
        assert_eq!(signed_in["response"]["finalUserStatus"], "CONFIRMED");
        assert_eq!(signed_in["response"]["messageAction"], "SUPPRESS");
        let lost = answer(event("UserMigration_ForgotPassword"), attributes);
        assert_eq!(lost["response"]["userAttributes"]["email"], "ann@example.org");
        assert!(lost["response"].get("finalUserStatus").is_none());
        let refused = answer(event("UserMigration_Authentication"), None);
        assert_eq!(refused, event("UserMigration_Authentication"));
    }
}
