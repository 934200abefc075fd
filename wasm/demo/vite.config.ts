// Builds the page. The service worker is written last: it lists every file of the build.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Writes `sw.js` with the list of files and an id of the build, which names the cache. */
function offline(): Plugin {
  let out = "";
  return {
    name: "offline",
    apply: "build",
    configResolved(config) {
      out = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const list = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== "sw.js")
        .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
        .sort();
      const hash = createHash("sha256");
      for (const name of list) hash.update(name).update(readFileSync(join(out, name)));
      const build = hash.digest("hex").slice(0, 16);
      const worker = readFileSync(here("src/sw.js"), "utf8")
        .replace('"BUILD"', JSON.stringify(build))
        .replace('["FILES"]', JSON.stringify(["./", ...list.filter((name) => name !== "index.html")]));
      writeFileSync(join(out, "sw.js"), worker);
    },
  };
}

export default defineConfig({
  base: "./",
  resolve: {
    alias: [
      // The editor needs everything: the whole module, and no files of packs in its cache.
      { find: /^cuesmith$/, replacement: here("../js/all.js") },
      { find: /^cuesmith\/(.*)$/, replacement: `${here("../js/")}$1.js` },
    ],
  },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false, rolldownOptions: { checks: { pluginTimings: false } } },
  worker: { format: "es" },
  server: { fs: { allow: [here("..")] } },
  plugins: [offline()],
});
