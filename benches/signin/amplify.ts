/** The least code with which aws-amplify signs in. */

import { Amplify } from "aws-amplify";
import { signIn as signInWithAmplify } from "aws-amplify/auth";

import type { SignIn } from "./peer.ts";

export const signIn: SignIn = ({ userPoolId, clientId, endpoint, username, password }) => {
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } },
  });
  return signInWithAmplify({ username, password });
};
