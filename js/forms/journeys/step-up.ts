import type { SignInFlow } from "../../sign-in.js";
import type { FormParts } from "../adopt.js";
import type { JourneyOutcome } from "../journey.js";
import { AccountJourney, codeOf } from "./account-journey.js";

/** What Cognito says of an access token that does not help: it has ended, or its factors are those that are wanted. */
const TOKEN_REFUSED = ["NotAuthorized", "InvalidParameter", "AccessTokenExpired", "AccessTokenRevoked"];

/**
 * Proves more of who is logged in already, up to the level that the form's attributes `data-cognito-acr`, `-max-age` and
 * `-token` want. Cognito says what is missing: a code mostly, the password where that was long ago.
 */
export class StepUp extends AccountJourney {
  static override readonly words = AccountJourney.wordsOfProof;

  constructor(signIn: SignInFlow, form: FormParts) {
    super(signIn, form);
    form.asksPasswordLater = true;
  }

  async start(username: string, _password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    const { cognitoAcr: acrValues = "", cognitoMaxAge = "0", cognitoToken: accessToken } = this.form.form.dataset;
    const start = { flow: "USER_AUTH", username, acrValues } as const;
    if (!accessToken) return this.signIn.begin(start, signal);
    return this.signIn.begin({ ...start, accessToken, maxAge: Number(cognitoMaxAge) }, signal).catch((error) => {
      if (!TOKEN_REFUSED.includes(codeOf(error)!)) throw error;
      return this.signIn.begin(start, signal);
    });
  }
}
