import type { Ask, ChallengeOf } from "./frame.js";

/** Asks for a passkey. The form's button has the browser ask for it, and submits what comes of that. */
export function askForPasskey({ options }: ChallengeOf<"WEB_AUTHN">): Ask {
  return ({ parts, texts, actions }) => {
    const { button } = parts;
    let credential: PublicKeyCredential | undefined;
    let asking: AbortController | undefined;

    const use = async (event: Event) => {
      event.preventDefault();
      if (asking) return;
      asking = new AbortController();
      const { signal } = asking;
      try {
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
        credential = (await navigator.credentials.get({ publicKey, signal })) as PublicKeyCredential;
        actions.submit();
      } catch (error) {
        if (signal.aborted) return;
        console.warn(error);
        parts.showError(texts["passkey-failed"]);
      }
      asking = undefined;
    };
    button.addEventListener("click", use);

    return {
      reason: [texts["passkey-reason"]],
      rows: [],
      field: button,
      buttonLabel: texts["use-passkey"],
      answer: () => ({ name: "WEB_AUTHN", credential: credential!.toJSON() }),
      clear: () => void (credential = undefined),
      close() {
        asking?.abort();
        button.removeEventListener("click", use);
      },
    };
  };
}
