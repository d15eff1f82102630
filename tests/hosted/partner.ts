/** A second user pool, at which users of the first may sign in. */
import { randomBytes } from "node:crypto";
import { callAdminApi } from "../browser/harness/admin-api.ts";
import { cognito, pool, region, site } from "../browser/harness/site.ts";
import { allowHostedSignIn } from "./harness.ts";

export const LOGOUT_URL = `${site.url}/?signed-out`;

export interface PartnerUser {
  username: string;
  password: string;
  email: string;
}

export interface Partner {
  /** Makes a user of the second pool, whose address it has verified or not. */
  addUser(email: string, isVerified: boolean): Promise<PartnerUser>;
}

/** A second pool, which is from now on the identity provider `providerName` of the first. */
export async function makePartner(providerName: string): Promise<Partner> {
  const created = await callAdminApi("CreateUserPool", {
    PoolName: `partner-${randomBytes(4).toString("hex")}`,
    Schema: [{ Name: "verified", AttributeDataType: "String", Mutable: true }],
  });
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
    // Cognito keeps a claim that is `true` as the text `true`; ministack as `True`, which is then none. So this partner
    // has it as a text.
    AttributeMapping: { email: "email", email_verified: "custom:verified" },
  });
  await allowHostedSignIn({ LogoutURLs: [LOGOUT_URL], SupportedIdentityProviders: ["COGNITO", providerName] });
  return {
    async addUser(email, isVerified) {
      const user = { username: `partner-${randomBytes(4).toString("hex")}`, password: "Partners-Own-9!", email };
      const { username: Username, password: Password } = user;
      const UserAttributes = [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: String(isVerified) },
        { Name: "custom:verified", Value: String(isVerified) },
      ];
      await callAdminApi("AdminCreateUser", { UserPoolId, Username, MessageAction: "SUPPRESS", UserAttributes });
      await callAdminApi("AdminSetUserPassword", { UserPoolId, Username, Password, Permanent: true });
      return user;
    },
  };
}

/** An address that nobody has. */
export const newEmail = (): string => `${randomBytes(6).toString("hex")}@example.org`;
