const { CognitoClient, texts } = window.cognipress;
const form = document.getElementById("live");
const answerForm = document.getElementById("live-answer");
const result = document.getElementById("live-result");

for (const [name, value] of new URLSearchParams(location.search)) {
  if (form.elements[name]) form.elements[name].value = value;
}

/** What is asked, and the member of the answer. */
const QUESTIONS = {
  NEW_PASSWORD_REQUIRED: ["New password", "newPassword"],
  SMS_MFA: ["Code by text message", "code"],
  EMAIL_OTP: ["Code by e-mail", "code"],
  SOFTWARE_TOKEN_MFA: ["Code of your app", "code"],
  CUSTOM_CHALLENGE: ["Answer", "answer"],
};

let client;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { userPoolId, clientId, endpoint, username } = Object.fromEntries(new FormData(form));
  client = new CognitoClient({ userPoolId, clientId, ...(endpoint && { endpoint }) });
  show(() => client.signIn({ username, password: document.getElementById("live-password").value }));
});

async function show(step) {
  result.textContent = "One moment…";
  answerForm.hidden = true;
  const begun = performance.now();
  try {
    const outcome = await step();
    if (outcome.kind === "challenge") return ask(outcome.challenge);
    const claims = JSON.stringify(outcome.session.unverifiedClaims, null, 2);
    result.textContent = `Signed in after ${Math.round(performance.now() - begun)} ms:\n${claims}`;
  } catch (error) {
    result.textContent = `${error.code}: ${texts[error.messageKey] ?? error.message}`;
  }
}

function ask({ name }) {
  const [question, member] = QUESTIONS[name] ?? [];
  result.textContent = question ? `Cognito asks: ${name}` : `This page has no form for ${name}`;
  if (!question) return;
  const field = answerForm.querySelector("input");
  const isPassword = member === "newPassword";
  field.type = isPassword ? "password" : "text";
  field.autocomplete = isPassword ? "new-password" : "one-time-code";
  answerForm.querySelector("span").textContent = question;
  answerForm.hidden = false;
  answerForm.onsubmit = (event) => {
    event.preventDefault();
    show(() => client.respondToChallenge({ name, [member]: field.value }));
  };
  field.value = "";
  field.focus();
}
