import assert from "node:assert/strict";
import { test } from "node:test";
import { Core, CoreFlow } from "../../js/core.ts";
import { srpServer } from "../memory/srp-server.ts";
import { wasmFile } from "./wasm-files.ts";

// The sign-in program has the host read JSON, the full one reads it itself: a reply must come to
// the same in both, whatever is in it.

const POOL_NAME = "Ab12Cd34E";
const JANE = { userId: "jane", password: "Correct-Horse-7" };
const config = JSON.stringify({ userPoolId: `eu-west-1_${POOL_NAME}`, clientId: "client" });
const programs = await Promise.all(
  (["cognipress", "cognipress-full"] as const).map(async (name) =>
    Core.instantiate(new WebAssembly.Module(wasmFile(name))),
  ),
);

/** What a reply to InitiateAuth and one to RespondToAuthChallenge come to: the last step, or the error. */
async function outcome(core: Core, first: (challenge: object) => Uint8Array | string, second: Uint8Array | string, status: number) {
  const a = new Uint8Array(32).fill(7);
  const { challenge } = srpServer({ poolName: POOL_NAME, ...JANE, a });
  const flow = await CoreFlow.create(core, "sign_in", config, a);
  try {
    await flow.call("start", "jane", JANE.password);
    await flow.call("receive", 200, 0, bytes(first(challenge)));
    return await flow.call<object>("receive", status, 0, bytes(second));
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  } finally {
    flow.free();
  }
}

const bytes = (text: Uint8Array | string) => (typeof text === "string" ? Buffer.from(text) : text);
const json = (value: object) => JSON.stringify(value);
const token = (claims: string) => `e30.${Buffer.from(claims).toString("base64url")}.c2ln`;
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const signedIn = (claims = '{"sub":"jane"}', more: object = {}) =>
  json({ AuthenticationResult: { IdToken: token(claims), AccessToken: "a", ExpiresIn: 3600, ...more } });
const asked = (more: string) => `{"ChallengeName":"SMS_MFA","Session":"s","ChallengeParameters":{}${more}}`;
const padded = (length: number) => asked("").padEnd(length);

const replies: Record<string, [reply: Uint8Array | string, kindOrCode: string, status?: number]> = {
  "tokens": [signedIn(), "signed-in"],
  "all that can come with them": [
    signedIn('{"sub":"x","cognito:username":"jane"}', { RefreshToken: "r", NewDeviceMetadata: { DeviceKey: "k", DeviceGroupKey: "g" } }),
    "signed-in",
  ],
  "white space": [` \n${signedIn()}\t\r `, "signed-in"],
  "escapes": [signedIn('{"sub":"j\\u0061ne","name":"\\ud83d\\ude00 \\" \\\\ \\/ é"}'), "signed-in"],
  "a name that occurs twice": [signedIn('{"sub":"joe","sub":"jane"}'), "signed-in"],
  "a name of JavaScript's own": [signedIn('{"__proto__":{"sub":"jane"}}'), "TokenMismatch"],
  "another user": [signedIn('{"sub":"joe"}'), "TokenMismatch"],
  "a user that is no text": [signedIn('{"sub":{"jane":1}}'), "TokenMismatch"],
  "claims that are no object": [signedIn("7"), "InvalidReply"],
  "claims that are no JSON": [signedIn("{"), "InvalidReply"],
  "a token that is no text": [signedIn('{"sub":"jane"}', { AccessToken: 7 }), "InvalidReply"],
  "no time": [signedIn('{"sub":"jane"}', { ExpiresIn: undefined }), "InvalidReply"],
  "a time that is a text": [signedIn('{"sub":"jane"}', { ExpiresIn: "3600" }), "InvalidReply"],
  "a time with a fraction": [signedIn('{"sub":"jane"}', { ExpiresIn: 1.5 }), "InvalidReply"],
  "a time before now": [signedIn('{"sub":"jane"}', { ExpiresIn: -1 }), "InvalidReply"],
  "a time beyond all": [signedIn('{"sub":"jane"}', { ExpiresIn: 2 ** 32 }), "InvalidReply"],
  "no tokens": [json({ AuthenticationResult: null }), "InvalidReply"],
  "a challenge": [asked(""), "standing"],
  "a challenge without a name": [json({ ChallengeName: 7 }), "InvalidReply"],
  "32 levels": [asked(`,"x":${nested(31)}`), "standing"],
  "33 levels": [asked(`,"x":${nested(32)}`), "InvalidReply"],
  "as many levels as fit": [`{"x":${nested(131_000)}}`, "InvalidReply"],
  "256 KiB": [padded(256 * 1024), "standing"],
  "a byte more": [padded(256 * 1024 + 1), "InvalidReply"],
  "a hundred thousand members": [asked(`,"x":[${"0,".repeat(100_000)}0]`), "standing"],
  "nothing": ["", "InvalidReply"],
  "a text": ['"text"', "InvalidReply"],
  "null": ["null", "InvalidReply"],
  "HTML": ["<html>", "InvalidReply"],
  "something behind it": [`${signedIn()}x`, "InvalidReply"],
  "a byte order mark": [`\ufeff${signedIn()}`, "InvalidReply"],
  "bytes that are no UTF-8": [Buffer.from(asked(',"x":"\xff"'), "latin1"), "InvalidReply"],
  "an exception": [json({ __type: "a#NotAuthorizedException:b", message: 'No "entry".' }), "NotAuthorized", 400],
  "an exception of the trigger's": [json({ __type: "UserLambdaValidationException", Message: "X failed with error no." }), "UserLambdaValidation", 400],
  "an error without a name": [json({ message: "no" }), "InvalidReply", 500],
};

for (const [what, [reply, expected, status = 200]] of Object.entries(replies)) {
  test(`${what}: ${expected}`, async () => {
    const outcomes = await Promise.all(programs.map((core) => outcome(core, json, reply, status)));
    const [ours] = outcomes as { kind?: string; code?: string }[];
    assert.equal(ours!.kind ?? ours!.code, expected);
    assert.deepEqual(outcomes[0], outcomes[1]);
  });
}

const firsts: Record<string, [edit: (parameters: Record<string, unknown>) => void, code: string]> = {
  "no salt": [(parameters) => delete parameters["SALT"], "InvalidReply"],
  "a salt that is no text": [(parameters) => (parameters["SALT"] = 7), "InvalidReply"],
  "a salt that is no number": [(parameters) => (parameters["SALT"] = "xyz"), "InvalidSalt"],
  "no name": [(parameters) => delete parameters["USER_ID_FOR_SRP"], "InvalidReply"],
  "a server's key beyond N": [(parameters) => (parameters["SRP_B"] = "f".repeat(768)), "InvalidServerKey"],
};

for (const [what, [edit, code]] of Object.entries(firsts)) {
  test(`${what}: ${code}`, async () => {
    const edited = (challenge: object) => {
      edit((challenge as { ChallengeParameters: Record<string, unknown> }).ChallengeParameters);
      return json(challenge);
    };
    const outcomes = await Promise.all(programs.map((core) => outcome(core, edited, signedIn(), 200)));
    assert.equal((outcomes[0] as { code: string }).code, code);
    assert.deepEqual(outcomes[0], outcomes[1]);
  });
}

test("whatever a text holds, it arrives as it was", async () => {
  for (const core of programs) {
    const flow = await CoreFlow.create(core, "sign_in", config, new Uint8Array(32).fill(7));
    const username = 'j"a\\n?e%\u0000\u001f\n\u007fé\u2028😀';
    const { request } = await flow.call<{ request: { body: string } }>("start", username, JANE.password);
    flow.free();
    assert.equal(JSON.parse(request.body).AuthParameters.USERNAME, username);
  }
});
