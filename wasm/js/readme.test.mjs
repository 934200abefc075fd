// The examples of README.md run as they are: `expression; // → value` must have that value.
// `node --test wasm/js/readme.test.mjs`, after scripts/wasm.

import { equal, ok } from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/^## (.*)$|^```js\n([^]*?)^```$/gm)];
let heading = "start";
let examples = 0;

for (const [, title, code] of blocks) {
  if (title !== undefined) {
    heading = title;
    continue;
  }
  examples += 1;
  const name = `example ${examples}: ${heading}`;
  test(name, async () => {
    const checked = code.replaceAll(/^(.+?);? \/\/ → (.+)$/gm, "__equal($1, $2);");
    ok(checked.includes("__equal("), "an example shows a value");
    // Below the package, so that its own name resolves.
    const folder = mkdtempSync(fileURLToPath(new URL("../pkg/readme-", import.meta.url)));
    try {
      const path = join(folder, "example.mjs");
      writeFileSync(path, `import { deepEqual as __equal } from "node:assert/strict";\n${checked}`);
      await import(pathToFileURL(path));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test("there are examples", () => equal(examples > 5, true));
