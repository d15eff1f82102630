import type { AuthenticatorSetup } from "../../../src/wasm/account.js";
import { codeOf, isNotOffered } from "./not-offered.js";
import { ask } from "./question.js";
import type { Action, Part, Row } from "./section.js";
import type { AccountTools } from "./tools.js";

interface Method {
  type: string;
  setting: "softwareTokenMfaSettings" | "emailMfaSettings" | "smsMfaSettings";
  label: "choice-app" | "choice-email" | "choice-sms";
  /** Where codes are sent to; an app needs no address. */
  address?: "email" | "phone_number";
}

const METHODS: Method[] = [
  { type: "SOFTWARE_TOKEN_MFA", setting: "softwareTokenMfaSettings", label: "choice-app" },
  { type: "EMAIL_OTP", setting: "emailMfaSettings", label: "choice-email", address: "email" },
  { type: "SMS_MFA", setting: "smsMfaSettings", label: "choice-sms", address: "phone_number" },
];

/** The second factors. */
export function mfa(tools: AccountTools): Part {
  const { words, run } = tools;
  /** What the pool has turned out not to have. */
  const refused = new Set<Method>();

  const set = (method: Method, enabled: boolean, preferredMfa: boolean) =>
    run({ operation: "SetUserMFAPreference", [method.setting]: { enabled, preferredMfa } });

  /** How to turn a method on; nothing where the pool does not let the user. There is no operation that tells. */
  const turnOn = async (method: Method, attributes: Record<string, string>, isFirst: boolean): Promise<Action | undefined> => {
    if (refused.has(method)) return undefined;
    const { address } = method;
    try {
      if (!address) {
        const { secretCode } = await run({ operation: "AssociateSoftwareToken" });
        const name = attributes["email"] ?? attributes["sub"] ?? "";
        const setUp = async (place: HTMLElement) => {
          const isSetUp = await setUpApp(tools, place, secretCode, name, () => set(method, true, isFirst));
          return isSetUp ? words.saved : undefined;
        };
        return { label: words["mfa-set-up"], run: setUp };
      }
      if (!attributes[address]) return undefined;
      // Turning off what is off changes nothing, but where the pool has no second factor it is refused.
      await run({ operation: "SetUserMFAPreference", [method.setting]: { enabled: false } });
    } catch (error) {
      if (isNotOffered(error) || codeOf(error) === "InvalidParameter") return undefined;
      throw error;
    }
    const enable = async (place: HTMLElement) => {
      try {
        const verified = `${address}_verified`;
        if (attributes[verified] !== "true" && !(await verify(tools, place, address))) return undefined;
        // Should the next request fail, another code would not help.
        attributes[verified] = "true";
        await set(method, true, isFirst);
        return words.saved;
      } catch (error) {
        if (codeOf(error) !== "InvalidParameter") throw error;
        refused.add(method);
        return words["mfa-not-offered"];
      }
    };
    return { label: words["mfa-turn-on"], run: enable };
  };

  return {
    title: words["mfa-title"],
    reason: words["mfa-reason"],
    async read() {
      const { userMFASettingList, preferredMfaSetting, userAttributes } = await run({ operation: "GetUser" });
      const rows: Row[] = [];
      for (const method of METHODS) {
        const { type, label, address } = method;
        const details = address && userAttributes[address] ? [userAttributes[address]] : [];
        if (!userMFASettingList.includes(type)) {
          const action = await turnOn(method, userAttributes, userMFASettingList.length === 0);
          if (action) rows.push({ name: words[label], details: [words["mfa-off"], ...details], actions: [action] });
          continue;
        }
        const isFirst = preferredMfaSetting === type;
        const change = (label: string, enabled: boolean, preferred: boolean): Action => ({
          label,
          run: async () => {
            await set(method, enabled, preferred);
            return words.saved;
          },
        });
        const prefer = userMFASettingList.length > 1 && !isFirst ? [change(words["mfa-prefer"], true, true)] : [];
        const state = isFirst && userMFASettingList.length > 1 ? words["mfa-first"] : words["mfa-on"];
        const turnOff = change(words["mfa-turn-off"], false, false);
        rows.push({ name: words[label], details: [state, ...details], actions: [...prefer, turnOff] });
      }
      return rows.length > 0 ? { rows, actions: [] } : undefined;
    },
  };
}

/** Hands the key over to an app, and takes the app's first code for it. Whether that was done. */
async function setUpApp(
  { core, config, run, words, ...tools }: AccountTools,
  place: HTMLElement,
  secretCode: string,
  account: string,
  turnOn: () => Promise<unknown>,
): Promise<boolean> {
  const command = { operation: "AuthenticatorSetup", secretCode, issuer: config.issuer ?? config.userPoolId, account };
  const { uri, qr, qrSize } = await core.call<AuthenticatorSetup>("account_make", JSON.stringify(command));
  const challenge = { name: "MFA_SETUP_TOTP", secret: secretCode, uri, qr, qrSize } as const;
  const own = { ...words, "app-setup": words["mfa-scan"] };
  return ask({ ...tools, words: own }, place, challenge, async (answer) => {
    await run({ operation: "VerifySoftwareToken", userCode: (answer as { code: string }).code });
    await turnOn();
  });
}

/** Has the user show by a code whose an address is. Whether that was done. */
async function verify(tools: AccountTools, place: HTMLElement, attributeName: string): Promise<boolean> {
  const { run } = tools;
  const { codeDeliveryDetails } = await run({ operation: "GetUserAttributeVerificationCode", attributeName });
  const destination = codeDeliveryDetails?.destination;
  const challenge = { name: "VERIFY_USER_ATTRIBUTE", ...(destination && { destination }) } as const;
  return ask(tools, place, challenge, async (answer) => {
    await run({ operation: "VerifyUserAttribute", attributeName, code: (answer as { code: string }).code });
  });
}
