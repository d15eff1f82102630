/** Cognito's administrative API, signed with the local pool's well-known test credentials. */

import { createHash, createHmac } from "node:crypto";
import { cognito, region } from "./site.ts";

const ACCESS_KEY_ID = "test";
const SECRET_ACCESS_KEY = "test";

/** Calls one operation of the service model and returns its reply. */
export async function callAdminApi(operation: string, input: object): Promise<Record<string, any>> {
  const body = JSON.stringify(input);
  const target = `AWSCognitoIdentityProviderService.${operation}`;
  const reply = await fetch(cognito.upstream, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target, ...signature(body, target) },
    body,
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${operation}: ${reply.status} ${text}`);
  return text === "" ? {} : JSON.parse(text);
}

/** AWS Signature Version 4. */
function signature(body: string, target: string): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${time.slice(0, 8)}/${region}/cognito-idp/aws4_request`;
  const signedHeaders = "content-type;host;x-amz-date;x-amz-target";
  const canonicalRequest = [
    "POST",
    "/",
    "",
    "content-type:application/x-amz-json-1.1",
    `host:${new URL(cognito.upstream).host}`,
    `x-amz-date:${time}`,
    `x-amz-target:${target}`,
    "",
    signedHeaders,
    sha256(body),
  ].join("\n");
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
