import { before } from "node:test";
import { journey } from "../browser/harness/journey.ts";
import { setSettings } from "../browser/harness/wordpress.ts";
import { setForms } from "./harness/forms-page.ts";
import { fixtures } from "./harness/systems.ts";
import { needsJavaScript } from "./harness/without-javascript.ts";

const { stage } = setForms();
before(() => setSettings({ strict: true }));

journey(
  "without JavaScript each form says that it needs it, and nothing is sent, by Enter neither",
  stage,
  async ({ browser }) => {
    for (const { name, signIn, signUp, forgot } of fixtures) {
      for (const form of [signIn, signUp, forgot]) if (form) await needsJavaScript(browser, stage, name, form);
    }
  },
  { javascript: false },
);
