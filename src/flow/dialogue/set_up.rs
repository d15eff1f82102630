//! A second factor that is set up during the sign-in.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::request::optional;
use super::{AwaitingReply, Failure, Sent, State, Step};
use crate::error::Error;
use crate::flow::challenge::Challenge;
use crate::secret::Session;
use crate::wire::request::Request;
use crate::wire::write::fill;

impl State {
    /// Begins to set a second factor up.
    pub(super) fn set_up(
        self: Box<Self>,
        option: &str,
        options: Vec<String>,
    ) -> Result<Step, Failure> {
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
    pub(super) fn verify(&self, code: &str, device_name: Option<&str>) -> Request {
        let session = self.session.as_ref().map(Session::secret);
        let body = fill(
            r#"{"Session":?,"UserCode":?%}"#,
            &[
                session.unwrap_or_default(),
                code,
                &optional("FriendlyDeviceName", device_name),
            ],
        );
        Request::new(&self.pool, "VerifySoftwareToken", body)
    }
}
