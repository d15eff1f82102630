/** Tokens that a pool really issued. */

import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { callAdminApi } from "../../browser/harness/admin-api.ts";
import { cognito, pool } from "../../browser/harness/site.ts";
import { newPassword, newUsername, type PoolUser } from "../../browser/harness/users.ts";

export interface RealTokens {
  idToken: string;
  accessToken: string;
  refreshToken: string;
}

/** Signs a user of the site's own pool and client in by SRP. */
export function signInToPool({ username, password }: Pick<PoolUser, "username" | "password">): Promise<RealTokens> {
  const user = new CognitoUser({
    Username: username,
    Pool: new CognitoUserPool({ UserPoolId: pool.userPoolId, ClientId: pool.clientId, endpoint: cognito.upstream }),
  });
  return new Promise((resolve, reject) =>
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password }), {
      onSuccess: (session) =>
        resolve({
          idToken: session.getIdToken().getJwtToken(),
          accessToken: session.getAccessToken().getJwtToken(),
          refreshToken: session.getRefreshToken().getToken(),
        }),
      onFailure: reject,
    }),
  );
}

/** An ID token for the same user from another client of the same pool. */
export async function idTokenOfAnotherClient({ username, password }: PoolUser): Promise<string> {
  return directSignIn(pool.userPoolId, username, password);
}

/** An ID token of another pool, which has a user of the same name. */
export async function idTokenOfAnotherPool({ username }: PoolUser): Promise<string> {
  const { UserPool } = await callAdminApi("CreateUserPool", { PoolName: newUsername() });
  const password = newPassword();
  await callAdminApi("AdminCreateUser", { UserPoolId: UserPool.Id, Username: username, MessageAction: "SUPPRESS" });
  await callAdminApi("AdminSetUserPassword", {
    UserPoolId: UserPool.Id,
    Username: username,
    Password: password,
    Permanent: true,
  });
  return directSignIn(UserPool.Id, username, password);
}

async function directSignIn(userPoolId: string, username: string, password: string): Promise<string> {
  const { UserPoolClient } = await callAdminApi("CreateUserPoolClient", {
    UserPoolId: userPoolId,
    ClientName: newUsername(),
    ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
  });
  const { AuthenticationResult } = await callAdminApi("AdminInitiateAuth", {
    UserPoolId: userPoolId,
    ClientId: UserPoolClient.ClientId,
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  return AuthenticationResult.IdToken;
}
