/** InitiateAuth: one entry for each AuthFlow of the model that a browser can use. */
import { incorrectCredentials, invalidParameter, notAuthorized, ServiceError, userNotFound } from "../errors.ts";
import { refreshedTokens } from "../operations/tokens.ts";
import type { AuthFlow } from "../options.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import { runTrigger, type Strings } from "../triggers.ts";
import type { Input } from "../validate.ts";
import { startChoice } from "./choice.ts";
import { decide } from "./custom.ts";
import { afterFirstFactor } from "./next.ts";
import { checkPlainPassword, passwordVerifier } from "./password.ts";
import { type Reply, required } from "./reply.ts";
import { startStepUp } from "./step-up.ts";

type UserFlow = SignIn["flow"];

export function initiateAuth(pool: Pool, input: Input, caller: Caller): Reply {
  const parameters: Strings = input.AuthParameters ?? {};
  const flow: string = input.AuthFlow;
  if (flow === "REFRESH_TOKEN" || flow === "REFRESH_TOKEN_AUTH") return refresh(pool, input, parameters, caller);
  checkFlow(pool, flow);
  const typed = required(parameters, "USERNAME");
  pool.checkClient(input.ClientId, parameters.SECRET_HASH, typed);
  const signIn = newSignIn(pool, flow as UserFlow, typed, parameters, input.ClientMetadata ?? {});
  runTrigger("PreAuthentication", () => pool.options.triggers.preAuthentication?.(typed, signIn.clientMetadata));
  if (flow === "USER_AUTH") {
    if (input.Session !== undefined) return signInAfterSignUp(pool, signIn, input.Session, caller);
    const isStepUp = parameters.TARGET_ACR_VALUES !== undefined || parameters.ACCESS_TOKEN !== undefined;
    if (isStepUp) return startStepUp(pool, signIn, parameters, caller);
    return startChoice(pool, signIn, parameters, caller);
  }
  if (signIn.user === undefined && !pool.options.preventUserExistenceErrors) throw userNotFound();
  if (flow === "USER_PASSWORD_AUTH") return withPassword(pool, signIn, parameters, caller);
  if (flow === "USER_SRP_AUTH") {
    return passwordVerifier(pool, signIn, required(parameters, "SRP_A"), pool.options.awkward.srpSession);
  }
  return startCustom(pool, signIn, parameters, caller);
}

function checkFlow(pool: Pool, flow: string): void {
  if (flow.startsWith("ADMIN_")) throw invalidParameter("Initiate Auth method not supported.");
  if (!pool.options.authFlows.includes(flow as AuthFlow))
    throw invalidParameter(`${flow} flow not enabled for this client`);
  if (flow === "USER_AUTH" && pool.options.tier === "LITE") {
    throw new ServiceError("FeatureUnavailableInTierException", "USER_AUTH is not available in this feature plan.");
  }
}

function newSignIn(pool: Pool, flow: UserFlow, typed: string, parameters: Strings, clientMetadata: Strings): SignIn {
  const user = pool.users.find(typed);
  return {
    flow,
    user,
    username: user?.username ?? pool.simulatedUsername(typed),
    typed,
    deviceKey: parameters.DEVICE_KEY,
    clientMetadata,
    methods: [],
    results: [],
  };
}

/** The Session of ConfirmSignUp stands for the code that confirmed the sign-up. */
function signInAfterSignUp(pool: Pool, signIn: SignIn, session: string, caller: Caller): Reply {
  const standing = pool.sessions.find(session, ["CONFIRMED"]);
  if (standing.signIn.user !== signIn.user) throw notAuthorized("Invalid session for the user.");
  pool.sessions.spend(standing);
  return afterFirstFactor(pool, { ...signIn, methods: ["SIGN_UP"] }, caller);
}

/** The one flow in which the UserMigration trigger runs. */
function withPassword(pool: Pool, signIn: SignIn, parameters: Strings, caller: Caller): Reply {
  const migrate = pool.options.triggers.userMigration;
  if (signIn.user !== undefined || migrate === undefined) return checkPlainPassword(pool, signIn, parameters, caller);
  const password = required(parameters, "PASSWORD");
  const attributes = runTrigger("UserMigration", () => migrate(signIn.typed, password));
  if (attributes === undefined) throw incorrectCredentials();
  const user = pool.users.add(signIn.typed, attributes);
  pool.users.setPassword(user, password);
  user.status = "CONFIRMED";
  return checkPlainPassword(pool, { ...signIn, user, username: user.username }, parameters, caller);
}

function startCustom(pool: Pool, signIn: SignIn, parameters: Strings, caller: Caller): Reply {
  if (parameters.CHALLENGE_NAME !== "SRP_A") return decide(pool, signIn, caller);
  const results = [{ challengeName: "SRP_A", challengeResult: true }];
  return decide(pool, { ...signIn, results }, caller, required(parameters, "SRP_A"));
}

function refresh(pool: Pool, input: Input, parameters: Strings, caller: Caller): Reply {
  checkFlow(pool, "REFRESH_TOKEN_AUTH");
  const token = required(parameters, "REFRESH_TOKEN");
  const owner = pool.tokens.sessionOf(token)?.user;
  pool.checkClient(input.ClientId, parameters.SECRET_HASH, owner?.username ?? "", owner?.sub ?? "");
  if (pool.options.rotation !== undefined) {
    throw invalidParameter("Refresh token rotation is enabled: use GetTokensFromRefreshToken.");
  }
  const result = refreshedTokens(pool, token, input.ClientId, parameters.DEVICE_KEY, caller);
  return { ChallengeParameters: {}, AuthenticationResult: result };
}
