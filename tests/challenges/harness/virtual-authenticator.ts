/** A device that holds passkeys, and a user who takes what it offers at once; the browser's own simulation. */

import type { WebDriver } from "selenium-webdriver";
import { devTools } from "../../browser/harness/webdriver.ts";

export interface VirtualAuthenticator {
  credentials(): Promise<{ credentialId: string; signCount: number }[]>;
  /** Lets its user be verified, or not. */
  setWilling(isWilling: boolean): Promise<void>;
  /** Whether the user is there to take what is offered. */
  setPresent(isPresent: boolean): Promise<void>;
}

export async function addVirtualAuthenticator(browser: WebDriver): Promise<VirtualAuthenticator> {
  await devTools(browser, "WebAuthn.enable");
  const { authenticatorId } = await devTools<{ authenticatorId: string }>(browser, "WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () =>
      (await devTools<{ credentials: { credentialId: string; signCount: number }[] }>(browser, "WebAuthn.getCredentials", { authenticatorId })).credentials,
    setPresent: (enabled) => devTools(browser, "WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
    setWilling: (isUserVerified) => devTools(browser, "WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}
