/** DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER: a remembered device proves its own secret in place of a second factor. */
import { type Device, identityOf } from "../devices.ts";
import { deviceGone, incorrectCredentials } from "../errors.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import type { Verifier } from "../srp.ts";
import { issueTokens } from "./next.ts";
import { isProof, startSrp } from "./password.ts";
import { type Answer, challenge, type Reply, required, userOf } from "./reply.ts";

/** The device of this sign-in, which must be the one of the answer and still known. */
function deviceOf(signIn: SignIn, deviceKey: string): Device & { verifier: Verifier } {
  const device = userOf(signIn).devices.get(deviceKey);
  if (device?.verifier === undefined || deviceKey !== signIn.deviceKey) throw deviceGone();
  return device as Device & { verifier: Verifier };
}

export function answerDeviceSrp(pool: Pool, { responses, standing }: Answer): Reply {
  const { signIn } = standing;
  const device = deviceOf(signIn, required(responses, "DEVICE_KEY"));
  const { parameters, srp } = startSrp(pool, device.verifier, required(responses, "SRP_A"));
  pool.sessions.spend(standing);
  const shown = { ...parameters, DEVICE_KEY: device.key, USERNAME: signIn.username };
  return challenge(pool, "DEVICE_PASSWORD_VERIFIER", signIn, { srp }, shown);
}

export function answerDeviceVerifier(pool: Pool, answer: Answer, caller: Caller): Reply {
  const { responses, standing } = answer;
  const { signIn } = standing;
  const device = deviceOf(signIn, required(responses, "DEVICE_KEY"));
  const proved = isProof(identityOf(device), answer);
  pool.sessions.spend(standing);
  if (!proved) throw incorrectCredentials();
  return issueTokens(pool, { ...signIn, methods: [...signIn.methods, "DEVICE"] }, caller);
}
