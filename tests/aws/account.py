"""Makes, at a local AWS, what a site lets its users do there: an identity pool with a role for guests and one for users,
a bucket, a table and two APIs.

    account.py ENDPOINT make USER_POOL_ID CLIENT_ID
    account.py ENDPOINT own ROLE BUCKET IDENTITY_ID

The first prints what the tests need to know about it, as JSON. The second lets the role have a folder of the bucket.
At AWS one policy does so for every user, by `${cognito-identity.amazonaws.com:sub}`; the local one knows no variables.
"""

import io
import json
import sys
import uuid
import zipfile

import boto3
from botocore.config import Config

REGION = "eu-west-1"
ACCOUNT = "000000000000"
TABLE = "orders"
HANDLER = "def handler(event, context):\n    return {'statusCode': 200, 'body': 'rows'}\n"


def service(name):
    return boto3.client(
        name,
        endpoint_url=sys.argv[1],
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(s3={"addressing_style": "path"}),
    )


def make(user_pool, client_id):
    name = uuid.uuid4().hex[:8]
    bucket = f"pictures-{name}"
    issuer = f"cognito-idp.{REGION}.amazonaws.com/{user_pool}"

    identity = service("cognito-identity")
    pool = identity.create_identity_pool(
        IdentityPoolName=name,
        AllowUnauthenticatedIdentities=True,
        CognitoIdentityProviders=[{"ProviderName": issuer, "ClientId": client_id}],
    )["IdentityPoolId"]

    s3 = service("s3")
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_cors(
        Bucket=bucket,
        CORSConfiguration={
            "CORSRules": [
                {
                    "AllowedOrigins": ["*"],
                    "AllowedMethods": ["GET", "PUT"],
                    "AllowedHeaders": ["*"],
                    "ExposeHeaders": ["date"],
                }
            ]
        },
    )
    s3.put_object(Bucket=bucket, Key="public/logo.txt", Body=b"for everybody")
    s3.put_object(Bucket=bucket, Key="private/eu-west-1:another/me.jpg", Body=b"another's")

    dynamodb = service("dynamodb")
    table = f"{TABLE}-{name}"
    dynamodb.create_table(
        TableName=table,
        AttributeDefinitions=[
            {"AttributeName": "owner", "AttributeType": "S"},
            {"AttributeName": "id", "AttributeType": "S"},
        ],
        KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}, {"AttributeName": "id", "KeyType": "RANGE"}],
        BillingMode="PAY_PER_REQUEST",
    )

    awslambda = service("lambda")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("index.py", HANDLER)
    principal = {"Service": "lambda.amazonaws.com"}
    lambda_role = make_role(service("iam"), f"lambda-{name}", principal, "sts:AssumeRole", [])
    function = awslambda.create_function(
        FunctionName=f"rows-{name}",
        Runtime="python3.11",
        Handler="index.handler",
        Role=lambda_role,
        Code={"ZipFile": archive.getvalue()},
    )["FunctionArn"]

    gateway = service("apigatewayv2")
    apis = {}
    for kind in ("iam", "jwt"):
        api = gateway.create_api(
            Name=f"{kind}-{name}",
            ProtocolType="HTTP",
            CorsConfiguration={"AllowOrigins": ["*"], "AllowHeaders": ["*"], "AllowMethods": ["*"]},
        )["ApiId"]
        integration = gateway.create_integration(
            ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=function, PayloadFormatVersion="2.0"
        )["IntegrationId"]
        authorization = {"AuthorizationType": "AWS_IAM"}
        if kind == "jwt":
            authorizer = gateway.create_authorizer(
                ApiId=api,
                Name="users",
                AuthorizerType="JWT",
                IdentitySource=["$request.header.Authorization"],
                JwtConfiguration={"Issuer": f"https://{issuer}", "Audience": [client_id]},
            )["AuthorizerId"]
            authorization = {"AuthorizationType": "JWT", "AuthorizerId": authorizer}
        gateway.create_route(ApiId=api, RouteKey="GET /rows", Target=f"integrations/{integration}", **authorization)
        gateway.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
        apis[kind] = api

    iam = service("iam")
    read_public = allow("s3:GetObject", f"arn:aws:s3:::{bucket}/public/*")
    guest = make_identity_role(iam, f"guest-{name}", pool, "unauthenticated", [read_public])
    rows = allow(["dynamodb:Query", "dynamodb:PutItem"], f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{table}")
    invoke = allow("execute-api:Invoke", f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{apis['iam']}/*/GET/rows")
    user = make_identity_role(
        iam,
        f"user-{name}",
        pool,
        "authenticated",
        [read_public, rows, invoke],
    )
    identity.set_identity_pool_roles(IdentityPoolId=pool, Roles={"unauthenticated": guest, "authenticated": user})

    role = user.split("/")[-1]
    json.dump({"identityPoolId": pool, "bucket": bucket, "table": table, "apis": apis, "role": role}, sys.stdout)


def own(role, bucket, identity):
    folder = f"arn:aws:s3:::{bucket}/private/{identity}/*"
    put_policy(service("iam"), role, "own", [allow(["s3:PutObject", "s3:GetObject"], folder)])


def allow(action, resource):
    return {"Effect": "Allow", "Action": action, "Resource": resource}


def make_identity_role(iam, name, pool, kind, statements):
    condition = {
        "StringEquals": {"cognito-identity.amazonaws.com:aud": pool},
        "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": kind},
    }
    principal = {"Federated": "cognito-identity.amazonaws.com"}
    return make_role(iam, name, principal, "sts:AssumeRoleWithWebIdentity", statements, Condition=condition)


def make_role(iam, name, principal, action, statements, **more):
    trust = {"Effect": "Allow", "Principal": principal, "Action": action, **more}
    policy = {"Version": "2012-10-17", "Statement": [trust]}
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(policy))["Role"]["Arn"]
    if statements:
        put_policy(iam, name, "all", statements)
    return role


def put_policy(iam, role, name, statements):
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=document)


{"make": make, "own": own}[sys.argv[2]](*sys.argv[3:])
