import type { AccountCommand } from "../../../src/wasm/account.js";
import type { OutcomeOf } from "../../account.js";
import type { AccountTexts } from "../../account-texts.js";
import type { Core } from "../../core.js";
import type { Texts } from "../../texts.js";
import type { LoginConfig } from "../../wordpress.js";
import type * as main from "../../wordpress.js";
import type { FormParts } from "../adopt.js";
import type * as asking from "../asking.js";

/** A command, less what every one of them has. */
export type WithoutToken<Command> = Command extends { accessToken?: string } ? Omit<Command, "accessToken"> : never;

/** What the parts of an account work with. */
export interface AccountTools
  extends Pick<typeof main, "element" | "errorAbove">,
    Pick<typeof asking, "openPanel" | "createPasskey"> {
  words: Texts & AccountTexts;
  config: LoginConfig;
  /** The form in whose place they are shown. */
  parts: FormParts;
  /** Carries out an operation for who is signed in. */
  run<Command extends WithoutToken<AccountCommand>>(command: Command): Promise<OutcomeOf<Command["operation"]>>;
  core: Core;
  /** What the user is told of an error. */
  wordsOf(error: unknown): string;
  /** A moment in the page's language. */
  moment(ms: number): string;
  /** Logs out here, and leaves the page. */
  signOut(): Promise<void>;
}
