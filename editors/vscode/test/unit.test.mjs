// What the workbench does not show: edits between texts, and settings that the checker takes. Run by scripts/vscode, which
// passes the npm package that it has bundled.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { editsBetween } from "../src/edits.js";
import { formats, optionsOf } from "../src/settings.js";

const cuesmith = await import(process.env.CUESMITH);
const read = (path) => readFile(new URL(path, import.meta.url));
const about = JSON.parse(await read("../package.json"));
const properties = about.contributes.configuration.properties;

before(async () => cuesmith.initSync(await read("../dist/cuesmith.wasm")));

test("edits lead from one text to the other and leave equal lines alone", () => {
  const texts = ["", "a", "a\n", "a\nb\nc\n", "a\nB\nc\n", "a\nb\nx\nc\n", "a\r\nb\r\nc", "c\nb\na\n", "\n\n"];
  for (const before of texts) {
    for (const after of texts) {
      const edits = editsBetween(before, after);
      const made = edits.reverse().reduce((text, { start, end, text: now }) => {
        return text.slice(0, start) + now + text.slice(end);
      }, before);
      assert.equal(made, after);
    }
  }
  assert.deepEqual(editsBetween("a\nb\nc\n", "A\nb\nC\n"), [
    { start: 0, end: 2, text: "A\n" },
    { start: 4, end: 6, text: "C\n" },
  ]);
});

test("the checker takes every setting", () => {
  const samples = { number: 30, integer: 30, boolean: true, string: "en" };
  const texts = { frameRate: "24000/1001", shotChanges: "1000;2500" };
  for (const [name, { type, enum: words }] of Object.entries(properties["cuesmith.options"].properties)) {
    for (const value of words ?? [texts[name] ?? samples[type]]) {
      for (const preset of properties["cuesmith.preset"].enum) {
        const given = { preset, select: ["TIM"], ignore: ["TIM004"], options: { [name]: value } };
        const options = optionsOf((setting) => given[setting], "talk.srt");
        assert.doesNotThrow(() => cuesmith.check("", options), `${preset} ${name} ${value}`);
      }
    }
  }
  assert.throws(() => cuesmith.check("", { maxCharz: 1 }));
});

test("documents of every language are activated, offered commands and read in a format of the checker", () => {
  const languages = Object.keys(formats);
  assert.deepEqual(about.activationEvents, languages.map((language) => `onLanguage:${language}`));
  for (const { id } of about.contributes.languages) assert.ok(languages.includes(id), id);
  for (const { enablement } of about.contributes.commands.filter((command) => command.enablement)) {
    assert.equal(enablement, `editorLangId =~ /^(${languages.join("|")})$/`);
  }
  for (const format of Object.values(formats)) assert.doesNotThrow(() => cuesmith.check("", { format }));
});
