"""The user pool of the sync's tests, at a local Cognito.

    pool.py make ENDPOINT POLICY     a pool, its groups, and the keys of an IAM user who has that policy
    pool.py dump ENDPOINT POOL       the pool's users as its administrator sees them

Prints JSON.
"""

import json
import sys

import boto3

ROOT = {"region_name": "eu-west-1", "aws_access_key_id": "test", "aws_secret_access_key": "test"}
ACCOUNT = {"Name": "account", "AttributeDataType": "String", "Mutable": True}


def make(endpoint, policy):
    cognito = boto3.client("cognito-idp", endpoint_url=endpoint, **ROOT)
    pool = cognito.create_user_pool(PoolName="sync", AliasAttributes=["email"], Schema=[ACCOUNT])["UserPool"]
    for group in ["editors", "staff"]:
        cognito.create_group(UserPoolId=pool["Id"], GroupName=group)
    iam = boto3.client("iam", endpoint_url=endpoint, **ROOT)
    iam.create_user(UserName="wordpress")
    document = json.loads(policy)
    for statement in document["Statement"]:
        statement["Resource"] = pool["Arn"]
    iam.put_user_policy(UserName="wordpress", PolicyName="sync", PolicyDocument=json.dumps(document))
    key = iam.create_access_key(UserName="wordpress")["AccessKey"]
    return {"userPoolId": pool["Id"], "accessKeyId": key["AccessKeyId"], "secretAccessKey": key["SecretAccessKey"]}


def dump(endpoint, pool):
    cognito = boto3.client("cognito-idp", endpoint_url=endpoint, **ROOT)
    groups = {}
    for group in ["editors", "staff"]:
        for page in cognito.get_paginator("list_users_in_group").paginate(UserPoolId=pool, GroupName=group):
            for user in page["Users"]:
                groups.setdefault(user["Username"], []).append(group)
    users = {}
    for page in cognito.get_paginator("list_users").paginate(UserPoolId=pool):
        for user in page["Users"]:
            users[user["Username"]] = {
                "attributes": {pair["Name"]: pair["Value"] for pair in user["Attributes"]},
                "groups": sorted(groups.get(user["Username"], [])),
                "enabled": user["Enabled"],
                "status": user["UserStatus"],
            }
    return users


json.dump({"make": make, "dump": dump}[sys.argv[1]](*sys.argv[2:]), sys.stdout)
