/** The peers' internal modules come without types; these are the parts that the bench calls. */

/** jsbn's integer, in three copies. */
interface JsbnInteger {
  toString(radix: 16): string;
}
type JsbnConstructor = new (digits: string, radix: 16) => JsbnInteger;

declare module "amazon-cognito-identity-js/es/BigInteger" {
  const BigInteger: JsbnConstructor;
  export default BigInteger;
}

declare module "amazon-cognito-identity-js/es/AuthenticationHelper" {
  export default class AuthenticationHelper {
    constructor(poolName: string);
    readonly largeAValue: JsbnInteger;
    getPasswordAuthenticationKey(
      username: string,
      password: string,
      serverB: JsbnInteger,
      salt: JsbnInteger,
      callback: (error: Error | null, key: Uint8Array) => void,
    ): void;
  }
}

declare module "@amplify-srp/BigInteger/BigInteger.mjs" {
  const BigInteger: JsbnConstructor;
  export default BigInteger;
}

declare module "@amplify-srp/getAuthenticationHelper.mjs" {
  export function getAuthenticationHelper(userPoolName: string): Promise<{
    readonly A: JsbnInteger;
    getPasswordAuthenticationKey(input: {
      username: string;
      password: string;
      serverBValue: JsbnInteger;
      salt: JsbnInteger;
    }): Promise<Uint8Array>;
  }>;
}

declare module "@amplify-srp/getSignatureString.mjs" {
  export function getSignatureString(input: {
    userPoolName: string;
    username: string;
    challengeParameters: { SECRET_BLOCK: string };
    dateNow: string;
    hkdf: Uint8Array;
  }): string;
}
