import type { SignInFlow } from "../sign-in.js";
import type { LoginForm } from "../wordpress.js";
import { Autofill } from "./passkeys/autofill.js";
import { addPasskeyButton } from "./passkeys/button.js";
import { Offer } from "./passkeys/offer.js";

/** Adds to a login form what else than a password a user may begin with. Loaded where the site wants that. */
export async function addFirstFactors(login: LoginForm, signIn: SignInFlow): Promise<void> {
  const { config, parts } = login;
  if (config.method === "choice") {
    const { askForPasswordLater } = await import("./asking.js");
    askForPasswordLater(parts);
  }
  if (!config.passkeys || !window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  const autofill = (await Autofill.isPossible()) ? new Autofill(login, signIn) : undefined;
  addPasskeyButton(login, signIn, () => autofill?.stop());
  if (await Offer.isPossible()) {
    const offer = new Offer(login, signIn);
    login.beforeLeaving = (tokens, session) => offer.open(tokens, session);
  }
}
