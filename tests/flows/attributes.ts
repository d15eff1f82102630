/** Operations on the attributes of an account, and on its second factors. */
import assert from "node:assert/strict";
import { codeAt } from "../user-pool/index.ts";
import { DAY, EMAIL, otherCode, signIn, user } from "./fixtures.ts";
import { operationRow } from "./operations.ts";
import type { Row, World } from "./table.ts";

const NEW_EMAIL = "new@example.com";

const accessToken = async (world: World) => ({ accessToken: (await signIn(world)).accessToken });

/** Signs in and sets another address, which waits for its verification. */
async function withNewAddress(world: World) {
  const { accessToken } = await signIn(world);
  await world.client.account({ operation: "UpdateUserAttributes", accessToken, userAttributes: { email: NEW_EMAIL } });
  return { accessToken, attributeName: "email" };
}

export const attributes: readonly Row[] = [
  operationRow({
    operation: "UpdateUserAttributes",
    options: { readOnlyAttributes: ["nickname"] },
    prepare: async (world) => ({ ...(await accessToken(world)), userAttributes: { email: NEW_EMAIL, name: "Alice" } }),
    check: (world, { codeDeliveryDetailsList }) => {
      assert.equal(user(world).attributes.get("name"), "Alice");
      assert.equal(user(world).attributes.get("email"), NEW_EMAIL);
      assert.ok(codeDeliveryDetailsList.every(({ destination }) => destination === "n***@e***"));
      world.pool.mailbox.latest(NEW_EMAIL, "verify-attribute");
    },
    wrong: { bend: () => ({ userAttributes: { nickname: "Al" } }), code: "AttributeNotWritable" },
  }),
  operationRow({
    operation: "DeleteUserAttributes",
    prepare: async (world) => ({ ...(await accessToken(world)), userAttributeNames: ["phone_number"] }),
    check: (world) => assert.equal(user(world).attributes.has("phone_number"), false),
    wrong: { bend: () => ({ userAttributeNames: ["email"] }), code: "InvalidParameter" },
  }),
  operationRow({
    operation: "GetUserAttributeVerificationCode",
    prepare: withNewAddress,
    check: ({ pool }, { codeDeliveryDetails }) => {
      assert.equal(codeDeliveryDetails?.destination, "n***@e***");
      assert.ok(pool.mailbox.messages.filter(({ to }) => to === NEW_EMAIL).length > 1);
    },
    wrong: { bend: () => ({ attributeName: "name" }), code: "InvalidParameter" },
  }),
  operationRow({
    operation: "VerifyUserAttribute",
    options: { accessTokenSeconds: 2 * DAY },
    prepare: async (world) => ({ ...(await withNewAddress(world)), code: world.pool.mailbox.latest(NEW_EMAIL).code }),
    check: (world) => assert.ok(user(world).isVerified("email")),
    wrong: { bend: ({ code }) => ({ code: otherCode(code) }), code: "CodeMismatch" },
    expires: { after: DAY, code: "ExpiredCode" },
    again: "ExpiredCode",
  }),
  operationRow({
    operation: "SetUserMFAPreference",
    options: { mfa: "OPTIONAL", mfaTypes: ["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] },
    prepare: async (world) => ({
      ...(await accessToken(world)),
      emailMfaSettings: { enabled: true, preferredMfa: true },
    }),
    check: (world) => {
      assert.equal(user(world).preferredMfa, "EMAIL_OTP");
      assert.equal(user(world).attributes.get("email"), EMAIL);
    },
    wrong: { bend: () => ({ softwareTokenMfaSettings: { enabled: true } }), code: "InvalidParameter" },
  }),
  operationRow({
    operation: "SetUserSettings",
    options: { mfa: "OPTIONAL", mfaTypes: ["SMS_MFA"] },
    prepare: async (world) => ({
      ...(await accessToken(world)),
      mfaOptions: [{ deliveryMedium: "SMS", attributeName: "phone_number" }],
    }),
    check: (world) => assert.ok(user(world).mfa.has("SMS_MFA")),
    wrong: {
      bend: () => ({ mfaOptions: [{ deliveryMedium: "EMAIL", attributeName: "email" }] }),
      code: "InvalidParameter",
    },
  }),
  operationRow({
    operation: "AssociateSoftwareToken",
    options: { mfa: "OPTIONAL" },
    prepare: accessToken,
    check: (world, { secretCode }) => assert.equal(user(world).pendingTotpSecret, secretCode),
  }),
  operationRow({
    operation: "VerifySoftwareToken",
    options: { mfa: "OPTIONAL" },
    prepare: async (world) => {
      const { accessToken } = await signIn(world);
      const { secretCode } = await world.client.account({ operation: "AssociateSoftwareToken", accessToken });
      const userCode = codeAt(secretCode, world.pool.clock.seconds());
      return { accessToken, userCode, friendlyDeviceName: "phone" };
    },
    check: (world, { status }) => {
      assert.equal(status, "SUCCESS");
      assert.equal(user(world).totp?.friendlyName, "phone");
    },
    wrong: { bend: ({ userCode }) => ({ userCode: otherCode(userCode) }), code: "EnableSoftwareTokenMFA" },
    again: "InvalidParameter",
  }),
];
