//! User pool ids, client ids and endpoints.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

use cognipress::error::Error;
use cognipress::user_pool::UserPool;
use proptest::prelude::*;

fn pool(id: &str) -> Result<UserPool, Error> {
    UserPool::new(id, "client", None)
}

#[test]
fn regions_of_every_form() {
    for (region, suffix) in [
        ("eu-west-1", "amazonaws.com"),
        ("us-gov-west-1", "amazonaws.com"),
        ("il-central-1", "amazonaws.com"),
        ("mx-central-1", "amazonaws.com"),
        ("ap-southeast-5", "amazonaws.com"),
        ("ca-west-1", "amazonaws.com"),
        ("cn-north-1", "amazonaws.com.cn"),
        ("cn-northwest-1", "amazonaws.com.cn"),
        ("eusc-de-east-1", "amazonaws.eu"),
    ] {
        let id = format!("{region}_Ab12Cd34E");
        let pool = pool(&id).expect(region);
        assert_eq!(pool.id(), id);
        assert_eq!(pool.region(), region);
        assert_eq!(pool.name(), "Ab12Cd34E");
        assert_eq!(pool.client_id(), "client");
        assert_eq!(
            pool.endpoint(),
            format!("https://cognito-idp.{region}.{suffix}/")
        );
        let issuer = format!("cognito-idp.{region}.{suffix}/{id}");
        let issuers = [
            format!("https://{issuer}"),
            format!("https://issuer.{issuer}"),
        ];
        assert_eq!(pool.issuers(), issuers);
    }
}

#[test]
fn ids_that_are_none() {
    for id in [
        "",
        "eu-west-1",
        "eu-west-1-Ab12",
        "_Ab12",
        "west-1_Ab12",
        "eu-west_Ab12",
        "eu-west-_Ab12",
        "eu--west-1_Ab12",
        "-eu-west-1_Ab12",
        "EU-west-1_Ab12",
        " eu-west-1_Ab12",
        "eu-west-1.evil.com/_Ab12",
        "eu-west-1_",
        "eu-west-1_Ab_12",
        "eu-west-1_Ab12 ",
        "eu-west-1_Äb12",
        &format!("eu-west-1_{}", "a".repeat(46)),
    ] {
        assert_eq!(pool(id), Err(Error::InvalidUserPoolId), "{id:?}");
    }
    assert!(pool(&format!("eu-west-1_{}", "a".repeat(45))).is_ok());
}

#[test]
fn client_ids() {
    let new = |client_id: &str| UserPool::new("eu-west-1_Ab12", client_id, None);
    for good in ["1example23456789", "a", "A_b+1", &"a".repeat(128)] {
        assert!(new(good).is_ok(), "{good}");
    }
    for bad in ["", " ", "a b", "a-b", "é", "a\"", &"a".repeat(129)] {
        assert_eq!(new(bad), Err(Error::InvalidClientId), "{bad}");
    }
}

#[test]
fn endpoints() {
    let new = |url: &str| UserPool::new("eu-west-1_Ab12", "client", Some(url));
    for good in [
        "https://cognito-idp.eu-west-1.amazonaws.com/",
        "https://login.example.org",
        "https://login.example.org:8443/cognito/v1",
        "http://localhost:4566",
        "http://127.0.0.1:4566/",
        "http://[::1]:4566",
        "https://localhost",
    ] {
        assert_eq!(new(good).expect(good).endpoint(), good);
    }
    for bad in [
        "",
        "login.example.org",
        "ftp://login.example.org",
        "HTTPS://login.example.org",
        "https://",
        "https:///path",
        "https://:443",
        "http://login.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org",
        "http://localhost@example.org",
        "https://user:secret@login.example.org",
        "https://login.example.org?a=b",
        "https://login.example.org#a",
        "https://login.example.org/a?b",
        "https://login.example.org\\@evil.org",
        "https://login.example.org:port",
        "https://login.example.org:123456",
        "https://login.example.org:+80",
        "https://login.example.org:",
        "http://[::1",
        "http://[::1]evil.org",
        "https://[::2]",
        "https://ex ample.org",
        "https://exämple.org",
        "javascript:alert(1)",
    ] {
        assert_eq!(new(bad), Err(Error::InvalidEndpoint), "{bad}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_pool_or_an_error(id in "\\PC*", client_id in "\\PC*", endpoint in "\\PC*") {
        if let Ok(pool) = UserPool::new(&id, &client_id, Some(&endpoint)) {
            prop_assert!(pool.endpoint().starts_with("http"));
        }
    }

    #[test]
    fn well_formed_ids(region in "[a-z]{2,5}-[a-z]{2,9}-[1-9]", name in "[0-9A-Za-z]{1,20}") {
        let pool = pool(&format!("{region}_{name}")).unwrap();
        prop_assert_eq!((pool.region(), pool.name()), (&*region, &*name));
    }

    #[test]
    fn plain_http_goes_to_loopback_alone(host in "[a-z0-9.@:\\[\\]-]{1,20}") {
        let local = ["localhost", "127.0.0.1", "[::1]"];
        let accepted = UserPool::new("eu-west-1_Ab12", "client", Some(&format!("http://{host}"))).is_ok();
        prop_assert!(!accepted || local.iter().any(|local| host.starts_with(local)));
    }
}
