import { compareWith } from "./differential.ts";
import { identityJs } from "./shipped.ts";

compareWith("amazon-cognito-identity-js", identityJs);
