/** Tokens that a trusted key has signed, and that are still not this site's, not of now, or not of the right types. */

import { issuer, pool, region } from "../../browser/harness/site.ts";
import { claim, type Forgery } from "../harness/forgery.ts";
import { nowSeconds, signText } from "../harness/token.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** One claim, given each of these values in turn. */
function each(name: string, values: Record<string, unknown>): Forgery[] {
  return Object.entries(values).map(([what, value]) => claim(`${name} ${what}`, () => ({ [name]: value })));
}

/** Values of another type than the string that the claim should be. */
const notString = { missing: undefined, null: null, "is a number": 1, "is zero": 0, "is true": true, "is empty": "" };

/** Values of another type than the integer that the claim should be, none of them in the past or future. */
function notInteger(good: () => number): Record<string, unknown> {
  return {
    missing: undefined,
    null: null,
    "is true": true,
    "is a string": String(good()),
    "is a fraction": good() + 0.5,
    "is in a list": [good()],
    "is in an object": { value: good() },
    "is negative": -good(),
  };
}

/** A number as it stands in the JSON text, which JavaScript would write otherwise. */
function numeral(name: string, numeral: string): Forgery {
  return {
    name: `${name} is ${numeral}`,
    make: ({ trusted }, claims) =>
      signText(
        JSON.stringify({ alg: "RS256", kid: trusted.kid }),
        JSON.stringify({ ...claims, [name]: "NUMERAL" }).replace(`"NUMERAL"`, numeral),
        trusted,
      ),
  };
}

export const claimForgeries: Forgery[] = [
  ...each("iss", {
    ...notString,
    "is another pool": `https://cognito-idp.${region}.amazonaws.com/${region}_Another1`,
    "is of another region": issuer.replaceAll(region, "us-east-1"),
    "is without https": issuer.replace("https:", "http:"),
    "ends in a slash": `${issuer}/`,
    "goes on": `${issuer}.example.org`,
    "has a user name": issuer.replace("https://", "https://cognito@"),
    "is of another host": `https://example.org/${pool.userPoolId}`,
    "is in upper case": issuer.toUpperCase(),
    "has a space before": ` ${issuer}`,
    "is a list": [issuer],
    "is a list with another": [issuer, "https://example.org"],
    "is an object": { 0: issuer },
  }),
  ...each("aud", {
    ...notString,
    "is another client": "1h57kf5cpq17m0eml12EXAMPLE",
    "is cut short": pool.clientId.slice(0, -1),
    "is in another case": pool.clientId.toUpperCase() === pool.clientId ? pool.clientId.toLowerCase() : pool.clientId.toUpperCase(),
    "has a space after": `${pool.clientId} `,
    "is a list": [pool.clientId],
    "is a list with another": ["1h57kf5cpq17m0eml12EXAMPLE", pool.clientId],
    "is an empty list": [],
    "is an object": { 0: pool.clientId },
  }),
  claim("aud missing, client_id in its place", () => ({ aud: undefined, client_id: pool.clientId })),
  ...each("token_use", {
    ...notString,
    "is access": "access",
    "is refresh": "refresh",
    "is in another case": "ID",
    "is a list": ["id"],
    "is an object": { id: true },
  }),
  ...each("exp", { ...notInteger(() => nowSeconds() + HOUR), "is zero": 0 }),
  claim("exp was two minutes ago", () => ({ exp: nowSeconds() - 120, iat: nowSeconds() - 240 })),
  claim("exp was a day ago", () => ({ exp: nowSeconds() - DAY })),
  numeral("exp", "1e3"),
  numeral("exp", "9e9"),
  numeral("exp", "1e400"),
  numeral("exp", "NaN"),
  numeral("exp", "Infinity"),
  numeral("exp", "99999999999999999999999"),
  ...each("iat", notInteger(nowSeconds)),
  claim("iat is two minutes ahead", () => ({ iat: nowSeconds() + 120 })),
  claim("iat is ten minutes old", () => ({ iat: nowSeconds() - 600 })),
  claim("iat is in milliseconds", () => ({ iat: Date.now() })),
  ...each("auth_time", notInteger(nowSeconds)),
  claim("auth_time is two minutes ahead", () => ({ auth_time: nowSeconds() + 120 })),
  claim("auth_time is a year old", () => ({ auth_time: nowSeconds() - 365 * DAY })),
  claim("nbf is two minutes ahead", () => ({ nbf: nowSeconds() + 120 })),
  claim("nbf is a string", () => ({ nbf: String(nowSeconds()) })),
  ...each("sub", {
    ...notString,
    "is a list": ["00000000-0000-4000-8000-000000000000"],
    "is an object": { id: 1 },
    "is very long": "s".repeat(2000),
    "has a zero byte": "00000000-0000-4000\0-8000-000000000000",
  }),
  ...each("cognito:username", { "is a list": ["admin"], "is a number": 1, "is true": true, "is an object": { login: "admin" } }),
  ...each("email", { "is a list": ["admin@example.org"], "is a number": 1, "is true": true, "is an object": { is: "x" } }),
  ...each("email_verified", { "is a string": "true", "is a number": 1, "is a list": [true] }),
  ...each("cognito:groups", { "is a string": "administrator", "is a number": 1, "is true": true, null: null }),
];
