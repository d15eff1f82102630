//! The service's wire format: JSON over POST
//! (`application/x-amz-json-1.1`, service model 2016-04-18).

pub mod base64;
pub mod exception;
#[cfg(any(feature = "full", not(target_arch = "wasm32")))]
pub mod json;
#[cfg(not(any(feature = "full", not(target_arch = "wasm32"))))]
pub(crate) use crate::wasm::json;
#[cfg(any(feature = "aws", feature = "full"))]
pub(crate) mod percent;
#[cfg(feature = "full")]
pub mod reason;
pub mod reply;
pub mod request;
pub(crate) mod split;
pub mod write;
