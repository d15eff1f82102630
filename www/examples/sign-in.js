// The same in every example: a form that signs in, and says how it went.
import { CognitoClient, isCognipressError } from "cognipress";

const form = document.querySelector("form");
const output = form.querySelector("output");
// userPoolId and clientId stand in the page: data-user-pool-id, data-client-id.
const client = new CognitoClient({ ...form.dataset });

form.addEventListener("focusin", () => client.prepare().catch(() => {}), { once: true });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  output.textContent = "Signing in…";
  try {
    const { username, password } = form.elements;
    const result = await client.signIn({ username: username.value, password: password.value });
    output.textContent =
      result.kind === "challenge"
        ? `Cognito asks: ${result.challenge.name}`
        : `Signed in as ${result.session.unverifiedClaims["cognito:username"]}`;
  } catch (error) {
    output.textContent = isCognipressError(error) ? error.code : String(error);
  }
});
