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
import { createAuthorizedFetch } from "../../js/authorized-fetch.js";
import { createAws, type Aws, type Identity } from "../../js/aws/index.js";
import { HostedSignIn, type AuthorizeOptions } from "../../js/hosted/index.js";
import { adoptLoginForm, type LoginConfig, type LoginEvents, type OpenedSession } from "../../js/wordpress.js";
import { WordPressSession } from "../../js/wordpress-session.js";
import type { WorkerClient } from "../../js/worker/index.js";

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
    const { redirectTo }: OpenedSession = (event as LoginEvents["cognipress:signed-in"]).detail;
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

export async function useAws(client: CognitoClient | WorkerClient, file: File): Promise<string> {
  const bucket = "https://pictures.s3.eu-west-1.amazonaws.com";
  const { awsFetch, presignUrl, identity }: Aws = createAws(client, {
    identityPoolId: "eu-west-1:01234567-89ab-cdef-0123-456789abcdef",
    customRoleArn: "arn:aws:iam::123456789012:role/editors",
    services: { [bucket]: { service: "s3" }, "https://dynamodb.eu-west-2.amazonaws.com": { service: "dynamodb", region: "eu-west-2" } },
    store: localStorage,
    wasm: { simd: "/cognipress-aws.wasm", baseline: new URL("https://example.com/cognipress-aws.wasm") },
    timeoutMs: 5000,
  });
  const { id, user }: Identity = await identity();
  const url = new URL(`${bucket}/private/${id}/me.jpg`);
  const { ok }: Response = await awsFetch(url, { method: "PUT", body: file, signal: AbortSignal.timeout(9000) });
  return ok && user !== undefined ? presignUrl(url, { method: "GET", expiresInSeconds: 300 }) : "";
}

export async function signInThere(client: CognitoClient): Promise<Session | null> {
  const hosted = new HostedSignIn({ ...options, domain: "https://auth.example.com", redirectUri: "/in" });
  const wishes: AuthorizeOptions = { identityProvider: "Google", lang: "de", acrValues: "urn:cognito:loa:2", scopes: ["openid"] };
  await hosted.open((url) => window.open(url));
  const tokens = (await hosted.finish()) ?? (await hosted.popup(wishes));
  return client.resumeSession(tokens);
}

export async function askApi(): Promise<number> {
  const session = new WordPressSession({ tokenUrl: "/t", nonce: "n", nonceUrl: "/n", cookie: "c" });
  const authorizedFetch: typeof fetch = createAuthorizedFetch(session, { origins: ["https://api.example.com"], token: "id" });
  return (await authorizedFetch("https://api.example.com/orders")).status;
}

declare function ask(name: string): string;
declare function describe(challenge: Challenge): string;
