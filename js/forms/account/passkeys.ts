import type { Action, Part } from "./section.js";
import type { AccountTools } from "./tools.js";

/** What the user logs in with in place of the password. */
export function passkeys({ words, run, moment, config, createPasskey }: AccountTools): Part {
  const canAdd = config.passkeys && window.PublicKeyCredential?.parseCreationOptionsFromJSON;
  const add: Action = {
    label: words["create-passkey"],
    async run() {
      try {
        await createPasskey(run);
      } catch (error) {
        throw Object.assign(error as Error, { messageKey: "passkey-not-created" });
      }
      return words.saved;
    },
  };
  return {
    title: words["passkeys-title"],
    reason: words["passkeys-reason"],
    async read() {
      const { credentials } = await run({ operation: "ListWebAuthnCredentials" }); // At most 20, which is one page.
      if (!canAdd && credentials.length === 0) return undefined;
      const rows = credentials.map(({ credentialId, friendlyCredentialName, createdAtMs }) => ({
        name: friendlyCredentialName || words["choice-passkey"],
        details: [words["passkey-added"].replace("%s", moment(createdAtMs))],
        actions: [
          {
            label: words["passkey-remove"],
            async run() {
              await run({ operation: "DeleteWebAuthnCredential", credentialId });
              return words.saved;
            },
          },
        ],
      }));
      return { rows, none: words["passkeys-none"], actions: canAdd ? [add] : [] };
    },
  };
}
