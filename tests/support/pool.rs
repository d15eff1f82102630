//! The server's half of a sign-in, in memory: an independent reading of the protocol.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::srp::Srp;

/// One user of one pool, and where the sign-in stands.
pub struct Pool {
    pub user: Srp,
    /// What the proof is answered with; signed in if none.
    pub challenge: Option<Value>,
    pub id_token_claims: Value,
}

pub type Reply = (u16, Vec<u8>);

impl Pool {
    pub fn new(name: &str, user_id: &str, password: &str) -> Self {
        Self {
            user: Srp::new(name, user_id, password),
            challenge: None,
            id_token_claims: json!({"cognito:username": user_id, "sub": "a-sub"}),
        }
    }

    /// Answers one request, given its operation and body.
    pub fn reply(&mut self, operation: &str, body: &str) -> Reply {
        let body: Value = serde_json::from_str(body).unwrap();
        match operation {
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
        let mut parameters = self.user.parameters(&body["AuthParameters"]["SRP_A"]);
        parameters["USER_ID_FOR_SRP"] = self.user.name.clone().into();
        parameters["USERNAME"] = self.user.name.clone().into();
        ok(json!({
            "ChallengeName": "PASSWORD_VERIFIER",
            "ChallengeParameters": parameters,
        }))
    }

    fn verify(&self, body: &Value) -> Reply {
        let responses = &body["ChallengeResponses"];
        assert_eq!(responses["USERNAME"], *self.user.name);
        if !self.user.is_proven_by(responses) {
            return exception("NotAuthorizedException", "Incorrect username or password.");
        }
        match &self.challenge {
            Some(challenge) => ok(challenge.clone()),
            None => tokens(&self.id_token_claims),
        }
    }

    fn answered(&self, body: &Value) -> Reply {
        let challenge = self.challenge.as_ref().unwrap();
        assert_eq!(body["ChallengeName"], challenge["ChallengeName"]);
        assert_eq!(body["Session"], challenge["Session"]);
        match body["ChallengeResponses"]["NEW_PASSWORD"].as_str() {
            Some("weak") => exception("InvalidPasswordException", "Password not long enough"),
            _ => tokens(&self.id_token_claims),
        }
    }
}

/// The end of a sign-in, with what the ID token says.
pub fn tokens(claims: &Value) -> Reply {
    let payload = URL_SAFE_NO_PAD.encode(claims.to_string());
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
