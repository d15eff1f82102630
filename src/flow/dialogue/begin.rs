//! The first request, and the same once more.

use alloc::boxed::Box;
use alloc::string::String;

use super::request::{member, optional};
use super::{AwaitingReply, Sent, Start, State};
use crate::error::Error;
use crate::secret::{Password, Session};
use crate::wire::request::Request;
use crate::wire::write::{append, decimal, fill};

impl State {
    /// `InitiateAuth`
    pub(super) fn initiate(
        mut self: Box<Self>,
        entropy: [u8; 32],
    ) -> Result<(Request, AwaitingReply), Error> {
        let mut parameters = fill(r#""USERNAME":?"#, &[&self.username]);
        let mut add = |name, value| append(&mut parameters, &member(name, value));
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
                    add("MAX_AGE", &decimal((*max_age).into()));
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
            append(&mut parameters, &self.show(password, true, entropy)?);
        }
        let body = fill(
            r#"{"ClientId":?,"AuthFlow":?,"AuthParameters":{%}%%}"#,
            &[
                self.pool.client_id(),
                auth_flow,
                &parameters,
                &optional("Session", session.as_ref().map(Session::secret)),
                &self.context.members(),
            ],
        );
        let request = Request::new(&self.pool, "InitiateAuth", body);
        let sent = Sent::Step;
        Ok((request, AwaitingReply { state: self, sent }))
    }

    /// Lets a sign-in by choice begin with the factor that was chosen, should it begin again.
    pub(super) fn note_factor(&mut self, factor: &str, given: Option<&Password>) {
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
}
