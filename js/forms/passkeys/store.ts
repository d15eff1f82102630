/** What this browser knows of the passkeys of a pool's users. */

const keyOf = (clientId: string) => `cognipress:passkey:${clientId}`;

interface Known {
  /** Who used a passkey here last, as they typed their name. */
  username?: string;
  /** Users who were offered one and said no, or have one. */
  asked?: string[];
}

export function known(clientId: string): Known {
  try {
    return JSON.parse(localStorage.getItem(keyOf(clientId)) ?? "{}");
  } catch {
    return {}; // A browser may forbid a page its storage.
  }
}

export function remember(clientId: string, more: Known): void {
  try {
    localStorage.setItem(keyOf(clientId), JSON.stringify({ ...known(clientId), ...more }));
  } catch {
    // It is asked again the next time.
  }
}
