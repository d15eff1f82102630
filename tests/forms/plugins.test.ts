import type { StartOptions } from "../user-pool/index.ts";
import { setForms } from "./harness/forms-page.ts";
import { changesPassword, changesProfile } from "./harness/account-journeys.ts";
import { ordersAsGuest, ordersAtBlocks, ordersWithAccount } from "./harness/checkout-journeys.ts";
import { losesPassword, registers, signsIn } from "./harness/plugin-journeys.ts";
import { fixtures } from "./harness/systems.ts";
import { note } from "./harness/table.ts";

const { journey } = setForms();

for (const { name, byEmail, signIn, signUp, forgot, profile, password, checkout, blockCheckout } of fixtures) {
  const options: StartOptions = byEmail ? { usernameAttributes: ["email"] } : {};
  if (signIn) {
    journey(
      `${name}: signs in`,
      async (page, pool) => {
        await signsIn(page, pool, signIn);
        note(name, "badly", "sign in");
        note(name, "well", "sign in");
      },
      options,
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
      signUp.name ? {} : { usernameAttributes: ["email"] },
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
      options,
    );
  }
  if (profile) {
    journey(
      `${name}: names and e-mail address are changed`,
      async (page, pool) => {
        await changesProfile(page, pool, profile);
        note(name, "badly", "edit profile", "change e-mail");
        note(name, "well", "edit profile", "change e-mail");
      },
      {},
    );
  }
  if (password) {
    journey(
      `${name}: the password is changed`,
      async (page, pool) => {
        await changesPassword(page, pool, password);
        note(name, "badly", "change password");
        note(name, "well", "change password");
      },
      {},
    );
  }
  if (checkout) {
    journey(
      `${name}: orders, and has an account made with it`,
      async (page, pool) => {
        await ordersAsGuest(page, checkout);
        await ordersWithAccount(page, pool, checkout);
        note(name, "badly", "checkout");
        note(name, "well", "checkout");
      },
      { usernameAttributes: ["email"] },
    );
  }
  if (blockCheckout) {
    journey(
      `${name}: orders at the block checkout, and has an account made with it`,
      async (page, pool) => {
        await ordersAtBlocks(page, pool, blockCheckout);
        note("Block checkout", "badly", "checkout");
        note("Block checkout", "well", "checkout");
      },
      { usernameAttributes: ["email"] },
    );
  }
}
