/** A relying party besides the pool, of other people's making. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fromEnvironment } from "../../browser/harness/environment.ts";

const SCRIPT = fileURLToPath(new URL("relying_party.py", import.meta.url));

interface Passkey {
  rpId: string;
  origin: string;
  /** `RegistrationResponseJSON` and `AuthenticationResponseJSON`, as the page has sent them. */
  registration: object;
  authentication: object;
}

/** Throws unless the relying party takes the registration, and the authentication after it. */
export function verifyPasskey(passkey: Passkey): { credentialId: string; signCount: number } {
  const input = JSON.stringify(passkey);
  return JSON.parse(execFileSync(fromEnvironment("COGNIPRESS_PYTHON"), [SCRIPT], { input, encoding: "utf8" }));
}
