//! [`flow::sign_in`](crate::flow::sign_in) for a host.

use alloc::string::String;
use core::mem;

use super::{read_config, write_send, write_tokens};
use crate::error::Error;
use crate::flow::sign_in::{self, AwaitingReply, Challenged, Step};
use crate::secret::{Password, Username};
use crate::wire::request::Request;
use crate::wire::write::{decimal, fill};

/// How long a challenge stands: the default of a user pool's app client
/// (`AuthSessionValidity`).
pub(super) const CHALLENGE_MS: u64 = 3 * 60_000;

/// A sign-in whose state is kept here, because the host cannot move it along.
pub struct SignIn(State);

enum State {
    Prepared(sign_in::SignIn),
    AwaitingReply(AwaitingReply),
    Challenged(Challenged),
    Over,
}

impl SignIn {
    /// `config` is a `Config`.
    ///
    /// # Errors
    /// As [`UserPool::new`](crate::user_pool::UserPool::new) and [`sign_in::SignIn::new`].
    pub fn new(config: &[u8], entropy: &[u8]) -> Result<Self, Error> {
        let sign_in = sign_in::SignIn::new(read_config(config)?, thirty_two(entropy)?)?;
        Ok(Self(State::Prepared(sign_in)))
    }

    /// The first `Step`.
    ///
    /// # Errors
    /// As [`Username::new`] and [`Password::new`], and the sign-in can still be
    /// started; else [`Error::FlowOver`].
    pub fn start(&mut self, username: &str, password: String) -> Result<String, Error> {
        let password = Password::from_text(password);
        let (username, password) = (Username::new(username)?, password?);
        match mem::replace(&mut self.0, State::Over) {
            State::Prepared(sign_in) => Ok(self.send(sign_in.start(username, password))),
            other => self.refuse(other),
        }
    }

    /// The `Step` that follows on a reply.
    ///
    /// # Errors
    /// As [`AwaitingReply::receive`]; else [`Error::FlowOver`].
    pub fn receive(&mut self, status: u16, body: &[u8], now_ms: u64) -> Result<String, Error> {
        let waiting = match mem::replace(&mut self.0, State::Over) {
            State::AwaitingReply(waiting) => waiting,
            other => return self.refuse(other),
        };
        match waiting.receive(status, body, now_ms)? {
            Step::Send(request, waiting) => Ok(self.send((request, waiting))),
            Step::SignedIn(tokens) => Ok(write_tokens(&tokens, "")),
            Step::Challenged(challenged) => {
                let step = write_standing(challenged.standing(), now_ms);
                self.0 = State::Challenged(challenged);
                Ok(step)
            }
        }
    }

    /// The first `Step` of another attempt, in place of a standing challenge.
    ///
    /// # Errors
    /// As [`Challenged::resend`]; else [`Error::FlowOver`].
    pub fn resend(&mut self, entropy: &[u8]) -> Result<String, Error> {
        let entropy = thirty_two(entropy)?;
        match mem::replace(&mut self.0, State::Over) {
            State::Challenged(challenged) => {
                let next = challenged.resend(entropy)?;
                Ok(self.send(next))
            }
            other => self.refuse(other),
        }
    }

    fn send(&mut self, (request, waiting): (Request, AwaitingReply)) -> String {
        self.0 = State::AwaitingReply(waiting);
        write_send(&request)
    }

    /// A call out of turn changes nothing.
    fn refuse(&mut self, state: State) -> Result<String, Error> {
        self.0 = state;
        Err(Error::FlowOver)
    }
}

fn write_standing(standing: &str, now_ms: u64) -> String {
    let expires_at_ms = decimal(now_ms.saturating_add(CHALLENGE_MS));
    fill(
        r#"{"kind":"standing","standing":%,"expiresAtMs":%}"#,
        &[standing, &expires_at_ms],
    )
}

pub(super) fn thirty_two(entropy: &[u8]) -> Result<[u8; 32], Error> {
    entropy.try_into().map_err(|_| Error::RandomUnavailable)
}
