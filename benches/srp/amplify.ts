import BigInteger from "@amplify-srp/BigInteger/BigInteger.mjs";
import { getAuthenticationHelper } from "@amplify-srp/getAuthenticationHelper.mjs";
import { getSignatureString } from "@amplify-srp/getSignatureString.mjs";

import type { Candidate } from "./candidate.ts";

/** aws-amplify as shipped: the internal modules that its `signIn` calls, a 1024-bit `a`. */
export const amplify: Candidate = {
  name: "amplify",
  gives: "signature",
  async begin({ poolName, userId, password, B, salt, secretBlock, timestamp }) {
    const helper = await getAuthenticationHelper(poolName);
    return {
      A: () => helper.A.toString(16),
      async answer() {
        const hkdf = await helper.getPasswordAuthenticationKey({
          username: userId,
          password,
          serverBValue: new BigInteger(B, 16),
          salt: new BigInteger(salt, 16),
        });
        return getSignatureString({
          userPoolName: poolName,
          username: userId,
          challengeParameters: { SECRET_BLOCK: secretBlock },
          dateNow: timestamp,
          hkdf,
        });
      },
    };
  },
};
