/** Operations on what a sign-in left behind: sessions and refresh tokens. */
import assert from "node:assert/strict";
import { DAY, PLAIN, signIn, signInAgain, user } from "./fixtures.ts";
import { operationRow } from "./operations.ts";
import { type Row, run, type World } from "./table.ts";

const accessToken = async (world: World) => ({ accessToken: (await signIn(world)).accessToken });
const active = (world: World) => world.pool.pool.tokens.active(user(world));

const refreshToken = async (world: World) => (await signIn(world)).refreshToken!;

const revokeToken: Row = {
  group: "operation",
  name: "RevokeToken",
  options: PLAIN,
  cells: {
    "happy path": run(async (world) => {
      await world.client.revoke(await refreshToken(world));
      assert.deepEqual(active(world), []);
    }),
    "wrong answer": run(async (world) => {
      const { accessToken } = await signIn(world);
      await assert.rejects(world.client.revoke(accessToken), { code: "UnsupportedTokenType" });
      await assert.rejects(world.client.revoke("nobodys"), { code: "InvalidRefreshToken" });
      assert.equal(active(world).length, 1);
    }),
    expired: run(async (world) => {
      const token = await refreshToken(world);
      world.pool.clock.advance(31 * DAY);
      await world.client.revoke(token);
    }),
    throttled: run(async (world) => {
      const token = await refreshToken(world);
      world.pool.faults.plant("RevokeToken", { kind: "throttle" });
      await assert.rejects(world.client.revoke(token), { code: "TooManyRequests" });
      assert.equal(active(world).length, 1);
      await world.client.revoke(token);
      assert.deepEqual(active(world), []);
    }),
    "network cut": run(async (world) => {
      const token = await refreshToken(world);
      for (const when of ["before", "after"] as const) {
        world.pool.faults.plant("RevokeToken", { kind: "cut", when });
        await assert.rejects(world.client.revoke(token), { code: "Offline" });
      }
      await world.client.revoke(token);
      assert.deepEqual(active(world), []);
    }),
  },
};

export const sessions: readonly Row[] = [
  operationRow({
    operation: "ListUserSessions",
    prepare: async (world) => {
      await signIn(world);
      return { accessToken: (await signInAgain(world)).accessToken };
    },
    check: (world, { sessions }) => {
      assert.deepEqual(sessions.map(({ sessionId }) => sessionId), active(world).map(({ id }) => id));
      assert.deepEqual(sessions.map(({ isCurrentSession }) => isCurrentSession), [false, true]);
    },
  }),
  operationRow({
    operation: "RevokeUserSession",
    prepare: async (world) => {
      await signIn(world);
      const [other] = active(world);
      return { accessToken: (await signInAgain(world)).accessToken, sessionId: other!.id };
    },
    check: (world) => assert.equal(active(world).length, 1),
    wrong: { bend: (_, world) => ({ sessionId: active(world)[1]!.id }), code: "InvalidParameter" },
    again: "ResourceNotFound",
  }),
  operationRow({
    operation: "GlobalSignOut",
    prepare: accessToken,
    check: (world) => assert.deepEqual(active(world), []),
    again: "AccessTokenRevoked",
  }),
  revokeToken,
];
