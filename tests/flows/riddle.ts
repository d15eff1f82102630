/** Triggers that ask "seven?", after the password where it is proven. */
import type { CustomAuthTriggers } from "../user-pool/triggers.ts";

export const riddle = ({ tries }: { tries: number }): CustomAuthTriggers => ({
  define: (results) => {
    const answers = results.filter(({ challengeName }) => challengeName === "CUSTOM_CHALLENGE");
    if (results.at(-1)?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
    if (answers.at(-1)?.challengeResult === true) return { issueTokens: true };
    return answers.length < tries ? { challengeName: "CUSTOM_CHALLENGE" } : { failAuthentication: true };
  },
  create: () => ({
    publicChallengeParameters: { question: "seven?" },
    privateChallengeParameters: { answer: "7" },
  }),
  verify: (answer, secrets) => answer === secrets["answer"],
});
