/** Operations on an account: from sign-up to its end. */
import assert from "node:assert/strict";
import {
  ATTRIBUTES,
  DAY,
  EMAIL,
  forged,
  HOUR,
  NEW_PASSWORD,
  otherCode,
  PASSWORD,
  signIn,
  user,
  USERNAME,
} from "./fixtures.ts";
import { operationRow } from "./operations.ts";
import type { Row, World } from "./table.ts";

const MASKED = "a***@e***";
const NOTHING_EXPIRES = "it takes nothing that has a time";

const accessToken = async (world: World) => ({ accessToken: (await signIn(world)).accessToken });

const signUp = ({ client }: World) =>
  client.account({ operation: "SignUp", username: USERNAME, password: PASSWORD, userAttributes: { email: EMAIL } });

const isPassword = (world: World, password: string) => world.pool.users.isPassword(user(world), password);

export const account: readonly Row[] = [
  operationRow({
    operation: "SignUp",
    prepare: async () => ({ username: USERNAME, password: PASSWORD, userAttributes: { email: EMAIL, name: "Alice" } }),
    check: (world, { codeDeliveryDetails, userConfirmed, userSub }) => {
      assert.equal(userConfirmed, false);
      assert.equal(userSub, user(world).sub);
      assert.deepEqual(codeDeliveryDetails, { destination: MASKED, deliveryMedium: "EMAIL", attributeName: "email" });
      assert.equal(user(world).attributes.get("name"), "Alice");
    },
    wrong: { bend: () => ({ password: "short" }), code: "InvalidPassword" },
    expires: NOTHING_EXPIRES,
    again: "UsernameExists",
  }),
  operationRow({
    operation: "ConfirmSignUp",
    prepare: async (world) => {
      await signUp(world);
      return { username: USERNAME, confirmationCode: world.pool.mailbox.latest(EMAIL, "sign-up").code };
    },
    check: (world, { session }) => {
      assert.equal(user(world).status, "CONFIRMED");
      assert.ok(session, "the Session that signs in");
    },
    wrong: {
      bend: ({ confirmationCode }) => ({ confirmationCode: otherCode(confirmationCode) }),
      code: "CodeMismatch",
    },
    expires: { after: DAY, code: "ExpiredCode" },
    again: "AlreadyConfirmed",
  }),
  operationRow({
    operation: "ResendConfirmationCode",
    prepare: async (world) => {
      await signUp(world);
      return { username: USERNAME };
    },
    check: ({ pool }, { codeDeliveryDetails }) => {
      assert.equal(codeDeliveryDetails?.destination, MASKED);
      assert.ok(pool.mailbox.messages.filter(({ purpose }) => purpose === "sign-up").length > 1);
    },
    wrong: {
      bend: (_, { pool }) => {
        pool.addUser({ username: "confirmed", attributes: { email: "confirmed@example.com" } });
        return { username: "confirmed" };
      },
      code: "AlreadyConfirmed",
    },
    expires: NOTHING_EXPIRES,
  }),
  operationRow({
    operation: "ForgotPassword",
    prepare: async ({ pool }) => {
      pool.addUser({ username: USERNAME, password: PASSWORD, attributes: ATTRIBUTES });
      return { username: USERNAME };
    },
    check: ({ pool }, { codeDeliveryDetails }) => {
      assert.equal(codeDeliveryDetails?.destination, MASKED);
      pool.mailbox.latest(EMAIL, "forgot-password");
    },
    wrong: {
      bend: (_, { pool }) => {
        pool.addUser({ username: "unreachable", password: PASSWORD });
        return { username: "unreachable" };
      },
      code: "NoVerifiedDestination",
    },
    expires: NOTHING_EXPIRES,
  }),
  operationRow({
    operation: "ConfirmForgotPassword",
    prepare: async ({ client, pool }) => {
      pool.addUser({ username: USERNAME, password: PASSWORD, attributes: ATTRIBUTES });
      await client.account({ operation: "ForgotPassword", username: USERNAME });
      const { code } = pool.mailbox.latest(EMAIL, "forgot-password");
      return { username: USERNAME, confirmationCode: code, password: NEW_PASSWORD };
    },
    check: (world) => assert.ok(isPassword(world, NEW_PASSWORD)),
    wrong: {
      bend: ({ confirmationCode }) => ({ confirmationCode: otherCode(confirmationCode) }),
      code: "CodeMismatch",
    },
    expires: { after: HOUR, code: "ExpiredCode" },
    again: "ExpiredCode",
  }),
  operationRow({
    operation: "ChangePassword",
    prepare: async (world) => ({
      ...(await accessToken(world)),
      previousPassword: PASSWORD,
      proposedPassword: NEW_PASSWORD,
    }),
    check: (world) => assert.ok(isPassword(world, NEW_PASSWORD)),
    wrong: { bend: () => ({ previousPassword: "Wrong-horse-7" }), code: "NotAuthorized" },
    again: "NotAuthorized",
  }),
  operationRow({
    operation: "GetUser",
    prepare: accessToken,
    check: (_, { userAttributes, username }) => {
      assert.equal(username, USERNAME);
      assert.equal(userAttributes["email"], EMAIL);
      assert.equal(userAttributes["email_verified"], "true");
    },
  }),
  operationRow({
    operation: "GetUserAuthFactors",
    options: { firstFactors: ["PASSWORD", "EMAIL_OTP"] },
    prepare: accessToken,
    check: (_, { configuredUserAuthFactors, username }) => {
      assert.equal(username, USERNAME);
      assert.deepEqual(configuredUserAuthFactors, ["PASSWORD", "EMAIL_OTP"]);
    },
  }),
  operationRow({
    operation: "DeleteUser",
    prepare: accessToken,
    check: ({ pool }) => assert.equal(pool.users.find(USERNAME), undefined),
    again: "UserNotFound",
  }),
  operationRow({
    operation: "UpdateAuthEventFeedback",
    options: { tier: "PLUS" },
    prepare: async (world) => {
      await signIn(world);
      const { code, eventId } = world.pool.mailbox.latest(EMAIL, "risk-notification");
      return { username: USERNAME, eventId: eventId!, feedbackToken: code, feedbackValue: "Invalid" as const };
    },
    check: ({ pool }) => assert.deepEqual([...pool.pool.feedback.values()], ["Invalid"]),
    wrong: { bend: ({ feedbackToken }) => ({ feedbackToken: forged(feedbackToken) }), code: "NotAuthorized" },
    expires: "the model has no error that tells a feedback token's end",
  }),
];
