import { createHash, createHmac } from "node:crypto";

/**
 * The server's half of one exchange, and every value of it that must not stay in the page's memory.
 * Formulas: RFC 5054 with Cognito's padding; BigInt and node:crypto, nothing of `src/`.
 */
export function srpServer(user: { poolName: string; userId: string; password: string; a: Uint8Array }) {
  const salt = 0x8bb7dcf905f418bf27b6623aa4d2f58fn;
  const b = 0x5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eedn;
  const a = integer(user.a);
  const A = power(2n, a);
  const inner = hash(Buffer.from(`${user.poolName}${user.userId}:${user.password}`));
  const x = integer(hash(pad(salt), inner));
  const v = power(2n, x);
  const k = integer(hash(pad(N), pad(2n)));
  const B = (k * v + power(2n, b)) % N;
  const u = integer(hash(pad(A), pad(B)));
  const S = power(A * power(v, u), b);
  const key = hmac(hmac(pad(u), pad(S)), Buffer.from("Caldera Derived Key\x01")).subarray(0, 16);
  const challenge = {
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeParameters: {
      SALT: salt.toString(16),
      SRP_B: B.toString(16),
      SECRET_BLOCK: Buffer.alloc(600, 0x2b).toString("base64"),
      USER_ID_FOR_SRP: user.userId,
    },
  };
  const secrets: Record<string, Uint8Array> = {
    password: Buffer.from(user.password),
    "inner hash": inner,
    a: user.a,
    x: pad(x),
    "a + u·x": pad(a + u * x),
    "g^x": pad(v),
    S: pad(S),
    "S in limbs": limbs(S),
    key,
  };
  const isProof = (responses: Record<string, string>) =>
    responses["PASSWORD_CLAIM_SIGNATURE"] ===
    hmac(
      key,
      Buffer.from(user.poolName + user.userId),
      Buffer.alloc(600, 0x2b),
      Buffer.from(responses["TIMESTAMP"] ?? ""),
    ).toString("base64");
  return { challenge, secrets, isProof };
}

/** RFC 3526 section 4. */
const N = BigInt(
  "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3" +
    "CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5" +
    "AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356" +
    "208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28F" +
    "B5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521AB" +
    "DF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6B" +
    "F12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFC" +
    "E0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
);

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % N;
    if (bit === "1") result = (result * base) % N;
  }
  return result;
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

/** The shortest signed big-endian bytes, as Java's BigInteger has them. */
function pad(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}

/** 28 bits in each 32-bit word, as the kernel holds a value. */
function limbs(value: bigint): Buffer {
  const words = Array.from({ length: 110 }, (_, i) => Number((value >> BigInt(28 * i)) & 0xfffffffn));
  return Buffer.from(Uint32Array.from(words).buffer);
}

function hash(...parts: Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function hmac(key: Uint8Array, ...parts: Uint8Array[]): Buffer {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
