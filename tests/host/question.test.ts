import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../../js/forms/account/question.ts";
import type { PanelActions } from "../../js/forms/panels/index.ts";

type Tools = Parameters<typeof ask>[0];

test("a question whose answer is on its way is not given up", async () => {
  let actions!: PanelActions;
  let closed = 0;
  const tools = {
    element: () => ({ dataset: {}, addEventListener: () => {} }),
    errorAbove: () => ({ hideError: () => {} }),
    openPanel: (_form: unknown, _words: unknown, _challenge: unknown, given: PanelActions) => {
      actions = given;
      return { answer: {}, close: () => closed++ };
    },
    parts: { button: {} },
    words: {},
  } as unknown as Tools;
  const place = { replaceChildren: () => {} } as unknown as HTMLElement;
  let taken = () => {};
  const answered = () => new Promise<void>((resolve) => (taken = resolve));
  const isAnswered = ask(tools, place, { name: "MFA_SETUP_TOTP" } as never, answered);
  actions.submit();
  actions.back();
  taken();
  assert.equal(await isAnswered, true);
  assert.equal(closed, 1);
});
