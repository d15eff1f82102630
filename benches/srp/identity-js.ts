import { Sha256 } from "@aws-crypto/sha256-js";
import AuthenticationHelper from "amazon-cognito-identity-js/es/AuthenticationHelper";
import BigInteger from "amazon-cognito-identity-js/es/BigInteger";
import { Buffer } from "buffer";

import type { Candidate } from "./candidate.ts";

/** amazon-cognito-identity-js as shipped: its own helper class, a 1024-bit `a`; the calls are those of its `CognitoUser`. */
export const identityJs: Candidate = {
  name: "identity-js",
  gives: "signature",
  begin({ poolName, userId, password, B, salt, secretBlock, timestamp }) {
    const helper = new AuthenticationHelper(poolName);
    return {
      A: () => helper.largeAValue.toString(16),
      answer: () =>
        new Promise((resolve, reject) => {
          const serverB = new BigInteger(B, 16);
          helper.getPasswordAuthenticationKey(userId, password, serverB, new BigInteger(salt, 16), (error, key) => {
            if (error) return reject(error);
            const hmac = new Sha256(key);
            hmac.update(
              Buffer.concat([
                Buffer.from(poolName, "utf8"),
                Buffer.from(userId, "utf8"),
                Buffer.from(secretBlock, "base64"),
                Buffer.from(timestamp, "utf8"),
              ]),
            );
            resolve(Buffer.from(hmac.digestSync()).toString("base64"));
          });
        }),
    };
  },
};
