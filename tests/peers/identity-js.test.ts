import { compareWith } from "./differential.js";
import { identityJs } from "./shipped.js";

compareWith("amazon-cognito-identity-js", identityJs);
