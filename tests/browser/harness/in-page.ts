import type { WebDriver } from "selenium-webdriver";

/** Runs a function in the page, with its `window.page` before `args`; an error rejects by its code. */
export async function runInPage(browser: WebDriver, work: unknown, args: unknown[]): Promise<never> {
  const [result, error] = (await browser.executeAsyncScript(
    // esbuild gives every function a name by a helper, which a page has not got.
    `const done = arguments[arguments.length - 1];
     const __name = (named) => named;
     (async () => (${work})(window.page, ...[...arguments].slice(0, -1)))()
       .then((result) => done([result ?? null, null]), (error) => done([null, String(error.code ?? error)]));`,
    ...args,
  )) as [never, string | null];
  if (error !== null) throw new Error(error);
  return result;
}
