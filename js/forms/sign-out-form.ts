import { fail, type Adoption } from "./adoption.js";

/** Takes over a form whose button logs out. Returns what lets go of it. */
export function adoptSignOut({ form, root, config }: Pick<Adoption, "form" | "root" | "config">): () => void {
  const released = new AbortController();
  const signOut = async () => {
    const { cognitoRedirect } = form.closest<HTMLElement>("[data-cognito]")!.dataset;
    const [{ signOut }, own] = await Promise.all([import("./sign-out.js"), config()]);
    await signOut(own, cognitoRedirect);
  };
  (root ?? window).addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      signOut().catch((error) => {
        console.warn(error);
        fail(form);
      });
    },
    { capture: true, signal: released.signal },
  );
  return () => released.abort();
}
