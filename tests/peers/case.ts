import { createHash } from "node:crypto";

/** One sign-in as both sides see it: what the user typed, what the pool answers, and the two things a client takes from its surroundings. */
export interface Case {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** `ChallengeParameters` of PASSWORD_VERIFIER. */
  readonly parameters: Readonly<Record<"SALT" | "SRP_B" | "SECRET_BLOCK" | "USER_ID_FOR_SRP" | "USERNAME", string>>;
  /** The secret exponent `a`, big-endian. */
  readonly entropy: Uint8Array;
  readonly nowMs: number;
}

/** What a client sends: everything SRP puts on the wire. */
export interface Transcript {
  readonly SRP_A: string;
  readonly USERNAME: string;
  readonly PASSWORD_CLAIM_SECRET_BLOCK: string;
  readonly PASSWORD_CLAIM_SIGNATURE: string;
  readonly TIMESTAMP: string;
}

/** A client under comparison: it signs in to a pool that answers with the case's parameters. */
export type Client = (signIn: Case) => Promise<Transcript>;

/** The fields of the two requests that SRP decides. */
export function transcript(initiate: Record<string, string>, respond: Record<string, string>): Transcript {
  const field = (from: Record<string, string>, name: string): string => {
    const value = from[name];
    if (value === undefined) throw new Error(`${name} was not sent`);
    return value;
  };
  return {
    SRP_A: field(initiate, "SRP_A"),
    USERNAME: field(respond, "USERNAME"),
    PASSWORD_CLAIM_SECRET_BLOCK: field(respond, "PASSWORD_CLAIM_SECRET_BLOCK"),
    PASSWORD_CLAIM_SIGNATURE: field(respond, "PASSWORD_CLAIM_SIGNATURE"),
    TIMESTAMP: field(respond, "TIMESTAMP"),
  };
}

/** SHA-256 in counter mode: the same seed gives the same cases on every machine. */
class Random {
  #counter = 0;

  constructor(private readonly seed: string) {}

  bytes(length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(createHash("sha256").update(`${this.seed}/${this.#counter++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  }

  below(limit: number): number {
    return this.bytes(6).readUIntBE(0, 6) % limit;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  text(alphabet: readonly string[], length: number): string {
    return Array.from({ length }, () => this.pick(alphabet)).join("");
  }
}

const ASCII = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
const TYPED = [...ASCII, ..." !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", ..."äößéñçøåŁžığπЖя", ..."日本語한국어", ..."שלוםعربي", ..."😀👩🏽‍🚀𝔸", "e\u0301", "\u00a0", "\u200d"];

/** The shapes in which integers reach the clients, each of which has been a bug somewhere: see protocol notes on PAD. */
const SALTS: readonly ((random: Random) => string)[] = [
  (random) => random.bytes(16).toString("hex"),
  (random) => `${random.pick(["8", "9", "a", "f"])}${random.bytes(16).toString("hex").slice(1)}`, // high bit set
  (random) => random.bytes(16).toString("hex").slice(1), // odd number of digits
  (random) => `00${random.bytes(15).toString("hex")}`, // leading zero byte
  (random) => `0${random.bytes(15).toString("hex")}`, // leading zero digit, odd
  (random) => `0000${random.pick(["8", "f"])}${random.bytes(4).toString("hex")}`,
  (random) => random.pick(["1", "7f", "80", "ff", "0100", "00ff"]),
  (random) => random.bytes(16).toString("hex").toUpperCase(),
];

const PUBLIC_KEYS: readonly ((random: Random) => string)[] = [
  (random) => belowN(random.bytes(384)).toString("hex"),
  (random) => belowN(random.bytes(384)).toString("hex").toUpperCase(),
  (random) => random.bytes(383).toString("hex"), // one byte short
  (random) => random.bytes(384).toString("hex").replace(/^./, "0").replace(/^0+/, ""), // odd, as BigInteger prints it
  (random) => `000000${random.bytes(381).toString("hex")}`,
  (random) => `80${random.bytes(200).toString("hex")}`, // far shorter, high bit set
  (random) => random.pick(["1", "2", "ff", "8000"]),
];

/** N's first eight bytes are all ones, so a smaller first byte is enough. */
function belowN(bytes: Buffer): Buffer {
  bytes[0] = (bytes[0] as number) & 0xfe;
  return bytes;
}

const EXPONENTS: readonly ((random: Random) => Buffer)[] = [
  (random) => random.bytes(32),
  (random) => Buffer.concat([Buffer.alloc(4), random.bytes(28)]),
  (random) => Buffer.concat([Buffer.alloc(31), Buffer.of(1 + random.below(255))]),
  () => Buffer.alloc(32, 0xff),
];

const CLOCKS: readonly ((random: Random) => number)[] = [
  (random) => Date.UTC(2000 + random.below(100), random.below(12), 1 + random.below(28), random.below(24), random.below(60), random.below(60), random.below(1000)),
  (random) => Date.UTC(2024 + random.below(10), random.below(12), 1 + random.below(9), 0, 0, 0), // unpadded day, midnight
];

/** `count` cases, the same for the same seed; every edge above occurs among the first few dozen. */
export function* cases(seed: string, count: number): Generator<Case> {
  const random = new Random(seed);
  // Mostly the ordinary value, often an edge.
  const one = <T>(shapes: readonly ((random: Random) => T)[]): T =>
    (random.below(2) === 0 ? (shapes[0] as (random: Random) => T) : random.pick(shapes))(random);
  for (let i = 0; i < count; i++) {
    const username = random.text(TYPED, 1 + random.below(20)).trim() || "user";
    yield {
      userPoolId: `eu-west-1_${random.text(ASCII, 9)}`,
      clientId: random.text(ASCII, 26).toLowerCase(),
      username,
      password: random.text(TYPED, 1 + random.below(40)),
      parameters: {
        SALT: one(SALTS),
        SRP_B: one(PUBLIC_KEYS),
        SECRET_BLOCK: random.bytes(1 + random.below(1600)).toString("base64"),
        USER_ID_FOR_SRP: random.pick([username, random.text(ASCII, 36), random.text(TYPED, 12)]),
        USERNAME: username,
      },
      entropy: one(EXPONENTS),
      nowMs: one(CLOCKS),
    };
  }
}
