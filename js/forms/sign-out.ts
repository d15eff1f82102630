import type { LoginConfig } from "../wordpress.js";

/** Logs out of WordPress, which revokes the tokens it has, and goes to a page of this site. */
export async function signOut({ signOutUrl = "" }: LoginConfig, redirectTo = ""): Promise<void> {
  const headers = { "content-type": "application/json" };
  const reply = await fetch(signOutUrl, { method: "POST", headers, body: JSON.stringify({ redirectTo }) });
  if (!reply.ok) throw new Error(`HTTP ${reply.status} from ${signOutUrl}`);
  location.assign(((await reply.json()) as { redirectTo: string }).redirectTo);
}
