//! What a reply means: the end, the next request, or a question.

use alloc::boxed::Box;
use alloc::string::String;

use super::{AwaitingAnswer, AwaitingReply, Failure, Sent, SignedIn, State, Step};
use crate::error::Error;
use crate::flow::CHALLENGE_LIMIT;
use crate::flow::challenge::Challenge;
use crate::secret::{Session, Token};
use crate::token::TokenSet;
use crate::wire::exception::Exception;
use crate::wire::json::Json;
use crate::wire::reply;

impl AwaitingReply {
    /// Takes the reply. `now_ms` is the time of its arrival, in milliseconds since the epoch.
    ///
    /// # Errors
    /// The sign-in is over, unless [`Failure::retry`] says otherwise.
    pub fn receive(
        self,
        status: u16,
        body: &[u8],
        now_ms: u64,
        entropy: [u8; 32],
    ) -> Result<Step, Failure> {
        let Self { mut state, sent } = self;
        let reply = match reply::read(status, body) {
            Ok(reply) => reply,
            Err(error) => return state.refused(sent, error, entropy),
        };
        match sent {
            Sent::Step | Sent::Answer(_) | Sent::Credential(_) => {
                state.receive(reply, now_ms, entropy)
            }
            Sent::Associate(_) => {
                let [secret] = reply.texts(["SecretCode"]).ok_or(Error::InvalidReply)?;
                state.take_session(reply);
                Ok(state.ask(Challenge::MfaSetupTotp(Token::new(secret))))
            }
            Sent::Verify(question) => {
                state.take_session(reply);
                Ok(state.send("MFA_SETUP", "", Sent::Answer(question)))
            }
        }
    }
}

impl State {
    /// Goes on with a reply that is no error.
    pub(super) fn receive(
        mut self: Box<Self>,
        reply: Json<'_>,
        now_ms: u64,
        entropy: [u8; 32],
    ) -> Result<Step, Failure> {
        let result = reply.get("AuthenticationResult").unwrap_or_default();
        if result.is_object() {
            // A challenge that was resumed has none; a sign-in without a proof may have none.
            return Ok(Step::SignedIn(Box::new(SignedIn {
                tokens: TokenSet::read(result, self.user_id.as_deref(), now_ms)?,
                device_forgotten: self.device_forgotten,
            })));
        }
        let [name] = reply.texts(["ChallengeName"]).ok_or(Error::InvalidReply)?;
        if self.challenges >= CHALLENGE_LIMIT {
            return Err(Error::ChallengeLimit.into());
        }
        self.challenges += 1;
        self.take_session(reply);
        let parameters = reply.get("ChallengeParameters").unwrap_or_default();
        let username = parameters
            .get("USERNAME")
            .or_else(|| parameters.get("USER_ID_FOR_SRP"));
        if let Some(username) = username.and_then(Json::text) {
            self.username.clone_from(&username);
            self.user_id.get_or_insert(username);
        }
        match &*name {
            "PASSWORD_VERIFIER" => return Ok(self.prove(parameters, now_ms)?),
            "DEVICE_SRP_AUTH" => return Ok(self.begin_device(entropy)?),
            "DEVICE_PASSWORD_VERIFIER" => return Ok(self.prove_device(parameters, now_ms)?),
            _ => {}
        }
        self.standing = Some(String::from(reply.as_str()));
        let question = Challenge::read(&name, reply)?;
        match &question {
            Challenge::MfaSetup(options) => match &**options {
                [option] => self.set_up(option, options.clone()),
                _ => Ok(self.ask(question)),
            },
            _ => Ok(self.ask(question)),
        }
    }

    /// Where a device is not known any more, begins again without it. A refused answer has not
    /// spent the `Session`: where the user can do better, or wait, the challenge stands.
    fn refused(
        mut self: Box<Self>,
        sent: Sent,
        error: Error,
        entropy: [u8; 32],
    ) -> Result<Step, Failure> {
        let Error::Service(refusal) = &error else {
            return Err(error.into());
        };
        match (refusal.exception(), sent) {
            (Exception::ResourceNotFound, Sent::Step)
                if self.context.device.is_some() && self.start.is_some() =>
            {
                self.context.device = None;
                self.device_forgotten = true;
                self.challenges = 0;
                let (request, waiting) = self.initiate(entropy)?;
                Ok(Step::Send(request, waiting))
            }
            (
                Exception::CodeMismatch
                | Exception::ExpiredCode
                | Exception::EnableSoftwareTokenMFA
                | Exception::InvalidParameter
                | Exception::InvalidPassword
                | Exception::PasswordHistoryPolicyViolation
                | Exception::TooManyRequests,
                Sent::Answer(question) | Sent::Credential(question) | Sent::Verify(question),
            ) => Err(self.retry(error, question)),
            (Exception::TooManyRequests, Sent::Associate(options)) => {
                Err(self.retry(error, Challenge::MfaSetup(options)))
            }
            // The answer was no credential: it is the session that is too old.
            (Exception::NotAuthorized, Sent::Answer(_) | Sent::Associate(_) | Sent::Verify(_)) => {
                Err(Error::ChallengeExpired.into())
            }
            _ => Err(error.into()),
        }
    }

    fn take_session(&mut self, reply: Json<'_>) {
        self.session = reply.get("Session").and_then(Json::text).map(Session::new);
    }

    pub(super) fn ask(mut self: Box<Self>, question: Challenge) -> Step {
        if matches!(question, Challenge::MfaSetupTotp(_)) {
            self.standing = None;
        }
        Step::Ask(AwaitingAnswer {
            state: self,
            question,
        })
    }

    pub(super) fn retry(self: Box<Self>, error: Error, question: Challenge) -> Failure {
        let state = self;
        Failure {
            error,
            retry: Some(AwaitingAnswer { state, question }),
        }
    }
}
