//! Proving a secret without showing it: the answer to `PASSWORD_VERIFIER` and
//! `DEVICE_PASSWORD_VERIFIER`.

use alloc::boxed::Box;
use alloc::string::String;

use zeroize::Zeroizing;

use crate::error::Error;
use crate::secret::{Password, redact};
use crate::srp::claim::{session_key, signature};
use crate::srp::exchange::{Ephemeral, Salt, ServerKey, private_key};
use crate::srp::timestamp::timestamp;
use crate::wire::base64;
use crate::wire::json::Json;
use crate::wire::write::fill;

/// What is proven to be known: a password, or after the first proof the key x
/// alone that was made of it.
pub(crate) enum Secret {
    Password(Password),
    // In a box, because a value that is moved leaves its bytes behind.
    PrivateKey(Box<Zeroizing<[u8; 32]>>),
}

redact!(Secret);

impl Secret {
    /// Answers a verifier's `ChallengeParameters`: members of `ChallengeResponses`, to be put behind
    /// other ones. `group` and `name` are what the secret belongs
    /// to: the pool's name and `USER_ID_FOR_SRP`, or a device's group key and key.
    pub(crate) fn prove(
        &mut self,
        ephemeral: Ephemeral,
        group: &str,
        name: &str,
        parameters: Json<'_>,
        now_ms: u64,
    ) -> Result<String, Error> {
        let parameter = |name| parameters.text_at(name).ok_or(Error::InvalidReply);
        let salt = Salt::from_hex(&parameter("SALT")?)?;
        let server_key = ServerKey::from_hex(&parameter("SRP_B")?)?;
        let secret_block = parameter("SECRET_BLOCK")?;
        let decoded_block = base64::decode(&secret_block).ok_or(Error::InvalidReply)?;

        if let Self::Password(password) = self {
            *self = Self::PrivateKey(Box::new(private_key(&salt, group, name, password)));
        }
        let Self::PrivateKey(x) = self else {
            return Err(Error::FlowOver);
        };
        let key = session_key(&ephemeral.agree(&server_key, x)?);
        let timestamp = timestamp(now_ms);
        let signature = signature(&key, group, name, &decoded_block, &timestamp);
        Ok(fill(
            r#","PASSWORD_CLAIM_SECRET_BLOCK":?,"PASSWORD_CLAIM_SIGNATURE":?,"TIMESTAMP":?"#,
            &[&secret_block, &signature, &timestamp],
        ))
    }
}
