/** What the page of an app needs besides: the app's storage, and the way to the site. */
export { androidBridge, webKitBridge } from "./bridges.js";
export type { AndroidListener, StoreMessage, WebKitHandler } from "./bridges.js";
export { openSite } from "./site.js";
export type { SiteOptions, SiteTokens } from "./site.js";
export { capacitorPreferences, capacitorSecureStorage, cordovaSecureStorage } from "./stores.js";
export type { CapacitorPreferences, CapacitorSecureStorage, CordovaSecureStorage } from "./stores.js";
