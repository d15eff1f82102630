/** The administrative APIs of Cognito and of what stands beside it, signed with the local pool's well-known test credentials. */

import { createHash, createHmac } from "node:crypto";
import { cognito, region } from "./site.ts";

const ACCESS_KEY_ID = "test";
const SECRET_ACCESS_KEY = "test";

/** Calls one operation of Cognito's service model and returns its reply. */
export function callAdminApi(operation: string, input: object): Promise<Record<string, any>> {
  return callJsonApi("cognito-idp", "1.1", `AWSCognitoIdentityProviderService.${operation}`, input);
}

/** Calls one operation of a service that has them in a header. */
export function callJsonApi(service: string, version: string, target: string, input: object): Promise<Record<string, any>> {
  return callAws(service, "POST", "/", input, { "content-type": `application/x-amz-json-${version}`, "x-amz-target": target });
}

/** Calls one operation of IAM, which speaks forms and XML. */
export async function callIam(input: Record<string, string>): Promise<void> {
  const form = new URLSearchParams({ Version: "2010-05-08", ...input }).toString();
  await callAws("iam", "POST", "/", form, { "content-type": "application/x-www-form-urlencoded" });
}

/** Calls a service of the local AWS. */
export async function callAws(
  service: string,
  method: string,
  path: string,
  input: object | string,
  headers: Record<string, string> = { "content-type": "application/json" },
): Promise<Record<string, any>> {
  const body = typeof input === "string" ? input : JSON.stringify(input);
  const signed = { ...headers, ...signature(service, method, path, headers, body) };
  const reply = await fetch(cognito.upstream + path, { method, headers: signed, body });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${headers["x-amz-target"] ?? path}: ${reply.status} ${text}`);
  return text.startsWith("{") ? JSON.parse(text) : {};
}

/** AWS Signature Version 4. */
function signature(
  service: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const signed = Object.entries({ ...headers, host: new URL(cognito.upstream).host, "x-amz-date": time }).sort();
  const signedHeaders = signed.map(([name]) => name).join(";");
  const lines = signed.map(([name, value]) => `${name}:${value}`);
  const canonicalRequest = [method, path, "", ...lines, "", signedHeaders, sha256(body)].join("\n");
  const stringToSign = ["AWS4-HMAC-SHA256", time, scope, sha256(canonicalRequest)].join("\n");
  const key = scope.split("/").reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${SECRET_ACCESS_KEY}`);
  return {
    "x-amz-date": time,
    authorization:
      `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY_ID}/${scope}, ` +
      `SignedHeaders=${signedHeaders}, Signature=${hmac(key, stringToSign).toString("hex")}`,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
