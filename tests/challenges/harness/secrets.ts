/** What nobody but Cognito may see of a sign-in. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodingsFound } from "../../browser/harness/canary.ts";
import type { RecordedRequest } from "../../browser/harness/proxy.ts";
import { site } from "../../browser/harness/site.ts";
import { sessionRoute, type Stage } from "../../browser/harness/stage.ts";
import type { UserPool } from "../../user-pool/index.ts";

interface Tokens {
  access: Set<string>;
  id: Set<string>;
  refresh: Set<string>;
}

/** The tokens that the pool gives out from now on. */
export function tokensOf({ pool: { tokens } }: UserPool): Tokens {
  const issued: Tokens = { access: new Set(), id: new Set(), refresh: new Set() };
  const start = tokens.start.bind(tokens);
  tokens.start = (...session) => {
    const result = start(...session);
    issued.access.add(result.AccessToken);
    issued.id.add(result.IdToken);
    issued.refresh.add(result.RefreshToken!);
    return result;
  };
  return issued;
}

/**
 * No password, code or token was in a request to WordPress, in its log or in
 * an address, but for the two tokens that the session exchange is there for.
 */
export function assertKept({ stage, tokens, codes }: { stage: Stage; tokens: Tokens; codes: Iterable<string> }): void {
  const { wordpress, cognito, typedPasswords } = stage;
  const haystacks = new Map<string, Buffer>([
    ...wordpress.requests.map((request): [string, Buffer] => [`${request.method} ${request.target}`, told(request, tokens)]),
    ["the addresses", Buffer.from([...wordpress.requests, ...cognito.requests].map(({ target }) => target).join("\n"))],
    ["debug.log", debugLog()],
  ]);
  const secrets = [...typedPasswords, ...tokens.access, ...tokens.id, ...tokens.refresh];
  const found = [...haystacks].flatMap(([where, bytes]) => [
    ...secrets.flatMap((secret) => encodingsFound(secret, bytes).map((encoding) => `${where}: ${encoding}`)),
    ...[...codes].filter((code) => encodingsFound(code, withoutHashes(bytes)).length > 0).map((code) => `${where}: ${code}`),
  ]);
  assert.deepEqual(found, [], "a secret left the page");
}

/** What WordPress was told, less the tokens that the session exchange is there for. */
function told(request: RecordedRequest, tokens: Tokens): Buffer {
  if (!sessionRoute(request)) return request.raw;
  const { idToken, refreshToken, ...rest } = JSON.parse(request.body.toString());
  assert.ok(tokens.id.has(idToken), "that is not the ID token");
  assert.ok(tokens.refresh.has(refreshToken), "that is not the refresh token");
  const head = request.raw.subarray(0, request.raw.length - request.body.length);
  return Buffer.concat([head, Buffer.from(JSON.stringify(rest))]);
}

/** Six digits turn up by chance in hashes and times. */
function withoutHashes(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replace(/[0-9a-f]{7,}/gi, ""), "latin1");
}

function debugLog(): Buffer {
  try {
    return readFileSync(join(site.directory, "../debug.log"));
  } catch {
    return Buffer.alloc(0); // Nobody complained.
  }
}
