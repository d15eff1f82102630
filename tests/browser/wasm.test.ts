import assert from "node:assert/strict";
import { journey } from "./harness/journey.ts";
import type { Match } from "./harness/proxy.ts";
import { fallback, setStage, wasmFile } from "./harness/stage.ts";
import { createUser } from "./harness/users.ts";

const stage = setStage();
const loginPage: Match = ({ target }) => target.startsWith("/wp-login.php");

const notFound = { kind: "answer", status: 404, body: "Not Found" } as const;

journey("the wasm is not there: it works without", stage, async (page) => {
  stage.wordpress.inject(wasmFile, notFound);
  await page.open();
  await page.signIn(await createUser());
});

journey("neither wasm nor what stands in for it is there: the user is told, and once it is there can sign in", stage, async (page) => {
  const stops = [wasmFile, fallback].map((file) => stage.wordpress.inject(file, notFound));
  const user = await createUser();
  await page.open();
  await page.submit(user);
  await page.assertRefused("wasm-unavailable");
  stops.forEach((stop) => stop());
  await page.signIn(user);
});

for (const type of ["text/plain", "application/octet-stream", null]) {
  journey(`the wasm comes with ${type === null ? "no MIME type" : `the MIME type ${type}`}: it works`, stage, async (page) => {
    stage.wordpress.inject(wasmFile, { kind: "headers", set: { "content-type": type } });
    await page.open();
    await page.signIn(await createUser());
    assert.equal(stage.wordpress.matching(wasmFile).length, 1);
  });
}

journey("the wasm is damaged: it works without", stage, async (page) => {
  stage.wordpress.inject(wasmFile, {
    kind: "answer",
    status: 200,
    headers: { "content-type": "application/wasm" },
    body: "\0asm but no more",
  });
  await page.open();
  await page.signIn(await createUser());
});

journey("a content security policy without 'wasm-unsafe-eval': it works without wasm", stage, async (page) => {
  stage.wordpress.inject(loginPage, {
    kind: "headers",
    set: { "content-security-policy": "script-src 'self' 'unsafe-inline'" },
  });
  await page.open();
  await page.signIn(await createUser());
  assert.equal(stage.wordpress.matching(wasmFile).length, 0);
  assert.equal(stage.wordpress.matching(fallback).length, 1);
});

journey("a content security policy with 'wasm-unsafe-eval' and trusted types: it works", stage, async (page) => {
  stage.wordpress.inject(loginPage, {
    kind: "headers",
    set: {
      "content-security-policy":
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; require-trusted-types-for 'script'",
    },
  });
  await page.open();
  await page.signIn(await createUser());
});
