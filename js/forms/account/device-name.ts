/** Each after those whose name it has in its own. */
const BROWSERS: [mark: RegExp, name: string][] = [
  [/Edg/, "Edge"],
  [/OPR/, "Opera"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];

const SYSTEMS: [mark: RegExp, name: string][] = [
  [/Windows/, "Windows"],
  [/Android/, "Android"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Mac OS/, "macOS"],
  [/Linux/, "Linux"],
];

/** What people call a device that is known by its `User-Agent`; another name is left as it is. */
export function nameOf(userAgent: string | undefined): string | undefined {
  const named = [BROWSERS, SYSTEMS].map((table) => table.find(([mark]) => mark.test(userAgent ?? ""))?.[1]);
  return named.filter(Boolean).join(", ") || userAgent || undefined;
}
