import type { AccountTools } from "../account/tools.js";

/** Makes a passkey on this device, for who is signed in. */
export async function createPasskey(run: AccountTools["run"]): Promise<void> {
  const { credentialCreationOptions } = await run({ operation: "StartWebAuthnRegistration" });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    credentialCreationOptions as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  await run({ operation: "CompleteWebAuthnRegistration", credential: credential.toJSON() });
}
