/** The script of pages that ask APIs in the name of who is logged in: makes `window.cognipressApi` of what the plugin has printed. */
import { createAuthorizedFetch } from "./authorized-fetch.js";
import { WordPressSession, type WordPressSessionOptions } from "./wordpress-session.js";

interface ApiConfig extends WordPressSessionOptions {
  /** APIs that may see the tokens. */
  origins: string[];
  /** Where to log in again. */
  loginUrl: string;
}

export interface CognipressApi extends Pick<WordPressSession, "getSession" | "currentSession" | "onSessionChange" | "signOut"> {
  /** `fetch` with the access token, to the origins in the settings. */
  authorizedFetch: typeof fetch;
  /** The same for an API that wants the ID token. */
  authorizedFetchById: typeof fetch;
  /** Leaves for the login page, which says that the session has expired, and leads back here. */
  logIn(): void;
}

declare global {
  interface Window {
    cognipressApi?: CognipressApi;
  }
}

const { origins, loginUrl, ...options }: ApiConfig = JSON.parse(document.getElementById("cognipress-session")!.textContent!);
const session = new WordPressSession(options);

window.cognipressApi = {
  getSession: (options) => session.getSession(options),
  currentSession: () => session.currentSession(),
  onSessionChange: (listener) => session.onSessionChange(listener),
  signOut: () => session.signOut(),
  authorizedFetch: createAuthorizedFetch(session, { origins }),
  authorizedFetchById: createAuthorizedFetch(session, { origins, token: "id" }),
  logIn() {
    const url = new URL(loginUrl);
    url.searchParams.set("redirect_to", location.href);
    location.assign(url);
  },
};
document.dispatchEvent(new Event("cognipress:ready"));
