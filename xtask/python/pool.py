"""Makes a user pool with an app client and users at a local Cognito.

    pool.py ENDPOINT

Prints what the tests and the demo need to know about it, as JSON.
"""

import json
import sys

import boto3
from botocore import UNSIGNED
from botocore.config import Config

REGION = "eu-west-1"

# The names say what is special about a user.
USERS = {
    "normal": {
        "username": "alice",
        "password": "Correct-Horse-7!",
        "attributes": {"email": "alice@example.org", "given_name": "Alice", "family_name": "Liddell"},
    },
    "temporary": {
        "username": "bob",
        "password": "Temporary-Pass-1!",
        "newPassword": "My-Own-Pass-2!",
        "attributes": {"email": "bob@example.org", "name": "Bob Example"},
    },
    "groups": {
        "username": "carol",
        "password": "Many-Groups-3!",
        "attributes": {"email": "carol@example.org", "name": "Carol Example"},
        "groups": ["editors", "staff"],
    },
    "disabled": {
        "username": "dave",
        "password": "No-Longer-Here-4!",
        "attributes": {"email": "dave@example.org"},
    },
    "unconfirmed": {
        "username": "erin",
        "password": "Not-Confirmed-5!",
        "attributes": {"email": "erin@example.org"},
    },
    "resetRequired": {
        "username": "frank",
        "password": "Must-Be-Reset-6!",
        "attributes": {"email": "frank@example.org"},
    },
    # Every kind of character a password may bring along: accents, another script, a pair of surrogates.
    "unicode": {
        "username": "zoë",
        "password": "Pässwörd-пароль-🔑-7 ",
        "attributes": {"email": "zoe@example.org", "name": "Zoë Ångström"},
    },
}


def pairs(attributes):
    return [{"Name": name, "Value": value} for name, value in attributes.items()]


def make_pool(cognito):
    pool = cognito.create_user_pool(
        PoolName="cognipress",
        AutoVerifiedAttributes=["email"],
        AliasAttributes=["email", "preferred_username"],
        Policies={"PasswordPolicy": {"MinimumLength": 8}},
    )["UserPool"]["Id"]
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool,
        MfaConfiguration="OPTIONAL",
        SoftwareTokenMfaConfiguration={"Enabled": True},
    )
    client = cognito.create_user_pool_client(
        UserPoolId=pool,
        ClientName="wordpress",
        ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        PreventUserExistenceErrors="ENABLED",
        EnableTokenRevocation=True,
    )["UserPoolClient"]["ClientId"]
    return pool, client


def make_users(cognito, endpoint, pool, client):
    groups = {group for user in USERS.values() for group in user.get("groups", [])}
    for group in sorted(groups):
        cognito.create_group(UserPoolId=pool, GroupName=group)

    for kind, user in USERS.items():
        of_user = {"UserPoolId": pool, "Username": user["username"]}
        if kind == "unconfirmed":
            sign_up(endpoint, client, user)
            continue
        cognito.admin_create_user(
            **of_user,
            TemporaryPassword=user["password"],
            MessageAction="SUPPRESS",
            UserAttributes=pairs({**user["attributes"], "email_verified": "true"}),
        )
        if kind != "temporary":
            cognito.admin_set_user_password(**of_user, Password=user["password"], Permanent=True)
        for group in user.get("groups", []):
            cognito.admin_add_user_to_group(**of_user, GroupName=group)
        if kind == "disabled":
            cognito.admin_disable_user(**of_user)
        if kind == "resetRequired":
            cognito.admin_reset_user_password(**of_user)


def sign_up(endpoint, client, user):
    unsigned = boto3.client(
        "cognito-idp", region_name=REGION, endpoint_url=endpoint, config=Config(signature_version=UNSIGNED)
    )
    unsigned.sign_up(
        ClientId=client,
        Username=user["username"],
        Password=user["password"],
        UserAttributes=pairs(user["attributes"]),
    )


def main():
    endpoint = sys.argv[1]
    cognito = boto3.client(
        "cognito-idp",
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    pool, client = make_pool(cognito)
    make_users(cognito, endpoint, pool, client)
    json.dump(
        {
            "userPoolId": pool,
            "clientId": client,
            "region": REGION,
            "issuer": f"https://cognito-idp.{REGION}.amazonaws.com/{pool}",
            "users": USERS,
        },
        sys.stdout,
        ensure_ascii=False,
        indent=2,
    )


main()
