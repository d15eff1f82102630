/** Looks into the site under test with WordPress' own functions, in a PHP process of its own. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { site } from "./site.ts";

export interface WordPressUser {
  id: number;
  login: string;
  email: string;
  displayName: string;
  firstName: string;
  lastName: string;
  roles: string[];
  /** Sessions that are signed in now. */
  sessions: number;
}

/** Runs the body of a PHP function, which finds `arguments` in `$arguments`, and returns what it returns. */
export async function askWordPress<Result>(body: string, args: unknown = null): Promise<Result> {
  const code = `
    error_reporting(0);
    $_SERVER += ['HTTP_HOST' => substr(strrchr($argv[2], '/'), 1), 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/'];
    require $argv[1] . '/wp-load.php';
    $answer = (function ($arguments) { ${body} })(json_decode($argv[3], true));
    echo "\\n", json_encode($answer);`;
  const { stdout } = await promisify(execFile)("php", ["-r", code, "--", site.directory, site.url, JSON.stringify(args)]);
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n")));
}

export function countUsers(): Promise<number> {
  return askWordPress("return (int) count_users()['total_users'];");
}

export function usersWithEmail(email: string): Promise<WordPressUser[]> {
  return askWordPress(
    `return array_map(fn ($user) => [
      'id' => $user->ID,
      'login' => $user->user_login,
      'email' => $user->user_email,
      'displayName' => $user->display_name,
      'firstName' => $user->first_name,
      'lastName' => $user->last_name,
      'roles' => array_values($user->roles),
      'sessions' => count(WP_Session_Tokens::get_instance($user->ID)->get_all()),
    ], get_users(['search' => $arguments, 'search_columns' => ['user_email']]));`,
    email,
  );
}

/** Sets what the settings page would; the constants of the site still win. */
export async function setSettings(settings: Record<string, unknown>): Promise<void> {
  await askWordPress("update_option('cognipress_settings', $arguments);", settings);
}

/** Makes WordPress read the key set anew, without the pause between two fetches. */
export async function forgetKeySet(): Promise<void> {
  await askWordPress("delete_option('cognipress_keys');"); // The first user pool's.
  await endPauseBetweenFetches();
}

export async function endPauseBetweenFetches(): Promise<void> {
  await askWordPress(`
    global $wpdb;
    $wpdb->query("DELETE FROM {$wpdb->base_prefix}cognipress_entries WHERE name LIKE 'keys:%'");`);
}
