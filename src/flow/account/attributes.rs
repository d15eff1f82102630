//! What a user says about themselves.

use alloc::string::String;
use alloc::vec::Vec;

use super::delivery::{CodeDelivery, CodeSent};
use super::operation::operation;
use super::shape::shape;
use super::value::{Attributes, ClientMetadata, Code};
use crate::secret::Token;

operation! {
    /// Sets attributes.
    UpdateUserAttributes(User) -> AttributesUpdated {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// The new values.
        user_attributes: Attributes = "UserAttributes",
        /// For the triggers.
        client_metadata: Option<ClientMetadata> = "ClientMetadata",
    }
}

shape! {
    /// What comes of [`UpdateUserAttributes`].
    AttributesUpdated(Read) {
        /// Where codes were sent, each for a [`VerifyUserAttribute`].
        code_delivery_details_list: Vec<CodeDelivery> = "CodeDeliveryDetailsList",
    }
}

operation! {
    /// Deletes attributes.
    DeleteUserAttributes(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// Custom ones with their prefix `custom:`.
        user_attribute_names: Vec<String> = "UserAttributeNames",
    }
}

operation! {
    /// Sends a code to verify an address or number with.
    GetUserAttributeVerificationCode(User) -> CodeSent {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// `email` or `phone_number`.
        attribute_name: String = "AttributeName",
        /// For the triggers.
        client_metadata: Option<ClientMetadata> = "ClientMetadata",
    }
}

operation! {
    /// Verifies an address or number by the code that was sent there.
    VerifyUserAttribute(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// `email` or `phone_number`.
        attribute_name: String = "AttributeName",
        /// The code.
        code: Code = "Code",
    }
}
