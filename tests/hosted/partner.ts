/** A second user pool, at which users of the first may sign in. */
import { randomBytes } from "node:crypto";
import { callAdminApi } from "../browser/harness/admin-api.ts";
import { cognito, pool, region, site } from "../browser/harness/site.ts";
import { allowHostedSignIn } from "./harness.ts";

export const LOGOUT_URL = `${site.url}/?signed-out`;

/** A user of a second pool, which is from now on the identity provider `providerName` of the first. */
export async function makePartner(providerName: string): Promise<{ username: string; password: string }> {
  const name = `partner-${randomBytes(4).toString("hex")}`;
  const jane = { username: name, password: "Partners-Own-9!", email: `${name}@example.org` };
  const created = await callAdminApi("CreateUserPool", { PoolName: name });
  const UserPoolId: string = created["UserPool"].Id;
  const { port } = new URL(cognito.upstream);
  const client = await callAdminApi("CreateUserPoolClient", {
    UserPoolId,
    ClientName: "first pool",
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "email"],
    CallbackURLs: [`http://localhost:${port}/oauth2/idpresponse`],
    SupportedIdentityProviders: ["COGNITO"],
  });
  await callAdminApi("AdminCreateUser", {
    UserPoolId,
    Username: jane.username,
    MessageAction: "SUPPRESS",
    UserAttributes: [
      { Name: "email", Value: jane.email },
      { Name: "email_verified", Value: "true" },
    ],
  });
  const { username: Username, password: Password } = jane;
  await callAdminApi("AdminSetUserPassword", { UserPoolId, Username, Password, Permanent: true });
  await callAdminApi("CreateIdentityProvider", {
    UserPoolId: pool.userPoolId,
    ProviderName: providerName,
    ProviderType: "OIDC",
    ProviderDetails: {
      client_id: client["UserPoolClient"].ClientId,
      client_secret: client["UserPoolClient"].ClientSecret,
      attributes_request_method: "GET",
      authorize_scopes: "openid email",
      oidc_issuer: `https://cognito-idp.${region}.amazonaws.com/${UserPoolId}`,
      authorize_url: `http://localhost:${port}/oauth2/authorize`,
      token_url: `http://localhost:${port}/oauth2/token`,
    },
    AttributeMapping: { email: "email", email_verified: "email_verified" },
  });
  await allowHostedSignIn({ LogoutURLs: [LOGOUT_URL], SupportedIdentityProviders: ["COGNITO", providerName] });
  return jane;
}
