//! Signing in by every `AuthFlow` there is, and answering every challenge.
//!
//! ```text
//! Start ──start──▶ AwaitingReply ──receive──▶ Step::Send ──▶ AwaitingReply
//!                        ▲                    Step::Ask ───▶ AwaitingAnswer
//! a standing challenge ──┼──────resume──────────────────────────┘  │
//!                        └──────────answer, resend─────────────────┘
//!                                             Step::SignedIn
//! ```
//!
//! Every step takes 32 random bytes, for it may have to begin a proof.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::CHALLENGE_LIMIT;
use super::challenge::{ATTRIBUTE_PREFIX, Attributes, Challenge, ChallengeAnswer};
use super::proof::Secret;
use crate::error::Error;
use crate::secret::{Password, Session, Token, Username, redact};
use crate::srp::exchange::Ephemeral;
use crate::token::TokenSet;
use crate::user_pool::UserPool;
use crate::wire::exception::Exception;
use crate::wire::json::Json;
use crate::wire::reply;
use crate::wire::request::Request;
use crate::wire::write::{fill, object};

/// How to begin.
#[derive(Debug)]
pub enum Start {
    /// `USER_SRP_AUTH`
    Srp(Password),
    /// `CUSTOM_AUTH`, after a proof of the password where there is one.
    Custom(Option<Password>),
    /// `USER_AUTH`: the user, or the page for them, chooses the first factor.
    Choice {
        /// `PREFERRED_CHALLENGE`: `PASSWORD`, `PASSWORD_SRP`, `EMAIL_OTP`, `SMS_OTP`, `WEB_AUTHN`.
        preferred: Option<String>,
        /// For the first two.
        password: Option<Password>,
        /// What `ConfirmSignUp` returned: no other factor is asked for then.
        session: Option<Session>,
    },
    /// `USER_AUTH` up to a level, for a user who may be signed in but has to show more.
    StepUp {
        /// `TARGET_ACR_VALUES`, separated by spaces: `urn:cognito:loa:2`.
        acr_values: String,
        /// `MAX_AGE`: how long ago the factors may have been shown, in seconds.
        max_age: Option<u32>,
        /// `ACCESS_TOKEN` of the user, whose factors count; without it none does.
        access_token: Option<Token>,
    },
    /// `USER_PASSWORD_AUTH`, which sends the password itself: for a pool that
    /// migrates users from elsewhere, and for nothing else.
    PlainPassword(Password),
}

/// What goes along with the requests.
#[derive(Debug, Default)]
pub struct Context {
    /// `ClientMetadata`, for the pool's triggers.
    pub client_metadata: Attributes,
    /// `UserContextData.EncodedData`, of Cognito's script for advanced security.
    pub encoded_data: Option<String>,
    /// The device, where Cognito remembers it.
    pub device: Option<Device>,
}

/// A device that was confirmed before.
#[derive(Debug)]
pub struct Device {
    /// `DeviceKey`
    pub key: String,
    /// `DeviceGroupKey`
    pub group_key: String,
    /// What `ConfirmDevice` was sent a verifier of.
    pub password: Password,
}

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Send the request and give the reply to `receive`.
    Send(Request, AwaitingReply),
    /// Ask the user and give the answer to `answer`.
    Ask(AwaitingAnswer),
    /// The user is who they say they are.
    SignedIn(Box<SignedIn>),
}

/// The end of a sign-in.
#[derive(Debug)]
pub struct SignedIn {
    /// What was come for.
    pub tokens: TokenSet,
    /// Cognito did not know the device any more: forget it.
    pub device_forgotten: bool,
}

/// A step that failed.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The challenge, where it still stands: the user may try once more.
    pub retry: Option<AwaitingAnswer>,
}

/// A sign-in that waits for the reply to the request it gave out last.
pub struct AwaitingReply {
    state: Box<State>,
    sent: Sent,
}

/// A sign-in that waits for the user.
pub struct AwaitingAnswer {
    state: Box<State>,
    question: Challenge,
}

/// What a reply is awaited for.
enum Sent {
    /// `InitiateAuth`, or an answer that the user had no part in.
    Step,
    Answer(Challenge),
    /// An answer that is what lets the user in: a refusal is of the answer.
    Credential(Challenge),
    /// `AssociateSoftwareToken`, and what could have been set up.
    Associate(Vec<String>),
    /// `VerifySoftwareToken`
    Verify(Challenge),
}

struct State {
    pool: UserPool,
    context: Context,
    /// `USERNAME` of the next answer.
    username: String,
    /// Whose tokens are accepted; until Cognito has said it, anybody's.
    user_id: Option<String>,
    /// How to begin again: without the device, or for another code. Nothing after a `resume`.
    start: Option<Start>,
    /// The password that is being proven, and A for it.
    secret: Option<Secret>,
    ephemeral: Option<Ephemeral>,
    device_forgotten: bool,
    challenges: u32,
    session: Option<Session>,
    /// The reply that holds the challenge, unless there is a secret in it.
    standing: Option<String>,
}

redact!(AwaitingReply, AwaitingAnswer);

/// `InitiateAuth`
///
/// # Errors
/// [`Error::RandomUnavailable`]
pub fn start(
    pool: UserPool,
    context: Context,
    username: Username,
    start: Start,
    entropy: [u8; 32],
) -> Result<(Request, AwaitingReply), Error> {
    let mut state = Box::new(State::new(pool, context, username.into_inner()));
    state.start = Some(start);
    state.initiate(entropy)
}

/// Goes on with a challenge that [`sign_in`](super::sign_in) or an earlier page left standing.
///
/// # Errors
/// [`Error::UnexpectedChallenge`], [`Error::InvalidReply`]
pub fn resume(
    pool: UserPool,
    context: Context,
    standing: &[u8],
    entropy: [u8; 32],
) -> Result<Step, Failure> {
    let standing = Json::parse(standing).map_err(|_| Error::InvalidReply)?;
    let [user_id] = standing.texts(["userId"]).ok_or(Error::InvalidReply)?;
    let username = standing.get("username").and_then(Json::text);
    let username = username.unwrap_or_else(|| user_id.clone());
    let mut state = Box::new(State::new(pool, context, username));
    state.user_id = Some(user_id).filter(|user_id| !user_id.is_empty());
    state.receive(standing.get("reply").unwrap_or_default(), 0, entropy)
}

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

impl AwaitingAnswer {
    /// What to ask.
    pub fn challenge(&self) -> &Challenge {
        &self.question
    }

    /// Who is asked, as Cognito calls them.
    pub fn username(&self) -> &str {
        &self.state.username
    }

    /// The challenge as a text for [`resume`], unless there is a secret in it.
    pub fn standing(&self) -> Option<String> {
        let Self { state, .. } = self;
        let reply = state.standing.as_deref()?;
        let user_id = state.user_id.as_deref().unwrap_or_default();
        Some(fill(
            r#"{"userId":?,"username":?,"reply":%}"#,
            &[user_id, &state.username, reply],
        ))
    }

    /// Answers the challenge.
    ///
    /// # Errors
    /// [`Error::InvalidAnswer`]; nothing was sent and the challenge stands.
    pub fn answer(self, answer: ChallengeAnswer, entropy: [u8; 32]) -> Result<Step, Failure> {
        let Self {
            mut state,
            question,
        } = self;
        let name = question.name();
        let mut responses = Vec::new();
        let mut is_credential = question.is_credential();
        match (&question, answer) {
            (
                Challenge::NewPasswordRequired {
                    required_attributes,
                    ..
                },
                ChallengeAnswer::NewPassword {
                    password,
                    attributes,
                },
            ) if are_given(required_attributes, &attributes) => {
                responses.push((
                    String::from("NEW_PASSWORD"),
                    String::from(password.secret()),
                ));
                for (name, value) in attributes {
                    responses.push((fill("%%", &[ATTRIBUTE_PREFIX, &name]), value));
                }
            }
            (
                Challenge::SmsMfa(_)
                | Challenge::SmsOtp(_)
                | Challenge::EmailOtp(_)
                | Challenge::SoftwareTokenMfa { .. },
                ChallengeAnswer::Code { code, .. },
            ) => responses.push((fill("%_CODE", &[name]), digits(&code))),
            (Challenge::MfaSetupTotp(_), ChallengeAnswer::Code { code, device_name }) => {
                let request = state.verify(&digits(&code), device_name.as_deref());
                let sent = Sent::Verify(question);
                return Ok(Step::Send(request, AwaitingReply { state, sent }));
            }
            (Challenge::MfaSetup(options), ChallengeAnswer::Choice { option, .. })
                if options.contains(&option) =>
            {
                return state.set_up(&option, options.clone());
            }
            (Challenge::MfaSetupEmail, ChallengeAnswer::Email(email)) => {
                responses.push((String::from("EMAIL"), email));
                let responses = members(&responses);
                return Ok(state.send("MFA_SETUP", &responses, Sent::Answer(question)));
            }
            (Challenge::SelectMfaType(options), ChallengeAnswer::Choice { option, .. })
                if options.contains(&option) =>
            {
                responses.push((String::from("ANSWER"), option));
            }
            (Challenge::SelectChallenge(options), ChallengeAnswer::Choice { option, password })
                if options.contains(&option) =>
            {
                state.note_factor(&option, password.as_ref());
                if let ("PASSWORD" | "PASSWORD_SRP", Some(password)) = (&*option, password) {
                    responses.push(state.show(password, option == "PASSWORD_SRP", entropy)?);
                    is_credential = true;
                }
                responses.push((String::from("ANSWER"), option));
            }
            (Challenge::Password { srp }, ChallengeAnswer::Password(password)) => {
                state.note_factor(name, Some(&password));
                responses.push(state.show(password, *srp, entropy)?);
            }
            (Challenge::WebAuthn(_), ChallengeAnswer::Credential(credential)) => {
                responses.push((String::from("CREDENTIAL"), credential));
            }
            (Challenge::CustomChallenge(_), ChallengeAnswer::Custom(answer)) => {
                responses.push((String::from("ANSWER"), answer));
            }
            _ => return Err(state.retry(Error::InvalidAnswer, question)),
        }
        let sent = if is_credential {
            Sent::Credential(question)
        } else {
            Sent::Answer(question)
        };
        Ok(state.send(name, &members(&responses), sent))
    }

    /// Begins again with what the user has shown already, so that Cognito sends another code. The
    /// challenge ends with that.
    ///
    /// # Errors
    /// [`Error::ChallengeExpired`] after a [`resume`], [`Error::RandomUnavailable`]
    pub fn resend(self, entropy: [u8; 32]) -> Result<(Request, AwaitingReply), Error> {
        let mut state = self.state;
        state.challenges = 0;
        state.initiate(entropy)
    }
}

impl State {
    fn new(pool: UserPool, context: Context, username: String) -> Self {
        Self {
            pool,
            context,
            username,
            user_id: None,
            start: None,
            secret: None,
            ephemeral: None,
            device_forgotten: false,
            challenges: 0,
            session: None,
            standing: None,
        }
    }

    /// `InitiateAuth`
    fn initiate(mut self: Box<Self>, entropy: [u8; 32]) -> Result<(Request, AwaitingReply), Error> {
        let mut parameters = Vec::from([(String::from("USERNAME"), self.username.clone())]);
        let mut add = |name: &str, value: &str| {
            parameters.push((String::from(name), String::from(value)));
        };
        if let Some(device) = &self.context.device {
            add("DEVICE_KEY", &device.key);
        }
        let mut session = None;
        let mut proven = None;
        let auth_flow = match &self.start {
            Some(Start::Srp(password)) => {
                proven = Some(password.clone());
                "USER_SRP_AUTH"
            }
            Some(Start::Custom(password)) => {
                if let Some(password) = password {
                    proven = Some(password.clone());
                    add("CHALLENGE_NAME", "SRP_A");
                }
                "CUSTOM_AUTH"
            }
            Some(Start::Choice {
                preferred,
                password,
                session: given,
            }) => {
                if let Some(preferred) = preferred {
                    add("PREFERRED_CHALLENGE", preferred);
                }
                match (preferred.as_deref(), password) {
                    (Some("PASSWORD_SRP"), Some(password)) => proven = Some(password.clone()),
                    (Some("PASSWORD"), Some(password)) => add("PASSWORD", password.secret()),
                    _ => {}
                }
                session = given.clone();
                "USER_AUTH"
            }
            Some(Start::StepUp {
                acr_values,
                max_age,
                access_token,
            }) => {
                add("TARGET_ACR_VALUES", acr_values);
                if let Some(access_token) = access_token {
                    add("ACCESS_TOKEN", access_token.secret());
                }
                if let Some(max_age) = max_age {
                    add("MAX_AGE", &crate::wire::write::decimal((*max_age).into()));
                }
                "USER_AUTH"
            }
            Some(Start::PlainPassword(password)) => {
                add("PASSWORD", password.secret());
                "USER_PASSWORD_AUTH"
            }
            None => return Err(Error::ChallengeExpired),
        };
        if let Some(password) = proven {
            parameters.push(self.show(password, true, entropy)?);
        }
        let body = fill(
            r#"{"ClientId":?,"AuthFlow":?,"AuthParameters":%%%}"#,
            &[
                self.pool.client_id(),
                auth_flow,
                &object(pairs(&parameters).into_iter()),
                &member("Session", session.as_ref().map(Session::secret)),
                &self.context.members(),
            ],
        );
        let request = Request::new(&self.pool, "InitiateAuth", body);
        let sent = Sent::Step;
        Ok((request, AwaitingReply { state: self, sent }))
    }

    /// Goes on with a reply that is no error.
    fn receive(
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

    /// Lets a sign-in by choice begin with the factor that was chosen, should it begin again.
    fn note_factor(&mut self, factor: &str, given: Option<&Password>) {
        if let Some(Start::Choice {
            preferred,
            password,
            ..
        }) = &mut self.start
        {
            *preferred = Some(String::from(factor));
            *password = given.cloned();
        }
    }

    /// The member that shows the password, or A for a proof of it.
    fn show(
        &mut self,
        password: Password,
        srp: bool,
        entropy: [u8; 32],
    ) -> Result<(String, String), Error> {
        if !srp {
            return Ok((String::from("PASSWORD"), String::from(password.secret())));
        }
        self.secret = Some(Secret::Password(password));
        let ephemeral = Ephemeral::new(entropy)?;
        let a_public = ephemeral.public_hex();
        self.ephemeral = Some(ephemeral);
        Ok((String::from("SRP_A"), a_public))
    }

    /// Answers `PASSWORD_VERIFIER`.
    fn prove(mut self: Box<Self>, parameters: Json<'_>, now_ms: u64) -> Result<Step, Error> {
        let [user_id] = parameters
            .texts(["USER_ID_FOR_SRP"])
            .ok_or(Error::InvalidReply)?;
        let (Some(ephemeral), Some(secret)) = (self.ephemeral.take(), &mut self.secret) else {
            return Err(Error::UnexpectedChallenge);
        };
        let proof = secret.prove(ephemeral, self.pool.name(), &user_id, parameters, now_ms)?;
        self.username.clone_from(&user_id);
        self.user_id = Some(user_id);
        Ok(self.send("PASSWORD_VERIFIER", &proof, Sent::Step))
    }

    /// Answers `DEVICE_SRP_AUTH`.
    fn begin_device(mut self: Box<Self>, entropy: [u8; 32]) -> Result<Step, Error> {
        let Some(device) = &self.context.device else {
            return Err(Error::UnexpectedChallenge);
        };
        let password = device.password.clone();
        let (name, a_public) = self.show(password, true, entropy)?;
        Ok(self.send(
            "DEVICE_SRP_AUTH",
            &member(&name, Some(&a_public)),
            Sent::Step,
        ))
    }

    /// Answers `DEVICE_PASSWORD_VERIFIER`.
    fn prove_device(mut self: Box<Self>, parameters: Json<'_>, now_ms: u64) -> Result<Step, Error> {
        let (Some(ephemeral), Some(secret), Some(device)) = (
            self.ephemeral.take(),
            &mut self.secret,
            &self.context.device,
        ) else {
            return Err(Error::UnexpectedChallenge);
        };
        let proof = secret.prove(
            ephemeral,
            &device.group_key,
            &device.key,
            parameters,
            now_ms,
        )?;
        Ok(self.send("DEVICE_PASSWORD_VERIFIER", &proof, Sent::Step))
    }

    /// Begins to set a second factor up.
    fn set_up(self: Box<Self>, option: &str, options: Vec<String>) -> Result<Step, Failure> {
        match option {
            "SOFTWARE_TOKEN_MFA" => {
                let session = self.session.as_ref().map(Session::secret);
                let body = fill(r#"{"Session":?}"#, &[session.unwrap_or_default()]);
                let request = Request::new(&self.pool, "AssociateSoftwareToken", body);
                let sent = Sent::Associate(options);
                Ok(Step::Send(request, AwaitingReply { state: self, sent }))
            }
            "EMAIL_OTP" => Ok(self.ask(Challenge::MfaSetupEmail)),
            _ => Err(Error::UnexpectedChallenge.into()),
        }
    }

    /// `VerifySoftwareToken`
    fn verify(&self, code: &str, device_name: Option<&str>) -> Request {
        let session = self.session.as_ref().map(Session::secret);
        let body = fill(
            r#"{"Session":?,"UserCode":?%}"#,
            &[
                session.unwrap_or_default(),
                code,
                &member("FriendlyDeviceName", device_name),
            ],
        );
        Request::new(&self.pool, "VerifySoftwareToken", body)
    }

    /// `RespondToAuthChallenge`
    fn send(self: Box<Self>, name: &str, responses: &str, sent: Sent) -> Step {
        let device = self.context.device.as_ref();
        let body = fill(
            r#"{"ClientId":?,"ChallengeName":?,"ChallengeResponses":{"USERNAME":?%%}%%}"#,
            &[
                self.pool.client_id(),
                name,
                &self.username,
                &member("DEVICE_KEY", device.map(|device| device.key.as_str())),
                responses,
                &member("Session", self.session.as_ref().map(Session::secret)),
                &self.context.members(),
            ],
        );
        let request = Request::new(&self.pool, "RespondToAuthChallenge", body);
        Step::Send(request, AwaitingReply { state: self, sent })
    }

    fn take_session(&mut self, reply: Json<'_>) {
        self.session = reply.get("Session").and_then(Json::text).map(Session::new);
    }

    fn ask(mut self: Box<Self>, question: Challenge) -> Step {
        if matches!(question, Challenge::MfaSetupTotp(_)) {
            self.standing = None;
        }
        Step::Ask(AwaitingAnswer {
            state: self,
            question,
        })
    }

    fn retry(self: Box<Self>, error: Error, question: Challenge) -> Failure {
        let state = self;
        Failure {
            error,
            retry: Some(AwaitingAnswer { state, question }),
        }
    }
}

impl Context {
    /// `ClientMetadata` and `UserContextData`, to be put behind other members.
    fn members(&self) -> String {
        let metadata = if self.client_metadata.is_empty() {
            String::new()
        } else {
            let members = object(pairs(&self.client_metadata).into_iter());
            fill(r#","ClientMetadata":%"#, &[&members])
        };
        let data = self.encoded_data.as_deref();
        let data = data.map(|data| fill(r#","UserContextData":{"EncodedData":?}"#, &[data]));
        fill("%%", &[&metadata, &data.unwrap_or_default()])
    }
}

impl Challenge {
    /// Whether any answer is what lets the user in.
    fn is_credential(&self) -> bool {
        matches!(
            self,
            Self::Password { .. } | Self::WebAuthn(_) | Self::CustomChallenge(_)
        )
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let retry = None;
        Self { error, retry }
    }
}

/// `,"name":"value"`, if there is a value.
fn member(name: &str, value: Option<&str>) -> String {
    value
        .map(|value| fill(",?:?", &[name, value]))
        .unwrap_or_default()
}

/// `,"name":"value",…`
fn members(owned: &[(String, String)]) -> String {
    owned
        .iter()
        .map(|(name, value)| member(name, Some(value)))
        .collect()
}

fn pairs(owned: &[(String, String)]) -> Vec<(&str, &str)> {
    owned
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn are_given(required: &[String], attributes: &Attributes) -> bool {
    required.iter().all(|required| {
        attributes
            .iter()
            .any(|(name, value)| name == required && !value.is_empty())
    })
}

/// A code without the white space that people and messages put into it.
fn digits(code: &str) -> String {
    code.split_whitespace().collect()
}
