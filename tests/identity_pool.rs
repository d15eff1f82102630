//! Identity pools: which request, what every reply means, and whose identity it is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cognipress::aws::identity::{Identity, IdentityPool, Step};
use cognipress::flow::refresh::Reply;
use cognipress::host::aws;
use serde_json::{Value, json};

const POOL: &str = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";
const PROVIDER: &str = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E";
const NOW_MS: u64 = 1_793_610_307_000;
const HOUR_MS: u64 = 3_600_000;
const DAY_MS: u64 = 24 * HOUR_MS;

fn id_token(sub: &str) -> String {
    let claims = json!({"iss": format!("https://{PROVIDER}"), "sub": sub});
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()))
}

fn new_pool(kept: Option<Identity>) -> IdentityPool {
    IdentityPool::new(POOL, None, None, kept).unwrap()
}

fn kept(id: &str, user: Option<&str>) -> Option<Identity> {
    Some(Identity {
        id: id.to_owned(),
        user: user.map(str::to_owned),
    })
}

/// The request that a step wants to be sent.
fn sent(pool: &IdentityPool, step: &Step) -> (&'static str, Value) {
    assert!(matches!(step, Step::Send(_)), "{step:?}");
    let (url, operation, body) = pool.request();
    assert_eq!(url, "https://cognito-identity.eu-west-1.amazonaws.com/");
    (operation, serde_json::from_str(&body).unwrap())
}

fn receive_at(
    pool: &mut IdentityPool,
    status: u16,
    body: &Value,
    now_ms: u64,
    date_ms: Option<u64>,
) -> Step {
    let body = body.to_string();
    let reply = Reply {
        status,
        body: body.as_bytes(),
        date_ms,
        now_ms,
    };
    pool.receive(reply, 0)
}

fn receive(pool: &mut IdentityPool, status: u16, body: &Value) -> Step {
    receive_at(pool, status, body, NOW_MS, Some(NOW_MS))
}

fn credentials(id: &str, issued_at_ms: u64) -> Value {
    json!({"IdentityId": id, "Credentials": {
        "AccessKeyId": "ASIAEXAMPLE",
        "SecretKey": "secret",
        "SessionToken": "token",
        "Expiration": (issued_at_ms + HOUR_MS) / 1000,
    }})
}

fn exception(name: &str) -> Value {
    json!({"__type": format!("{name}Exception"), "message": "no"})
}

/// A pool with the credentials of whoever that is.
fn ready(id_token: Option<&str>, kept: Option<Identity>) -> IdentityPool {
    let mut pool = new_pool(kept);
    let mut step = pool.begin(id_token, NOW_MS).unwrap();
    while matches!(step, Step::Send(_)) {
        let reply = match pool.request().1 {
            "GetId" => json!({"IdentityId": "eu-west-1:new"}),
            _ => credentials("eu-west-1:new", NOW_MS),
        };
        step = receive(&mut pool, 200, &reply);
    }
    assert!(matches!(step, Step::Ready));
    pool
}

fn begin(pool: &mut IdentityPool, id_token: Option<&str>, now_ms: u64) -> Step {
    pool.begin(id_token, now_ms).unwrap()
}

#[test]
fn a_guest_gets_an_identity_then_credentials() {
    let mut pool = new_pool(None);
    let step = begin(&mut pool, None, NOW_MS);
    assert_eq!(
        sent(&pool, &step),
        ("GetId", json!({"IdentityPoolId": POOL}))
    );
    let step = receive(&mut pool, 200, &json!({"IdentityId": "eu-west-1:guest"}));
    let asked = json!({"IdentityId": "eu-west-1:guest"});
    assert_eq!(sent(&pool, &step), ("GetCredentialsForIdentity", asked));
    let step = receive(&mut pool, 200, &credentials("eu-west-1:guest", NOW_MS));
    assert!(matches!(step, Step::Ready));
    assert_eq!(pool.identity().cloned(), kept("eu-west-1:guest", None));
    assert_eq!(pool.credentials().unwrap().access_key_id, "ASIAEXAMPLE");
}

#[test]
fn a_guest_who_signs_in_keeps_the_identity() {
    let mut pool = ready(None, kept("eu-west-1:guest", None));
    let token = id_token("jane");
    let step = begin(&mut pool, Some(&token), NOW_MS);
    assert!(
        pool.credentials().is_none(),
        "a guest's credentials are not the user's"
    );
    let (operation, body) = sent(&pool, &step);
    assert_eq!(operation, "GetCredentialsForIdentity");
    assert_eq!(body["Logins"], json!({PROVIDER: token}));
    receive(&mut pool, 200, &credentials("eu-west-1:guest", NOW_MS));
    assert_eq!(
        pool.identity().cloned(),
        kept("eu-west-1:guest", Some("jane"))
    );
}

#[test]
fn the_identity_that_the_user_had_before_wins() {
    let mut pool = ready(None, kept("eu-west-1:guest", None));
    begin(&mut pool, Some(&id_token("jane")), NOW_MS);
    receive(&mut pool, 200, &credentials("eu-west-1:of-jane", NOW_MS));
    assert_eq!(
        pool.identity().cloned(),
        kept("eu-west-1:of-jane", Some("jane"))
    );
}

#[test]
fn nobody_goes_on_with_the_identity_of_another_user() {
    for (id_token, what) in [
        (None, "a sign-out"),
        (Some(id_token("joe")), "another user"),
    ] {
        let mut pool = ready(Some(&self::id_token("jane")), None);
        let step = begin(&mut pool, id_token.as_deref(), NOW_MS);
        assert_eq!(sent(&pool, &step).0, "GetId", "{what}");
        assert!(pool.credentials().is_none(), "{what}");
        let mut pool = new_pool(kept("eu-west-1:of-jane", Some("jane")));
        let step = begin(&mut pool, id_token.as_deref(), NOW_MS);
        assert_eq!(sent(&pool, &step).0, "GetId", "{what}, another day");
    }
}

#[test]
fn credentials_are_used_until_five_minutes_before_their_end() {
    for (after_ms, is_renewed) in [
        (0, false),
        (HOUR_MS - 301_000, false),
        (HOUR_MS - 300_000, true),
        (DAY_MS, true),
    ] {
        let mut pool = ready(None, None);
        let step = begin(&mut pool, None, NOW_MS + after_ms);
        assert_eq!(matches!(step, Step::Send(_)), is_renewed, "{after_ms}");
        if is_renewed {
            assert_eq!(sent(&pool, &step).0, "GetCredentialsForIdentity");
        }
    }
}

#[test]
fn a_wrong_clock_changes_nothing() {
    for wrong_ms in [NOW_MS - DAY_MS, NOW_MS + DAY_MS] {
        for date_ms in [Some(NOW_MS), None] {
            let mut pool = new_pool(kept("eu-west-1:guest", None));
            begin(&mut pool, None, wrong_ms);
            receive_at(
                &mut pool,
                200,
                &credentials("eu-west-1:guest", NOW_MS),
                wrong_ms,
                date_ms,
            );
            assert_eq!(pool.aws_ms(wrong_ms), NOW_MS);
            assert!(matches!(
                begin(&mut pool, None, wrong_ms + HOUR_MS / 2),
                Step::Ready
            ));
            assert!(matches!(
                begin(&mut pool, None, wrong_ms + HOUR_MS),
                Step::Send(0)
            ));
        }
    }
}

#[test]
fn an_identity_that_is_gone_is_replaced_once() {
    for name in ["NotAuthorized", "ResourceNotFound", "ResourceConflict"] {
        let mut pool = new_pool(kept("eu-west-1:gone", None));
        begin(&mut pool, None, NOW_MS);
        let step = receive(&mut pool, 400, &exception(name));
        assert_eq!(sent(&pool, &step).0, "GetId", "{name}");
        let step = receive(&mut pool, 200, &json!({"IdentityId": "eu-west-1:new"}));
        assert_eq!(sent(&pool, &step).1["IdentityId"], "eu-west-1:new");
        let step = receive(&mut pool, 400, &exception(name));
        assert!(
            matches!(&step, Step::Failed(error) if error.code() == name),
            "{step:?}"
        );
    }
}

#[test]
fn what_may_pass_is_tried_three_times_more() {
    let page = json!("<html>");
    for (status, body) in [
        (0, json!(null)),
        (500, exception("InternalError")),
        (429, exception("LimitExceeded")),
        (400, exception("TooManyRequests")),
        (200, page),
        (200, json!({})),
    ] {
        let mut pool = new_pool(None);
        let mut step = begin(&mut pool, None, NOW_MS);
        let mut sent = 0;
        while matches!(step, Step::Send(_)) {
            sent += 1;
            step = receive(&mut pool, status, &body);
        }
        assert_eq!(sent, 4, "{status} {body}");
        assert!(matches!(step, Step::Failed(_)));
    }
}

#[test]
fn the_old_credentials_serve_while_new_ones_cannot_be_had() {
    let late_ms = NOW_MS + HOUR_MS - 60_000;
    let fail = |pool: &mut IdentityPool, now_ms: u64| {
        let mut step = begin(pool, None, now_ms);
        while matches!(step, Step::Send(_)) {
            step = receive_at(pool, 503, &json!({}), now_ms, None);
        }
        step
    };
    let mut pool = ready(None, None);
    assert!(matches!(fail(&mut pool, late_ms), Step::Ready));
    assert!(matches!(fail(&mut pool, late_ms + 60_000), Step::Failed(_)));
}

#[test]
fn a_role_is_chosen_by_users_alone() {
    let arn = "arn:aws:iam::000000000000:role/editors".to_owned();
    for (id_token, role) in [(None, Value::Null), (Some(id_token("jane")), json!(arn))] {
        let mut pool =
            IdentityPool::new(POOL, None, Some(arn.clone()), kept("eu-west-1:a", None)).unwrap();
        let step = begin(&mut pool, id_token.as_deref(), NOW_MS);
        assert_eq!(sent(&pool, &step).1["CustomRoleArn"], role);
    }
}

#[test]
fn a_refused_request_is_signed_anew_where_that_may_help() {
    let told = "(20261103T090507Z - 5 min.)";
    for (words, date_ms, again) in [
        ("<Code>ExpiredToken</Code>".to_owned(), None, true),
        (
            "The security token included in the request is expired".to_owned(),
            None,
            true,
        ),
        (
            format!(
                "Signature expired: 20261101T090507Z is now earlier than 20261103T090007Z {told}"
            ),
            None,
            true,
        ),
        (
            "Signature not yet current".to_owned(),
            Some(NOW_MS - DAY_MS),
            true,
        ),
        (
            "<Code>RequestTimeTooSkewed</Code><ServerTime>2026-11-03T09:05:07Z</ServerTime>"
                .to_owned(),
            None,
            true,
        ),
        ("Signature not yet current".to_owned(), None, false),
        ("Signature not yet current".to_owned(), Some(NOW_MS), false),
        (
            "<Code>AccessDenied</Code>".to_owned(),
            Some(NOW_MS - DAY_MS),
            false,
        ),
        ("SignatureDoesNotMatch".to_owned(), None, false),
    ] {
        let mut pool = ready(None, None);
        let reply = Reply {
            status: 403,
            body: words.as_bytes(),
            date_ms,
            now_ms: NOW_MS,
        };
        assert_eq!(pool.refused(reply), again, "{words}");
        assert!(
            !again || pool.credentials().is_none() || pool.aws_ms(NOW_MS) != NOW_MS,
            "{words}"
        );
    }
}

#[test]
fn nonsense_is_refused_before_anything_is_sent() {
    for id in [
        "",
        "eu-west-1",
        "eu-west-1:",
        "eu-west-1:x/y",
        "1:01234567",
        "eu-west-1_Ab12Cd34E",
    ] {
        let error = IdentityPool::new(id, None, None, None).unwrap_err();
        assert_eq!(error.code(), "InvalidCommand", "{id}");
    }
    let error = IdentityPool::new(POOL, Some("http://evil.example"), None, None).unwrap_err();
    assert_eq!(error.code(), "InvalidEndpoint");
    for token in [
        "e30",
        "e30.e30.c2ln",
        "e30.eyJpc3MiOiJqYW5lIiwic3ViIjoiamFuZSJ9.c2ln",
    ] {
        let error = new_pool(None).begin(Some(token), NOW_MS).unwrap_err();
        assert_eq!(error.code(), "Untrusted", "{token}");
    }
}

#[test]
fn a_host_signs_s3_without_the_body_and_others_with_it() {
    let pool = ready(None, None);
    let request = |service: &str, more: Value| {
        let mut request = json!({"method": "PUT", "url": "https://h/a%20b", "service": service,
            "headers": "accept:*/*\ncontent-type:text/plain\nx-amz-acl:private"});
        request
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        request.to_string()
    };
    let sign = |service: &str, more: Value| {
        let request = request(service, more);
        let signed = aws::sign(&pool, request.as_bytes(), b"body", NOW_MS).unwrap();
        serde_json::from_str::<Value>(&signed).unwrap()
    };
    let s3 = sign("s3", json!({}));
    assert_eq!(s3["headers"]["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
    let authorization = s3["headers"]["authorization"].as_str().unwrap();
    assert!(authorization.contains("/20261102/eu-west-1/s3/aws4_request, SignedHeaders=content-type;host;x-amz-acl;x-amz-content-sha256;x-amz-date;x-amz-security-token, "), "{authorization}");
    let other = sign("execute-api", json!({"region": "us-east-1"}));
    assert_eq!(other["headers"]["x-amz-content-sha256"], Value::Null);
    assert!(
        other["headers"]["authorization"]
            .as_str()
            .unwrap()
            .contains("/us-east-1/execute-api/")
    );
    let for_a_minute = request("s3", json!({"headers": "", "expiresInSeconds": 60}));
    let presigned = aws::presign(&pool, for_a_minute.as_bytes(), NOW_MS).unwrap();
    let presigned: Value = serde_json::from_str(&presigned).unwrap();
    assert_eq!(presigned["headers"], json!({}));
    let url = presigned["url"].as_str().unwrap();
    assert!(
        url.starts_with("https://h/a%20b?X-Amz-Algorithm=AWS4-HMAC-SHA256&")
            && url.contains("&X-Amz-Expires=60&"),
        "{url}"
    );
    assert_eq!(
        aws::sign(&new_pool(None), b"{}", b"", NOW_MS)
            .unwrap_err()
            .code(),
        "InvalidCommand"
    );
}
