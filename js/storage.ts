/** A browser may forbid a page its storage: then what was kept there is as good as lost. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Where `standing.ts` keeps the open challenge; who only looks whether there is one does not load that. */
export const STANDING_KEY = "cognipress:standing";
