//! The account operations against the service model, their replies and what a host does wrong.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "account/model.rs"]
mod model;

use std::collections::BTreeSet;

use cognipress::error::Error;
use cognipress::flow::account::device::{ForgetDevice, GetDevice};
use cognipress::flow::account::mfa::AssociateSoftwareToken;
use cognipress::flow::account::password::ChangePassword;
use cognipress::flow::account::sessions::GlobalSignOut;
use cognipress::flow::account::sign_up::{ConfirmSignUp, SignUp};
use cognipress::flow::account::user::{DeleteUser, GetUser};
use cognipress::flow::account::value::EpochMs;
use cognipress::host::account;
use cognipress::secret::Session;
use cognipress::wire::reason::Reason;
use model::Model;
use serde_json::{Value, json};

const CONFIG: &[u8] = br#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;

fn pairs(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(name.into(), value.into())]
}

/// The request that a host's command makes.
fn command(command: &Value) -> Result<Value, Error> {
    let step = account::request(CONFIG, command.to_string().as_bytes())?;
    let step: Value = serde_json::from_str(&step).unwrap();
    assert_eq!(step["kind"], "send");
    Ok(step["request"].clone())
}

fn outcome(operation: &str, status: u16, reply: &Value) -> Result<Value, Error> {
    account::outcome(operation.as_bytes(), status, reply.to_string().as_bytes())
        .map(|outcome| serde_json::from_str(&outcome).unwrap())
}

#[test]
fn every_operation_and_member_of_the_service_model() {
    let model = Model::read();
    let operations = model.account_operations();
    assert_eq!(operations.len(), 30);
    for operation in operations {
        let (host, service) = model.request(&operation);
        let mut given = host.clone();
        given["operation"] = json!(operation);
        let request = command(&given).unwrap_or_else(|error| panic!("{operation}: {error}"));
        let body: Value = serde_json::from_str(request["body"].as_str().unwrap()).unwrap();
        assert_eq!(body, service, "{operation}");

        let (host, service) = model.reply(&operation);
        let mut expected = host;
        expected["kind"] = json!("outcome");
        expected["operation"] = json!(operation);
        assert_eq!(
            outcome(&operation, 200, &service).unwrap(),
            expected,
            "{operation}"
        );
    }
}

#[test]
fn what_must_be_there_is_asked_for_by_name() {
    let model = Model::read();
    let mut asked = 0;
    for operation in model.account_operations() {
        let (host, _) = model.request(&operation);
        for name in model.required(&operation) {
            let mut given = host.clone();
            given["operation"] = json!(operation);
            given.as_object_mut().unwrap().remove(&name);
            let error = command(&given).unwrap_err();
            match error.code() {
                "InvalidCommand" => assert!(
                    error.message().starts_with(&format!("{name} must be ")),
                    "{operation}: {error}"
                ),
                "InvalidUsername" => assert_eq!(name, "username"),
                "InvalidPasswordInput" => assert!(name.to_lowercase().ends_with("password")),
                "InvalidAnswer" => assert!(name.to_lowercase().ends_with("code")),
                code => panic!("{operation} without {name}: {code}"),
            }
            asked += 1;
        }
    }
    assert!(asked > 40, "{asked}");
}

#[test]
fn commands_that_are_none() {
    let refused = |given: Value| match command(&given).unwrap_err() {
        Error::InvalidCommand(what_to_do) => what_to_do.to_string(),
        other => panic!("{given}: {other:?}"),
    };
    let get_user = |more: Value| {
        let mut given = json!({"operation": "GetUser", "accessToken": "token"});
        let more = more.as_object().unwrap().clone();
        given.as_object_mut().unwrap().extend(more);
        refused(given)
    };
    assert_eq!(
        refused(json!({})),
        "operation must be a text that is not empty"
    );
    assert_eq!(
        refused(json!([])),
        "operation must be a text that is not empty"
    );
    assert_eq!(
        refused(json!({"operation": "InitiateAuth"})),
        r#"there is no operation "InitiateAuth""#
    );
    assert_eq!(
        get_user(json!({"acessToken": "token"})),
        r#"there is no member "acessToken" here"#
    );
    assert_eq!(
        get_user(json!({"accessToken": ""})),
        "accessToken must be a text that is not empty"
    );
    assert_eq!(
        get_user(json!({"accessToken": 7})),
        "accessToken must be a text that is not empty"
    );
    let one = |operation: &str, name: &str, value: Value| {
        let mut given = json!({"operation": operation, "accessToken": "token", "deviceKey": "k"});
        given[name] = value;
        refused(given)
    };
    assert_eq!(
        one("UpdateDeviceStatus", "deviceRememberedStatus", json!("yes")),
        "deviceRememberedStatus must be one of remembered not_remembered"
    );
    assert_eq!(
        refused(json!({"operation": "ListDevices", "accessToken": "token", "limit": 1.5})),
        "limit must be a whole number"
    );
    assert_eq!(
        refused(json!({
            "operation": "SetUserMFAPreference", "accessToken": "token",
            "smsMfaSettings": {"enabled": "yes"},
        })),
        "enabled must be true or false"
    );
    assert_eq!(
        refused(json!({
            "operation": "SetUserMFAPreference", "accessToken": "token",
            "smsMfaSettings": {"Enabled": true},
        })),
        r#"there is no member "Enabled" here"#
    );
    assert_eq!(
        refused(json!({
            "operation": "UpdateUserAttributes", "accessToken": "token",
            "userAttributes": [{"Name": "email", "Value": "x"}],
        })),
        "userAttributes must be an object of texts"
    );
    for typed in ["", " \u{a0}\t", &"1".repeat(2049)] {
        let confirm = json!({
            "operation": "ConfirmSignUp", "username": "jane", "confirmationCode": typed,
        });
        assert_eq!(command(&confirm).unwrap_err(), Error::InvalidAnswer);
    }
    assert_eq!(
        refused(json!({
            "operation": "DeleteUserAttributes", "accessToken": "token",
            "userAttributeNames": "email",
        })),
        "userAttributeNames must be a list"
    );
    assert_eq!(
        account::outcome(b"InitiateAuth", 200, b"{}")
            .unwrap_err()
            .code(),
        "InvalidCommand"
    );
    assert_eq!(
        account::request(b"{}", b"{}").unwrap_err(),
        Error::InvalidUserPoolId
    );
}

#[test]
fn replies_are_typed() {
    let reply = json!({
        "Username": "jane", "UserAttributes": [{"Name": "sub", "Value": "1"}, {"Name": "nickname"}],
        "UserMFASettingList": ["SMS_MFA"], "FromTheFuture": {},
    });
    let user = GetUser::read(200, reply.to_string().as_bytes()).unwrap();
    assert_eq!(user.username, "jane");
    assert_eq!(
        user.user_attributes.0,
        [pairs("sub", "1"), pairs("nickname", "")].concat()
    );
    assert_eq!(user.user_mfa_setting_list, ["SMS_MFA"]);
    assert_eq!(user.preferred_mfa_setting, None);
    assert!(user.mfa_options.is_empty());

    let created = |seconds: &str| {
        let reply = format!(r#"{{"Device":{{"DeviceKey":"k","DeviceCreateDate":{seconds}}}}}"#);
        let found = GetDevice::read(200, reply.as_bytes());
        found.map(|found| found.device.device_create_date_ms.unwrap())
    };
    for seconds in ["1793610307.123", "1.793610307123E9", "1793610307123e-3"] {
        assert_eq!(
            created(seconds),
            Ok(EpochMs(1_793_610_307_123)),
            "{seconds}"
        );
    }
    assert_eq!(created("1793610307"), Ok(EpochMs(1_793_610_307_000)));
    assert_eq!(created("0.0004"), Ok(EpochMs(0)));
    assert_eq!(created("1e-9"), Ok(EpochMs(0)));
    for none in ["-1", "1e30", "1e300", "1793610307123456789012", "\"1\""] {
        assert_eq!(created(none), Err(Error::InvalidReply), "{none}");
    }

    let signed_up = SignUp::read(200, br#"{"UserConfirmed":false,"UserSub":"1"}"#).unwrap();
    assert!(!signed_up.user_confirmed && signed_up.session.is_none());
    assert_eq!(
        SignUp::read(200, br#"{"UserConfirmed":false}"#).unwrap_err(),
        Error::InvalidReply
    );
    let confirmed = ConfirmSignUp::read(200, br#"{"Session":"s"}"#).unwrap();
    assert_eq!(confirmed.session.as_ref().map(Session::secret), Some("s"));
    let secret = AssociateSoftwareToken::read(200, br#"{"SecretCode":"ABC"}"#).unwrap();
    assert_eq!(secret.secret_code.secret(), "ABC");
    assert_eq!(
        format!("{:?}", secret.secret_code),
        "SecretCode([redacted])"
    );

    // These two have no body at all.
    assert_eq!(DeleteUser::read(200, b""), Ok(()));
    assert_eq!(ForgetDevice::read(200, b""), Ok(()));
    assert_eq!(GetUser::read(200, b"").unwrap_err(), Error::InvalidReply);
}

#[test]
fn what_cognito_leaves_out_is_empty_for_a_host() {
    let user = json!({"Username": "jane", "UserAttributes": []});
    assert_eq!(
        outcome("GetUser", 200, &user).unwrap(),
        json!({
            "kind": "outcome", "operation": "GetUser", "username": "jane", "userAttributes": {},
            "userMFASettingList": [], "mfaOptions": [],
        })
    );
    assert_eq!(
        outcome("ConfirmDevice", 200, &json!({})).unwrap(),
        json!({"kind": "outcome", "operation": "ConfirmDevice", "userConfirmationNecessary": false})
    );
    for broken in [
        json!({}),
        json!({"Username": 1, "UserAttributes": []}),
        json!([]),
    ] {
        let error = outcome("GetUser", 200, &broken).unwrap_err();
        assert_eq!(error, Error::InvalidReply, "{broken}");
    }
}

#[test]
fn refusals_carry_the_services_name_and_words() {
    let body = json!({
        "__type": "com.amazonaws#UserLambdaValidationException",
        "message": "PreSignUp failed with error Members only.",
    });
    for operation in Model::read().account_operations() {
        match outcome(&operation, 400, &body).unwrap_err() {
            Error::Service(refusal) => {
                assert_eq!(refusal.name(), "UserLambdaValidation");
                assert_eq!(refusal.message(), "Members only.");
            }
            other => panic!("{operation}: {other:?}"),
        }
    }
    let disabled = json!({"__type": "NotAuthorizedException", "message": "User is disabled."});
    let error = ChangePassword::read(400, disabled.to_string().as_bytes()).unwrap_err();
    assert_eq!(error, Error::Refused(Reason::UserDisabled));
    assert_eq!(
        GlobalSignOut::read(502, b"<html>").unwrap_err(),
        Error::InvalidReply
    );
}

#[test]
fn one_exception_stands_for_many_things() {
    let code = |exception: &str, message: &str| {
        let body = json!({"__type": format!("{exception}Exception"), "message": message});
        let error = GlobalSignOut::read(400, body.to_string().as_bytes()).unwrap_err();
        String::from(error.code())
    };
    for (message, reason) in [
        ("User is disabled.", "UserDisabled"),
        ("Password attempts exceeded", "PasswordAttemptsExceeded"),
        (
            "Temporary password has expired and must be reset by an administrator.",
            "TemporaryPasswordExpired",
        ),
        (
            "User account has expired, it must be reset by an administrator.",
            "TemporaryPasswordExpired",
        ),
        (
            "Unable to login because of security reasons.",
            "AttemptBlocked",
        ),
        (
            "Request not allowed due to security reasons.",
            "AttemptBlocked",
        ),
        (
            "SignUp is not permitted for this user pool",
            "SignUpNotPermitted",
        ),
        ("Access Token has expired", "AccessTokenExpired"),
        ("Access Token has been revoked", "AccessTokenRevoked"),
        ("Invalid Access Token", "InvalidAccessToken"),
        ("Access Token does not have required scopes", "ScopeMissing"),
        ("Refresh Token has expired", "RefreshTokenExpired"),
        ("Refresh Token has been revoked", "RefreshTokenRevoked"),
        ("Invalid Refresh Token.", "InvalidRefreshToken"),
        (
            "Client abc is configured with secret but SECRET_HASH was not received",
            "ClientHasSecret",
        ),
        (
            "Unable to verify secret hash for client abc",
            "ClientHasSecret",
        ),
        (
            "User cannot be confirmed. Current status is CONFIRMED",
            "AlreadyConfirmed",
        ),
        (
            "User password cannot be reset in the current state.",
            "PasswordTemporary",
        ),
        (
            "A client attempted to write unauthorized attribute",
            "AttributeNotWritable",
        ),
        ("Incorrect username or password.", "NotAuthorized"),
        ("Invalid session for the user.", "NotAuthorized"),
        ("", "NotAuthorized"),
    ] {
        assert_eq!(code("NotAuthorized", message), reason, "{message}");
        // A trigger may say what it wants.
        assert_eq!(
            code("UserLambdaValidation", message),
            "UserLambdaValidation"
        );
    }
    let no_contact = "Cannot reset password for the user as there is no registered/verified email or phone_number";
    assert_eq!(
        code("InvalidParameter", no_contact),
        "NoVerifiedDestination"
    );
    assert_eq!(
        code("InvalidParameter", "User is already confirmed."),
        "AlreadyConfirmed"
    );
    assert_eq!(
        code("InvalidParameter", "Invalid email address format."),
        "InvalidParameter"
    );
}

#[test]
fn the_types_for_a_host_name_every_operation() {
    let types = include_str!("../src/wasm/account.d.ts");
    let (_, commands) = types.split_once("export type AccountCommand =").unwrap();
    let (commands, rest) = commands.split_once("\n/** What the reply").unwrap();
    let (_, outcomes) = rest.split_once("export type AccountOutcome =").unwrap();
    let (outcomes, _) = outcomes.split_once("\n/** What is made").unwrap();
    let named = |text: &str| -> BTreeSet<String> {
        let quoted = text.split('"').skip(1).step_by(2);
        let operations = quoted.filter(|name| name.starts_with(char::is_uppercase));
        operations.map(String::from).collect()
    };
    let mut expected: BTreeSet<_> = Model::read().account_operations().into_iter().collect();
    assert_eq!(named(outcomes), expected);
    expected.extend(["Valid", "Invalid", "NONE", "LINKED"].map(String::from));
    assert_eq!(named(commands), expected);
}
