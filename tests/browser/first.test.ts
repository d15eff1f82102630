/* What `cargo xtask test engines` tries first, as wide as a phone. */
import assert from "node:assert/strict";
import { journey } from "./harness/journey.ts";
import { site } from "./harness/site.ts";
import { setStage } from "./harness/stage.ts";
import { createUser, newPassword } from "./harness/users.ts";
import { usersWithEmail } from "./harness/wordpress.ts";

const stage = setStage();

journey("a user of the pool signs in and is shown their WordPress profile", stage, async (page) => {
  const user = await createUser({ given_name: "Ada", family_name: "Lovelace" });
  await page.open();
  await page.signIn(user);
  await page.browser.get(`${site.url}/wp-admin/profile.php`);
  assert.equal(await (await page.field("email")).getAttribute("value"), user.email);
  const [wordpressUser, ...others] = await usersWithEmail(user.email);
  assert.deepEqual(others, []);
  assert.ok(wordpressUser);
  const { id, ...attributes } = wordpressUser;
  assert.deepEqual(attributes, {
    login: user.email.slice(0, user.email.indexOf("@")),
    email: user.email,
    displayName: "Ada Lovelace",
    firstName: "Ada",
    lastName: "Lovelace",
    roles: ["subscriber"],
    sessions: 1,
  });
});

journey("the form with an error is no wider than the window", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.submit({ ...user, password: newPassword() });
  await page.assertRefused("incorrect-credentials");
  const [width, window] = await page.browser.executeScript<[number, number]>(
    "return [document.documentElement.scrollWidth, innerWidth]",
  );
  assert.ok(width <= window, `${width} pixels in a window of ${window}`);
  if (process.env["COGNIPRESS_WINDOW"] === "phone") assert.ok(window < 450, `a window of ${window} is no phone's`);
});
