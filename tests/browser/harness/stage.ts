/**
 * What every journey stands on: a proxy before WordPress and one before
 * Cognito, and the rule that no password ever passes the first of them.
 */

import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import { encodingsFound } from "./canary.ts";
import { Proxy, type Match, type RecordedRequest } from "./proxy.ts";
import { cognito, pool, site } from "./site.ts";

export interface Stage {
  wordpress: Proxy;
  cognito: Proxy;
  /** Passwords that were typed in this test: WordPress must not have seen one of them. */
  typedPasswords: Set<string>;
}

/** Puts both proxies up for the tests of this file, and checks each test's traffic when it ends. */
export function setStage(): Stage {
  const stage = { typedPasswords: new Set() } as Stage;
  before(async () => {
    stage.wordpress = await Proxy.listen(site.url, site.upstream);
    stage.cognito = await Proxy.listen(cognito.url, cognito.upstream);
  });
  afterEach(() => {
    const seen = sightings(stage.typedPasswords, stage.wordpress.requests);
    stage.typedPasswords.clear();
    stage.wordpress.reset();
    stage.cognito.reset();
    assert.deepEqual(seen, [], "a password reached WordPress");
  });
  after(async () => {
    await stage.wordpress?.close();
    await stage.cognito?.close();
  });
  return stage;
}

/** Where one of `passwords` stands in what was sent. */
export function sightings(passwords: Iterable<string>, requests: RecordedRequest[]): string[] {
  return [...passwords].flatMap((password) =>
    requests.flatMap(({ method, target, raw }) =>
      encodingsFound(password, raw).map((encoding) => `${method} ${target}: ${encoding}`),
    ),
  );
}

/** A call of one operation of Cognito's API; the browser's preflights are not calls. */
export function operation(name: string): Match {
  return ({ method, headers }) =>
    method === "POST" && headers["x-amz-target"] === `AWSCognitoIdentityProviderService.${name}`;
}

export const anyOperation: Match = ({ method, headers }) => method === "POST" && "x-amz-target" in headers;

export const keySet: Match = ({ target }) => target === `/${pool.userPoolId}/.well-known/jwks.json`;

export const challengeRoute: Match = ({ method, target }) => method === "POST" && /cognipress\/v1\/challenge/.test(decodeURIComponent(target));

export const sessionRoute: Match = ({ method, target }) => method === "POST" && /cognipress\/v1\/session/.test(decodeURIComponent(target));

/** What is loaded first where there is no wasm. */
export const fallback: Match = ({ target }) => /\/fallback-\w+\.js/.test(target);

export const wasmFile: Match = ({ target }) => /\.wasm(\?|$)/.test(target);
