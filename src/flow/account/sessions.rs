//! Where a user is signed in, and signing out of it.

use alloc::string::String;
use alloc::vec::Vec;

use super::operation::operation;
use super::shape::shape;
use super::value::{EpochMs, choice};
use crate::secret::Token;

operation! {
    /// Asks where who is signed in is signed in.
    ListUserSessions(User) -> SessionList {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// [`SessionList::next_token`] of the page before.
        next_token: Option<String> = "NextToken",
    }
}

shape! {
    /// What comes of [`ListUserSessions`].
    SessionList(Read) {
        /// A page of them.
        sessions: Vec<UserSession> = "Sessions",
        /// Asks for the next page.
        next_token: Option<String> = "NextToken",
    }
}

shape! {
    /// A sign-in that lasts (`SessionDescriptionType`).
    UserSession(Read) {
        /// Its name for Cognito.
        session_id: String = "SessionId",
        /// `TOKEN` or `SSO`.
        session_type: Option<String> = "SessionType",
        /// The app client.
        client_id: Option<String> = "ClientId",
        /// When it began.
        create_date_ms: Option<EpochMs> = "CreateDate",
        /// When it was last used.
        last_active_date_ms: Option<EpochMs> = "LastActiveDate",
        /// The browser and system, in words.
        device_type: Option<String> = "DeviceType",
        /// Where it was last used from.
        last_ip_address: Option<String> = "LastIPAddress",
        /// Where that address is.
        last_location: Option<SessionLocation> = "LastLocation",
        /// The session that it came of.
        origin_session_id: Option<String> = "OriginSessionId",
        /// Whether it is that of the access token.
        is_current_session: bool = "IsCurrentSession",
    }
}

shape! {
    /// A place (`SessionLocationType`).
    SessionLocation(Read) {
        /// In words.
        city: Option<String> = "City",
        /// In words.
        country: Option<String> = "Country",
    }
}

operation! {
    /// Ends another session than that of the access token.
    RevokeUserSession(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// [`UserSession::session_id`]
        session_id: String = "SessionId",
        /// Which others end with it.
        revoke_associated_sessions: Option<AssociatedSessions> = "RevokeAssociatedSessions",
    }
}

choice! {
    /// `RevokeAssociatedSessionsType`
    AssociatedSessions {
        /// No others.
        None = "NONE",
        /// Those that came of the same single sign-on.
        Linked = "LINKED",
    }
}

operation! {
    /// Signs the user out everywhere: every refresh token of theirs is revoked.
    GlobalSignOut(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
    }
}
