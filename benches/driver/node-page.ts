/** The page's counterpart in Node: loads the bench that is named and calls the methods that are sent. */

import { pathToFileURL } from "node:url";

const { SrpBench } = await import(pathToFileURL(process.argv[2] as string).href);
const bench: Record<string, () => Promise<unknown>> = new SrpBench();

process.on("message", async (method: string) => {
  try {
    process.send?.([null, (await bench[method]?.()) ?? null]);
  } catch (error) {
    process.send?.([String((error as Error).stack), null]);
  }
});
