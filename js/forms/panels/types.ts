import type { Challenge } from "../../../src/wasm/types.js";

export type { Challenge, ChallengeAnswer } from "../../../src/wasm/types.js";

export type ChallengeOf<Name extends Challenge["name"]> = Extract<Challenge, { name: Name }>;
