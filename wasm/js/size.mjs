// The size gate: measures the module and compares it with ../size.json.
//
// It fails over the budget, and when the committed number is off by more than 2 %, so that every
// change of size is somebody's decision. `--write` (scripts/wasm --write) commits to a new number.

import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const record = new URL("../size.json", import.meta.url);
const module = readFileSync(new URL("../pkg/web/cuesmith_bg.wasm", import.meta.url));
const size = { raw: module.length, gzip: gzipSync(module, { level: 9 }).length };
const known = JSON.parse(readFileSync(record, "utf8"));

let failed = false;
for (const unit of ["raw", "gzip"]) {
  const drift = (100 * (size[unit] - known[unit])) / known[unit];
  console.log(
    `wasm ${unit}: ${size[unit]} bytes, committed ${known[unit]} (${drift >= 0 ? "+" : ""}${drift.toFixed(1)} %),` +
      ` budget ${known.budget[unit]}`,
  );
  if (size[unit] >= known.budget[unit]) {
    console.error(`over the budget of ${known.budget[unit]} bytes`);
    failed = true;
  }
  if (Math.abs(drift) > 2 && !process.argv.includes("--write")) {
    console.error("the committed size is off by more than 2 %: run scripts/wasm --write and commit it");
    failed = true;
  }
}
if (process.argv.includes("--write")) {
  writeFileSync(record, `${JSON.stringify({ ...known, ...size }, null, 2)}\n`);
}
process.exitCode = failed ? 1 : 0;
