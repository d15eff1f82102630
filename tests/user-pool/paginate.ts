/** Lists in pages. The token is opaque to clients and good for one list only. */
import { invalidParameter } from "./errors.ts";

export interface Page<Item> {
  readonly items: Item[];
  readonly next: string | undefined;
}

export function page<Item>(list: string, items: readonly Item[], size: number, token: string | undefined): Page<Item> {
  const start = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString().split(`${list} `)[1]);
  if (!Number.isInteger(start) || start < 0 || start > items.length)
    throw invalidParameter("Invalid pagination token.");
  const end = start + size;
  const next = end < items.length ? Buffer.from(`${list} ${end}`).toString("base64url") : undefined;
  return { items: items.slice(start, end), next };
}
