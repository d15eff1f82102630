/** Every statement here is a mistake; the compiler also complains about a directive that has nothing to expect. */
import { CognitoClient, type Challenge, type Session, type SignInResult } from "../../js/index.js";
import { createAws, type Identity } from "../../js/aws/index.js";
import { adoptLoginForm, type LoginConfig } from "../../js/wordpress.js";

declare const client: CognitoClient;
declare const session: Session;
declare const result: SignInResult;
declare const challenge: Challenge;
declare const form: HTMLFormElement;
declare const config: LoginConfig;

// @ts-expect-error an app client is needed
new CognitoClient({ userPoolId: "eu-west-1_Ab12Cd34E" });
// @ts-expect-error an app client with a secret cannot be used in a browser
new CognitoClient({ userPoolId: "eu-west-1_Ab12Cd34E", clientId: "1", clientSecret: "s" });
// @ts-expect-error both builds are needed
new CognitoClient({ userPoolId: "eu-west-1_Ab12Cd34E", clientId: "1", wasm: { simd: "/simd.wasm" } });
// @ts-expect-error a password is needed
void client.signIn({ username: "jane" });
// @ts-expect-error the refresh token stays inside
session.refreshToken;
// @ts-expect-error nobody has verified the claims
session.claims;
// @ts-expect-error there may be no session
client.currentSession().idToken;
// @ts-expect-error a challenge has to be answered before there is a session
result.session;
// @ts-expect-error only NEW_PASSWORD_REQUIRED has attributes
challenge.requiredAttributes;
// @ts-expect-error an answer without the new password
void client.respondToChallenge({ name: "NEW_PASSWORD_REQUIRED" });
// @ts-expect-error an answer of another challenge
void client.respondToChallenge({ name: "SMS_MFA", answer: "123456" });
// @ts-expect-error a form is needed
adoptLoginForm(document.body, config);
// @ts-expect-error all texts or none
adoptLoginForm(form, { ...config, texts: { "logging-in": "Einen Augenblick …" } });

const identityPoolId = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";
// @ts-expect-error who may be asked has to be said
createAws(client, { identityPoolId });
// @ts-expect-error a service has a name
createAws(client, { identityPoolId, services: { "https://dynamodb.eu-west-1.amazonaws.com": { region: "eu-west-1" } } });
// @ts-expect-error the credentials stay inside
createAws(client, { identityPoolId, services: {} }).credentials;
// @ts-expect-error what the last page was is no option, but in the store
createAws(client, { identityPoolId, services: {}, kept: { id: "eu-west-1:0" } });
declare const identity: Identity;
// @ts-expect-error a guest is no user
identity.user.length;
