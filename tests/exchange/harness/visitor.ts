/** A browser reduced to what a server sees of it: cookies, an address, and the headers it sends. */

import { randomInt } from "node:crypto";
import { request, type IncomingHttpHeaders } from "node:http";
import { site } from "../../browser/harness/site.ts";

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  /** The parsed JSON body, or its text where it is none. */
  body: any;
}

interface Routes {
  challengeUrl: string;
  sessionUrl: string;
}

let routes: Promise<Routes> | undefined;

export class Visitor {
  readonly cookies = new Map<string, string>();

  /** A visitor of their own loopback network, so that no one else's failures count against them. */
  constructor(readonly address = newAddress()) {}

  async get(url: string): Promise<Reply> {
    return this.send("GET", url, {});
  }

  /** Sends JSON as the site's own page does. A header that is `null` is left out. */
  post(url: string, body: unknown, headers: Record<string, string | null> = {}): Promise<Reply> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return this.send(
      "POST",
      url,
      { "content-type": "application/json", origin: site.url, "sec-fetch-site": "same-origin", ...headers },
      text,
    );
  }

  async requestChallenge(headers: Record<string, string | null> = {}): Promise<Reply> {
    return this.post((await this.routes()).challengeUrl, {}, headers);
  }

  async newChallenge(): Promise<string> {
    const reply = await this.requestChallenge();
    if (reply.status !== 200) throw new Error(`no challenge: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body.challenge;
  }

  async requestSession(body: object, headers: Record<string, string | null> = {}): Promise<Reply> {
    return this.post((await this.routes()).sessionUrl, { rememberMe: false, redirectTo: "", ...body }, headers);
  }

  /** The whole exchange: a challenge, then the session. */
  async signIn(idToken: unknown): Promise<Reply> {
    return this.requestSession({ idToken, challenge: await this.newChallenge() });
  }

  /** Whether WordPress has given this visitor any cookie of a session. */
  get isSignedIn(): boolean {
    return [...this.cookies.keys()].some(isAuthCookie);
  }

  /** Asks WordPress who this is, by its own profile page. */
  async seesProfile(): Promise<boolean> {
    return (await this.get(`${site.url}/wp-admin/profile.php`)).status === 200;
  }

  /** The REST addresses, as the login page names them. */
  routes(): Promise<Routes> {
    routes ??= this.get(`${site.url}/wp-login.php`).then(({ body }) => {
      const [, json] = /<script[^>]*id="cognipress-config"[^>]*>([^<]*)</.exec(body) ?? [];
      if (json === undefined) throw new Error("the login page holds no cognipress-config");
      return JSON.parse(json);
    });
    return routes;
  }

  send(method: string, url: string, headers: Record<string, string | null>, body = ""): Promise<Reply> {
    const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie !== "") given.push(["cookie", cookie]);
    return new Promise((resolve, reject) => {
      const { hostname, port, pathname, search } = new URL(url);
      const outgoing = request({
        host: hostname,
        port,
        family: 4,
        path: pathname + search,
        method,
        localAddress: this.address,
        agent: false,
        headers: { ...Object.fromEntries(given), "content-length": Buffer.byteLength(body) },
      });
      outgoing.on("error", reject);
      outgoing.on("response", async (reply) => {
        const chunks: Buffer[] = [];
        for await (const chunk of reply) chunks.push(chunk as Buffer);
        this.#keepCookies(reply.headers["set-cookie"] ?? []);
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: parse(Buffer.concat(chunks).toString()) });
      });
      outgoing.end(body);
    });
  }

  #keepCookies(lines: string[]): void {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      const expires = /expires=([^;]+)/i.exec(line)?.[1];
      const isOver = /max-age=0\b/i.test(line) || (expires !== undefined && Date.parse(expires) < Date.now());
      if (isOver) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** `wordpress_…`, `wordpress_sec_…`, `wordpress_logged_in_…`; not the cookie that tests for cookies. */
export function isAuthCookie(name: string): boolean {
  return name.startsWith("wordpress_") && name !== "wordpress_test_cookie";
}

/** Linux answers on all of 127.0.0.0/8; the site sees each as a network of its own. */
export function newAddress(): string {
  return `127.${randomInt(1, 250)}.${randomInt(0, 250)}.${randomInt(1, 250)}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
