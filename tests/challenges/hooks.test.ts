import assert from "node:assert/strict";
import { anyOperation, setStage } from "../browser/harness/stage.ts";
import { devTools } from "../browser/harness/webdriver.ts";
import { addPerson, journeysOn } from "./harness/journey.ts";

const stage = setStage();
const journey = journeysOn(stage);

journey("what the page adds goes along with every request to Cognito, and with none to WordPress", async (page, userPool) => {
  const source = `
    window.cognipressHooks = {
      headers: async () => ({ "x-aws-waf-token": "a token" }),
      clientMetadata: () => ({ site: "shop" }),
    };
    window.AmazonCognitoAdvancedSecurityData = { getData: (...names) => names.join(" ") };`;
  await devTools(page.browser, "Page.addScriptToEvaluateOnNewDocument", { source });
  const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
  await page.open();
  await page.submit(person);
  await page.codeField();
  await page.enterCode(userPool.mailbox.latest(person.email).code);
  await page.waitUntilSignedIn();
  const calls = stage.cognito.matching(anyOperation);
  assert.equal(calls.length, 3);
  for (const { headers, body } of calls) {
    const { ClientMetadata, UserContextData } = JSON.parse(body.toString());
    assert.equal(headers["x-aws-waf-token"], "a token");
    assert.deepEqual(ClientMetadata, { site: "shop" });
    assert.equal(UserContextData.EncodedData, `${person.username} ${userPool.poolId} ${userPool.clientId}`);
  }
  assert.ok(stage.wordpress.requests.every(({ headers }) => !("x-aws-waf-token" in headers)));
});
