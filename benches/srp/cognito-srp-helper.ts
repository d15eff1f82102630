import { createSrpSession, signSrpSession } from "cognito-srp-helper";

import type { Candidate } from "./candidate.ts";

/** cognito-srp-helper as shipped, a 1024-bit `a`. */
export const cognitoSrpHelper: Candidate = {
  name: "cognito-srp-helper",
  gives: "signature",
  begin({ poolName, userId, password, B, salt, secretBlock, timestamp }) {
    const session = createSrpSession(userId, password, `eu-west-1_${poolName}`, false);
    return {
      A: () => session.largeA,
      answer: () =>
        signSrpSession(
          { ...session, timestamp },
          {
            ChallengeName: "PASSWORD_VERIFIER",
            ChallengeParameters: { SALT: salt, SRP_B: B, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: userId },
          },
        ).passwordSignature,
    };
  },
};
