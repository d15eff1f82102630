//! [`aws`](crate::aws) for a host: the shapes are those of `src/wasm/aws.d.ts`.

use alloc::string::String;
use alloc::vec::Vec;

use super::write_error;
use crate::aws::identity::{Identity, IdentityPool, Step};
use crate::aws::sigv4::{PathForm, Payload, Request, Signer};
use crate::error::Error;
use crate::flow::refresh::Reply;
use crate::wire::json::Json;
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
    let request = Json::parse(request).unwrap_or_default();
    let [method, url, service] =
        request
            .texts(["method", "url", "service"])
            .ok_or(Error::InvalidCommand(
                "a request needs method, url and service".into(),
            ))?;
    let region = request.text_at("region");
    let headers = request.object_at("headers").unwrap_or_default();
    let headers: Vec<_> = headers
        .members()
        .filter_map(|(name, value)| Some((name, value.text()?)))
        .filter(|(name, _)| must_be_signed(name))
        .collect();
    let is_s3 = service == "s3";
    let signer = Signer {
        credentials: pool.credentials().ok_or(Error::FlowOver)?,
        region: region.as_deref().unwrap_or(pool.region()),
        service: &service,
        now_ms: pool.aws_ms(now_ms),
    };
    let request_to_sign = Request {
        method: &method,
        url: &url,
        headers: &headers,
        payload: if is_s3 {
            Payload::Unsigned
        } else {
            Payload::Signed(body)
        },
        path_form: if is_s3 {
            PathForm::Once
        } else {
            PathForm::Twice
        },
    };
    let signed = match request.get("expiresInSeconds") {
        Some(_) => {
            let expires_s = request.number_at("expiresInSeconds");
            let expires_s =
                expires_s.filter(|expires_s| (1..=LONGEST_PRESIGNED_S).contains(expires_s));
            let expires_s = expires_s.ok_or(Error::InvalidCommand(
                "expiresInSeconds is a whole number from 1 to 604800".into(),
            ))?;
            signer.presign(&request_to_sign, expires_s)
        }
        None => signer.sign(&request_to_sign),
    };
    let added = signed.headers.iter().map(|(name, value)| (*name, &**value));
    Ok(fill(
        r#"{"kind":"signed","url":?,"headers":%}"#,
        &[&signed.url, &object(added)],
    ))
}

/// What AWS asks for. Other headers a browser or a proxy may change on the way.
fn must_be_signed(name: &str) -> bool {
    name == "content-type" || name == "content-md5" || name.starts_with("x-amz-")
}
