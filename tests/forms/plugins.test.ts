import { before } from "node:test";
import { installFixtures } from "./harness/fixtures.ts";
import { setForms } from "./harness/forms-page.ts";
import { losesPassword, registers, signsIn } from "./harness/plugin-journeys.ts";
import { fixtures } from "./harness/systems.ts";
import { note } from "./harness/table.ts";

const { journey } = setForms();
before(installFixtures);

for (const { name, signIn, signUp, forgot } of fixtures) {
  if (signIn) {
    journey(
      `${name}: signs in`,
      async (page, pool) => {
        await signsIn(page, pool, signIn);
        note(name, "badly", "sign in");
        note(name, "well", "sign in");
      },
      {},
    );
  }
  if (signUp) {
    journey(
      `${name}: registers`,
      async (page, pool) => {
        await registers(page, pool, signUp);
        note(name, "badly", "register", "confirm");
        note(name, "well", "register", "confirm");
      },
      { usernameAttributes: ["email"] },
    );
  }
  if (forgot) {
    journey(
      `${name}: lost the password`,
      async (page, pool) => {
        await losesPassword(page, pool, forgot);
        note(name, "badly", "lost password");
        note(name, "well", "lost password");
      },
      {},
    );
  }
}
