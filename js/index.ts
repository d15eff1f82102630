export { CognitoClient } from "./client.js";
export type { CallOptions, ClientOptions, Credentials, Session, SignInResult } from "./client.js";
export { CognipressError, isCognipressError } from "./error.js";
export type { ErrorCode } from "./error.js";
export type { WasmProgram, WasmSource, WasmUrls } from "./loader.js";
export type { AccountCommand, AccountOutcome } from "../src/wasm/account.js";
export type { Challenge, ChallengeAnswer, Config, Start } from "../src/wasm/types.js";
export { texts } from "./texts.js";
export type { TextKey, Texts } from "./texts.js";
