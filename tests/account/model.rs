//! Samples of requests and replies, made of the service model alone.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// What is no account operation: a part of signing in, or of keeping signed in and out.
const NOT_ACCOUNT: [&str; 4] = [
    "InitiateAuth",
    "RespondToAuthChallenge",
    "GetTokensFromRefreshToken",
    "RevokeToken",
];

/// Not for a page: an app client's secret, and a service that ended.
const LEFT_OUT: [&str; 2] = ["SecretHash", "AnalyticsMetadata"];

pub(crate) struct Model(Value);

/// A sample in a host's form and in the service's.
type Sample = (Value, Value);

impl Model {
    pub(crate) fn read() -> Self {
        Self(serde_json::from_str(include_str!("../user-pool/model/facts.json")).unwrap())
    }

    pub(crate) fn account_operations(&self) -> Vec<String> {
        let operations = self.0["operations"].as_object().unwrap().keys();
        operations
            .filter(|name| !NOT_ACCOUNT.contains(&name.as_str()))
            .cloned()
            .collect()
    }

    pub(crate) fn request(&self, operation: &str) -> Sample {
        let (mut host, mut service) = self.sample(self.shape_of(operation, "input"), "");
        // These come from the configuration.
        for (name, host_name, value) in [
            ("ClientId", "clientId", "client"),
            ("UserPoolId", "userPoolId", "eu-west-1_Ab12Cd34E"),
        ] {
            if host.as_object_mut().unwrap().remove(host_name).is_some() {
                service[name] = json!(value);
            }
        }
        (host, service)
    }

    pub(crate) fn reply(&self, operation: &str) -> Sample {
        match self.0["operations"][operation]["output"].as_str() {
            Some(shape) => self.sample(shape, ""),
            None => (json!({}), json!({})),
        }
    }

    /// The members that a host must give.
    pub(crate) fn required(&self, operation: &str) -> Vec<String> {
        let shape = &self.0["shapes"][self.shape_of(operation, "input")];
        let required = shape["required"]
            .as_array()
            .unwrap_or(const { &Vec::new() });
        let names = required
            .iter()
            .map(|name| host_name(name.as_str().unwrap()));
        names
            .filter(|name| !["clientId", "userPoolId"].contains(&name.as_str()))
            .collect()
    }

    fn shape_of(&self, operation: &str, side: &str) -> &str {
        self.0["operations"][operation][side].as_str().unwrap()
    }

    /// A value of a shape; `name` makes texts differ.
    fn sample(&self, shape_name: &str, name: &str) -> Sample {
        let shape = &self.0["shapes"][shape_name];
        let same = |value: Value| (value.clone(), value);
        match shape_name {
            "AttributeListType" => {
                return (
                    json!({"custom:x": "", "email": "a\"b"}),
                    json!([{"Name": "custom:x", "Value": ""}, {"Name": "email", "Value": "a\"b"}]),
                );
            }
            "UserContextDataType" => return (json!("data"), json!({"EncodedData": "data"})),
            "Document" => return same(json!({"any": [1, {"thing": null}]})),
            _ => {}
        }
        if let Some(texts) = shape["enum"].as_array() {
            return same(texts[0].clone());
        }
        match shape["type"].as_str().unwrap() {
            "string" => same(json!(format!("{name} of {shape_name}").replace(' ', "_"))),
            "integer" => same(json!(7)),
            "boolean" => same(json!(true)),
            "timestamp" => (json!(1_793_610_307_123_u64), json!(1_793_610_307.123)),
            "map" => same(json!({"key": "value"})),
            "list" => {
                let (host, service) = self.sample(shape["member"].as_str().unwrap(), name);
                (json!([host, host]), json!([service, service]))
            }
            "structure" => {
                let members: BTreeMap<String, String> =
                    serde_json::from_value(shape["members"].clone()).unwrap();
                let (mut host, mut service) = (Map::new(), Map::new());
                for (name, member) in members {
                    if LEFT_OUT.contains(&name.as_str()) {
                        continue;
                    }
                    let (host_value, service_value) = self.sample(&member, &name);
                    let is_time = self.0["shapes"][&member]["type"] == "timestamp";
                    let unit = if is_time { "Ms" } else { "" };
                    host.insert(host_name(&name) + unit, host_value);
                    service.insert(name, service_value);
                }
                (host.into(), service.into())
            }
            other => panic!("{other}"),
        }
    }
}

fn host_name(name: &str) -> String {
    match name {
        "SMSMfaSettings" => "smsMfaSettings".into(),
        "MFAOptions" => "mfaOptions".into(),
        _ => name[..1].to_lowercase() + &name[1..],
    }
}
