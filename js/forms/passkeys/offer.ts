import type { TokenSet } from "../../../src/wasm/types.js";
import type { SignInFlow } from "../../sign-in.js";
import type { LoginForm } from "../../wordpress.js";
import type { OpenedSession } from "../../exchange.js";
import { known, remember } from "./store.js";

/** Offers who has signed in without a passkey to make one, once on each browser, before the page is left. */
export class Offer {
  readonly #login: LoginForm;
  readonly #signIn: SignInFlow;

  /** Where the device itself can hold a passkey: nobody is sent for a security key. */
  static async isPossible(): Promise<boolean> {
    return (await window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.()) ?? false;
  }

  constructor(login: LoginForm, signIn: SignInFlow) {
    this.#login = login;
    this.#signIn = signIn;
  }

  /** Whether it takes over what follows on the sign-in. */
  open({ accessToken, unverifiedClaims }: TokenSet, { redirectTo }: OpenedSession): boolean {
    const { clientId, texts } = this.#login.config;
    const { parts } = this.#login;
    const { asked = [], username } = known(clientId);
    const typed = parts.username.value.trim();
    const user = String(unverifiedClaims["sub"]);
    if (asked.includes(user) || typed === "" || typed === username) return false;
    this.#login.reset();
    const leave = () => {
      remember(clientId, { asked: [...asked, user] });
      location.assign(redirectTo);
    };
    import("../asking.js")
      .then(({ createPasskey, openOffer, PASSKEY_OFFER }) => {
        const create = async () => {
          await createPasskey((command) => this.#signIn.run({ ...command, accessToken } as never));
          remember(clientId, { username: typed });
        };
        openOffer(parts, texts, { ...PASSKEY_OFFER, run: create }, { submit: leave, back: leave });
      })
      .catch((error) => {
        console.warn(error);
        location.assign(redirectTo);
      });
    return true;
  }
}
