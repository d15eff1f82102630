// What the pages of both native apps do: sign in, stay signed in, and open the site.
function startApp({ store, openBrowser }) {
  const form = document.querySelector("form");
  const output = form.querySelector("output");
  // userPoolId, clientId, domain, redirectUri and apiUrl stand in the page.
  const options = { ...form.dataset };
  const client = new cognipress.CognitoClient({ ...options, store });
  const hosted = new cognipress.HostedSignIn(options);

  function show(session) {
    output.textContent = session ? `Signed in as ${session.unverifiedClaims["cognito:username"]}` : "";
    document.getElementById("site").hidden = !session;
  }

  async function attempt(work) {
    try {
      await work();
    } catch (error) {
      output.textContent = cognipress.isCognipressError(error) ? error.code : String(error);
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

  document.getElementById("hosted").addEventListener("click", () => attempt(() => hosted.open(openBrowser)));

  document.getElementById("site").addEventListener("click", () =>
    attempt(async () => {
      const session = await client.getSession({ refresh: true });
      if (session) await cognipress.openSite(session, options);
      else show(null);
    }),
  );

  // The app calls it with the address that the user comes back by.
  window.finishSignIn = (url) =>
    attempt(async () => {
      const tokens = await hosted.finish(url);
      if (tokens) show(await client.resumeSession(tokens));
    });

  attempt(async () => show(await client.getSession()));
}
