//! What a user says of a sign-in that threat protection told them about.

use alloc::string::String;

use super::operation::operation;
use super::value::choice;
use crate::secret::{Token, Username};

operation! {
    /// Says whether it was the user who signed in.
    UpdateAuthEventFeedback(Pool) -> () {
        /// The user.
        username: Username = "Username",
        /// The sign-in, by the notification.
        event_id: String = "EventId",
        /// The right to say so, by the notification.
        feedback_token: Token = "FeedbackToken",
        /// What the user says.
        feedback_value: FeedbackValue = "FeedbackValue",
    }
}

choice! {
    /// `FeedbackValueType`
    FeedbackValue {
        /// It was the user.
        Valid = "Valid",
        /// It was somebody else.
        Invalid = "Invalid",
    }
}
