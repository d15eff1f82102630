/**
 * WordPress ties a form's nonces to the session that the form was printed for: after a sign-in it would refuse them.
 * Takes those that the page has now.
 */
export async function renewNonces(form: HTMLFormElement): Promise<void> {
  const old = form.querySelectorAll<HTMLInputElement>("input[type=hidden][name$=nonce]");
  if (old.length === 0) return;
  const reply = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  for (const nonce of old) {
    const same = [...page.querySelectorAll<HTMLInputElement>(`input[name="${nonce.name}"]`)];
    // Several forms may have one of that name.
    const fresh = same.find(({ form: around }) => around?.className === form.className) ?? same[0];
    if (fresh) nonce.value = fresh.value;
  }
}
