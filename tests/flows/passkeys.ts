/** Operations on passkeys. */
import assert from "node:assert/strict";
import { MINUTE, signIn, user } from "./fixtures.ts";
import { operationRow } from "./operations.ts";
import { credentialFromElsewhere, makeCredential, passkeyPool, register } from "./authenticator.ts";
import type { Row, World } from "./table.ts";

const accessToken = async (world: World) => ({ accessToken: (await signIn(world)).accessToken });

async function registered(world: World) {
  const { accessToken } = await signIn(world);
  const authenticator = await register(world, accessToken);
  return { accessToken, credentialId: authenticator.credentialId };
}

export const passkeys: readonly Row[] = [
  operationRow({
    operation: "StartWebAuthnRegistration",
    options: passkeyPool,
    prepare: accessToken,
    check: (world, { credentialCreationOptions }) =>
      assert.equal(
        (credentialCreationOptions as { challenge: string }).challenge,
        user(world).pendingPasskeyChallenge?.challenge,
      ),
  }),
  operationRow({
    operation: "CompleteWebAuthnRegistration",
    options: passkeyPool,
    prepare: async (world) => {
      const { accessToken } = await signIn(world);
      const { credential } = await makeCredential(world, accessToken);
      return { accessToken, credential };
    },
    check: (world) => assert.equal(user(world).passkeys.size, 1),
    wrong: {
      bend: (_, world) => ({ credential: credentialFromElsewhere(world) }),
      code: "WebAuthnOriginNotAllowed",
      usedUp: "WebAuthnChallengeNotFound",
    },
    expires: { after: 10 * MINUTE, code: "WebAuthnChallengeNotFound" },
    again: "WebAuthnChallengeNotFound",
  }),
  operationRow({
    operation: "ListWebAuthnCredentials",
    options: passkeyPool,
    prepare: async (world) => ({ accessToken: (await registered(world)).accessToken }),
    check: (world, { credentials }) =>
      assert.deepEqual(credentials.map(({ credentialId }) => credentialId), [...user(world).passkeys.keys()]),
  }),
  operationRow({
    operation: "DeleteWebAuthnCredential",
    options: passkeyPool,
    prepare: registered,
    check: (world) => assert.equal(user(world).passkeys.size, 0),
    wrong: { bend: () => ({ credentialId: "of-somebody-else" }), code: "ResourceNotFound" },
    again: "ResourceNotFound",
  }),
];
