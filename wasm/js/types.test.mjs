// The types: `tsc --strict` over a file that uses them all, with and without lib "dom", and what must not
// compile. `node --test wasm/js/types.test.mjs`, after scripts/wasm.

import { equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import ts from "typescript";

import * as cuesmith from "cuesmith/all";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const common = {
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

const dom = ["lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"];
for (const [name, lib, files] of [
  ["without", [], ["types.use.mts"]],
  ["with", dom, ["types.use.mts", "types.dom.mts"]],
]) {
  test(`strict, ${name} lib "dom"`, () => {
    const program = ts.createProgram(files.map(file), { ...common, lib: ["lib.es2022.d.ts", ...lib] });
    const found = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file?.fileName}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    equal(found.join("\n"), "");
  });
}

const entries = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).exports;
for (const [entry, { types }] of Object.entries(entries).filter(([, target]) => target.types)) {
  test(`the types of ${entry} declare what it exports, and no more`, async () => {
    const module = await import(entry.replace(".", "cuesmith"));
    const path = fileURLToPath(new URL(`../${types}`, import.meta.url));
    const program = ts.createProgram([path], { ...common, lib: ["lib.es2022.d.ts"] });
    const checker = program.getTypeChecker();
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)));
    const values = symbols.filter((symbol) => symbol.flags & ts.SymbolFlags.Value).map((symbol) => symbol.name);
    equal(values.sort().join(" "), Object.keys(module).sort().join(" "));
  });
}

test("the classes have the members that their types declare", () => {
  cuesmith.initSync(readFileSync(new URL(import.meta.resolve("cuesmith/all.wasm"))));
  const parsed = cuesmith.parse("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
  const samples = {
    Cue: parsed.cues.at(0),
    Cues: parsed.cues,
    Parsed: parsed,
    Document: cuesmith.Document.open(""),
    CueShape: new cuesmith.CueShape(0, 1, ""),
    Metrics: parsed.cues.metrics(),
    LineIndex: new cuesmith.LineIndex(""),
  };
  const path = fileURLToPath(new URL("index.d.ts", import.meta.url));
  const program = ts.createProgram([path], { ...common, lib: ["lib.es2022.d.ts"] });
  const checker = program.getTypeChecker();
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)));
  for (const [name, sample] of Object.entries(samples)) {
    const type = checker.getDeclaredTypeOfSymbol(symbols.find((symbol) => symbol.name === name));
    for (const { name: member } of type.getProperties().filter(({ name }) => !name.startsWith("__@"))) {
      ok(member in sample, `${name}.${member}`);
    }
  }
});
