/** The page's counterpart in Node: loads the bench that is named and calls the methods that are sent. */

import { pathToFileURL } from "node:url";

const { SrpBench } = await import(pathToFileURL(process.argv[2] as string).href);
let bench: Record<string, () => Promise<unknown>> | undefined;

process.on("message", async (method: string) => {
  try {
    bench ??= (await SrpBench.load()) as NonNullable<typeof bench>;
    process.send?.([null, (await bench[method]?.()) ?? null]);
  } catch (error) {
    process.send?.([String((error as Error).stack), null]);
  }
});
