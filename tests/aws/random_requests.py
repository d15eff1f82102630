"""Random requests, each signed by botocore: in a header or in the query, for S3 or for another service.

    random_requests.py SEED COUNT

Prints a list of what was signed with what, and the signature.
"""

import base64
import datetime
import json
import random
import re
import sys
from unittest.mock import patch
from urllib.parse import quote

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

CHARACTERS = "abcXYZ019-._~ !\"#$%&'()*+,/:;<=>?@[]^`{|}äß漢🔑\t"
# What a URL parser leaves as it is in a path (the WHATWG's path percent-encode set).
PATH_SAFE = "!$&'()*+,-.:;=@_~[]|"
UNRESERVED = "-._~"


def text(random, longest):
    return "".join(random.choice(CHARACTERS) for _ in range(random.randint(1, longest)))


def make(random):
    is_s3 = random.random() < 0.5
    segments = [text(random, 8) for _ in range(random.randint(0, 4))]
    if not is_s3:
        segments += random.choices(["", ".", ".."], k=random.randint(0, 2))
        random.shuffle(segments)
    # botocore leaves to its serialisers what S3's paths and all queries look like.
    path = "/" + "/".join(quote(segment, safe=f"/{UNRESERVED}" if is_s3 else PATH_SAFE) for segment in segments)
    expires = random.randint(1, 604_800) if random.random() < 0.5 else None
    names = [text(random, 5) for _ in range(random.randint(0, 4))]
    if expires is not None:
        names = list(dict.fromkeys(names))  # botocore would drop those that come twice
    query = "&".join(f"{quote(name, safe=UNRESERVED)}={quote(text(random, 9), safe=UNRESERVED)}" for name in names)
    host = random.choice(["bucket.s3.eu-west-1.amazonaws.com", "api.example.com:8443", "localhost:4566"])
    headers = {}
    if expires is None and random.random() < 0.7:
        headers["content-type"] = random.choice(["image/jpeg", "text/plain;  charset=UTF-8", "application/x-amz-json-1.0"])
    for name in random.sample(["x-amz-target", "x-amz-acl", "x-amz-meta-a", "x-amz-meta-b"], random.randint(0, 3)):
        headers[name] = f"  {random.choice(['private', 'a  b', 'DynamoDB_20120810.Query'])} "
    return {
        "method": random.choice(["GET", "PUT", "POST", "DELETE", "HEAD"]),
        "url": f"https://{host}{path}" + (f"?{query}" if query else ""),
        "headers": headers,
        # botocore would move the body of what it signs in the query there, too.
        "body": base64.b64encode(random.randbytes(random.randint(0, 300) if expires is None else 0)).decode(),
        "service": "s3" if is_s3 else random.choice(["dynamodb", "execute-api"]),
        "region": random.choice(["eu-west-1", "us-gov-west-1", "cn-north-1"]),
        "expiresInSeconds": expires,
        "timeMs": random.randint(0, 4_000_000_000) * 1000,
        "credentials": {
            "AccessKeyId": f"ASIA{random.randint(0, 10**16):016}",
            "SecretKey": base64.b64encode(random.randbytes(30)).decode(),
            "SessionToken": base64.b64encode(random.randbytes(random.randint(1, 700))).decode(),
        },
    }


def signature(case):
    given = case["credentials"]
    credentials = Credentials(given["AccessKeyId"], given["SecretKey"], given["SessionToken"])
    request = AWSRequest(case["method"], case["url"], dict(case["headers"]), base64.b64decode(case["body"]))
    request.context["client_config"] = Config(s3={"payload_signing_enabled": False})  # UNSIGNED-PAYLOAD
    is_s3, expires = case["service"] == "s3", case["expiresInSeconds"]
    arguments = [credentials, case["service"], case["region"]]
    if expires is not None:
        signer = (auth.S3SigV4QueryAuth if is_s3 else auth.SigV4QueryAuth)(*arguments, expires=expires)
    else:
        signer = (auth.S3SigV4Auth if is_s3 else auth.SigV4Auth)(*arguments)
    now = datetime.datetime.fromtimestamp(case["timeMs"] / 1000, datetime.timezone.utc)
    with patch.object(auth, "get_current_datetime", lambda *_: now):
        signer.add_auth(request)
    signed = request.url if expires is not None else request.headers["Authorization"]
    return re.search("Signature=([0-9a-f]{64})$", signed).group(1)


def main(seed, count):
    cases = random.Random(int(seed))
    made = [make(cases) for _ in range(int(count))]
    json.dump([{**case, "signature": signature(case)} for case in made], sys.stdout)


main(*sys.argv[1:])
