import type { SignInFlow } from "../../sign-in.js";
import type { LoginForm } from "../../wordpress.js";
import { remember } from "./store.js";

/** Adds a button to the login form that asks for the passkey of the user whose name is typed. */
export function addPasskeyButton(login: LoginForm, signIn: SignInFlow, beforeAsking: () => void): void {
  const { parts, config } = login;
  const { username } = parts;
  const use = async () => {
    if (!username.reportValidity()) return;
    beforeAsking();
    await (await login.asking()).begin(async (signal) => {
      const typed = username.value.trim();
      const outcome = await signIn.begin({ flow: "USER_AUTH", username: typed, preferred: "WEB_AUTHN" }, signal);
      if (outcome.kind !== "challenge" || outcome.challenge.name !== "WEB_AUTHN") return outcome;
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(outcome.challenge.options);
      const credential = await navigator.credentials.get({ publicKey, signal }).catch(console.warn);
      // The panel asks once more, and offers other ways.
      if (!credential) return outcome;
      remember(config.clientId, { username: typed });
      return signIn.answer({ name: "WEB_AUTHN", credential: (credential as PublicKeyCredential).toJSON() }, signal);
    });
  };
  // Not by `element`: what the main script has as well would become a file of its own, for every page to load.
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: parts.classes.linkButton, onclick: use });
  button.textContent = config.texts["use-passkey"];
  const row = document.createElement("p");
  row.className = "cognipress-passkey";
  row.append(button);
  // The rows of wp-login.php float.
  Object.assign(row.style, { clear: "both", paddingTop: "16px" });
  parts.form.append(row);
  parts.covered = [...(parts.covered ?? []), row];
}
