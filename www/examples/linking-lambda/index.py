"""A pre sign-up trigger of Amazon Cognito: who comes from another identity provider is the user who has that e-mail
address already, where both the provider and the user pool have verified it."""

import json

import boto3

cognito = boto3.client("cognito-idp")


def handler(event, _context):
    if event["triggerSource"] == "PreSignUp_ExternalProvider":
        link(event["userPoolId"], event["userName"], event["request"]["userAttributes"])
    return event


def link(pool, name, attributes):
    # A provider that lets people enter any address must not be able to say whose account it is.
    if attributes.get("email_verified") != "true":
        return
    found = cognito.list_users(UserPoolId=pool, Filter=f"email = {json.dumps(attributes['email'])}")["Users"]
    owners = [user for user in found if is_owner(user)]
    if len(owners) != 1:
        return
    provider = provider_of(pool, name)
    cognito.admin_link_provider_for_user(
        UserPoolId=pool,
        DestinationUser={"ProviderName": "Cognito", "ProviderAttributeValue": owners[0]["Username"]},
        SourceUser={
            "ProviderName": provider,
            "ProviderAttributeName": "Cognito_Subject",
            "ProviderAttributeValue": name[len(provider) + 1 :],
        },
    )


def is_owner(user):
    attributes = {attribute["Name"]: attribute["Value"] for attribute in user["Attributes"]}
    return user["UserStatus"] == "CONFIRMED" and attributes.get("email_verified") == "true"


def provider_of(pool, name):
    """The provider in `Google_1234`: its name may have a `_` of its own, and come in lower case."""
    listed = cognito.list_identity_providers(UserPoolId=pool, MaxResults=60)["Providers"]
    names = [provider["ProviderName"] for provider in listed]
    return max((known for known in names if name.lower().startswith(f"{known.lower()}_")), key=len)
