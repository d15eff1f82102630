import { barChart } from "./chart.js";

/** What people call the candidates. */
const NAMES = {
  cognipress: "Cognipress",
  "cognipress-scalar": "Cognipress, without SIMD",
  "cognipress-js": "Cognipress, without wasm",
  "openssl-consttime": "OpenSSL, constant time",
  gmp: "GMP, native",
  bigint: "JavaScript BigInt",
  "num-bigint": "num-bigint in wasm",
  "crypto-bigint": "crypto-bigint in wasm",
  amplify: "aws-amplify",
  "identity-js": "amazon-cognito-identity-js",
  "cognito-srp-helper": "cognito-srp-helper",
  "wp-login": "WordPress’ own login",
  without: "Without the plugin",
};
const ENGINES = { node: "Node", chromium: "Chromium", firefox: "Firefox", webkit: "WebKitGTK" };

const milliseconds = (value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
const kilobytes = (value) => `${(value / 1000).toFixed(1)} KB`;

const lines = (await (await fetch("results.jsonl")).text())
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));

for (const [engine, title] of Object.entries(ENGINES)) {
  const scalar = lines.find(({ name }) => name === `srp.login-scalar.${engine}`)?.value;
  draw("srp", title, compare(`srp.login.${engine}`, { "cognipress-scalar": scalar }), milliseconds);
  draw("cold", title, compare(`srp.login-cold.${engine}`), milliseconds);
}
const loading = Object.entries(ENGINES).map(([engine, title]) => {
  return [title, lines.find(({ name }) => name === `srp.load.${engine}`)?.value];
});
draw("cold", "Loading Cognipress", Object.fromEntries(loading), milliseconds);
for (const rtt of [0, 50, 150]) {
  draw("signin", rtt === 0 ? "No distance" : `${rtt} ms round trip`, compare(`signin.rtt${rtt}`), milliseconds);
}
draw("size", "Sign-in", compare("size.signin"), kilobytes);
draw("load", "First paint", compare("load.first-paint"), milliseconds);
draw("load", "Interactive", compare("load.interactive"), milliseconds);
draw("load", "Bytes, not compressed", compare("load.bytes"), kilobytes);
draw("exchange", "One login", compare("exchange.server"), milliseconds);

document.getElementById("run").addEventListener("click", async ({ currentTarget: button }) => {
  button.disabled = true;
  try {
    await measureHere();
  } finally {
    button.disabled = false;
  }
});

/** Ours and every peer that was measured beside it, by candidate. */
function compare(measurement, others = {}) {
  const measured = lines.filter(({ name }) => name === measurement);
  const values = { cognipress: measured[0]?.value, ...others };
  for (const { peer, peerValue } of measured) values[peer] = peerValue;
  return values;
}

function draw(section, title, values, show) {
  const rows = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .sort(([, a], [, b]) => a - b)
    .map(([name, value]) => ({ label: NAMES[name] ?? name, value, ours: name.startsWith("cognipress") }));
  if (rows.length > 0) document.getElementById(section).append(barChart(title, rows, show));
}

const ROUNDS = 7;

async function measureHere() {
  const progress = document.getElementById("progress");
  const say = async (words) => {
    progress.textContent = words;
    await new Promise((painted) => setTimeout(painted, 50));
  };
  try {
    await say("Loading …");
    const { SrpBench } = await import("./build/main.js");
    const bench = new SrpBench();
    await bench.load();
    await bench.check();
    await say("Warming up …");
    await bench.warmUp();
    const samples = {};
    for (let round = 1; round <= ROUNDS; round++) {
      await say(`Round ${round} of ${ROUNDS} …`);
      for (const [name, turn] of Object.entries(await bench.round())) {
        (samples[name] ??= []).push(...turn.map(([begin, answer]) => begin + answer));
      }
    }
    const values = Object.entries(samples).map(([name, times]) => [name, median(times)]);
    document.getElementById("here").replaceChildren();
    draw("here", "This browser", Object.fromEntries(values), milliseconds);
    await say("");
  } catch (error) {
    await say(`Not possible here (cargo xtask bench srp makes what it takes, in www/bench): ${error}`);
  }
}

function median(samples) {
  return samples.sort((a, b) => a - b)[samples.length >> 1];
}
