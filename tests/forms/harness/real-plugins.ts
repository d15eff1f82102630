/** Plugins themselves, out of a folder that is no part of this project; one is active at a time. */

import { cpSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import type { WebDriver } from "selenium-webdriver";
import { journey as browserJourney } from "../../browser/harness/journey.ts";
import { site } from "../../browser/harness/site.ts";
import { askWordPress, setSettings } from "../../browser/harness/wordpress.ts";
import type { ChallengePage } from "../../challenges/harness/challenge-page.ts";
import type { JourneyOptions } from "../../challenges/harness/journey.ts";
import type { UserPool } from "../../user-pool/index.ts";
import { setForms } from "./forms-page.ts";
import { postByHand, type PlainForm } from "./posted-by-hand.ts";
import { note, noteAbsence, type Form, type What } from "./table.ts";
import { needsJavaScript, type GuestForm } from "./without-javascript.ts";

/** A folder with unpacked plugins. */
const FOLDER = process.env["COGNIPRESS_PLUGINS"];

/** Without asking their makers for news, as some do when they are activated. */
const ACTIVATE = `
  add_filter("pre_http_request", fn () => ["response" => ["code" => 404], "body" => ""]);
  require_once ABSPATH . "wp-admin/includes/plugin.php";
  deactivate_plugins((array) $arguments["old"], true);
  if ($arguments["new"]) activate_plugin($arguments["new"]);`;

type Run<Pages> = (page: ChallengePage, pool: UserPool, pages: Pages) => Promise<void>;

/** @param cells Of the table: what the journey goes through, badly and well. */
type Journey<Pages> = (name: string, cells: What[], run: Run<Pages>, options?: JourneyOptions) => void;

/** Has the forms of guests tried without JavaScript, and what each would send without Cognipress. */
type WithoutJavaScript<Pages> = (formsOf: (pages: Pages) => [GuestForm, (PlainForm | undefined)?][]) => void;

/** The plugins of a file of tests. */
export function setRealPlugins() {
  let forms: ReturnType<typeof setForms> | undefined;
  let active: string | undefined;

  /** In place of the one before. */
  const activate = async (file?: string): Promise<void> => {
    if (file) cpSync(join(FOLDER!, dirname(file)), join(site.directory, "wp-content/plugins", dirname(file)), { recursive: true });
    await askWordPress(ACTIVATE, { old: active, new: file });
    active = file;
  };

  /**
   * Declares the journeys with a plugin, or has them counted as skipped where it is not there. `setUp` makes the pages
   * that they are told.
   */
  return <Pages>(name: Form, file: string, setUp: () => Promise<Pages>, declare: (journey: Journey<Pages>, withoutJavaScript: WithoutJavaScript<Pages>) => void): void => {
    if (!FOLDER || !existsSync(join(FOLDER, dirname(file)))) {
      noteAbsence(name);
      test(name, { skip: "COGNIPRESS_PLUGINS names no folder that has it" }, () => {});
      return;
    }
    if (!forms) {
      forms = setForms();
      after(() => activate());
    }
    const { journey, stage } = forms;
    let made: Promise<Pages> | undefined;
    const pages = () => (made ??= activate(file).then(setUp));
    const declareOne: Journey<Pages> = (what, cells, run, options = {}) => {
      const withPages = async (page: ChallengePage, pool: UserPool) => {
        await run(page, pool, await pages());
        note(name, "badly", ...cells);
        note(name, "well", ...cells);
      };
      journey(`${name}: ${what}`, withPages, options);
    };
    declare(declareOne, (formsOf) => {
      const run = async ({ browser }: { browser: WebDriver }) => {
        const list = formsOf(await pages());
        await setSettings({ strict: true });
        for (const [form] of list) await needsJavaScript(browser, stage, name, form);
        for (const [, plain] of list) if (plain) await postByHand(browser, stage, plain);
      };
      browserJourney(`${name}: without JavaScript no form is sent, and nobody gets in by what is sent all the same`, stage, run, { javascript: false });
    });
  };
}

/** PHP: puts a shortcode or a block into a page of its own, and returns its path. */
export const PAGE = `
  $page = fn ($content) => "/?page_id=" . wp_insert_post(["post_type" => "page", "post_status" => "publish", "post_title" => "Join", "post_content" => $content]);`;
