//! Objects whose members are declared once: their names in the service model, and
//! their types.

use alloc::string::String;

use crate::wire::json::Json;
use crate::wire::write::{append, fill};

/// What the JSON of a type looks like, for who handles members without knowing them.
pub(crate) enum Kind {
    Text,
    /// A text that is one of these.
    Choice(&'static [&'static str]),
    Flag,
    Number,
    Time,
    Username,
    Password,
    Code,
    UserContextData,
    Attributes,
    /// An object of texts.
    Texts,
    /// An object of any form.
    Document,
    List(&'static Kind),
    Shape(&'static [Member]),
}

/// What is declared of a member.
pub(crate) struct Member {
    /// The name in the service model: `AccessToken`.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) is_optional: bool,
}

/// The type of a member.
pub(crate) trait Value: Sized {
    const KIND: Kind;
    const IS_OPTIONAL: bool = false;
}

/// A type of members of requests.
pub(crate) trait Write: Value {
    /// JSON; nothing, where the member is to be left out.
    fn write(&self) -> Option<String>;
}

/// A type of members of replies.
pub(crate) trait Read: Value {
    /// `json` is null where the member is missing.
    fn read(json: Json<'_>) -> Option<Self>;
}

/// An object with a fixed set of members.
pub(crate) trait Shape {
    const MEMBERS: &'static [Member];
}

impl Shape for () {
    const MEMBERS: &'static [Member] = &[];
}

impl<T: Shape> Value for T {
    const KIND: Kind = Kind::Shape(T::MEMBERS);
}

impl Read for () {
    fn read(_: Json<'_>) -> Option<Self> {
        Some(())
    }
}

/// An object that is being written.
#[derive(Default)]
pub(crate) struct Object(String);

impl Object {
    /// Adds a member, if there is a value for it.
    pub(crate) fn add(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            let separator = if self.0.is_empty() { "" } else { "," };
            append(&mut self.0, &fill("%?:%", &[separator, name, &value]));
        }
    }

    pub(crate) fn finish(self) -> String {
        fill("{%}", &[&self.0])
    }
}

/// Declares a struct that can be written, read or both, and for each field the name of that
/// member in the service model: `Name(Read, Write) { field: Type = "Name", }`.
macro_rules! shape {
    ($(#[$doc:meta])* $name:ident($($side:ident),+) $fields:tt) => {
        $crate::flow::account::shape::shape! { @struct $(#[$doc])* $name $fields }
        $($crate::flow::account::shape::shape! { @$side $name $fields })+
    };

    (@struct $(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty = $member:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::flow::account::shape::Shape for $name {
            const MEMBERS: &'static [$crate::flow::account::shape::Member] = &[
                $($crate::flow::account::shape::Member {
                    name: $member,
                    kind: <$type as $crate::flow::account::shape::Value>::KIND,
                    is_optional: <$type as $crate::flow::account::shape::Value>::IS_OPTIONAL,
                },)*
            ];
        }
    };

    (@Read $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty = $member:literal,)*
    }) => {
        impl $crate::flow::account::shape::Read for $name {
            fn read(object: $crate::wire::json::Json<'_>) -> Option<Self> {
                Some(Self {
                    $($field: $crate::flow::account::shape::Read::read(
                        object.get($member).unwrap_or_default(),
                    )?,)*
                })
            }
        }
    };

    (@Write $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty = $member:literal,)*
    }) => {
        impl $name {
            fn write_members(&self, object: &mut $crate::flow::account::shape::Object) {
                $(object.add($member, $crate::flow::account::shape::Write::write(&self.$field));)*
            }
        }

        impl $crate::flow::account::shape::Write for $name {
            fn write(&self) -> Option<alloc::string::String> {
                let mut object = $crate::flow::account::shape::Object::default();
                self.write_members(&mut object);
                Some(object.finish())
            }
        }
    };
}
pub(crate) use shape;
