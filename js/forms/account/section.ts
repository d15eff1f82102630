import type { AccountTools } from "./tools.js";
import { isNotOffered } from "./not-offered.js";

/** Something the user can do. */
export interface Action {
  label: string;
  /** `place` is where it may ask something. Returns what the user is told, unless nothing was done. */
  run(place: HTMLElement): Promise<string | undefined>;
}

export interface Row {
  name: string;
  details: string[];
  actions: Action[];
}

/** What a part of the account looks like now. */
export interface View {
  rows: Row[];
  /** Said where there is no row. */
  none?: string;
  actions: Action[];
}

/** One part of an account, such as its devices. */
export interface Part {
  title: string;
  reason: string;
  /** `undefined` where the pool has nothing of the kind. */
  read(): Promise<View | undefined>;
}

export type Heading = "h2" | "h3" | "h4" | "h5" | "h6";

const ERROR = "cognipress-notice cognipress-error";

/** Shows a part of the account, and does what the user wants with it. One thing at a time. */
export class Section {
  readonly element: HTMLElement;
  readonly #tools: AccountTools;
  readonly #part: Part;
  readonly #heading: HTMLElement;
  readonly #content: HTMLElement;
  /** Where an action asks something. */
  readonly #place: HTMLElement;
  readonly #status: HTMLElement;
  readonly #errors: ReturnType<AccountTools["errorAbove"]>;
  #isBusy = false;

  constructor(name: string, level: Heading, tools: AccountTools, part: Part) {
    const { element, errorAbove, parts } = tools;
    this.#tools = tools;
    this.#part = part;
    this.#heading = element(level, { id: `cognipress-${name}`, tabIndex: -1 }, part.title);
    this.#content = element("div");
    this.#place = element("div", { className: "cognipress-place" });
    this.#status = element("p", { className: "cognipress-status" });
    this.#status.setAttribute("role", "status");
    const reason = element("p", {}, part.reason);
    const all = [this.#heading, reason, this.#content, this.#place, this.#status];
    this.element = element("section", { className: "cognipress-section" }, ...all);
    this.element.setAttribute("aria-labelledby", this.#heading.id);
    this.#errors = errorAbove(this.#content, [], `cognipress-${name}-error`, ERROR, parts.root);
  }

  /** Whether there is anything to show. */
  async open(): Promise<boolean> {
    try {
      const view = await this.#part.read();
      if (view) this.#show(view);
      return view !== undefined;
    } catch (error) {
      if (isNotOffered(error)) return false;
      this.#fail(error);
      return true;
    }
  }

  #show({ rows, none, actions }: View): void {
    const { element } = this.#tools;
    const list = rows.map(({ name, details, actions }) =>
      element(
        "li",
        {},
        element("div", {}, element("strong", {}, name), ...details.map((detail) => element("div", {}, element("bdi", {}, detail)))),
        element("div", {}, ...actions.map((action) => this.#button(action, name))),
      ),
    );
    this.#content.replaceChildren(
      list.length > 0 ? element("ul", { className: "cognipress-list" }, ...list) : element("p", {}, none ?? ""),
      ...actions.map((action) => element("p", {}, this.#button(action))),
    );
  }

  #button(action: Action, of?: string): HTMLButtonElement {
    const { element, parts } = this.#tools;
    const button = element("button", { type: "button", className: parts.classes.linkButton }, action.label);
    button.onclick = () => void this.#run(action, button);
    // Several are called the same.
    if (of) button.setAttribute("aria-label", `${action.label}: ${of}`);
    return button;
  }

  async #run(action: Action, button: HTMLElement): Promise<void> {
    if (this.#isBusy) return;
    this.#setBusy(true);
    this.#errors.hideError();
    try {
      const done = await action.run(this.#place);
      if (done !== undefined) {
        const view = await this.#part.read();
        this.#show(view ?? { rows: [], actions: [] });
        // The button is gone, or does something else.
        this.#heading.focus();
        this.#setBusy(false, done);
        return;
      }
      button.focus(); // What was asked, and had the focus, is gone.
    } catch (error) {
      this.#fail(error);
    }
    this.#setBusy(false);
  }

  /** Not `disabled`: the buttons would lose the focus. */
  #setBusy(isBusy: boolean, told = ""): void {
    this.#isBusy = isBusy;
    this.element.setAttribute("aria-busy", String(isBusy));
    for (const button of this.#content.querySelectorAll("button")) button.setAttribute("aria-disabled", String(isBusy));
    this.#status.textContent = isBusy ? this.#tools.words.working : told;
  }

  #fail(error: unknown): void {
    console.warn(error);
    const { words, wordsOf } = this.#tools;
    if (!this.#content.hasChildNodes()) {
      const again: Action = { label: words["try-once-more"], run: async () => "" };
      this.#show({ rows: [], actions: [again] });
    }
    this.#errors.showError(wordsOf(error));
  }
}
