/** A pool with passkeys, and an authenticator to make them. */
import assert from "node:assert/strict";
import type { Challenge, ChallengeAnswer } from "../../src/wasm/types.js";
import type { StartOptions, UserPool } from "../user-pool/index.ts";
import { Authenticator } from "../user-pool/support/authenticator.ts";
import { PLAIN, signInAgain, user } from "./fixtures.ts";
import type { World } from "./table.ts";

const RELYING_PARTY = "shop.example";
const ORIGIN = `https://login.${RELYING_PARTY}`;

export const passkeyPool: StartOptions = {
  ...PLAIN,
  firstFactors: ["PASSWORD", "WEB_AUTHN"],
  webAuthn: { relyingPartyId: RELYING_PARTY, userVerification: "required", multiFactor: false },
};

export const newAuthenticator = () => new Authenticator(ORIGIN);

/** What an authenticator makes of a registration that was begun. */
export async function makeCredential({ client }: World, accessToken: string) {
  const { credentialCreationOptions } = await client.account({ operation: "StartWebAuthnRegistration", accessToken });
  const authenticator = newAuthenticator();
  return { authenticator, credential: authenticator.create(credentialCreationOptions as never) };
}

export async function register(world: World, accessToken: string): Promise<Authenticator> {
  const { authenticator, credential } = await makeCredential(world, accessToken);
  await world.client.account({ operation: "CompleteWebAuthnRegistration", accessToken, credential });
  return authenticator;
}

/** A credential for the registration that was begun last, made on a page of somebody else. */
export function credentialFromElsewhere(world: World): object {
  const { challenge } = user(world).pendingPasskeyChallenge!;
  return new Authenticator("https://evil.test").create({ challenge, rp: { id: RELYING_PARTY } });
}

const registered = new WeakMap<UserPool, Authenticator>();

/** Gives the pool's user a passkey, to be had from {@link registeredOf}. */
export async function signInAndRegister(world: World): Promise<void> {
  const { accessToken } = await signInAgain(world);
  registered.set(world.pool, await register(world, accessToken));
}

export const registeredOf = (pool: UserPool): Authenticator => registered.get(pool)!;

export function passkeyAnswer(authenticator: Authenticator, challenge: Challenge): ChallengeAnswer {
  assert.ok(challenge.name === "WEB_AUTHN");
  return { name: "WEB_AUTHN", credential: authenticator.get(challenge.options as never) };
}
