//! What the requests of a dialogue are made of.

use alloc::boxed::Box;
use alloc::string::String;

use super::{AwaitingReply, Context, Sent, State, Step};
use crate::flow::challenge::write_members;
use crate::secret::Session;
use crate::wire::request::Request;
use crate::wire::write::fill;

impl State {
    /// `RespondToAuthChallenge`
    pub(super) fn send(self: Box<Self>, name: &str, responses: &str, sent: Sent) -> Step {
        let device = self.context.device.as_ref();
        let body = fill(
            r#"{"ClientId":?,"ChallengeName":?,"ChallengeResponses":{"USERNAME":?%%}%%}"#,
            &[
                self.pool.client_id(),
                name,
                &self.username,
                &optional("DEVICE_KEY", device.map(|device| device.key.as_str())),
                responses,
                &optional("Session", self.session.as_ref().map(Session::secret)),
                &self.context.members(),
            ],
        );
        let request = Request::new(&self.pool, "RespondToAuthChallenge", body);
        Step::Send(request, AwaitingReply { state: self, sent })
    }
}

impl Context {
    /// `ClientMetadata` and `UserContextData`, to be put behind other members.
    pub(super) fn members(&self) -> String {
        let metadata = if self.client_metadata.is_empty() {
            String::new()
        } else {
            let members = write_members(&self.client_metadata);
            fill(r#","ClientMetadata":%"#, &[&members])
        };
        let data = self.encoded_data.as_deref();
        let data = data.map(|data| fill(r#","UserContextData":{"EncodedData":?}"#, &[data]));
        fill("%%", &[&metadata, &data.unwrap_or_default()])
    }
}

/// `,"name":"value"`
pub(super) fn member(name: &str, value: &str) -> String {
    fill(",?:?", &[name, value])
}

/// The same, if there is a value.
pub(super) fn optional(name: &str, value: Option<&str>) -> String {
    value.map(|value| member(name, value)).unwrap_or_default()
}
