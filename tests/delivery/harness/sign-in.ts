import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after } from "node:test";
import { By, type WebDriver } from "selenium-webdriver";
import { startUserPool, type UserPool } from "../../user-pool/index.ts";

const PATIENCE_MS = 60_000;
export const JANE = { username: "jane", password: "Correct-Horse-7 é" };

/** A user pool that knows one user, for the tests of this file. */
export async function startPool(): Promise<UserPool> {
  const pool = await startUserPool();
  pool.addUser(JANE);
  after(() => pool.close());
  return pool;
}

/** Names the user pool in an example's page, where a site names its own. */
export function configure(page: string, { poolId, clientId, url }: Pick<UserPool, "poolId" | "clientId" | "url">): void {
  const html = readFileSync(page, "utf8");
  const own = `data-user-pool-id="${poolId}" data-client-id="${clientId}" data-endpoint="${url}"`;
  const configured = html.replace(/data-user-pool-id="[^"]*" data-client-id="[^"]*"/, own);
  assert.notEqual(configured, html, `${page} names no user pool`);
  writeFileSync(page, configured);
}

/** Opens an example's page and signs in by its form, as a person would. */
export async function signIn(browser: WebDriver, url: string): Promise<void> {
  await browser.get(url);
  await browser.findElement(By.name("username")).sendKeys(JANE.username);
  await browser.findElement(By.id("password")).sendKeys(JANE.password);
  await browser.findElement(By.css("form button")).click();
  const said = () => browser.executeScript<string>(`return document.querySelector("output").textContent`);
  await browser.wait(async () => !/^$|…$/.test(await said()), PATIENCE_MS, "the form says nothing");
  assert.equal(await said(), `Signed in as ${JANE.username}`);
}
