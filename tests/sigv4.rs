//! Signature Version 4 against AWS' own test suite, every step of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use cognipress::aws::sigv4::{Credentials, PathForm, Payload, Request, Signed, Signer};
use cognipress::secret::Token;
use serde_json::Value;

const VECTORS: &str = include_str!("vectors/sigv4.json");
/// 2015-08-30T12:36:00Z, the time of all of them.
const NOW_MS: u64 = 1_440_938_160_000;

/// A request of the suite: a text as it goes over the wire, but for what is not encoded in it.
struct Case {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Case {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let first = lines.next().unwrap();
        let (method, rest) = first.split_once(' ').unwrap();
        let (target, _) = rest.rsplit_once(' ').unwrap();
        let (mut headers, mut host) = (Vec::<(String, String)>::new(), "");
        for line in lines {
            match line.split_once(':') {
                Some(("Host", value)) => host = value,
                Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
                None => headers.last_mut().unwrap().1.push_str(line), // obs-fold (RFC 9112 section 5.2)
            }
        }
        Self {
            method: method.to_owned(),
            // One path comes encoded.
            url: format!("https://{host}{}", target.replace("%20", " ")),
            headers,
            body: body.to_owned(),
        }
    }
}

fn credentials(context: &Value) -> Credentials {
    let text = |name| context["credentials"][name].as_str();
    let token = text("token").filter(|_| context["omit_session_token"] != true);
    Credentials {
        access_key_id: text("access_key_id").unwrap().to_owned(),
        secret_access_key: Token::new(text("secret_access_key").unwrap().to_owned()),
        session_token: token.map(|token| Token::new(token.to_owned())),
    }
}

fn assert_steps(signed: &Signed, expected: &Value, name: &str) {
    for (step, found) in [
        ("canonicalRequest", &signed.canonical_request),
        ("stringToSign", &signed.string_to_sign),
        ("signature", &signed.signature),
    ] {
        assert_eq!(
            found,
            expected[step].as_str().unwrap().trim_end(),
            "{name}: {step}"
        );
    }
}

#[test]
fn every_step_of_all_38_vectors_is_as_in_the_test_suite() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    assert_eq!(vectors.len(), 38);
    for vector in vectors {
        let (name, context) = (vector["name"].as_str().unwrap(), &vector["context"]);
        assert_eq!(context["timestamp"], "2015-08-30T12:36:00Z");
        let case = Case::read(vector["request"].as_str().unwrap());
        let credentials = credentials(context);
        let signer = Signer {
            credentials: &credentials,
            region: context["region"].as_str().unwrap(),
            service: context["service"].as_str().unwrap(),
            now_ms: NOW_MS,
        };
        let mut request = Request {
            method: &case.method,
            url: &case.url,
            headers: &case.headers,
            payload: Payload::Signed(case.body.as_bytes()),
            // The suite's paths are not encoded as they are sent: either form encodes them once.
            path_form: if context["normalize"] == true {
                PathForm::Twice
            } else {
                PathForm::Once
            },
        };
        let expires_s = context["expiration_in_seconds"].as_u64().unwrap();
        let presigned = signer.presign(&request, u32::try_from(expires_s).unwrap());
        assert_steps(&presigned, &vector["query"], name);
        assert!(
            presigned
                .url
                .ends_with(&format!("&X-Amz-Signature={}", presigned.signature))
        );

        let expected = &vector["header"];
        let mut headers = case.headers.clone();
        if context["sign_body"] == true {
            let hash = expected["canonicalRequest"]
                .as_str()
                .unwrap()
                .lines()
                .last()
                .unwrap();
            headers.push(("X-Amz-Content-Sha256".to_owned(), hash.to_owned()));
        }
        request.headers = &headers;
        let signed = signer.sign(&request);
        assert_steps(&signed, expected, name);
        let (header, authorization) = signed.headers.last().unwrap();
        assert_eq!(*header, "authorization");
        assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/"));
        assert!(authorization.ends_with(&format!(", Signature={}", signed.signature)));
    }
}

fn sign(url: &str, path_form: PathForm, payload: Payload<'_>) -> Signed {
    let credentials = Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: Token::new("secret".to_owned()),
        session_token: None,
    };
    let signer = Signer {
        credentials: &credentials,
        region: "eu-west-1",
        service: "s3",
        now_ms: NOW_MS,
    };
    signer.sign(&Request {
        method: "GET",
        url,
        headers: &[],
        payload,
        path_form,
    })
}

#[test]
fn a_path_is_encoded_once_for_s3_and_twice_for_others() {
    let path = |url: &str, form| {
        let request = sign(url, form, Payload::Signed(&[])).canonical_request;
        request.lines().nth(1).unwrap().to_owned()
    };
    for (url, once, twice) in [
        ("https://h/a%20b", "/a%20b", "/a%2520b"),
        (
            "https://h/a'(b)!*",
            "/a%27%28b%29%21%2A",
            "/a%27%28b%29%21%2A",
        ),
        ("https://h/a//b/", "/a//b/", "/a/b/"),
        ("https://h", "/", "/"),
        // Of the test suite's `double-encode-path` and `double-url-encode`.
        (
            "https://h/test/@connections/JB%3D",
            "/test/%40connections/JB%3D",
            "/test/%40connections/JB%253D",
        ),
        (
            "https://h/arn%3Aaws%3Alambda/x",
            "/arn%3Aaws%3Alambda/x",
            "/arn%253Aaws%253Alambda/x",
        ),
        ("https://h/100%", "/100%25", "/100%25"),
    ] {
        assert_eq!(path(url, PathForm::Once), once);
        assert_eq!(path(url, PathForm::Twice), twice);
    }
}

#[test]
fn what_is_sent_is_what_is_signed() {
    let signed = sign(
        "http://localhost:4566/b/a+b'c?x=1+2&y&x=%2B",
        PathForm::Once,
        Payload::Unsigned,
    );
    assert_eq!(
        signed.url,
        "http://localhost:4566/b/a%2Bb%27c?x=1%202&y=&x=%2B"
    );
    let lines: Vec<_> = signed.canonical_request.lines().collect();
    assert_eq!(
        lines[1..4],
        ["/b/a%2Bb%27c", "x=%2B&x=1%202&y=", "host:localhost:4566"]
    );
    assert_eq!(lines.last(), Some(&"UNSIGNED-PAYLOAD"));
    assert!(
        signed
            .headers
            .contains(&("x-amz-content-sha256", "UNSIGNED-PAYLOAD".to_owned()))
    );
}

#[test]
fn nothing_shows_a_secret() {
    let credentials = Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: Token::new("wJalrXUt".to_owned()),
        session_token: Some(Token::new("FQoGZXIv".to_owned())),
    };
    assert_eq!(format!("{credentials:?}"), "Credentials([redacted])");
}
