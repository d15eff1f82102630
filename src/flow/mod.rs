//! What a user does, one file each: requests out, replies in, nothing else.

pub mod challenge;
pub mod sign_in;
pub mod sign_out;
