import type { LoginConfig } from "../wordpress.js";

let config: Promise<LoginConfig> | undefined;

/** What WordPress says of the user pool: printed into the page, or asked for where a form's owner only put the script there. */
export function pageConfig(): Promise<LoginConfig> {
  return (config ??= read().catch((error) => {
    config = undefined;
    throw error;
  }));
}

async function read(): Promise<LoginConfig> {
  const printed = document.getElementById("cognipress-config")?.textContent;
  if (printed) return JSON.parse(printed);
  // WordPress tells every page where its REST API is.
  const api = document.querySelector<HTMLLinkElement>('link[rel="https://api.w.org/"]')?.href;
  if (!api) throw new Error("There is neither #cognipress-config nor a link to WordPress' REST API in this page");
  const reply = await fetch(`${api}cognipress/v1/config`, { credentials: "omit" });
  if (!reply.ok) throw new Error(`HTTP ${reply.status} from ${reply.url}`);
  return reply.json();
}
