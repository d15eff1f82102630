/** StartWebAuthnRegistration, CompleteWebAuthnRegistration, ListWebAuthnCredentials, DeleteWebAuthnCredential. */
import { accessTokenRevoked, limitExceeded, resourceNotFound, ServiceError } from "../errors.ts";
import { page } from "../paginate.ts";
import type { Pool } from "../pool.ts";
import type { User } from "../users.ts";
import type { Input } from "../validate.ts";
import {
  CHALLENGE_SECONDS,
  creationOptions,
  newChallenge,
  type Passkey,
  register,
  type RelyingParty,
} from "../webauthn.ts";

const MOST_PASSKEYS = 20;

function relyingParty(pool: Pool): RelyingParty {
  if (!pool.options.firstFactors.includes("WEB_AUTHN") || pool.options.tier === "LITE") {
    throw new ServiceError("WebAuthnNotEnabledException", "WebAuthn is not enabled for the user pool.");
  }
  if (pool.options.webAuthn === undefined) {
    throw new ServiceError("WebAuthnConfigurationMissingException", "The user pool has no relying party id.");
  }
  return pool.options.webAuthn;
}

export function startWebAuthnRegistration(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken, accessTokenRevoked);
  const party = relyingParty(pool);
  if (user.passkeys.size >= MOST_PASSKEYS) throw limitExceeded();
  const challenge = newChallenge();
  user.pendingPasskeyChallenge = { challenge, expiresAt: pool.clock.now() + CHALLENGE_SECONDS * 1000 };
  return { CredentialCreationOptions: creationOptions(party, user, challenge) };
}

export function completeWebAuthnRegistration(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken, accessTokenRevoked);
  const passkey = register(completingParty(pool), input.Credential, takeChallenge(pool, user), pool.clock.seconds());
  const taken = [...pool.users].some((other) => other.passkeys.has(passkey.id));
  if (taken) throw new ServiceError("WebAuthnCredentialNotSupportedException", "The credential is registered already.");
  user.passkeys.set(passkey.id, passkey);
  return {};
}

/** The model has no "configuration missing" for the second step. */
function completingParty(pool: Pool): RelyingParty {
  if (pool.options.webAuthn === undefined) {
    throw new ServiceError("WebAuthnNotEnabledException", "WebAuthn is not enabled for the user pool.");
  }
  return relyingParty(pool);
}

function takeChallenge(pool: Pool, user: User): string {
  const pending = user.pendingPasskeyChallenge;
  user.pendingPasskeyChallenge = undefined;
  if (pending === undefined || pool.clock.now() >= pending.expiresAt) {
    throw new ServiceError("WebAuthnChallengeNotFoundException", "There is no challenge for this registration.");
  }
  return pending.challenge;
}

const describe = (passkey: Passkey) => ({
  CredentialId: passkey.id,
  FriendlyCredentialName: passkey.friendlyName,
  RelyingPartyId: passkey.relyingPartyId,
  ...(passkey.attachment !== undefined && { AuthenticatorAttachment: passkey.attachment }),
  AuthenticatorTransports: passkey.transports,
  CreatedAt: passkey.createdAt,
});

export function listWebAuthnCredentials(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken, accessTokenRevoked);
  const size = input.MaxResults || MOST_PASSKEYS;
  const { items, next } = page("passkeys", [...user.passkeys.values()], size, input.NextToken);
  return { Credentials: items.map(describe), ...(next !== undefined && { NextToken: next }) };
}

export function deleteWebAuthnCredential(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken, accessTokenRevoked);
  if (!user.passkeys.delete(input.CredentialId)) throw resourceNotFound("WebAuthn credential does not exist.");
  return {};
}
