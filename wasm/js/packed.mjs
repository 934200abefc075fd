// What is in the npm package: `node wasm/js/packed.mjs ARCHIVE`. Every file that an entry needs, the licenses and the
// README, and no test.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [archive] = process.argv.slice(2);
const list = execFileSync("tar", ["-tzf", archive], { encoding: "utf8" });
const packed = new Set(list.trim().split("\n").map((path) => path.replace(/^package\//, "./")));
const needed = new Set(["./README.md", "./LICENSE-MIT", "./LICENSE-APACHE"]);

// What a file imports or fetches, and what those import.
function need(path) {
  if (needed.has(path)) return;
  needed.add(path);
  if (!/\.(js|ts)$/.test(path)) return;
  const text = readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
  for (const [, name] of text.matchAll(/(?:\bfrom|\bimport\(|\bnew URL\()\s*"(\.[^"]+)"/g)) {
    const found = new URL(name, `file:///${path}`).pathname.slice(1);
    need(`./${path.endsWith(".d.ts") ? found.replace(/\.js$/, ".d.ts") : found}`); // types name the script
  }
}
const { exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
for (const target of Object.values(exports)) {
  for (const path of typeof target === "string" ? [target] : Object.values(target)) need(path);
}

const missing = [...needed].filter((path) => !packed.has(path));
const surplus = [...packed].filter((path) => !needed.has(path) && path !== "./package.json");
for (const path of missing) console.error(`${archive} lacks ${path}`);
for (const path of surplus) console.error(`${archive} has ${path}, which nothing needs`);
console.log(`${archive}: ${packed.size} files`);
process.exitCode = missing.length + surplus.length > 0 ? 1 : 0;
