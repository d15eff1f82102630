//! Who is signed in.

use alloc::string::String;
use alloc::vec::Vec;

use super::mfa::MfaOption;
use super::operation::operation;
use super::shape::shape;
use super::value::Attributes;
use crate::secret::Token;

operation! {
    /// Asks for the attributes and second factors of who is signed in.
    GetUser(User) -> User {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
    }
}

shape! {
    /// What comes of [`GetUser`].
    User(Read) {
        /// The name that the pool knows the user by.
        username: String = "Username",
        /// What the app client may read.
        user_attributes: Attributes = "UserAttributes",
        /// `SMS_MFA`, `SOFTWARE_TOKEN_MFA` or `EMAIL_OTP`.
        preferred_mfa_setting: Option<String> = "PreferredMfaSetting",
        /// Every second factor that is set up.
        user_mfa_setting_list: Vec<String> = "UserMFASettingList",
        /// What [`SetUserSettings`](super::mfa::SetUserSettings) set.
        mfa_options: Vec<MfaOption> = "MFAOptions",
    }
}

operation! {
    /// Asks for what who is signed in can sign in with.
    GetUserAuthFactors(User) -> AuthFactors {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
    }
}

shape! {
    /// What comes of [`GetUserAuthFactors`].
    AuthFactors(Read) {
        /// The name that the pool knows the user by.
        username: String = "Username",
        /// `SMS_MFA`, `SOFTWARE_TOKEN_MFA` or `EMAIL_OTP`.
        preferred_mfa_setting: Option<String> = "PreferredMfaSetting",
        /// Every second factor that is set up.
        user_mfa_setting_list: Vec<String> = "UserMFASettingList",
        /// `PASSWORD`, `EMAIL_OTP`, `SMS_OTP`, `WEB_AUTHN`, `SOFTWARE_TOKEN`.
        configured_user_auth_factors: Vec<String> = "ConfiguredUserAuthFactors",
    }
}

operation! {
    /// Deletes the account of who is signed in.
    DeleteUser(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
    }
}
