/**
 * Goes before the scripts of an app's page: a fake of what the native code of `android-webview` and `wkwebview` puts
 * there, which takes nothing else. Its key store outlives the page, and the address for the browser is left in
 * `fakeApp.opened`.
 */
{
  const fakeApp = (window.fakeApp = { opened: undefined });
  const PREFIX = "key store of the fake app:";

  function answer({ method, key, text, ...more }) {
    if (typeof key !== "string" || Object.keys(more).length > 0) throw new Error("malformed");
    if (method === "getItem" && text === undefined) return localStorage.getItem(PREFIX + key);
    if (method === "setItem" && typeof text === "string") return void localStorage.setItem(PREFIX + key, text);
    if (method === "removeItem" && text === undefined) return void localStorage.removeItem(PREFIX + key);
    throw new Error("malformed");
  }

  const show = (url) => {
    if (new URL(url).protocol !== "https:" && new URL(url).hostname !== "localhost") throw new Error("no https");
    fakeApp.opened = url;
  };

  Object.assign((window.webkit ??= {}), {
    messageHandlers: {
      appStore: { postMessage: async (message) => answer(message) },
      appBrowser: { postMessage: async (url) => show(url) },
    },
  });

  window.appStore = {
    onmessage: null,
    postMessage(message) {
      const { id, ...asked } = JSON.parse(message);
      let reply;
      try {
        reply = { id, item: answer(asked) };
      } catch (error) {
        reply = { id, error: error.message };
      }
      setTimeout(() => this.onmessage({ data: JSON.stringify(reply) }));
    },
  };
  window.appBrowser = { postMessage: show };
}
