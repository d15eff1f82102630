// Signs in, stays signed in by the system's key store, and opens the site.
import { App } from "@capacitor/app";
import { Browser } from "@capacitor/browser";
import { SecureStoragePlugin } from "capacitor-secure-storage-plugin";
import { CognitoClient, isCognipressError } from "cognipress";
import { HostedSignIn } from "cognipress/hosted";
import { capacitorSecureStorage, openSite } from "cognipress/webview";

const form = document.querySelector("form");
const output = form.querySelector("output");
// userPoolId, clientId, domain, redirectUri and apiUrl stand in the page.
const options = { ...form.dataset };
const client = new CognitoClient({ ...options, store: capacitorSecureStorage(SecureStoragePlugin) });
const hosted = new HostedSignIn(options);

function show(session) {
  output.textContent = session ? `Signed in as ${session.unverifiedClaims["cognito:username"]}` : "";
  document.getElementById("site").hidden = !session;
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    output.textContent = isCognipressError(error) ? error.code : String(error);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  output.textContent = "Signing in…";
  attempt(async () => {
    const { username, password } = form.elements;
    const result = await client.signIn({ username: username.value, password: password.value });
    if (result.kind === "challenge") output.textContent = `Cognito asks: ${result.challenge.name}`;
    else show(result.session);
  });
});

document.getElementById("hosted").addEventListener("click", () =>
  attempt(() => hosted.open((url) => Browser.open({ url }))),
);

// The claimed https link, or the app's own scheme, that leads back.
App.addListener("appUrlOpen", ({ url }) =>
  attempt(async () => {
    await Browser.close().catch(() => {}); // iOS rejects where none is open.
    const tokens = await hosted.finish(url);
    if (tokens) show(await client.resumeSession(tokens));
  }),
);

document.getElementById("site").addEventListener("click", () =>
  attempt(async () => {
    const session = await client.getSession({ refresh: true });
    if (session) await openSite(session, options);
    else show(null);
  }),
);

attempt(async () => show(await client.getSession()));
