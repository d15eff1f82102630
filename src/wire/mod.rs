//! The service's wire format: JSON over POST
//! (`application/x-amz-json-1.1`, service model 2016-04-18).

pub mod base64;
pub mod exception;
pub mod json;
#[cfg(feature = "full")]
pub mod reason;
pub mod reply;
pub mod request;
pub(crate) mod split;
pub mod write;
