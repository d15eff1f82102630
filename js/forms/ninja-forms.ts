import { formBuilder } from "./builder.js";

/** A channel of Backbone.Radio, as far as it is used here. */
interface Channel {
  reply(name: string, answer: (model: FormModel) => boolean): void;
  request(name: string, argument: unknown): FormModel;
  trigger(name: string, model: FormModel): void;
}

interface FormModel {
  get(name: "errors"): { length: number };
}

declare global {
  interface Window {
    /** Ninja Forms 3, once its script is there. */
    nfRadio?: { channel(name: string): Channel };
  }
}

const system = formBuilder({
  selector: ".nf-form-cont form",
  marked: ".nf-form-content",
  look: (form) => ({ error: "nf-error-msg", errorBefore: form.querySelector(".nf-form-errors") }),
});

/** Forms that ask before they are sent. */
const held = new WeakMap<EventTarget, { send(): void }>();

/** Its forms are rendered late, and sent by script, out of models: those of passwords have none in them. */
export const ninjaForms: typeof system = {
  ...system,

  purposeOf(form) {
    const purpose = system.purposeOf(form);
    if (purpose && !held.has(form)) hold(form);
    return purpose;
  },

  read: (form, root, tools) => ({
    ...system.read(form, root, tools),
    button: form.querySelector<HTMLInputElement>(".submit-container .nf-element") ?? tools.element("button"),
  }),
};

function hold(form: HTMLFormElement): void {
  const radio = window.nfRadio;
  const id = /^nf-form-(.+)-cont$/.exec(form.closest(".nf-form-cont")!.id)?.[1];
  if (!radio || !id) return;
  const channel = radio.channel(`form-${id}`);
  // https://developer.ninjaforms.com/codex/startstop-submission/
  channel.reply("maybe:submit", (model) => {
    if (model.get("errors").length > 0) return true; // Ninja Forms tells them, and sends nothing.
    const isSent = form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
    // So that its button can be pressed again.
    if (!isSent) queueMicrotask(() => channel.trigger("submit:failed", model));
    return isSent;
  });
  held.set(form, { send: () => channel.request("submit", radio.channel("app").request("get:form", id)) });
  // The keyboard sends a form that has a button for it; that of Ninja Forms is mostly none.
  form.append(Object.assign(document.createElement("button"), { hidden: true }));
}

/** The browser never sends such a form. Where Ninja Forms has not been asked by its own button, it is now. */
addEventListener(
  "submit",
  (event) => {
    const form = event.isTrusted && held.get(event.target!);
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.submitter?.matches(".nf-element")) form.send();
  },
  true,
);
