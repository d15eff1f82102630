/** The public API as a site uses it: this file must compile. */
import {
  CognipressError,
  CognitoClient,
  isCognipressError,
  texts,
  type Challenge,
  type ClientOptions,
  type ErrorCode,
  type Session,
  type SignInResult,
} from "../../js/index.js";
import { adoptLoginForm, type LoginConfig, type LoginEvents } from "../../js/wordpress.js";

const options: ClientOptions = { userPoolId: "eu-west-1_Ab12Cd34E", clientId: "1example23456789" };

export async function signIn(username: string, password: string): Promise<string> {
  const client = new CognitoClient({ ...options, timeoutMs: 5000, fetch });
  await client.prepare();
  let result: SignInResult = await client.signIn({ username, password, signal: new AbortController().signal });
  while (result.kind === "challenge") {
    const { challenge } = result;
    switch (challenge.name) {
      case "NEW_PASSWORD_REQUIRED": {
        const attributes = Object.fromEntries(challenge.requiredAttributes.map((name) => [name, ask(name)]));
        result = await client.respondToChallenge({ name: challenge.name, newPassword: ask("password"), attributes });
        break;
      }
      case "SMS_MFA":
        throw new Error(`A code went to ${challenge.destination ?? "your phone"}`);
      default:
        throw new Error(describe(challenge));
    }
  }
  const session: Session | null = client.currentSession();
  const expiresAtMs: number | undefined = session?.expiresAtMs;
  const subject: unknown = result.session.unverifiedClaims["sub"];
  await client.signOut();
  return `${subject} until ${expiresAtMs}`;
}

export function describeError(error: unknown): ErrorCode | undefined {
  if (!isCognipressError(error)) return undefined;
  const { code, messageKey, retryAfterMs }: CognipressError = error;
  return code === "NotAuthorized" && messageKey !== "" && retryAfterMs === undefined ? code : "Offline";
}

export function adopt(form: HTMLFormElement, config: LoginConfig): Promise<void> {
  form.addEventListener("cognipress:signed-in", (event) => {
    const { redirectTo }: LoginEvents["cognipress:signed-in"]["detail"] = (event as CustomEvent).detail;
    event.preventDefault();
    console.log(redirectTo);
  });
  return adoptLoginForm(form, { ...config, texts: { ...texts, "logging-in": "Einen Augenblick …" } }).prepare();
}

export const wasmChoices: ClientOptions[] = [
  {
    ...options,
    wasm: {
      signIn: { simd: "/cognipress-simd.wasm", baseline: new URL("https://example.com/cognipress.wasm") },
      full: new WebAssembly.Module(new Uint8Array()),
    },
  },
];

declare function ask(name: string): string;
declare function describe(challenge: Challenge): string;
