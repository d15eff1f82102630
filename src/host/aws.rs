//! [`aws`](crate::aws) for a host: the shapes are those of `src/wasm/aws.d.ts`.

use alloc::string::String;
use alloc::vec::Vec;

use super::write_error;
use crate::aws::identity::{Identity, IdentityPool, Step};
use crate::aws::sigv4::{PathForm, Payload, Request, Signed, Signer};
use crate::error::Error;
use crate::wire::json::Json;
use crate::wire::reply::Reply;
use crate::wire::split::split_once;
use crate::wire::write::{decimal, fill, object};

/// A week: "Authenticating Requests: Using Query Parameters", Amazon S3 API Reference.
const LONGEST_PRESIGNED_S: u32 = 604_800;

/// An identity pool for an `AwsConfig`.
///
/// # Errors
/// As [`IdentityPool::new`]
pub fn identity_pool(config: &[u8]) -> Result<IdentityPool, Error> {
    let config = Json::parse(config).unwrap_or_default();
    let kept = config.object_at("kept");
    let kept = kept.and_then(|kept| {
        Some(Identity {
            id: kept.text_at("id")?,
            user: kept.text_at("user"),
        })
    });
    let id = config.text_at("identityPoolId").unwrap_or_default();
    let endpoint = config.text_at("endpoint");
    IdentityPool::new(
        &id,
        endpoint.as_deref(),
        config.text_at("customRoleArn"),
        kept,
    )
}

/// The first `IdentityStep`; the token is empty where nobody is signed in.
///
/// # Errors
/// As [`IdentityPool::begin`]
pub fn begin(pool: &mut IdentityPool, id_token: &str, now_ms: u64) -> Result<String, Error> {
    let id_token = Some(id_token).filter(|token| !token.is_empty());
    let step = pool.begin(id_token, now_ms)?;
    Ok(write_step(pool, step))
}

/// The `IdentityStep` that follows on a reply, or on none.
pub fn receive(pool: &mut IdentityPool, reply: Reply<'_>, random: u16) -> String {
    let step = pool.receive(reply, random);
    write_step(pool, step)
}

fn write_step(pool: &IdentityPool, step: Step) -> String {
    match step {
        Step::Send(after_ms) => {
            let (url, operation, body) = pool.request();
            fill(
                r#"{"kind":"send","request":{"url":?,"headers":{"content-type":"application/x-amz-json-1.1","x-amz-target":"AWSCognitoIdentityService.%","cache-control":"no-store"},"body":?},"afterMs":%}"#,
                &[url, operation, &body, &decimal(after_ms)],
            )
        }
        Step::Ready => {
            let identity = pool.identity();
            let id = identity.map(|identity| &*identity.id).unwrap_or_default();
            let user = identity.and_then(|identity| identity.user.as_deref());
            let user = user.map(|user| fill(r#","user":?"#, &[user]));
            fill(
                r#"{"kind":"ready","identity":{"id":?%}}"#,
                &[id, &user.unwrap_or_default()],
            )
        }
        Step::Failed(error) => fill(r#"{"kind":"failed","error":%}"#, &[&write_error(&error)]),
    }
}

/// The `SignedRequest` for an `UnsignedRequest` and its body. For S3 the body is not looked at.
///
/// # Errors
/// [`Error::FlowOver`] where there are no credentials, [`Error::InvalidCommand`]
pub fn sign(
    pool: &IdentityPool,
    request: &[u8],
    body: &[u8],
    now_ms: u64,
) -> Result<String, Error> {
    signed(pool, request, body, now_ms, |signer, request, _| {
        Ok(signer.sign(request))
    })
}

/// The same for a `RequestToPresign`, which has no body.
///
/// # Errors
/// As [`sign`]
pub fn presign(pool: &IdentityPool, request: &[u8], now_ms: u64) -> Result<String, Error> {
    signed(pool, request, b"", now_ms, |signer, request, given| {
        let expires_s = given.number_at("expiresInSeconds");
        let expires_s = expires_s.filter(|expires_s| (1..=LONGEST_PRESIGNED_S).contains(expires_s));
        let expires_s = expires_s.ok_or(Error::InvalidCommand(
            "expiresInSeconds is a whole number from 1 to 604800".into(),
        ))?;
        Ok(signer.presign(request, expires_s))
    })
}

/// `sign` gets the request also as it was given.
fn signed(
    pool: &IdentityPool,
    given: &[u8],
    body: &[u8],
    now_ms: u64,
    sign: fn(&Signer<'_>, &Request<'_>, Json<'_>) -> Result<Signed, Error>,
) -> Result<String, Error> {
    let given = Json::parse(given).unwrap_or_default();
    let text = |name| {
        let what_to_do = "a request needs method, url and service";
        let text = given.text_at(name);
        text.ok_or_else(|| Error::InvalidCommand(what_to_do.into()))
    };
    let (method, url, service) = (text("method")?, text("url")?, text("service")?);
    let region = given.text_at("region");
    let headers = to_sign(&given.text_at("headers").unwrap_or_default());
    let signer = Signer {
        credentials: pool.credentials().ok_or(Error::FlowOver)?,
        region: region.as_deref().unwrap_or(pool.region()),
        service: &service,
        now_ms: pool.aws_ms(now_ms),
    };
    let (payload, path_form) = if service == "s3" {
        (Payload::Unsigned, PathForm::Once)
    } else {
        (Payload::Signed(body), PathForm::Twice)
    };
    let request = Request {
        method: &method,
        url: &url,
        headers: &headers,
        payload,
        path_form,
    };
    let signed = sign(&signer, &request, given)?;
    let added = signed.headers.iter().map(|(name, value)| (*name, &**value));
    Ok(fill(
        r#"{"kind":"signed","url":?,"headers":%}"#,
        &[&signed.url, &object(added)],
    ))
}

/// Those of the headers, a line `name:value` each, that have to be signed.
fn to_sign(mut lines: &str) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    while !lines.is_empty() {
        let (line, rest) = split_once(lines, b'\n').unwrap_or((lines, ""));
        lines = rest;
        if let Some((name, value)) = split_once(line, b':')
            && must_be_signed(name)
        {
            headers.push((String::from(name), String::from(value)));
        }
    }
    headers
}

/// What AWS asks for. Other headers a browser or a proxy may change on the way.
fn must_be_signed(name: &str) -> bool {
    name == "content-type" || name == "content-md5" || name.starts_with("x-amz-")
}
