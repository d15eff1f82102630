import assert from "node:assert/strict";
import { after } from "node:test";
import { journey } from "./harness/journey.ts";
import { anyOperation, challengeRoute, keySet, operation, sessionRoute, setStage } from "./harness/stage.ts";
import { createUser } from "./harness/users.ts";
import { browserName } from "./harness/webdriver.ts";
import { forgetKeySet, usersWithEmail } from "./harness/wordpress.ts";

const stage = setStage();

journey("Cognito cannot be reached", stage, async (page) => {
  const stop = stage.cognito.inject(() => true, { kind: "drop" });
  const user = await createUser();
  await page.open();
  await page.submit(user);
  await page.assertRefused("offline");
  stop();
  await page.signIn(user);
});

journey("Cognito goes away between the two steps", stage, async (page) => {
  stage.cognito.inject(operation("RespondToAuthChallenge"), { kind: "drop" });
  await page.open();
  await page.submit(await createUser());
  await page.assertRefused("offline");
});

journey("Cognito answers with a gateway's error page", stage, async (page) => {
  stage.cognito.inject(anyOperation, {
    kind: "answer",
    status: 503,
    headers: { "content-type": "text/html", "access-control-allow-origin": "*" },
    body: "<html><body>Service Unavailable</body></html>",
  });
  await page.open();
  await page.submit(await createUser());
  await page.assertRefused("unavailable");
});

journey("WordPress cannot get the key set", stage, async (page) => {
  await forgetKeySet();
  const stop = stage.cognito.inject(keySet, { kind: "drop" });
  const user = await createUser();
  await page.open();
  await page.submit(user);
  await page.assertRefused("session-unavailable");
  assert.deepEqual(await usersWithEmail(user.email), []);
  stop();
  await forgetKeySet();
  await page.signIn(user);
});

for (const [name, route] of [["challenge", challengeRoute], ["session", sessionRoute]] as const) {
  journey(`WordPress answers the ${name} with a fatal error`, stage, async (page) => {
    const stop = stage.wordpress.inject(route, {
      kind: "answer",
      status: 500,
      headers: { "content-type": "text/html" },
      body: "<p>There has been a critical error on this website.</p>",
    });
    const user = await createUser();
    await page.open();
    await page.submit(user);
    await page.assertRefused("session-unavailable");
    stop();
    await page.signIn(user);
  });
}

journey("the browser is offline, and then is not", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.type(user);
  const network = page.browser as unknown as {
    setNetworkConditions(conditions: object): Promise<void>;
    deleteNetworkConditions(): Promise<void>;
  };
  await network.setNetworkConditions({ offline: true, latency: 0, download_throughput: 0, upload_throughput: 0 });
  await page.clickSubmit();
  await page.assertRefused("offline");
  await network.deleteNetworkConditions();
  await page.signIn(user);
}, { skip: browserName !== "chromium" && "only Chromium's driver can cut the network" });

after(forgetKeySet);
