/** Takes a form over, if it is one to be taken over. Returns what lets go of it. `root`: the shadow root around it. */
type Take = (form: HTMLFormElement, root: ShadowRoot | undefined) => (() => void) | undefined;

/**
 * Finds the forms of the page as they come, also in open shadow roots, and lets go of those that go. One that is not
 * to be taken is looked at again when something is put into it, or marked.
 */
export function watchForms(take: Take): void {
  const taken = new Map<HTMLFormElement, () => void>();
  const watched = new WeakSet<Node>();

  const look = (form: HTMLFormElement) => {
    if (taken.has(form)) return;
    const root = form.getRootNode();
    const release = take(form, root instanceof ShadowRoot ? root : undefined);
    if (release) taken.set(form, release);
  };

  const search = (node: Element | Document | ShadowRoot) => {
    if (node instanceof HTMLFormElement) look(node);
    node.querySelectorAll("form").forEach(look);
    for (const host of [node, ...node.querySelectorAll("*")]) {
      if (host instanceof Element && host.shadowRoot) watch(host.shadowRoot);
    }
  };

  const watch = (root: Document | ShadowRoot) => {
    if (watched.has(root)) return;
    watched.add(root);
    const observer = new MutationObserver((mutations) => {
      for (const { type, target, addedNodes } of mutations) {
        if (type === "attributes") search(target as Element);
        for (const node of addedNodes) if (node instanceof Element) search(node);
        const around = target instanceof Element && addedNodes.length > 0 && target.closest("form");
        if (around) look(around);
      }
      for (const [form, release] of taken) {
        if (form.isConnected) continue;
        taken.delete(form);
        release();
      }
    });
    observer.observe(root, { childList: true, subtree: true, attributeFilter: ["data-cognito"] });
    search(root);
  };

  watch(document);
  // A shadow root that is attached to an element of the page is no change of the page; its use is told.
  addEventListener("focusin", (event) => {
    for (const node of event.composedPath()) if (node instanceof ShadowRoot) watch(node);
  });
}
