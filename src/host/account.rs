//! The operations of [`flow::account`](crate::flow::account) for a host that
//! speaks JSON: the shapes are those of `src/wasm/account.d.ts`.

use alloc::string::String;

use super::members::{To, expect_only, invalid_command, refused, translate};
use super::{read_config, write_send};
use crate::error::Error;
use crate::flow::account::operation::{Caller, Operation, successful};
use crate::flow::account::qr::QrCode;
use crate::flow::account::shape::{Kind, Member, Object, Shape};
use crate::flow::account::totp::SecretCode;
use crate::flow::account::{
    attributes, device, feedback, mfa, passkey, password, sessions, sign_up, user,
};
use crate::srp::device::DeviceSecret;
use crate::wire::base64;
use crate::wire::json::Json;
use crate::wire::request::Request;
use crate::wire::write::{decimal, fill};

/// An operation as data: the host names it, so nothing of it is known before.
struct Entry {
    name: &'static str,
    caller: Caller,
    parameters: &'static [Member],
    reply: &'static [Member],
}

impl Entry {
    const fn of<T: Operation>() -> Self {
        Self {
            name: T::NAME,
            caller: T::CALLER,
            parameters: T::MEMBERS,
            reply: T::Reply::MEMBERS,
        }
    }

    fn find(operation: &str) -> Result<&'static Self, Error> {
        ENTRIES
            .iter()
            .find(|entry| entry.name == operation)
            .ok_or_else(|| invalid_command(fill("there is no operation ?", &[operation])))
    }
}

const ENTRIES: &[Entry] = &[
    Entry::of::<sign_up::SignUp>(),
    Entry::of::<sign_up::ConfirmSignUp>(),
    Entry::of::<sign_up::ResendConfirmationCode>(),
    Entry::of::<password::ForgotPassword>(),
    Entry::of::<password::ConfirmForgotPassword>(),
    Entry::of::<password::ChangePassword>(),
    Entry::of::<user::GetUser>(),
    Entry::of::<user::GetUserAuthFactors>(),
    Entry::of::<user::DeleteUser>(),
    Entry::of::<attributes::UpdateUserAttributes>(),
    Entry::of::<attributes::DeleteUserAttributes>(),
    Entry::of::<attributes::GetUserAttributeVerificationCode>(),
    Entry::of::<attributes::VerifyUserAttribute>(),
    Entry::of::<mfa::SetUserMFAPreference>(),
    Entry::of::<mfa::SetUserSettings>(),
    Entry::of::<mfa::AssociateSoftwareToken>(),
    Entry::of::<mfa::VerifySoftwareToken>(),
    Entry::of::<device::ConfirmDevice>(),
    Entry::of::<device::UpdateDeviceStatus>(),
    Entry::of::<device::ListDevices>(),
    Entry::of::<device::GetDevice>(),
    Entry::of::<device::ForgetDevice>(),
    Entry::of::<passkey::StartWebAuthnRegistration>(),
    Entry::of::<passkey::CompleteWebAuthnRegistration>(),
    Entry::of::<passkey::ListWebAuthnCredentials>(),
    Entry::of::<passkey::DeleteWebAuthnCredential>(),
    Entry::of::<sessions::ListUserSessions>(),
    Entry::of::<sessions::RevokeUserSession>(),
    Entry::of::<sessions::GlobalSignOut>(),
    Entry::of::<feedback::UpdateAuthEventFeedback>(),
];

/// The `Step` that sends an `AccountCommand`.
///
/// # Errors
/// [`Error::InvalidCommand`], which says what to do; [`Error::InvalidUsername`],
/// [`Error::InvalidPasswordInput`] and [`Error::InvalidAnswer`] for what a user typed
pub fn request(config: &[u8], command: &[u8]) -> Result<String, Error> {
    let pool = read_config(config)?;
    let (operation, command) = read_command(command)?;
    let entry = Entry::find(&operation)?;
    let mut body = entry.caller.introduce(&pool);
    expect_only(command, entry.parameters, &["operation"])?;
    translate(command, entry.parameters, To::Service, &mut body)?;
    Ok(write_send(&Request::new(&pool, entry.name, body.finish())))
}

/// The `AccountOutcome` that the reply to an operation tells. The operation's name is UTF-8.
///
/// # Errors
/// What the service refused with, or [`Error::InvalidReply`]
pub fn outcome(operation: &[u8], status: u16, body: &[u8]) -> Result<String, Error> {
    let entry = Entry::find(core::str::from_utf8(operation).unwrap_or_default())?;
    let reply = successful(status, body, entry.reply)?;
    let mut outcome = Object::default();
    outcome.add("kind", Some(String::from(r#""outcome""#)));
    outcome.add("operation", Some(fill("?", &[entry.name])));
    translate(reply, entry.reply, To::Host, &mut outcome).map_err(|_| Error::InvalidReply)?;
    Ok(outcome.finish())
}

/// What a `LocalCommand` makes without asking anybody: an `AuthenticatorSetup` or a `NewDeviceSecret`.
///
/// # Errors
/// [`Error::InvalidCommand`], [`Error::RandomUnavailable`]
pub fn make(command: &[u8]) -> Result<String, Error> {
    let (operation, command) = read_command(command)?;
    match operation.as_str() {
        "AuthenticatorSetup" => authenticator_setup(command),
        "DeviceSecret" => device_secret(command),
        _ => Err(invalid_command(fill(
            "there is no operation ?",
            &[&operation],
        ))),
    }
}

fn authenticator_setup(command: Json<'_>) -> Result<String, Error> {
    let [secret, issuer, account] = read_texts(command, ["secretCode", "issuer", "account"])?;
    let setup = write_authenticator_setup(&SecretCode::new(secret), &issuer, &account);
    let setup = setup.ok_or_else(|| {
        invalid_command(String::from(
            "issuer and account are too long for a QR code",
        ))
    })?;
    Ok(fill(r#"{"kind":"made"%}"#, &[&setup]))
}

/// The members of an `AuthenticatorSetup`, to be put behind another one; nothing, if they are
/// too long for a QR code.
pub(super) fn write_authenticator_setup(
    secret: &SecretCode,
    issuer: &str,
    account: &str,
) -> Option<String> {
    let uri = secret.uri(issuer, account);
    let drawing = QrCode::new(&uri)?;
    Some(fill(
        r#","uri":?,"qr":?,"qrSize":%"#,
        &[&uri, drawing.path(), &decimal(u64::from(drawing.size()))],
    ))
}

fn device_secret(command: Json<'_>) -> Result<String, Error> {
    let [group_key, device_key, entropy] =
        read_texts(command, ["deviceGroupKey", "deviceKey", "entropy"])?;
    let entropy = base64::decode(&entropy).and_then(|bytes| bytes.try_into().ok());
    let secret = DeviceSecret::new(
        &group_key,
        &device_key,
        &entropy.ok_or(Error::RandomUnavailable)?,
    )?;
    Ok(fill(
        r#"{"kind":"made","password":?,"deviceSecretVerifierConfig":{"passwordVerifier":?,"salt":?}}"#,
        &[secret.password().secret(), secret.verifier(), secret.salt()],
    ))
}

/// The `operation` of a command, and the command.
fn read_command(command: &[u8]) -> Result<(String, Json<'_>), Error> {
    let command = Json::parse(command).unwrap_or_default();
    let [operation] = read_texts(command, ["operation"])?;
    Ok((operation, command))
}

fn read_texts<const N: usize>(command: Json<'_>, names: [&str; N]) -> Result<[String; N], Error> {
    let mut texts = [const { String::new() }; N];
    for (text, name) in texts.iter_mut().zip(names) {
        let given = command.get(name).and_then(Json::text);
        *text = given.ok_or_else(|| refused(name, &Kind::Text))?;
    }
    Ok(texts)
}
