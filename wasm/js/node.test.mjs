// The shipped package in Node. `node --test wasm/js/node.test.mjs`, after scripts/wasm.

import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as cuesmith from "cuesmith/all"; // by its own name: package.json's exports are tested too
import { assertions } from "./assertions.mjs";

const about = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
cuesmith.initSync(readFileSync(new URL(import.meta.resolve("cuesmith/all.wasm"))));

for (const [name, assertion] of Object.entries(assertions)) {
  test(`node: ${name}`, () => assertion(cuesmith, about));
}
