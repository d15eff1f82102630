//! Signs in to a user pool from a terminal and prints what the ID token says.
//!
//! The crate decides, this program does: it sends each request that it is handed,
//! asks what it is told to ask, and keeps nothing.

use std::io::{IsTerminal, stdin};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use cognipress::flow::challenge::{Challenge, ChallengeAnswer};
use cognipress::flow::dialogue::{self, Context, Failure, Start, Step};
use cognipress::secret::{Password, Username};
use cognipress::user_pool::UserPool;
use cognipress::wire::request::Request;
use lexopt::ValueExt as _;

const HELP: &str = "\
Usage: cognipress-sign-in USER_POOL_ID CLIENT_ID USERNAME [--endpoint URL]

Asks for the password, and for what Cognito asks next. Where standard input is no
terminal, each answer is a line of it.
";

fn main() -> Result<()> {
    let mut endpoint = None;
    let mut values = Vec::new();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("endpoint") => endpoint = Some(arguments.value()?.string()?),
            lexopt::Arg::Value(value) => values.push(value.string()?),
            _ => bail!("{}\n\n{HELP}", argument.unexpected()),
        }
    }
    let Ok([pool_id, client_id, username]) = <[String; 3]>::try_from(values) else {
        bail!("{HELP}");
    };

    let pool = UserPool::new(&pool_id, &client_id, endpoint.as_deref())?;
    let username = Username::new(&username)?;
    let password = Password::from_text(ask_secretly("Password")?)?;
    let context = Context::default();
    let (request, waiting) =
        dialogue::start(pool, context, username, Start::Srp(password), entropy()?)?;
    let mut result = Ok(Step::Send(request, waiting));
    loop {
        result = match result {
            Ok(Step::Send(request, waiting)) => {
                let (status, body) = send(&request)?;
                waiting.receive(status, &body, now_ms()?, entropy()?)
            }
            Ok(Step::Ask(asked)) => {
                let answer = answer(asked.challenge())?;
                asked.answer(answer, entropy()?)
            }
            Ok(Step::SignedIn(signed_in)) => {
                println!("{}", signed_in.tokens.unverified_claims.as_json());
                return Ok(());
            }
            // The challenge still stands: a mistyped code need not begin anew.
            Err(Failure {
                error,
                retry: Some(asked),
            }) => {
                eprintln!("{}: {}", error.code(), error.message());
                Ok(Step::Ask(asked))
            }
            Err(Failure { error, retry: None }) => {
                bail!("{}: {}", error.code(), error.message())
            }
        };
    }
}

/// Whatever Cognito answers is for the crate to read, errors too.
fn send(request: &Request) -> Result<(u16, Vec<u8>)> {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let mut post = ureq::Agent::from(config.build()).post(request.url());
    for (name, value) in request.headers() {
        post = post.header(name, value);
    }
    let mut response = post
        .send(request.body())
        .with_context(|| format!("{} cannot be reached", request.url()))?;
    let body = response.body_mut().read_to_vec()?;
    Ok((response.status().as_u16(), body))
}

fn answer(challenge: &Challenge) -> Result<ChallengeAnswer> {
    Ok(match challenge {
        Challenge::SmsMfa(delivery)
        | Challenge::SmsOtp(delivery)
        | Challenge::EmailOtp(delivery) => {
            let to = delivery.destination.as_deref().unwrap_or("you");
            code(&format!("Code sent to {to}"))?
        }
        Challenge::SoftwareTokenMfa { .. } => code("Code of your authenticator app")?,
        Challenge::MfaSetupTotp(secret) => {
            eprintln!(
                "Add this secret to an authenticator app: {}",
                secret.secret()
            );
            code("Its first code")?
        }
        Challenge::NewPasswordRequired {
            required_attributes,
            ..
        } => {
            let password = Password::from_text(ask_secretly("New password")?)?;
            let attributes = required_attributes
                .iter()
                .map(|name| Ok((name.clone(), ask(name)?)))
                .collect::<Result<_>>()?;
            ChallengeAnswer::NewPassword {
                password,
                attributes,
            }
        }
        Challenge::SelectMfaType(options) | Challenge::MfaSetup(options) => {
            ChallengeAnswer::Choice {
                option: ask(&options.join(" or "))?,
                password: None,
            }
        }
        Challenge::MfaSetupEmail => ChallengeAnswer::Email(ask("E-mail address for codes")?),
        other => bail!("{} is not for a terminal", other.name()),
    })
}

fn code(question: &str) -> Result<ChallengeAnswer> {
    Ok(ChallengeAnswer::Code {
        code: ask(question)?,
        device_name: None,
    })
}

fn ask(question: &str) -> Result<String> {
    eprint!("{question}: ");
    let mut line = String::new();
    if stdin().read_line(&mut line)? == 0 {
        bail!("no answer");
    }
    Ok(line.trim_end().to_owned())
}

fn ask_secretly(question: &str) -> Result<String> {
    if stdin().is_terminal() {
        return Ok(rpassword::prompt_password(format!("{question}: "))?);
    }
    ask(question)
}

fn entropy() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

fn now_ms() -> Result<u64> {
    Ok(u64::try_from(
        SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis(),
    )?)
}
