// The size gate: measures modules and compares them with ../size.json.
//
// Without names it measures the package's own module, else those built by scripts/wasm-parse.
// It fails over the budget, and when the committed number is off by more than 2 %, so that every
// change of size is a decision. `--write` (scripts/wasm --write) commits to a new number.

import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const record = new URL("../size.json", import.meta.url);
const all = JSON.parse(readFileSync(record, "utf8"));
const writes = process.argv.includes("--write");
const names = process.argv.slice(2).filter((argument) => argument !== "--write");

let failed = false;
for (const name of names.length > 0 ? names : [undefined]) {
  const path = name === undefined ? "web/cuesmith" : `${name}/cuesmith_${name.replaceAll("-", "_")}`;
  const module = readFileSync(new URL(`../pkg/${path}_bg.wasm`, import.meta.url));
  const size = { raw: module.length, gzip: gzipSync(module, { level: 9 }).length };
  const known = name === undefined ? all : all[name];
  for (const unit of ["raw", "gzip"]) {
    const drift = (100 * (size[unit] - known[unit])) / known[unit];
    console.log(
      `wasm${name === undefined ? "" : ` ${name}`} ${unit}: ${size[unit]} bytes, committed ${known[unit]}` +
        ` (${drift >= 0 ? "+" : ""}${drift.toFixed(1)} %), budget ${known.budget[unit]}`,
    );
    if (size[unit] >= known.budget[unit]) {
      console.error(`over the budget of ${known.budget[unit]} bytes`);
      failed = true;
    }
    if (Math.abs(drift) > 2 && !writes) {
      console.error("the committed size is off by more than 2 %: run the script with --write and commit it");
      failed = true;
    }
  }
  Object.assign(known, size);
}
if (writes) {
  writeFileSync(record, `${JSON.stringify(all, null, 2)}\n`);
}
process.exitCode = failed ? 1 : 0;
