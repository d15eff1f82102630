import type { TokenSet } from "../../../src/wasm/types.js";
import type { JourneyOutcome } from "../journey.js";
import { AccountChange, type Done } from "./account-change.js";
import { asked } from "./account-journey.js";

/**
 * Changes attributes of the user, and the password where the form has a field for a new one; a new address has to be
 * shown to be theirs, by a code.
 */
export class ChangeProfile extends AccountChange {
  protected async change(
    { accessToken }: TokenSet,
    previousPassword: string,
    done: Done,
    signal: AbortSignal,
  ): Promise<JourneyOutcome> {
    const password = await this.changePassword(accessToken, previousPassword, signal);
    const userAttributes = this.attributes(isChanged);
    if (Object.keys(userAttributes).length === 0) return done(password, signal);
    const command = { operation: "UpdateUserAttributes", accessToken, userAttributes } as const;
    const { codeDeliveryDetailsList } = await this.signIn.run(command, signal);
    const [delivery] = codeDeliveryDetailsList;
    if (!delivery?.attributeName) return done(password, signal);

    const { attributeName, destination } = delivery;
    this.open = {
      answer: async (answer, signal) => {
        const { code } = answer as Extract<typeof answer, { name: "VERIFY_USER_ATTRIBUTE" }>;
        await this.signIn.run({ operation: "VerifyUserAttribute", accessToken, attributeName, code }, signal);
        return done(password, signal);
      },
      resend: async () => {
        const again = { operation: "GetUserAttributeVerificationCode", accessToken, attributeName } as const;
        const { codeDeliveryDetails } = await this.signIn.run(again);
        return asked("VERIFY_USER_ATTRIBUTE", codeDeliveryDetails?.destination);
      },
    };
    return asked("VERIFY_USER_ATTRIBUTE", destination);
  }
}

/** As `account-fields.ts`, which is in the script of every page, finds it: a list has no `defaultValue`. */
function isChanged(field: HTMLInputElement | HTMLSelectElement): boolean {
  if ("defaultValue" in field) return field.value !== field.defaultValue;
  const options = [...field.options];
  return field.value !== (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value;
}
