//! Everything that can go wrong, as data: a code to branch on, the key of the
//! words to show, and a sentence for the developer.

use alloc::string::String;
use core::fmt;

use crate::wire::exception::{self, Exception, Refusal};
#[cfg(feature = "full")]
use crate::wire::reason::Reason;

/// Declares the errors that carry nothing, with their codes and sentences.
macro_rules! errors {
    ($($(#[$doc:meta])* $name:ident => $message:literal,)*) => {
        /// Why a step failed. Sorted by who can do something about it.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Error {
            $($(#[$doc])* $name,)*
            /// Not a command of `src/wasm/account.d.ts`: what to do about it.
            #[cfg(any(feature = "aws", feature = "full"))]
            InvalidCommand(alloc::boxed::Box<str>),
            /// A token, or an answer by way of the browser, that proves nothing: the part of it
            /// that is not right.
            #[cfg(any(feature = "aws", feature = "full"))]
            Untrusted(&'static str),
            /// Cognito's decision, where an exception stands for many.
            #[cfg(feature = "full")]
            Refused(Reason),
            /// Cognito's decision.
            Service(Refusal),
        }

        impl Error {
            /// Every error that carries nothing.
            pub const OWN: &[Self] = &[$(Self::$name),*];

            /// The stable name: `ErrorCode` of `src/wasm/types.d.ts`.
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$name => stringify!($name),)*
                    #[cfg(any(feature = "aws", feature = "full"))]
                    Self::InvalidCommand(_) => "InvalidCommand",
                    #[cfg(any(feature = "aws", feature = "full"))]
                    Self::Untrusted(_) => "Untrusted",
                    #[cfg(feature = "full")]
                    Self::Refused(reason) => reason.name(),
                    Self::Service(refusal) => refusal.name(),
                }
            }

            /// A sentence for the developer: what to do, or the service's own words.
            /// Users see the words of [`message_key`](Self::message_key).
            pub fn message(&self) -> &str {
                match self {
                    $(Self::$name => $message,)*
                    #[cfg(any(feature = "aws", feature = "full"))]
                    Self::InvalidCommand(what_to_do) => what_to_do,
                    #[cfg(any(feature = "aws", feature = "full"))]
                    Self::Untrusted(part) => part,
                    #[cfg(feature = "full")]
                    Self::Refused(reason) => reason.message(),
                    Self::Service(refusal) => refusal.message(),
                }
            }
        }
    };
}

errors! {
    // Whoever configured the page.
    /// The user pool id is not a region, `_`, and letters and digits, 55 characters at most.
    InvalidUserPoolId => "the user pool id must be a region, an underscore, letters and digits, like eu-west-1_Ab12Cd34E",
    /// The app client's id is empty, longer than 128 characters, or holds
    /// others than letters, digits, `_` and `+`.
    InvalidClientId => "the client id must be 1 to 128 letters and digits; copy it from the app client's page",
    /// The endpoint is not an `https` URL (`http` on a loopback host).
    InvalidEndpoint => "the endpoint must be an https URL, or http on localhost, without query and fragment",

    // The user.
    /// The user name is empty or longer than 128 characters.
    InvalidUsername => "the user name must have 1 to 128 characters",
    /// The password is empty, longer than 256 characters or not UTF-8.
    InvalidPasswordInput => "the password must have 1 to 256 characters of UTF-8",
    /// The answer does not fit the challenge: a password that cannot be one,
    /// a required attribute left out.
    InvalidAnswer => "the answer must name the challenge and give all that it asks for",

    // The program that drives the flow.
    /// The call does not fit the flow's state: it ended, or waits for something else.
    FlowOver => "this call does not fit the state of the flow: start a new one",
    /// The random bytes are not 32, or all zero.
    RandomUnavailable => "32 bytes of a cryptographic random generator are needed",

    // Cognito, or whoever answers in its place.
    /// The reply is not a JSON object in UTF-8 within the limits of
    /// [`json`](crate::wire::json), or a member that must be there is missing.
    InvalidReply => "the reply is not one of Cognito's: is the endpoint right?",
    /// `B` is not in 0 < B < N, or `u` is 0. Nothing more was sent.
    InvalidServerKey => "the server's key is not one that a server means well with",
    /// The salt is not 1 to 64 bytes of hex digits.
    InvalidSalt => "the salt is not 1 to 64 bytes of hex digits",
    /// A challenge that nobody knows, or that cannot come at this point.
    UnexpectedChallenge => "this challenge is not known, or cannot come here: is there a newer version?",
    /// More than [`CHALLENGE_LIMIT`](crate::flow::CHALLENGE_LIMIT) challenges in a row.
    ChallengeLimit => "too many challenges in a row: look at the user pool's triggers",
    /// The tokens are for another user than the proof was made for; they were thrown away.
    TokenMismatch => "the tokens are not those of the user who signed in; they were thrown away",

    // Cognito's decision that has no name of its own.
    /// The challenge can no longer be answered.
    ChallengeExpired => "the challenge has ended: sign in again",
}

impl Error {
    /// Which words the user should see: `MessageKey` of `src/wasm/types.d.ts`.
    ///
    /// A wrong password and an unknown user share one key: the page must not
    /// tell who has an account.
    pub fn message_key(&self) -> &'static str {
        match self {
            Self::InvalidUsername | Self::InvalidPasswordInput => "incorrect-credentials",
            Self::InvalidAnswer => "new-password-refused",
            Self::ChallengeExpired => "try-again",
            #[cfg(any(feature = "aws", feature = "full"))]
            Self::InvalidCommand(_) => "unavailable",
            #[cfg(any(feature = "aws", feature = "full"))]
            Self::Untrusted(_) => "try-again",
            #[cfg(feature = "full")]
            Self::Refused(reason) => reason.message_key(),
            Self::RandomUnavailable => "random-unavailable",
            Self::UnexpectedChallenge => "challenge-unsupported",
            Self::InvalidUserPoolId | Self::InvalidClientId | Self::InvalidEndpoint => {
                "misconfigured"
            }
            Self::FlowOver
            | Self::InvalidReply
            | Self::InvalidServerKey
            | Self::InvalidSalt
            | Self::ChallengeLimit
            | Self::TokenMismatch => "unavailable",
            Self::Service(refusal) => exception::message_key(refusal.name()),
        }
    }
}

/// How long it takes at most until another attempt counts, in minutes, where the service's
/// documentation says so: requests per hour, the longest lock-out, requests per second.
pub const WAITS: &[(&str, u32)] = &[
    ("LimitExceeded", 60),
    ("PasswordAttemptsExceeded", 15),
    ("TooManyRequests", 1),
];

/// What a host has to know of every code, those of the service included: the code, the key of
/// the words for the user, and the sentence for the developer where the service has none.
pub fn catalogue() -> impl Iterator<Item = [String; 3]> {
    let own = Error::OWN.iter().cloned();
    #[cfg(feature = "full")]
    let own = own
        .chain([Error::InvalidCommand("".into()), Error::Untrusted("")])
        .chain(Reason::ALL.iter().copied().map(Error::Refused));
    let own =
        own.map(|error| [error.code(), error.message_key(), error.message()].map(String::from));
    let service = Exception::NAMES.iter();
    #[cfg(feature = "full")]
    let service = service.chain(exception::OF_HOSTED_SIGN_IN);
    let service = service.map(|name| [name, exception::message_key(name), ""]);
    own.chain(service.map(|entry| entry.map(String::from)))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for Error {}

#[cfg(all(test, feature = "full"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::wire::json::Json;
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;

    const TYPES: &str = include_str!("wasm/types.d.ts");

    /// One error of every code.
    fn all() -> Vec<Error> {
        let service = Exception::NAMES.iter().map(|name| service(name));
        let reasons = Reason::ALL.iter().copied().map(Error::Refused);
        let own = Error::OWN.iter().cloned();
        let own = own
            .chain([Error::InvalidCommand("".into()), Error::Untrusted("")])
            .chain(reasons);
        let hosted = exception::OF_HOSTED_SIGN_IN.iter().copied();
        let hosted = hosted.map(|name| Error::Service(Refusal::new(name.into(), String::new())));
        own.chain(service).chain(hosted).collect()
    }

    /// What the service refuses with.
    fn service(name: &str) -> Error {
        let reply = alloc::format!(r#"{{"__type":"{name}Exception"}}"#);
        exception::read(Json::parse(reply.as_bytes()).unwrap()).unwrap()
    }

    /// The members of `export type NAME = | "A" | "B";`.
    fn union(name: &str) -> BTreeSet<&'static str> {
        let (_, rest) = TYPES
            .split_once(&alloc::format!("export type {name} ="))
            .unwrap();
        let (members, _) = rest.split_once(';').unwrap();
        members.split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn error_codes_are_those_of_the_types() {
        let errors = all();
        let codes: BTreeSet<_> = errors.iter().map(Error::code).collect();
        assert_eq!(codes.len(), errors.len(), "no code stands for two errors");
        assert_eq!(codes, union("ErrorCode"));
    }

    #[test]
    fn message_keys_are_those_of_the_types() {
        let keys: BTreeSet<_> = all().iter().map(Error::message_key).collect();
        assert_eq!(keys, union("MessageKey"));
    }

    #[test]
    fn the_catalogue_says_of_each_error_what_the_error_says() {
        let errors: Vec<_> = all()
            .iter()
            .map(|error| [error.code(), error.message_key(), error.message()].map(String::from))
            .collect();
        assert_eq!(catalogue().collect::<Vec<_>>(), errors);
    }

    #[test]
    fn who_has_to_wait_is_told_so() {
        let entries: Vec<_> = catalogue().collect();
        for (code, minutes) in WAITS {
            let entry = entries.iter().find(|[known, ..]| known == code);
            assert_eq!(entry.map(|[_, key, _]| key.as_str()), Some("throttled"));
            assert!((1..=60).contains(minutes));
        }
    }

    #[test]
    fn errors_of_our_own_have_a_sentence() {
        let own = Error::OWN.iter().map(Error::message);
        let sentences: BTreeSet<_> = own.filter(|message| !message.is_empty()).collect();
        assert_eq!(sentences.len(), Error::OWN.len());
    }

    #[test]
    fn a_wrong_password_and_an_unknown_user_look_alike() {
        let key = |name| service(name).message_key();
        assert_eq!(key("NotAuthorized"), key("UserNotFound"));
        assert_ne!(key("NotAuthorized"), key("UserNotConfirmed"));
    }
}
