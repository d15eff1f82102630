//! Everything that can go wrong, as data: a code to branch on, the key of the
//! words to show, and a sentence for the developer.

use core::fmt;

use crate::wire::exception::Exception;

/// Why a step failed. Sorted by who can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    // Whoever configured the page.
    /// The user pool id is longer than 55 characters.
    UserPoolIdTooLong,
    /// The user pool id has no `_` between region and name.
    UserPoolIdWithoutUnderscore,
    /// What stands before the `_` is not the name of a region, such as `eu-west-1`.
    UserPoolIdWithoutRegion,
    /// What stands after the `_` is not one or more letters and digits.
    UserPoolIdWithoutName,
    /// The app client's id is empty, longer than 128 characters, or holds
    /// others than letters, digits, `_` and `+`.
    InvalidClientId,
    /// The endpoint is not an `https` URL (`http` on a loopback host).
    InvalidEndpoint,

    // The user.
    /// The user name is empty or longer than 128 characters.
    InvalidUsername,
    /// The password is empty, longer than 256 characters or not UTF-8.
    InvalidPasswordInput,
    /// The answer does not fit the challenge: a password that cannot be one,
    /// a required attribute left out.
    InvalidAnswer,

    // The program that drives the flow.
    /// The call does not fit the flow's state: it ended, or waits for something else.
    FlowOver,
    /// The random bytes are not 32, or all zero.
    RandomUnavailable,

    // Cognito, or whoever answers in its place.
    /// The reply is longer than [`MAX_BYTES`](crate::wire::json::MAX_BYTES).
    ReplyTooLarge,
    /// The reply is nested deeper than [`MAX_DEPTH`](crate::wire::json::MAX_DEPTH).
    ReplyTooDeep,
    /// The reply is not a JSON object in UTF-8.
    ReplyNotJson,
    /// A member that must be in the reply is missing, or not of its type.
    ReplyIncomplete,
    /// `B` is not in 0 < B < N, or `u` is 0. Nothing more was sent.
    InvalidServerKey,
    /// The salt is not 1 to 64 bytes of hex digits.
    InvalidSalt,
    /// A challenge that nobody knows, or that cannot come at this point.
    UnexpectedChallenge,
    /// More than [`CHALLENGE_LIMIT`](crate::flow::sign_in::CHALLENGE_LIMIT)
    /// challenges in a row.
    ChallengeLimit,
    /// The tokens are for another user than the proof was made for; they were thrown away.
    TokenMismatch,

    // Cognito's decision.
    /// The challenge can no longer be answered: sign in again.
    ChallengeExpired,
    /// `NotAuthorizedException` for an account that an administrator disabled.
    UserDisabled,
    /// Any other exception of the service. Its own words stay in the reply:
    /// [`exception::message`](crate::wire::exception::message).
    Service(Exception),
}

impl Error {
    /// The stable name: `ErrorCode` of `src/wasm/types.d.ts`.
    pub fn code(self) -> &'static str {
        match self {
            Self::UserPoolIdTooLong
            | Self::UserPoolIdWithoutUnderscore
            | Self::UserPoolIdWithoutRegion
            | Self::UserPoolIdWithoutName => "InvalidUserPoolId",
            Self::InvalidClientId => "InvalidClientId",
            Self::InvalidEndpoint => "InvalidEndpoint",
            Self::InvalidUsername => "InvalidUsername",
            Self::InvalidPasswordInput => "InvalidPasswordInput",
            Self::InvalidAnswer => "InvalidAnswer",
            Self::FlowOver => "FlowOver",
            Self::RandomUnavailable => "RandomUnavailable",
            Self::ReplyTooLarge
            | Self::ReplyTooDeep
            | Self::ReplyNotJson
            | Self::ReplyIncomplete => "InvalidReply",
            Self::InvalidServerKey => "InvalidServerKey",
            Self::InvalidSalt => "InvalidSalt",
            Self::UnexpectedChallenge => "UnexpectedChallenge",
            Self::ChallengeLimit => "ChallengeLimit",
            Self::TokenMismatch => "TokenMismatch",
            Self::ChallengeExpired => "ChallengeExpired",
            Self::UserDisabled => "UserDisabled",
            Self::Service(exception) => exception.name(),
        }
    }

    /// Which words the user should see: `MessageKey` of `src/wasm/types.d.ts`.
    ///
    /// A wrong password and an unknown user share one key: the page must not
    /// tell who has an account.
    pub fn message_key(self) -> &'static str {
        match self {
            Self::InvalidUsername | Self::InvalidPasswordInput => "incorrect-credentials",
            Self::InvalidAnswer => "new-password-refused",
            Self::UserDisabled => "user-disabled",
            Self::ChallengeExpired => "try-again",
            Self::RandomUnavailable => "random-unavailable",
            Self::UnexpectedChallenge => "challenge-unsupported",
            Self::UserPoolIdTooLong
            | Self::UserPoolIdWithoutUnderscore
            | Self::UserPoolIdWithoutRegion
            | Self::UserPoolIdWithoutName
            | Self::InvalidClientId
            | Self::InvalidEndpoint => "misconfigured",
            Self::FlowOver
            | Self::ReplyTooLarge
            | Self::ReplyTooDeep
            | Self::ReplyNotJson
            | Self::ReplyIncomplete
            | Self::InvalidServerKey
            | Self::InvalidSalt
            | Self::ChallengeLimit
            | Self::TokenMismatch => "unavailable",
            Self::Service(exception) => exception.message_key(),
        }
    }

    /// A sentence for the developer. Users see the words of [`message_key`](Self::message_key).
    pub fn message(self) -> &'static str {
        match self {
            Self::UserPoolIdTooLong => "the user pool id is longer than 55 characters",
            Self::UserPoolIdWithoutUnderscore => "the user pool id has no underscore",
            Self::UserPoolIdWithoutRegion => "the user pool id does not start with a region",
            Self::UserPoolIdWithoutName => "the user pool id does not end in letters and digits",
            Self::InvalidClientId => "the client id is not 1 to 128 letters and digits",
            Self::InvalidEndpoint => "the endpoint is not an https URL, or http on loopback",
            Self::InvalidUsername => "the user name is not 1 to 128 characters",
            Self::InvalidPasswordInput => "the password is not 1 to 256 characters of UTF-8",
            Self::InvalidAnswer => "the answer does not fit the challenge",
            Self::FlowOver => "this call does not fit the state of the flow",
            Self::RandomUnavailable => "32 random bytes are needed",
            Self::ReplyTooLarge => "the reply is too large",
            Self::ReplyTooDeep => "the reply is nested too deeply",
            Self::ReplyNotJson => "the reply is not a JSON object",
            Self::ReplyIncomplete => "a member of the reply is missing or of another type",
            Self::InvalidServerKey => "the server's key is out of range",
            Self::InvalidSalt => "the salt is not 1 to 64 bytes of hex",
            Self::UnexpectedChallenge => "a challenge that is unknown or out of place",
            Self::ChallengeLimit => "too many challenges in a row",
            Self::TokenMismatch => "the tokens belong to another user",
            Self::ChallengeExpired => "the challenge can no longer be answered",
            Self::UserDisabled => "the user is disabled",
            Self::Service(_) => "the service refused the request",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;

    const TYPES: &str = include_str!("wasm/types.d.ts");

    /// Every error. A new variant does not compile until it is in this list.
    fn all() -> Vec<Error> {
        use Error::*;
        let mut errors = alloc::vec![
            UserPoolIdTooLong,
            UserPoolIdWithoutUnderscore,
            UserPoolIdWithoutRegion,
            UserPoolIdWithoutName,
            InvalidClientId,
            InvalidEndpoint,
            InvalidUsername,
            InvalidPasswordInput,
            InvalidAnswer,
            FlowOver,
            RandomUnavailable,
            ReplyTooLarge,
            ReplyTooDeep,
            ReplyNotJson,
            ReplyIncomplete,
            InvalidServerKey,
            InvalidSalt,
            UnexpectedChallenge,
            ChallengeLimit,
            TokenMismatch,
            ChallengeExpired,
            UserDisabled,
            Service(Exception::UnknownException),
        ];
        for error in &errors {
            match error {
                UserPoolIdTooLong
                | UserPoolIdWithoutUnderscore
                | UserPoolIdWithoutRegion
                | UserPoolIdWithoutName
                | InvalidClientId
                | InvalidEndpoint
                | InvalidUsername
                | InvalidPasswordInput
                | InvalidAnswer
                | FlowOver
                | RandomUnavailable
                | ReplyTooLarge
                | ReplyTooDeep
                | ReplyNotJson
                | ReplyIncomplete
                | InvalidServerKey
                | InvalidSalt
                | UnexpectedChallenge
                | ChallengeLimit
                | TokenMismatch
                | ChallengeExpired
                | UserDisabled
                | Service(_) => {}
            }
        }
        errors.extend(Exception::ALL.iter().copied().map(Service));
        errors
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
        assert_eq!(
            all().into_iter().map(Error::code).collect::<BTreeSet<_>>(),
            union("ErrorCode")
        );
    }

    #[test]
    fn message_keys_are_those_of_the_types() {
        let keys: BTreeSet<_> = all().into_iter().map(Error::message_key).collect();
        assert_eq!(keys, union("MessageKey"));
    }

    #[test]
    fn a_wrong_password_and_an_unknown_user_look_alike() {
        let key = |exception| Error::Service(exception).message_key();
        assert_eq!(key(Exception::NotAuthorized), key(Exception::UserNotFound));
    }
}
