//! What is made of one text: a user pool, a token's claims, bytes.
#![no_main]

use cognipress::token::UnverifiedClaims;
use cognipress::user_pool::UserPool;
use cognipress::wire::base64;
use cognipress::wire::json::Json;
use libfuzzer_sys::fuzz_target;
use url::Url;

fuzz_target!(|text: &str| {
    if let Ok(pool) = UserPool::new(text, "client", None) {
        let service = format!("https://cognito-idp.{}.amazonaws.", pool.region());
        assert!(pool.endpoint().starts_with(&service));
        assert!(Url::parse(pool.endpoint()).is_ok());
        assert_eq!(format!("{}_{}", pool.region(), pool.name()), text);
    }
    // What a URL parser refuses is never fetched.
    if let Ok(pool) = UserPool::new("eu-west-1_Ab12Cd34E", "client", Some(text))
        && let Ok(url) = Url::parse(pool.endpoint())
    {
        let is_loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        assert!(url.scheme() == "https" || url.scheme() == "http" && is_loopback);
        assert_eq!((url.username(), url.password()), ("", None));
        assert_eq!((url.query(), url.fragment()), (None, None));
    }
    if let Ok(claims) = UnverifiedClaims::read(text) {
        assert!(Json::parse(claims.as_json().as_bytes()).is_ok());
    }
    if let Some(bytes) = base64::decode(text) {
        assert_eq!(base64::encode(&bytes), text);
    }
});
