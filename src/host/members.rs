//! Members between their two forms, from nothing but their declaration: Cognito's
//! by the service model (`AccessToken`), a host's by `src/wasm/account.d.ts`
//! (`accessToken`).

use alloc::string::String;

use crate::error::Error;
use crate::flow::account::shape::{Kind, Member, Object, Read, Write};
use crate::flow::account::value::{Attributes, Code, EpochMs, attribute, list};
use crate::secret::{Password, Username};
use crate::wire::json::Json;
use crate::wire::write::{append, decimal, fill, object};

/// Whose form is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    Service,
    Host,
}

/// Refuses an object with other members than those of a shape and `more`.
///
/// # Errors
/// [`Error::InvalidCommand`]
pub(super) fn expect_only(given: Json<'_>, members: &[Member], more: &[&str]) -> Result<(), Error> {
    for (name, _) in given.members() {
        let is_known =
            more.contains(&name.as_str()) || members.iter().any(|member| host_name(member) == name);
        if !is_known {
            return Err(invalid_command(fill("there is no member ? here", &[&name])));
        }
    }
    Ok(())
}

/// Appends what `from` holds to `written`.
///
/// # Errors
/// See [`refused`].
pub(super) fn translate(
    from: Json<'_>,
    members: &[Member],
    to: To,
    written: &mut Object,
) -> Result<(), Error> {
    for member in members {
        let host_name = host_name(member);
        let (name, new_name) = match to {
            To::Service => (host_name.as_str(), member.name),
            To::Host => (member.name, host_name.as_str()),
        };
        let given = from.get(name).unwrap_or_default();
        let value = match (given.as_str(), to, &member.kind) {
            ("null", ..) if member.is_optional => continue,
            // As for `Read`: Cognito leaves out what is empty and what is not so.
            ("null", To::Host, Kind::List(_)) => String::from("[]"),
            ("null", To::Host, Kind::Flag) => String::from("false"),
            (_, _, kind) => translate_value(given, name, kind, to)?,
        };
        written.add(new_name, Some(value));
    }
    Ok(())
}

fn translate_value(given: Json<'_>, name: &str, kind: &Kind, to: To) -> Result<String, Error> {
    match kind {
        Kind::Shape(members) if given.is_object() => {
            if to == To::Service {
                expect_only(given, members, &[])?;
            }
            let mut shape = Object::default();
            translate(given, members, to, &mut shape)?;
            Ok(shape.finish())
        }
        Kind::List(kind) if given.as_str().starts_with('[') => {
            let mut items = alloc::vec::Vec::new();
            for item in given.elements() {
                items.push(translate_value(item, name, kind, to)?);
            }
            Ok(list(&mut items.into_iter()))
        }
        _ => scalar(given, kind, to).ok_or_else(|| refused(name, kind)),
    }
}

/// A value without members of its own.
fn scalar(given: Json<'_>, kind: &Kind, to: To) -> Option<String> {
    let is_right = match kind {
        // The service model asks for one character or more.
        Kind::Text => given
            .text()
            .is_some_and(|text| to == To::Host || !text.is_empty()),
        Kind::Choice(texts) => texts.contains(&given.text()?.as_str()),
        Kind::Flag => matches!(given.as_str(), "true" | "false"),
        Kind::Number => given.whole_number().is_some(),
        Kind::Document => given.is_object(),
        Kind::Texts => holds_texts(given),
        Kind::UserContextData => {
            given.text()?;
            return Some(fill(r#"{"EncodedData":%}"#, &[given.as_str()]));
        }
        Kind::Username => return Username::new(&given.text()?).ok()?.write(),
        Kind::Password => return Password::new(given.text()?.into_bytes()).ok()?.write(),
        Kind::Code => return Code::new(&given.text()?).ok()?.write(),
        Kind::Time => return Some(decimal(EpochMs::read(given)?.0)),
        Kind::Attributes => return attributes(given, to),
        Kind::List(_) | Kind::Shape(_) => false,
    };
    is_right.then(|| String::from(given.as_str()))
}

/// An object of texts for a host, a list of names and values for Cognito.
fn attributes(given: Json<'_>, to: To) -> Option<String> {
    if to == To::Host {
        let Attributes(pairs) = Attributes::read(given)?;
        return Some(object(
            pairs.iter().map(|(name, value)| (&**name, &**value)),
        ));
    }
    if !holds_texts(given) {
        return None;
    }
    let texts = given
        .members()
        .filter_map(|(name, value)| Some((name, value.text()?)));
    Some(list(
        &mut texts.map(|(name, value)| attribute((&name, &value))),
    ))
}

fn holds_texts(given: Json<'_>) -> bool {
    given.is_object() && given.members().all(|(_, value)| value.text().is_some())
}

/// What to say of a member that is missing, or not of its kind.
pub(super) fn refused(name: &str, kind: &Kind) -> Error {
    let expected = match kind {
        // What people type has its own errors.
        Kind::Username => return Error::InvalidUsername,
        Kind::Password => return Error::InvalidPasswordInput,
        Kind::Code => return Error::InvalidAnswer,
        Kind::Choice(texts) => {
            let mut choices = String::new();
            for text in *texts {
                append(&mut choices, " ");
                append(&mut choices, text);
            }
            return invalid_command(fill("% must be one of%", &[name, &choices]));
        }
        Kind::Text | Kind::UserContextData => "a text that is not empty",
        Kind::Flag => "true or false",
        Kind::Number => "a whole number",
        Kind::Time => "a time",
        Kind::Attributes | Kind::Texts => "an object of texts",
        Kind::Document | Kind::Shape(_) => "an object",
        Kind::List(_) => "a list",
    };
    invalid_command(fill("% must be %", &[name, expected]))
}

pub(super) fn invalid_command(what_to_do: String) -> Error {
    Error::InvalidCommand(what_to_do.into())
}

/// `AccessToken` as `accessToken`, `SMSMfaSettings` as `smsMfaSettings`; a time says its unit.
fn host_name(member: &Member) -> String {
    let mut name = String::from(member.name);
    let capitals = name.bytes().take_while(u8::is_ascii_uppercase).count();
    // The last one of several starts the next word.
    let first_word = if capitals > 1 { capitals - 1 } else { 1 };
    if let Some(first_word) = name.get_mut(..first_word) {
        first_word.make_ascii_lowercase();
    }
    if matches!(member.kind, Kind::Time) {
        append(&mut name, "Ms");
    }
    name
}
