import type { Identity } from "../../src/wasm/aws.js";
import { AwsCredentials, type CredentialsOptions, type SessionSource } from "./credentials.js";

/** A service, and the region where it is: that of the identity pool unless given. */
export interface AwsService {
  /** As a signature names it: `s3`, `dynamodb`, `execute-api`. */
  service: string;
  region?: string;
}

export interface AwsOptions extends CredentialsOptions {
  /** Who may be asked what, by origin: `{ "https://dynamodb.eu-west-1.amazonaws.com": { service: "dynamodb" } }`. */
  services: Readonly<Record<string, AwsService>>;
}

export interface PresignOptions {
  /** `GET` unless given. */
  method?: string;
  /** How long the address is good: 900 seconds unless given, and never longer than the credentials, of an hour at most. */
  expiresInSeconds?: number;
}

export interface Aws {
  /**
   * A `fetch` that signs requests with the credentials of whoever is signed in, or of a guest. A request to any other
   * than the given origins rejects with a `TypeError`, and so does a redirect. Where there are no credentials it rejects
   * with a {@link CognipressError}. What a service refuses for a wrong clock or credentials that have ended is signed and
   * sent once more.
   */
  awsFetch: typeof globalThis.fetch;
  /** An address that whoever has it may use, in an `<img>`, say. */
  presignUrl(url: string | URL, options?: PresignOptions): Promise<string>;
  /** Whose credentials they are. A guest who signs in keeps the `id`. */
  identity(): Promise<Identity>;
}

export type { CredentialsOptions, Identity, SessionSource };

/** Requests to AWS in the name of who is signed in, by way of an identity pool. */
export function createAws(client: SessionSource, options: AwsOptions): Aws {
  const { fetch = globalThis.fetch } = options;
  const services = new Map(Object.entries(options.services).map(([url, service]) => [new URL(url).origin, service]));
  const credentials = new AwsCredentials(client, options);

  const serviceAt = (url: string): AwsService => {
    const { origin } = new URL(url);
    const service = services.get(origin);
    if (!service) throw new TypeError(`awsFetch is not allowed to ask ${origin}`);
    return service;
  };

  return {
    async awsFetch(input, init) {
      const request = new Request(input, init);
      const { method, signal, cache, keepalive } = request;
      const [url = ""] = request.url.split("#");
      const service = serviceAt(url);
      const body = await request.blob();
      // S3 takes a body that nobody has hashed: a large one is not read into memory.
      const hashed = service.service === "s3" ? new Uint8Array() : new Uint8Array(await body.arrayBuffer());
      const send = async () => {
        const lines = [...request.headers].map((header) => header.join(":")).join("\n");
        const signed = await credentials.sign({ ...service, method, url, headers: lines }, hashed, signal);
        const headers = { ...Object.fromEntries(request.headers), ...signed.headers };
        return fetch(signed.url, {
          method,
          headers,
          signal,
          cache,
          keepalive,
          credentials: "omit",
          redirect: "error",
          ...(body.size > 0 && { body }),
        });
      };
      const response = await send();
      return (await credentials.mayBeSignedAnew(response)) ? send() : response;
    },

    async presignUrl(input, { method = "GET", expiresInSeconds = 900 } = {}) {
      const [url = ""] = new URL(input).href.split("#");
      const { url: signed } = await credentials.presign({ ...serviceAt(url), method, url, headers: "", expiresInSeconds });
      return signed;
    },

    identity: () => credentials.identity(),
  };
}
