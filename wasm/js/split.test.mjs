// The module in parts, in Node: what needs a pack says so before, works after, and gives what the whole module gives.
// `node --test wasm/js/split.test.mjs`, after scripts/wasm.

import { deepEqual, equal, ok, rejects, throws } from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import * as cuesmith from "cuesmith";
import * as whole from "cuesmith/all";
import { assertions } from "./assertions.mjs";

const file = (name) => readFileSync(new URL(import.meta.resolve(`cuesmith/${name}.wasm`)));
const about = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const SHORT = "WEBVTT\n\n00:03.000 --> 00:03.001\nGone at once\n";
const TALK = "Ana: It rains here.\nBo: Every day.\n";
const WORDS = "talk 1 1.0 0.2 it 0.98\ntalk 1 1.2 0.5 reins 0.4\ntalk 1 1.7 0.4 here 0.9\ntalk 1 2.3 0.4 every 0.9\ntalk 1 2.7 0.6 day 0.9\n";
const CAPTIONS =
  "WEBVTT\n\n00:00:01.000 --> 00:00:02.220\n<v Ana>It rains here.</v>\n\n00:00:02.300 --> 00:00:03.500\n<v Bo>Every day.</v>\n";
const asks = (pack) => (error) => error.message.includes(`load("${pack}")`);

// In this order: there is one module.
test("the core reads, converts and edits; what needs a pack names the call that loads it", async () => {
  throws(() => cuesmith.loadSync("check"), /initSync/);
  await Promise.all([cuesmith.init(), cuesmith.init()]);
  equal(cuesmith.parse(SHORT).cues.length, 1);
  equal(cuesmith.convert(SHORT, "srt").losses.length, 0);
  const document = cuesmith.Document.open(SHORT);
  document.setCueText(0, "Here");
  equal(document.cues.text(0), "Here");
  throws(() => document.report(), asks("check"));
  throws(() => cuesmith.check(SHORT), asks("check"));
  throws(() => cuesmith.fix(SHORT), asks("check"));
  throws(() => cuesmith.rules(), asks("check"));
  throws(() => cuesmith.settings(), asks("check"));
  throws(() => cuesmith.retime(SHORT, { shift: 1000 }), asks("operations"));
  throws(() => document.reflow(), asks("operations"));
  for (const name of ["simulate", "ead", "chapters"]) throws(() => cuesmith[name](SHORT), asks("kaltura"));
  await rejects(cuesmith.explain("TIM003"), asks("check"));
  equal(cuesmith.isLoaded("check"), false);
});

test("there are no other packs", async () => {
  await rejects(cuesmith.load("chekc"), /there is no pack "chekc", only .*check/);
  throws(() => cuesmith.loadSync("toString"), RangeError);
});

test("a file of another build is refused, and loading may be tried again", async () => {
  const other = Buffer.from(file("check").toString("latin1").replace(/cuesmith-[0-9a-f]{16}/g, "cuesmith-0123456789abcdef"), "latin1");
  await rejects(cuesmith.load("check", { check: other }), /cuesmith-0123456789abcdef/);
  const shared = file("shared");
  throws(() => cuesmith.loadSync("check", { shared, check: other }), /cuesmith-0123456789abcdef/);
  throws(() => cuesmith.loadSync("check", { shared }), /needs the bytes of check\.wasm/);
  await rejects(cuesmith.load("check", { check: new Response("", { status: 503 }) }), /503/);
  throws(() => cuesmith.check(SHORT), asks("check"));
  await Promise.all([cuesmith.load("check"), cuesmith.load("check")]);
  ok(cuesmith.isLoaded("check"));
  await cuesmith.load("check", { check: other }); // is there
});

test("rules of a platform are those of its pack", async () => {
  const { diagnostics } = cuesmith.check(SHORT);
  ok(diagnostics.some(({ code }) => code === "TIM003"));
  throws(() => cuesmith.check(SHORT, { preset: "kaltura-reach" }), asks("kaltura"));
  throws(() => cuesmith.check(SHORT, { select: ["KLT"] }), asks("kaltura"));
  throws(() => cuesmith.check(SHORT, { order: {} }), asks("kaltura"));
  equal(cuesmith.rules().some(({ code }) => code.startsWith("KLT")), false);
  const module = new WebAssembly.Module(file("kaltura"));
  throws(() => cuesmith.loadSync("kaltura", { kaltura: module }), /needs the bytes of align-kaltura\.wasm/);
  cuesmith.loadSync("kaltura", { kaltura: module, "align-kaltura": file("align-kaltura") });
  ok(cuesmith.isLoaded("kaltura"));
  ok(cuesmith.check(SHORT, { preset: "kaltura-reach" }).rulesRun > 20);
  ok(cuesmith.rules().some(({ code }) => code.startsWith("KLT")));
});

test("operations are a pack", async () => {
  await cuesmith.load("operations");
  equal(cuesmith.retime(SHORT, { shift: 1000 }).text.includes("00:04.000 --> 00:04.001"), true);
});

test("words are a pack", async () => {
  throws(() => cuesmith.mask(SHORT), asks("words"));
  throws(() => cuesmith.applyDictionary(SHORT, ["Gone"]), asks("words"));
  await cuesmith.load("words");
  const text = SHORT.replace("Gone at once", "Damn it, gOne at once");
  const masked = cuesmith.mask(text, { language: "en", minSeverity: 1 });
  deepEqual(masked.changes.map(({ before, after }) => [before, after]), [["Damn", "****"]]);
  equal(masked.text, text.replace("Damn", "****"));
  equal(cuesmith.mask(text, { languages: [] }).text, text);
  equal(cuesmith.mask(text, { languages: [], words: ["once"], text: "soon" }).text, text.replace("once", "soon"));
  const terms = text.replace("gOne", "youtube and netflix");
  const right = terms.replace("youtube", "YouTube").replace("netflix", "Netflix");
  equal(cuesmith.applyDictionary(terms, ["YouTube", "Netflix"]).text, right);
  equal(cuesmith.applyDictionary(terms, "YouTube\nNetflix\n").changes.length, 2);
  throws(() => cuesmith.mask(text, { style: "loud" }), /loud/);
});

test("alignment is a pack", async () => {
  throws(() => cuesmith.align(TALK, WORDS), asks("align"));
  await cuesmith.load("align");
  const { text, words, evidence, moved, repairs } = cuesmith.align(TALK, WORDS);
  equal(text, CAPTIONS);
  deepEqual(
    words.map(({ span, start, end }) => [TALK.slice(span.start, span.end), start, end]),
    [
      ["It", 1000, 1200],
      ["rains", 1200, 1700],
      ["here", 1700, 2100],
      ["Every", 2300, 2700],
      ["day", 2700, 3300],
    ],
  );
  ok(evidence >= 0 && evidence <= 1);
  ok(words.every(({ confidence }) => confidence > 0.5));
  deepEqual([moved, repairs], [[], []]);
  const words24 = { words: [{ word: "It", start: 1, end: 1.2 }, { word: "rains", start: 1.2, end: 1.7 }] };
  equal(cuesmith.align(null, words24, { to: "srt" }).text, "1\n00:00:01,000 --> 00:00:01,900\nIt rains\n");
  throws(() => cuesmith.align("Something else was said, of which nothing can be heard in there at all.", WORDS), /does not/);
  throws(() => cuesmith.align(TALK, "no times"), /neither JSON/);
  throws(() => cuesmith.align(TALK, WORDS, { keepCues: true }), /keepCues/);
  throws(() => cuesmith.align(TALK, WORDS, { maxCharacters: 3 }), /maxCharacters/);
});

test("captions keep their cues, and texts are scored", () => {
  const captions = "WEBVTT\n\n00:01.000 --> 00:02.000\nIt rains\n\n00:02.500 --> 00:03.500\nevery day.\n";
  const { cues } = cuesmith.align("It rains here, every day.", captions, { keepCues: true });
  deepEqual(cues.map(({ start, end }) => [start, end]), [[1000, 2000], [2500, 3500]]);
  const found = cuesmith.score("It rains here every day.", captions);
  deepEqual([found.hits, found.deletions, found.insertions, found.substitutions], [4, 1, 0, 0]);
  deepEqual([found.wer, found.accuracy], [0.2, 80]);
  deepEqual(found.lines[0].steps.map(({ step }) => step), ["hit", "hit", "deletion", "hit", "hit"]);
  equal(cuesmith.score(captions, captions).starts.mean, 0);
});

test("the other entries find the packs loaded", async () => {
  for (const pack of ["align", "check", "kaltura", "operations", "words"]) await (await import(`cuesmith/${pack}`)).init();
  await whole.init();
  ok(whole.check(SHORT).rulesRun > 20);
});

for (const [name, assertion] of Object.entries(assertions)) {
  test(`split: ${name}`, () => assertion(cuesmith, about));
}

// The functions of the module itself, in parts and whole.
const script = new URL("../pkg/web/cuesmith.js", import.meta.url);
const parts = await import(script);
const all = await import(`${script}?whole`); // a second instance
all.initSync({ module: file("all") });
for (const pack of Object.keys((await import("../pkg/web/needs.js")).needs)) all.loaded(pack);

const outcome = (call) => {
  try {
    return call();
  } catch (error) {
    return `error: ${error.message}`;
  }
};
const folders = ["../../examples/", "../../tests/", "../../fuzz/corpus/", "../../../shared/conformance/"];
for (const folder of folders.map((folder) => new URL(folder, import.meta.url)).filter((folder) => existsSync(folder))) {
  test(`in parts and whole: the same for every caption file of ${folder.pathname}`, (t) => {
    let calls = 0;
    for (const path of readdirSync(folder, { recursive: true }).filter((path) => /\.(srt|vtt|ttml|dfxp)$/.test(path))) {
      const text = readFileSync(new URL(encodeURI(path), folder)).toString();
      if (text.length > 200_000) continue; // seconds for each; what is in them is in small files too
      const options = `path=${path.split("/").at(-1)}`;
      const differs = [
        ["check", text, options],
        ["check", text, `${options}\npreset=kaltura-reach`],
        ["fix", text, options],
        ["details", text, options, 0, 512],
        ["simulate", text, options],
        ["change", text, "reflow", options],
        ["change", text, "retime", `${options}\nshift=1500`],
        ...["srt", "webvtt", "ttml"].map((format) => ["convert", text, format, options]),
      ].filter(([name, ...given]) => {
        calls += 1;
        return outcome(() => parts[name](...given)) !== outcome(() => all[name](...given));
      });
      deepEqual(differs.map(([name]) => name), [], path);
    }
    t.diagnostic(`${calls} calls`);
    ok(calls > 0);
  });
}
