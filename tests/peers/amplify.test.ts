import { compareWith } from "./differential.js";
import { amplify } from "./shipped.js";

compareWith("aws-amplify", amplify);
