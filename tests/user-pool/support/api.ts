/** Calls of the API by hand, for tests of what no client library would send. */
import assert from "node:assert/strict";
import type { UserPool } from "../index.ts";

/** Read loosely: the fake checks the shapes of its replies itself. */
type Reply = any;

export interface Answered {
  readonly status: number;
  readonly body: Reply;
  readonly headers: Headers;
}

export async function call(userPool: UserPool, operation: string, input: unknown): Promise<Answered> {
  const response = await fetch(userPool.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: typeof input === "string" ? input : JSON.stringify(input),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text), headers: response.headers };
}

/** The reply of a call that must succeed. */
export async function ok(userPool: UserPool, operation: string, input: object): Promise<Reply> {
  const { body, status } = await call(userPool, operation, input);
  assert.equal(status, 200, `${operation}: ${JSON.stringify(body)}`);
  return body;
}

/** Asserts that the call is refused with this exception, and with a text that fits. */
export async function refused(
  userPool: UserPool,
  operation: string,
  input: object,
  type: string,
  text: RegExp = /./,
): Promise<void> {
  const { body, headers, status } = await call(userPool, operation, input);
  assert.equal(status, 400, `${operation} was not refused: ${JSON.stringify(body)}`);
  assert.equal(body.__type, type, body.message);
  assert.match(body.message, text);
  assert.equal(headers.get("x-amzn-errortype"), `${type}:`);
}
