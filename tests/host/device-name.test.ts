import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf } from "../../js/forms/account/device-name.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

test("a device is called by its browser and its system, as far as they are known", () => {
  const names = {
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0`]: "Edge, Windows",
    [`Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/150.0.0.0 Mobile Safari/537.36`]: "Chrome, Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1": "Safari, iPhone",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox, macOS",
    "Ada's phone": "Ada's phone",
  };
  assert.deepEqual(Object.keys(names).map(nameOf), Object.values(names));
  assert.deepEqual([nameOf(undefined), nameOf("")], [undefined, undefined]);
});
