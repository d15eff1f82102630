//! The account operations' requests, to the byte: a struct's and a host's are the same.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use cognipress::error::Error;
use cognipress::flow::account::attributes::{
    DeleteUserAttributes, GetUserAttributeVerificationCode, UpdateUserAttributes,
    VerifyUserAttribute,
};
use cognipress::flow::account::device::{
    ConfirmDevice, DeviceSecretVerifierConfig, DeviceStatus, ForgetDevice, GetDevice, ListDevices,
    UpdateDeviceStatus,
};
use cognipress::flow::account::feedback::{FeedbackValue, UpdateAuthEventFeedback};
use cognipress::flow::account::mfa::{
    AssociateSoftwareToken, MfaOption, MfaSettings, SetUserMFAPreference, SetUserSettings,
    VerifySoftwareToken, WebAuthnMfaSettings,
};
use cognipress::flow::account::passkey::{
    CompleteWebAuthnRegistration, DeleteWebAuthnCredential, ListWebAuthnCredentials,
    StartWebAuthnRegistration,
};
use cognipress::flow::account::password::{ChangePassword, ConfirmForgotPassword, ForgotPassword};
use cognipress::flow::account::sessions::{
    AssociatedSessions, GlobalSignOut, ListUserSessions, RevokeUserSession,
};
use cognipress::flow::account::sign_up::{ConfirmSignUp, ResendConfirmationCode, SignUp};
use cognipress::flow::account::user::{DeleteUser, GetUser, GetUserAuthFactors};
use cognipress::flow::account::value::{
    Attributes, ClientMetadata, Code, Document, UserContextData,
};
use cognipress::host::account;
use cognipress::secret::{Password, Session, Token, Username};
use cognipress::user_pool::UserPool;
use cognipress::wire::request::Request;
use serde_json::{Value, json};

const CONFIG: &[u8] = br#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;

fn pool() -> UserPool {
    UserPool::new("eu-west-1_Ab12Cd34E", "client", None).unwrap()
}

fn token() -> Token {
    Token::new("token".into())
}

fn jane() -> Username {
    Username::new(" jane@example.com ").unwrap()
}

fn password(text: &str) -> Password {
    Password::new(text.as_bytes().to_vec()).unwrap()
}

fn code() -> Code {
    Code::new("123 456\u{a0}").unwrap()
}

fn pairs(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(name.into(), value.into())]
}

/// The request that a host's command makes.
fn command(command: &Value) -> Value {
    let step = account::request(CONFIG, command.to_string().as_bytes()).unwrap();
    let step: Value = serde_json::from_str(&step).unwrap();
    assert_eq!(step["kind"], "send");
    step["request"].clone()
}

/// Both ways to one request: the struct's, and a host's command.
fn check(request: &Request, host: &Value, expected: &Value) {
    let operation = host["operation"].as_str().unwrap();
    let body: Value = serde_json::from_str(request.body()).unwrap();
    assert_eq!(&body, expected, "{operation}");
    assert_eq!(request.operation(), operation);
    let made = command(host);
    assert_eq!(made["body"], *request.body(), "{operation} of a host");
    assert_eq!(made["url"], *request.url());
    assert_eq!(
        made["headers"]["x-amz-target"],
        format!("AWSCognitoIdentityProviderService.{operation}")
    );
}

fn for_triggers() -> (Option<ClientMetadata>, Option<UserContextData>) {
    let metadata = ClientMetadata(pairs("from", "\"form\""));
    (Some(metadata), Some(UserContextData("finger".into())))
}

#[test]
fn signing_up() {
    let (client_metadata, user_context_data) = for_triggers();
    let sign_up = SignUp {
        username: jane(),
        password: Some(password(" correct horse ")),
        user_attributes: Some(Attributes(pairs("email", "jane@example.com"))),
        validation_data: Some(Attributes(pairs("answer", "42"))),
        client_metadata,
        user_context_data,
    };
    check(
        &sign_up.request(&pool()),
        &json!({
            "operation": "SignUp", "username": "jane@example.com", "password": " correct horse ",
            "userAttributes": {"email": "jane@example.com"}, "validationData": {"answer": "42"},
            "clientMetadata": {"from": "\"form\""}, "userContextData": "finger",
        }),
        &json!({
            "ClientId": "client", "Username": "jane@example.com", "Password": " correct horse ",
            "UserAttributes": [{"Name": "email", "Value": "jane@example.com"}],
            "ValidationData": [{"Name": "answer", "Value": "42"}],
            "ClientMetadata": {"from": "\"form\""}, "UserContextData": {"EncodedData": "finger"},
        }),
    );
    let without_password = SignUp {
        username: jane(),
        password: None,
        user_attributes: None,
        validation_data: None,
        client_metadata: None,
        user_context_data: None,
    };
    check(
        &without_password.request(&pool()),
        &json!({"operation": "SignUp", "username": "jane@example.com", "password": null}),
        &json!({"ClientId": "client", "Username": "jane@example.com"}),
    );
    let (client_metadata, user_context_data) = for_triggers();
    let confirm = ConfirmSignUp {
        username: jane(),
        confirmation_code: code(),
        force_alias_creation: Some(true),
        session: Some(Session::new("session".into())),
        client_metadata,
        user_context_data,
    };
    check(
        &confirm.request(&pool()),
        &json!({
            "operation": "ConfirmSignUp", "username": "jane@example.com",
            "confirmationCode": "123456", "forceAliasCreation": true, "session": "session",
            "clientMetadata": {"from": "\"form\""}, "userContextData": "finger",
        }),
        &json!({
            "ClientId": "client", "Username": "jane@example.com", "ConfirmationCode": "123456",
            "ForceAliasCreation": true, "Session": "session",
            "ClientMetadata": {"from": "\"form\""}, "UserContextData": {"EncodedData": "finger"},
        }),
    );
    let (client_metadata, user_context_data) = for_triggers();
    let resend = ResendConfirmationCode {
        username: jane(),
        client_metadata,
        user_context_data,
    };
    check(
        &resend.request(&pool()),
        &json!({
            "operation": "ResendConfirmationCode", "username": "jane@example.com",
            "clientMetadata": {"from": "\"form\""}, "userContextData": "finger",
        }),
        &json!({
            "ClientId": "client", "Username": "jane@example.com",
            "ClientMetadata": {"from": "\"form\""}, "UserContextData": {"EncodedData": "finger"},
        }),
    );
}

#[test]
fn passwords() {
    let (client_metadata, user_context_data) = for_triggers();
    let forgot = ForgotPassword {
        username: jane(),
        client_metadata,
        user_context_data,
    };
    check(
        &forgot.request(&pool()),
        &json!({
            "operation": "ForgotPassword", "username": "jane@example.com",
            "clientMetadata": {"from": "\"form\""}, "userContextData": "finger",
        }),
        &json!({
            "ClientId": "client", "Username": "jane@example.com",
            "ClientMetadata": {"from": "\"form\""}, "UserContextData": {"EncodedData": "finger"},
        }),
    );
    let confirm = ConfirmForgotPassword {
        username: jane(),
        confirmation_code: code(),
        password: password("new"),
        client_metadata: None,
        user_context_data: None,
    };
    check(
        &confirm.request(&pool()),
        &json!({
            "operation": "ConfirmForgotPassword", "username": "jane@example.com",
            "confirmationCode": " 12 34 56", "password": "new",
        }),
        &json!({
            "ClientId": "client", "Username": "jane@example.com", "ConfirmationCode": "123456",
            "Password": "new",
        }),
    );
    let change = ChangePassword {
        access_token: token(),
        previous_password: Some(password("old")),
        proposed_password: password("new"),
    };
    check(
        &change.request(&pool()),
        &json!({
            "operation": "ChangePassword", "accessToken": "token", "previousPassword": "old",
            "proposedPassword": "new",
        }),
        &json!({"AccessToken": "token", "PreviousPassword": "old", "ProposedPassword": "new"}),
    );
}

#[test]
fn users_and_attributes() {
    let access_token = token();
    check(
        &GetUser { access_token }.request(&pool()),
        &json!({"operation": "GetUser", "accessToken": "token"}),
        &json!({"AccessToken": "token"}),
    );
    let access_token = token();
    check(
        &GetUserAuthFactors { access_token }.request(&pool()),
        &json!({"operation": "GetUserAuthFactors", "accessToken": "token"}),
        &json!({"AccessToken": "token"}),
    );
    let access_token = token();
    check(
        &DeleteUser { access_token }.request(&pool()),
        &json!({"operation": "DeleteUser", "accessToken": "token"}),
        &json!({"AccessToken": "token"}),
    );
    let update = UpdateUserAttributes {
        access_token: token(),
        user_attributes: Attributes(pairs("custom:motto", "")),
        client_metadata: for_triggers().0,
    };
    check(
        &update.request(&pool()),
        &json!({
            "operation": "UpdateUserAttributes", "accessToken": "token",
            "userAttributes": {"custom:motto": ""}, "clientMetadata": {"from": "\"form\""},
        }),
        &json!({
            "AccessToken": "token", "UserAttributes": [{"Name": "custom:motto", "Value": ""}],
            "ClientMetadata": {"from": "\"form\""},
        }),
    );
    let delete = DeleteUserAttributes {
        access_token: token(),
        user_attribute_names: vec!["nickname".into(), "custom:motto".into()],
    };
    check(
        &delete.request(&pool()),
        &json!({
            "operation": "DeleteUserAttributes", "accessToken": "token",
            "userAttributeNames": ["nickname", "custom:motto"],
        }),
        &json!({"AccessToken": "token", "UserAttributeNames": ["nickname", "custom:motto"]}),
    );
    let send = GetUserAttributeVerificationCode {
        access_token: token(),
        attribute_name: "email".into(),
        client_metadata: for_triggers().0,
    };
    check(
        &send.request(&pool()),
        &json!({
            "operation": "GetUserAttributeVerificationCode", "accessToken": "token",
            "attributeName": "email", "clientMetadata": {"from": "\"form\""},
        }),
        &json!({
            "AccessToken": "token", "AttributeName": "email",
            "ClientMetadata": {"from": "\"form\""},
        }),
    );
    let verify = VerifyUserAttribute {
        access_token: token(),
        attribute_name: "email".into(),
        code: code(),
    };
    check(
        &verify.request(&pool()),
        &json!({
            "operation": "VerifyUserAttribute", "accessToken": "token", "attributeName": "email",
            "code": "123456",
        }),
        &json!({"AccessToken": "token", "AttributeName": "email", "Code": "123456"}),
    );
}

#[test]
fn second_factors() {
    let settings = |preferred_mfa| MfaSettings {
        enabled: Some(true),
        preferred_mfa,
    };
    let prefer = SetUserMFAPreference {
        access_token: token(),
        sms_mfa_settings: Some(settings(None)),
        software_token_mfa_settings: Some(settings(Some(true))),
        email_mfa_settings: Some(settings(Some(false))),
        web_authn_mfa_settings: Some(WebAuthnMfaSettings {
            enabled: Some(false),
        }),
    };
    check(
        &prefer.request(&pool()),
        &json!({
            "operation": "SetUserMFAPreference", "accessToken": "token",
            "smsMfaSettings": {"enabled": true},
            "softwareTokenMfaSettings": {"enabled": true, "preferredMfa": true},
            "emailMfaSettings": {"enabled": true, "preferredMfa": false},
            "webAuthnMfaSettings": {"enabled": false},
        }),
        &json!({
            "AccessToken": "token", "SMSMfaSettings": {"Enabled": true},
            "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": true},
            "EmailMfaSettings": {"Enabled": true, "PreferredMfa": false},
            "WebAuthnMfaSettings": {"Enabled": false},
        }),
    );
    let settings = SetUserSettings {
        access_token: token(),
        mfa_options: vec![MfaOption {
            delivery_medium: Some("SMS".into()),
            attribute_name: Some("phone_number".into()),
        }],
    };
    check(
        &settings.request(&pool()),
        &json!({
            "operation": "SetUserSettings", "accessToken": "token",
            "mfaOptions": [{"deliveryMedium": "SMS", "attributeName": "phone_number"}],
        }),
        &json!({
            "AccessToken": "token",
            "MFAOptions": [{"DeliveryMedium": "SMS", "AttributeName": "phone_number"}],
        }),
    );
    let associate = AssociateSoftwareToken {
        access_token: None,
        session: Some(Session::new("session".into())),
    };
    check(
        &associate.request(&pool()),
        &json!({"operation": "AssociateSoftwareToken", "session": "session"}),
        &json!({"Session": "session"}),
    );
    let verify = VerifySoftwareToken {
        access_token: Some(token()),
        session: None,
        user_code: code(),
        friendly_device_name: Some("phone".into()),
    };
    check(
        &verify.request(&pool()),
        &json!({
            "operation": "VerifySoftwareToken", "accessToken": "token", "userCode": "123 456",
            "friendlyDeviceName": "phone",
        }),
        &json!({"AccessToken": "token", "UserCode": "123456", "FriendlyDeviceName": "phone"}),
    );
}

#[test]
fn devices() {
    let device_key = || String::from("eu-west-1_00000000-0000-4000-8000-000000000000");
    let confirm = ConfirmDevice {
        access_token: token(),
        device_key: device_key(),
        device_secret_verifier_config: Some(DeviceSecretVerifierConfig {
            password_verifier: "v+/=".into(),
            salt: "s+/=".into(),
        }),
        device_name: Some("laptop".into()),
    };
    check(
        &confirm.request(&pool()),
        &json!({
            "operation": "ConfirmDevice", "accessToken": "token", "deviceKey": device_key(),
            "deviceSecretVerifierConfig": {"passwordVerifier": "v+/=", "salt": "s+/="},
            "deviceName": "laptop",
        }),
        &json!({
            "AccessToken": "token", "DeviceKey": device_key(), "DeviceName": "laptop",
            "DeviceSecretVerifierConfig": {"PasswordVerifier": "v+/=", "Salt": "s+/="},
        }),
    );
    for (status, text) in [
        (DeviceStatus::Remembered, "remembered"),
        (DeviceStatus::NotRemembered, "not_remembered"),
    ] {
        let update = UpdateDeviceStatus {
            access_token: token(),
            device_key: device_key(),
            device_remembered_status: Some(status),
        };
        check(
            &update.request(&pool()),
            &json!({
                "operation": "UpdateDeviceStatus", "accessToken": "token",
                "deviceKey": device_key(), "deviceRememberedStatus": text,
            }),
            &json!({
                "AccessToken": "token", "DeviceKey": device_key(), "DeviceRememberedStatus": text,
            }),
        );
    }
    let list = ListDevices {
        access_token: token(),
        limit: Some(60),
        pagination_token: Some("next".into()),
    };
    check(
        &list.request(&pool()),
        &json!({
            "operation": "ListDevices", "accessToken": "token", "limit": 60,
            "paginationToken": "next",
        }),
        &json!({"AccessToken": "token", "Limit": 60, "PaginationToken": "next"}),
    );
    let (access_token, device_key) = (token(), device_key());
    let get = GetDevice {
        access_token,
        device_key,
    };
    check(
        &get.request(&pool()),
        &json!({"operation": "GetDevice", "accessToken": "token", "deviceKey": get.device_key}),
        &json!({"AccessToken": "token", "DeviceKey": get.device_key}),
    );
    let forget = ForgetDevice {
        access_token: token(),
        device_key: get.device_key,
    };
    check(
        &forget.request(&pool()),
        &json!({
            "operation": "ForgetDevice", "accessToken": "token", "deviceKey": forget.device_key,
        }),
        &json!({"AccessToken": "token", "DeviceKey": forget.device_key}),
    );
}

#[test]
fn passkeys() {
    let access_token = token();
    check(
        &StartWebAuthnRegistration { access_token }.request(&pool()),
        &json!({"operation": "StartWebAuthnRegistration", "accessToken": "token"}),
        &json!({"AccessToken": "token"}),
    );
    let credential = json!({"id": "x", "response": {"transports": ["usb"]}, "type": "public-key"});
    let complete = CompleteWebAuthnRegistration {
        access_token: token(),
        credential: Document::new(&credential.to_string()).unwrap(),
    };
    check(
        &complete.request(&pool()),
        &json!({
            "operation": "CompleteWebAuthnRegistration", "accessToken": "token",
            "credential": credential,
        }),
        &json!({"AccessToken": "token", "Credential": credential}),
    );
    assert_eq!(
        Document::new(r#""text""#).unwrap_err(),
        Error::InvalidAnswer
    );
    let list = ListWebAuthnCredentials {
        access_token: token(),
        max_results: Some(20),
        next_token: Some("next".into()),
    };
    check(
        &list.request(&pool()),
        &json!({
            "operation": "ListWebAuthnCredentials", "accessToken": "token", "maxResults": 20,
            "nextToken": "next",
        }),
        &json!({"AccessToken": "token", "MaxResults": 20, "NextToken": "next"}),
    );
    let delete = DeleteWebAuthnCredential {
        access_token: token(),
        credential_id: "x".into(),
    };
    check(
        &delete.request(&pool()),
        &json!({
            "operation": "DeleteWebAuthnCredential", "accessToken": "token", "credentialId": "x",
        }),
        &json!({"AccessToken": "token", "CredentialId": "x"}),
    );
}

#[test]
fn sessions_and_feedback() {
    let list = ListUserSessions {
        access_token: token(),
        next_token: Some("next".into()),
    };
    check(
        &list.request(&pool()),
        &json!({"operation": "ListUserSessions", "accessToken": "token", "nextToken": "next"}),
        &json!({"AccessToken": "token", "NextToken": "next"}),
    );
    for (associated, text) in [
        (AssociatedSessions::None, "NONE"),
        (AssociatedSessions::Linked, "LINKED"),
    ] {
        let revoke = RevokeUserSession {
            access_token: token(),
            session_id: "tkn0".into(),
            revoke_associated_sessions: Some(associated),
        };
        check(
            &revoke.request(&pool()),
            &json!({
                "operation": "RevokeUserSession", "accessToken": "token", "sessionId": "tkn0",
                "revokeAssociatedSessions": text,
            }),
            &json!({
                "AccessToken": "token", "SessionId": "tkn0", "RevokeAssociatedSessions": text,
            }),
        );
    }
    let access_token = token();
    check(
        &GlobalSignOut { access_token }.request(&pool()),
        &json!({"operation": "GlobalSignOut", "accessToken": "token"}),
        &json!({"AccessToken": "token"}),
    );
    for (value, text) in [
        (FeedbackValue::Valid, "Valid"),
        (FeedbackValue::Invalid, "Invalid"),
    ] {
        let feedback = UpdateAuthEventFeedback {
            username: jane(),
            event_id: "event".into(),
            feedback_token: token(),
            feedback_value: value,
        };
        check(
            &feedback.request(&pool()),
            &json!({
                "operation": "UpdateAuthEventFeedback", "username": "jane@example.com",
                "eventId": "event", "feedbackToken": "token", "feedbackValue": text,
            }),
            &json!({
                "UserPoolId": "eu-west-1_Ab12Cd34E", "Username": "jane@example.com",
                "EventId": "event", "FeedbackToken": "token", "FeedbackValue": text,
            }),
        );
    }
}
