// The modules that only read (wasm/parse) in Node: what they give is what the package gives.
// `node --test wasm/js/parse.test.mjs`, after scripts/wasm and scripts/wasm-parse.

import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as cuesmith from "cuesmith/all";

const file = (path) => new URL(path, import.meta.url);
cuesmith.initSync(readFileSync(file(import.meta.resolve("cuesmith/all.wasm"))));

const texts = {
  "a.srt": "1\n00:00:01,000 --> 00:00:02.500\nCafé 🎬 <b>open</b>\n\n\n3\n00:00:03,000 --> 00:00:04,000 X1:1\nnext\n",
  "a.vtt": "WEBVTT\n\nid\n00:01.000-->00:02.500 line:0\nCafé 🎬 &amp; <v Bob>warm\n\nno cue\n\n00:03.000 --> 00:04.000\nnext\n",
  "b.vtt": "00:01.000 --> 00:02.500\nno signature\n",
  "empty.srt": "",
};

for (const [name, module] of [["parse", "cuesmith_parse"], ["parse-silent", "cuesmith_parse_silent"]]) {
  const { initSync, parse } = await import(file(`../pkg/${name}/${module}.js`));
  initSync({ module: readFileSync(file(`../pkg/${name}/${module}_bg.wasm`)) });
  test(`${name}: the columns are those of the package`, () => {
    for (const [path, text] of Object.entries(texts)) {
      const all = cuesmith.parse(text, { path });
      const columns = parse(text, path);
      const cues = new cuesmith.Cues(text, columns);
      equal(columns.format(), all.format);
      deepEqual([...cues], [...all.cues]);
      const found = JSON.parse(columns.diagnostics());
      // The package adds lines and columns.
      const known = all.diagnostics.map(({ range, ...finding }) => (equal(typeof range.start.line, "number"), finding));
      deepEqual(found, name === "parse" ? known : []);
      columns.free();
    }
  });
}
