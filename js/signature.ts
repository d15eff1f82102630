const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** Whether an RSA key has signed that, by RS256 (RFC 7518 section 3.3). */
export async function isSignedBy(
  jwk: JsonWebKey,
  signed: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle.importKey("jwk", jwk, RS256, false, ["verify"]);
  return crypto.subtle.verify(RS256, key, signature, signed);
}
