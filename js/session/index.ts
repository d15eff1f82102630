/** Where a session is kept, and where it comes from. */
export { ChoiceStore } from "./choice.js";
export { encryptedStore } from "./encrypted-store.js";
export { importSession } from "./import.js";
export type { SessionStore } from "./store.js";
