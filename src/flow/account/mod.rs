//! What a user does with an account, and without one: the operations of a user
//! pool that a browser may call and that are no part of signing in.
//!
//! An operation is a struct of its parameters. `request` makes the request of
//! it, `read` reads the reply to that request:
//!
//! ```
//! use cognipress::flow::account::password::ForgotPassword;
//! use cognipress::secret::Username;
//! use cognipress::user_pool::UserPool;
//!
//! let pool = UserPool::new("eu-west-1_Ab12Cd34E", "1example23456789", None)?;
//! let forgot = ForgotPassword {
//!     username: Username::new("jane@example.com")?,
//!     client_metadata: None,
//!     user_context_data: None,
//! };
//! let request = forgot.request(&pool);
//! assert_eq!(
//!     request.body(),
//!     r#"{"ClientId":"1example23456789","Username":"jane@example.com"}"#
//! );
//!
//! let reply = br#"{"CodeDeliveryDetails":{"Destination":"j***@e***","DeliveryMedium":"EMAIL"}}"#;
//! let sent = ForgotPassword::read(200, reply)?.code_delivery_details;
//! assert_eq!(sent.and_then(|sent| sent.destination).as_deref(), Some("j***@e***"));
//! # Ok::<(), cognipress::error::Error>(())
//! ```
//!
//! Two members of the service model are absent on purpose: `SecretHash`, because
//! an app client with a secret is not for browsers, and `AnalyticsMetadata`, which
//! belongs to Amazon Pinpoint.

pub(crate) mod operation;
pub(crate) mod shape;

pub mod attributes;
pub mod delivery;
pub mod device;
pub mod feedback;
pub mod mfa;
pub mod passkey;
pub mod password;
pub mod qr;
pub mod sessions;
pub mod sign_up;
pub mod totp;
pub mod user;
pub mod value;
