import { compareWith } from "./differential.ts";
import { amplify } from "./shipped.ts";

compareWith("aws-amplify", amplify);
