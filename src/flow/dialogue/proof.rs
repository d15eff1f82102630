//! Passwords: shown, or proven to be known.

use alloc::boxed::Box;
use alloc::string::String;

use super::request::member;
use super::{Sent, State, Step};
use crate::error::Error;
use crate::flow::proof::Secret;
use crate::secret::Password;
use crate::srp::exchange::Ephemeral;
use crate::wire::json::Json;

impl State {
    /// The member that shows the password, or A for a proof of it.
    pub(super) fn show(
        &mut self,
        password: Password,
        srp: bool,
        entropy: [u8; 32],
    ) -> Result<String, Error> {
        if !srp {
            return Ok(member("PASSWORD", password.secret()));
        }
        self.secret = Some(Secret::Password(password));
        let ephemeral = Ephemeral::new(entropy)?;
        let shown = member("SRP_A", &ephemeral.public_hex());
        self.ephemeral = Some(ephemeral);
        Ok(shown)
    }

    /// Answers `PASSWORD_VERIFIER`.
    pub(super) fn prove(
        mut self: Box<Self>,
        parameters: Json<'_>,
        now_ms: u64,
    ) -> Result<Step, Error> {
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
    pub(super) fn begin_device(mut self: Box<Self>, entropy: [u8; 32]) -> Result<Step, Error> {
        let Some(device) = &self.context.device else {
            return Err(Error::UnexpectedChallenge);
        };
        let password = device.password.clone();
        let shown = self.show(password, true, entropy)?;
        Ok(self.send("DEVICE_SRP_AUTH", &shown, Sent::Step))
    }

    /// Answers `DEVICE_PASSWORD_VERIFIER`.
    pub(super) fn prove_device(
        mut self: Box<Self>,
        parameters: Json<'_>,
        now_ms: u64,
    ) -> Result<Step, Error> {
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
}
