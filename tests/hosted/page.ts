/** Runs in the browser, on WordPress' login page: what a site that offers the hosted sign-in has in its script. */
import { HostedSignIn, openWordPressSession } from "../../js/hosted/index.ts";

export interface HostedPage {
  signIn(): HostedSignIn;
  openWordPressSession: typeof openWordPressSession;
  /** What the plugin has printed. */
  config: { userPoolId: string; clientId: string; endpoint: string; assetsUrl: string; challengeUrl: string; sessionUrl: string };
  /** What came of what a test does not wait for. */
  outcome: string | undefined;
}

declare global {
  interface Window {
    hosted: HostedPage;
  }
}

const config = JSON.parse(document.getElementById("cognipress-config")!.textContent!) as HostedPage["config"];
const wasm = (name: string) => ({
  simd: `${config.assetsUrl}${name}-simd.wasm`,
  baseline: `${config.assetsUrl}${name}.wasm`,
});

window.hosted = {
  config,
  openWordPressSession,
  outcome: undefined,
  signIn: () =>
    new HostedSignIn({
      ...config,
      domain: config.endpoint,
      redirectUri: `${location.origin}/wp-login.php`,
      wasm: { signIn: wasm("cognipress"), full: wasm("cognipress-full") },
    }),
};
