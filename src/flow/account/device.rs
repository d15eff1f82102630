//! Devices that a pool remembers.

use alloc::string::String;
use alloc::vec::Vec;

use super::operation::operation;
use super::shape::shape;
use super::value::{Attributes, EpochMs, choice};
use crate::secret::Token;
use crate::srp::device::DeviceSecret;

operation! {
    /// Gives the pool a verifier for the secret of a device that it saw for the first time.
    ConfirmDevice(User) -> DeviceConfirmed {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// `NewDeviceMetadata.DeviceKey`
        device_key: String = "DeviceKey",
        /// Made by [`DeviceSecret`].
        device_secret_verifier_config: Option<DeviceSecretVerifierConfig>
            = "DeviceSecretVerifierConfig",
        /// The user's name for the device.
        device_name: Option<String> = "DeviceName",
    }
}

shape! {
    /// `DeviceSecretVerifierConfigType`, both in Base64.
    DeviceSecretVerifierConfig(Write) {
        /// PAD(g^x)
        password_verifier: String = "PasswordVerifier",
        /// PAD(salt)
        salt: String = "Salt",
    }
}

impl From<&DeviceSecret> for DeviceSecretVerifierConfig {
    fn from(secret: &DeviceSecret) -> Self {
        Self {
            password_verifier: String::from(secret.verifier()),
            salt: String::from(secret.salt()),
        }
    }
}

shape! {
    /// What comes of [`ConfirmDevice`].
    DeviceConfirmed(Read) {
        /// Whether the device is remembered only if the user wants it, by [`UpdateDeviceStatus`].
        user_confirmation_necessary: bool = "UserConfirmationNecessary",
    }
}

operation! {
    /// Remembers a device, or does not.
    UpdateDeviceStatus(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// Which device.
        device_key: String = "DeviceKey",
        /// What the user wants.
        device_remembered_status: Option<DeviceStatus> = "DeviceRememberedStatus",
    }
}

choice! {
    /// `DeviceRememberedStatusType`
    DeviceStatus {
        /// The device stands for a second factor.
        Remembered = "remembered",
        /// It does not.
        NotRemembered = "not_remembered",
    }
}

operation! {
    /// Asks for the devices of who is signed in.
    ListDevices(User) -> DeviceList {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// How many at most, up to 60.
        limit: Option<u32> = "Limit",
        /// [`DeviceList::pagination_token`] of the page before.
        pagination_token: Option<String> = "PaginationToken",
    }
}

shape! {
    /// What comes of [`ListDevices`].
    DeviceList(Read) {
        /// A page of them.
        devices: Vec<Device> = "Devices",
        /// Asks for the next page.
        pagination_token: Option<String> = "PaginationToken",
    }
}

shape! {
    /// A device (`DeviceType`).
    Device(Read) {
        /// Its name for Cognito.
        device_key: String = "DeviceKey",
        /// `device_name`, `last_ip_used`, …
        device_attributes: Attributes = "DeviceAttributes",
        /// When it was confirmed.
        device_create_date_ms: Option<EpochMs> = "DeviceCreateDate",
        /// When its status or attributes changed.
        device_last_modified_date_ms: Option<EpochMs> = "DeviceLastModifiedDate",
        /// When somebody signed in with it.
        device_last_authenticated_date_ms: Option<EpochMs> = "DeviceLastAuthenticatedDate",
    }
}

operation! {
    /// Asks for one device.
    GetDevice(User) -> DeviceFound {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// Which device.
        device_key: String = "DeviceKey",
    }
}

shape! {
    /// What comes of [`GetDevice`].
    DeviceFound(Read) {
        /// It.
        device: Device = "Device",
    }
}

operation! {
    /// Forgets a device.
    ForgetDevice(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// Which device.
        device_key: String = "DeviceKey",
    }
}
