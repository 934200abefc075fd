// The size gate: measures modules and compares them with ../size.json.
//
// Without names it measures the files of the package, all that are there; with names, modules built by
// scripts/wasm-parse. It fails over the budget, when a file has no entry or is too small, and when the committed number is
// off by more than 2 %, so that every change of size is a decision. `--write` (scripts/wasm --write) commits to a new number.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** Bundlers put smaller files into the script, as `data:` addresses, which a strict policy does not let them fetch. */
const LEAST = 4096;

const record = new URL("../size.json", import.meta.url);
const all = JSON.parse(readFileSync(record, "utf8"));
const writes = process.argv.includes("--write");
const names = process.argv.slice(2).filter((argument) => argument !== "--write");
const folder = new URL("../pkg/web/", import.meta.url);
const built = readdirSync(folder).filter((name) => name.endsWith(".wasm"));
const files =
  names.length > 0
    ? names.map((name) => [name, new URL(`../pkg/${name}/cuesmith_${name.replaceAll("-", "_")}_bg.wasm`, import.meta.url)])
    : built.map((name) => [name.replace(/\.wasm$/, ""), new URL(name, folder)]);

let failed = false;
const fail = (message) => {
  console.error(message);
  failed = true;
};
if (files.length === 0) fail("there are no modules");
for (const [name, path] of files) {
  const module = readFileSync(path);
  const size = { raw: module.length, gzip: gzipSync(module, { level: 9 }).length };
  const known = all[name];
  if (known === undefined) {
    fail(`wasm ${name}: ${size.raw} bytes, ${size.gzip} gzip; it has no entry in size.json`);
    continue;
  }
  if (size.raw < LEAST) fail(`wasm ${name}: fewer than ${LEAST} bytes, merge it into another file`);
  for (const unit of ["raw", "gzip"]) {
    const drift = (100 * (size[unit] - known[unit])) / known[unit];
    const goal = known.goal?.[unit] === undefined ? "" : `, goal ${known.goal[unit]}`;
    console.log(
      `wasm ${name} ${unit}: ${size[unit]} bytes, committed ${known[unit]}` +
        ` (${drift >= 0 ? "+" : ""}${drift.toFixed(1)} %), budget ${known.budget[unit]}${goal}`,
    );
    if (size[unit] >= known.budget[unit]) fail(`over the budget of ${known.budget[unit]} bytes`);
    if (Math.abs(drift) > 2 && !writes) {
      fail("the committed size is off by more than 2 %: run the script with --write and commit it");
    }
  }
  Object.assign(known, size);
}
if (writes) {
  writeFileSync(record, `${JSON.stringify(all, null, 2)}\n`);
}
process.exitCode = failed ? 1 : 0;
