/**
 * The facts of the site under test. `cargo xtask test` starts everything and
 * hands them over in the environment; both public addresses are free ports,
 * on which the tests put their own proxies.
 */

import { readFileSync } from "node:fs";
import { fromEnvironment } from "./environment.ts";

export const site = {
  /** The address WordPress knows as its own: the tests' proxy listens here. */
  url: fromEnvironment("COGNIPRESS_SITE_URL"),
  /** Where WordPress really listens. */
  upstream: fromEnvironment("COGNIPRESS_SITE_UPSTREAM"),
  /** The folder of `wp-load.php`, for looking into the database by WordPress' own functions. */
  directory: fromEnvironment("COGNIPRESS_SITE_DIR"),
};

export const cognito = {
  /** The endpoint that the plugin and the page are configured with: the tests' other proxy. */
  url: fromEnvironment("COGNIPRESS_COGNITO_URL"),
  upstream: fromEnvironment("COGNIPRESS_COGNITO_UPSTREAM"),
};

export const pool: { userPoolId: string; clientId: string } = JSON.parse(
  readFileSync(fromEnvironment("COGNIPRESS_USERS"), "utf8"),
);

/** `eu-west-1_Ab12` belongs to `eu-west-1`. */
export const region = pool.userPoolId.slice(0, pool.userPoolId.indexOf("_"));

export const issuer = `https://cognito-idp.${region}.amazonaws.com/${pool.userPoolId}`;
