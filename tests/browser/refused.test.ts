import assert from "node:assert/strict";
import type { Fault } from "./harness/proxy.ts";
import { journey } from "./harness/journey.ts";
import { operation, sessionRoute, setStage } from "./harness/stage.ts";
import {
  createUser,
  disableUser,
  newPassword,
  newUsername,
  requirePasswordReset,
} from "./harness/users.ts";
import { countUsers } from "./harness/wordpress.ts";

const stage = setStage();

journey("a wrong password is refused, and the right one then accepted", stage, async (page) => {
  const user = await createUser();
  const usersBefore = await countUsers();
  await page.open();
  await page.submit({ ...user, password: newPassword() });
  await page.assertRefused("incorrect-credentials");
  assert.equal(stage.wordpress.matching(sessionRoute).length, 0);
  assert.equal(await countUsers(), usersBefore);
  await page.signIn(user);
});

journey("an unknown user is told the same as one with a wrong password", stage, async (page) => {
  await page.open();
  await page.submit({ username: newUsername(), password: newPassword() });
  await page.assertRefused("incorrect-credentials");
});

journey("a disabled user is told so", stage, async (page) => {
  const user = await createUser();
  await disableUser(user);
  await page.open();
  await page.submit(user);
  await page.assertRefused("user-disabled");
});

journey("a user who must reset the password is told so", stage, async (page) => {
  const user = await createUser();
  await requirePasswordReset(user);
  await page.open();
  await page.submit(user);
  await page.assertRefused("password-reset-required");
});

for (const [exception, message, minutes] of [
  ["TooManyRequestsException", "Rate exceeded", 1],
  ["LimitExceededException", "Attempt limit exceeded, please try after some time.", 60],
  ["TooManyFailedAttemptsException", "", undefined],
  ["NotAuthorizedException", "Password attempts exceeded", 15],
] as const) {
  journey(`${exception} of Cognito asks the user to wait`, stage, async (page) => {
    stage.cognito.inject(operation("InitiateAuth"), serviceException(exception, message));
    await page.open();
    await page.submit(await createUser());
    if (minutes === undefined) return page.assertRefused("throttled");
    const words = (await page.text("throttled-wait")).replace("%s", String(minutes));
    assert.equal((await page.error())[0], words);
    await page.assertNoSession();
  });
}

journey("who comes too late with a temporary password is told so", stage, async (page) => {
  const message = "Temporary password has expired and must be reset by an administrator.";
  stage.cognito.inject(operation("RespondToAuthChallenge"), serviceException("NotAuthorizedException", message));
  await page.open();
  await page.submit(await createUser());
  await page.assertRefused("invitation-expired");
});

journey("a user whom WordPress refuses is told that the password was right", stage, async (page) => {
  await page.open();
  stage.wordpress.inject(sessionRoute, {
    kind: "answer",
    status: 401,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: "cognipress_token_refused", message: "No.", data: { status: 401 } }),
  });
  await page.submit(await createUser());
  await page.assertRefused("session-refused");
});

journey("a user whom WordPress makes wait is told how long", stage, async (page) => {
  await page.open();
  stage.wordpress.inject(sessionRoute, {
    kind: "answer",
    status: 429,
    headers: { "content-type": "application/json", "retry-after": "300" },
    body: JSON.stringify({ code: "cognipress_too_many_failures", message: "No.", data: { status: 429 } }),
  });
  await page.submit(await createUser());
  assert.equal((await page.error())[0], (await page.text("throttled-wait")).replace("%s", "5"));
});

function serviceException(name: string, message: string): Fault {
  return {
    kind: "answer",
    status: 400,
    headers: { "content-type": "application/x-amz-json-1.1", "access-control-allow-origin": "*" },
    body: JSON.stringify({ __type: name, message }),
  };
}
