/** The forms in which somebody changes their account: what counts as changed, and what is changed once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hasChanges } from "../../js/forms/account-fields.ts";
import { ChangePassword } from "../../js/forms/journeys/change-password.ts";

const option = (value: string, defaultSelected = false) => ({ value, defaultSelected });

test("a list counts as changed where another entry is chosen than the page came with", () => {
  const options = [option("de"), option("fr", true), option("ja")];
  for (const [field, expected] of [
    [{ value: "fr", options }, false],
    [{ value: "ja", options }, true],
    [{ value: "de", options: options.slice(0, 1) }, false],
    [{ value: "a", defaultValue: "a" }, false],
    [{ value: "b", defaultValue: "a" }, true],
  ] as const) {
    assert.equal(hasChanges(new Map([["attr:locale", field as never]])), expected, JSON.stringify(field));
  }
});

test("a password whose change was carried out, though the reply got lost, is not changed again", async () => {
  const run: string[] = [];
  const signIn = {
    start: async () => ({ kind: "signed-in", tokens: { accessToken: "a" } }),
    run: async ({ operation }: { operation: string }) => void run.push(operation),
  };
  const fields = new Map([["new-password", { value: "the new one" }]]);
  const change = new ChangePassword(signIn as never, { fields, password: { value: "" } } as never, {} as never);
  await change.start("jane", "the new one", new AbortController().signal);
  assert.deepEqual(run, []);
  await change.start("jane", "the old one", new AbortController().signal);
  await change.start("jane", "the new one", new AbortController().signal);
  assert.deepEqual(run, ["ChangePassword"], "nor after a reply that came");
});
