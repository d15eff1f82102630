//! Where a code was sent.

use alloc::string::String;

use super::shape::shape;

shape! {
    /// Where a code was sent (`CodeDeliveryDetailsType`).
    CodeDelivery(Read) {
        /// The address or number, with most of it masked.
        destination: Option<String> = "Destination",
        /// `EMAIL` or `SMS`.
        delivery_medium: Option<String> = "DeliveryMedium",
        /// The attribute that holds the destination, and that the code verifies.
        attribute_name: Option<String> = "AttributeName",
    }
}

shape! {
    /// A code was sent, unless the user does not exist and the pool does not tell.
    CodeSent(Read) {
        /// Where to.
        code_delivery_details: Option<CodeDelivery> = "CodeDeliveryDetails",
    }
}
