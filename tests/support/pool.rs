//! The server's half of a sign-in, in memory: an independent reading of the
//! protocol, made of num-bigint, sha2, hmac and serde_json.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use num_bigint::BigUint;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{integer, n, pad};

/// One user of one pool, and where the sign-in stands.
pub struct Pool {
    pub name: String,
    pub user_id: String,
    pub password: String,
    /// Hex digits.
    pub salt: String,
    pub b: BigUint,
    /// What the proof is answered with; signed in if none.
    pub challenge: Option<Value>,
    pub id_token_claims: Value,
    secret_block: Vec<u8>,
    a_public: BigUint,
}

pub type Reply = (u16, Vec<u8>);

impl Pool {
    pub fn new(name: &str, user_id: &str, password: &str) -> Self {
        Self {
            name: name.into(),
            user_id: user_id.into(),
            password: password.into(),
            salt: "8bb7dcf905f418bf27b6623aa4d2f58f".into(),
            b: integer(&"5eed".repeat(64)),
            challenge: None,
            id_token_claims: json!({"cognito:username": user_id, "sub": "a-sub"}),
            secret_block: (0..=255).collect(),
            a_public: BigUint::ZERO,
        }
    }

    /// Answers one request, given its operation and body.
    pub fn reply(&mut self, target: &str, body: &str) -> Reply {
        let body: Value = serde_json::from_str(body).unwrap();
        match target
            .strip_prefix("AWSCognitoIdentityProviderService.")
            .unwrap()
        {
            "InitiateAuth" => self.initiate_auth(&body),
            "RespondToAuthChallenge" if body["ChallengeName"] == "PASSWORD_VERIFIER" => {
                self.verify(&body)
            }
            "RespondToAuthChallenge" => self.answered(&body),
            operation => panic!("unexpected {operation}"),
        }
    }

    fn initiate_auth(&mut self, body: &Value) -> Reply {
        assert_eq!(body["AuthFlow"], "USER_SRP_AUTH");
        self.a_public = integer(body["AuthParameters"]["SRP_A"].as_str().unwrap());
        assert!(self.a_public > BigUint::ZERO && self.a_public < n());
        ok(json!({
            "ChallengeName": "PASSWORD_VERIFIER",
            "ChallengeParameters": {
                "SALT": self.salt,
                "SRP_B": self.b_public().to_str_radix(16),
                "SECRET_BLOCK": STANDARD.encode(&self.secret_block),
                "USER_ID_FOR_SRP": self.user_id,
                "USERNAME": self.user_id,
            },
        }))
    }

    fn verify(&self, body: &Value) -> Reply {
        let responses = &body["ChallengeResponses"];
        assert_eq!(responses["USERNAME"], *self.user_id);
        assert_eq!(
            responses["PASSWORD_CLAIM_SECRET_BLOCK"],
            STANDARD.encode(&self.secret_block)
        );
        let timestamp = responses["TIMESTAMP"].as_str().unwrap();
        if responses["PASSWORD_CLAIM_SIGNATURE"] != self.signature(timestamp) {
            return exception("NotAuthorizedException", "Incorrect username or password.");
        }
        match &self.challenge {
            Some(challenge) => ok(challenge.clone()),
            None => self.tokens(),
        }
    }

    fn answered(&self, body: &Value) -> Reply {
        let challenge = self.challenge.as_ref().unwrap();
        assert_eq!(body["ChallengeName"], challenge["ChallengeName"]);
        assert_eq!(body["Session"], challenge["Session"]);
        match body["ChallengeResponses"]["NEW_PASSWORD"].as_str() {
            Some("weak") => exception("InvalidPasswordException", "Password not long enough"),
            _ => self.tokens(),
        }
    }

    fn tokens(&self) -> Reply {
        let payload = URL_SAFE_NO_PAD.encode(self.id_token_claims.to_string());
        ok(json!({
            "AuthenticationResult": {
                "IdToken": format!("e30.{payload}.c2ln"),
                "AccessToken": "an.access.token",
                "RefreshToken": "a.refresh.token",
                "ExpiresIn": 3600,
                "TokenType": "Bearer",
            },
            "ChallengeParameters": {},
        }))
    }

    /// v = g^x
    fn verifier(&self) -> BigUint {
        let inner = Sha256::digest(format!("{}{}:{}", self.name, self.user_id, self.password));
        let x = Sha256::new()
            .chain_update(pad(&integer(&self.salt)))
            .chain_update(inner);
        two().modpow(&BigUint::from_bytes_be(&x.finalize()), &n())
    }

    /// B = k·v + g^b
    fn b_public(&self) -> BigUint {
        let k = Sha256::new()
            .chain_update(pad(&n()))
            .chain_update(pad(&two()))
            .finalize();
        (BigUint::from_bytes_be(&k) * self.verifier() + two().modpow(&self.b, &n())) % n()
    }

    /// The server's own way to S = (A·v^u)^b, and on to the signature.
    fn signature(&self, timestamp: &str) -> String {
        let u = Sha256::new()
            .chain_update(pad(&self.a_public))
            .chain_update(pad(&self.b_public()));
        let u = BigUint::from_bytes_be(&u.finalize());
        let base = &self.a_public * self.verifier().modpow(&u, &n());
        let premaster = base.modpow(&self.b, &n());
        let prk = hmac(&pad(&u), &[&pad(&premaster)]);
        let key = hmac(&prk, &[b"Caldera Derived Key\x01"]);
        let (pool, user) = (self.name.as_bytes(), self.user_id.as_bytes());
        STANDARD.encode(hmac(
            &key[..16],
            &[pool, user, &self.secret_block, timestamp.as_bytes()],
        ))
    }
}

pub fn ok(reply: Value) -> Reply {
    (200, reply.to_string().into_bytes())
}

pub fn exception(name: &str, message: &str) -> Reply {
    (
        400,
        json!({"__type": name, "message": message})
            .to_string()
            .into_bytes(),
    )
}

fn two() -> BigUint {
    BigUint::from(2u32)
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}
