"""Takes what a browser made of a passkey, as a relying party that shares no code with the page or the pool.

Reads the registration and the authentication, as they were sent to Cognito, with `rpId` and `origin`; prints the
credential's id and the count of its signatures. Fails where either is not to be trusted.
"""

import json
import sys

from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

given = json.load(sys.stdin)


def expected(credential):
    client_data = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
    return {
        "credential": credential,
        # The pool alone knows which one it has given out, and has compared it.
        "expected_challenge": base64url_to_bytes(client_data["challenge"]),
        "expected_rp_id": given["rpId"],
        "expected_origin": given["origin"],
        "require_user_verification": True,
    }


made = verify_registration_response(**expected(given["registration"]))
used = verify_authentication_response(
    **expected(given["authentication"]),
    credential_public_key=made.credential_public_key,
    credential_current_sign_count=made.sign_count,
)
print(json.dumps({"credentialId": bytes_to_base64url(used.credential_id), "signCount": used.new_sign_count}))
