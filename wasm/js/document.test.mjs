// Documents in Node: changes to cues, undo, and random edits after which the findings are those of a fresh check.
// `node --test wasm/js/document.test.mjs`, after scripts/wasm.

import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { before, test } from "node:test";

import { Document, check, init, parse } from "cuesmith/all";

before(() => init());

const SRT = "1\n00:00:01,000 --> 00:00:02,000\nOne <i>fine</i> day\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n";
const VTT = "WEBVTT\n\nfirst\n00:01.000 --> 00:02.000 line:0\n<v Ana>One & all\n\nNOTE here\n\n00:03.000 --> 00:04.000\nTwo\n";
const TTML =
  '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>\n<p begin="1s" end="2s">One</p>\n<p begin="3s" end="4s">Two</p>\n</div></body></tt>\n';

test("times keep the author's form", () => {
  const document = Document.open(TTML);
  ok(document.setCueTimes(0, 1500, 2000));
  equal(document.text, TTML.replace('begin="1s"', 'begin="1.5s"'));
  document.undo();
  equal(document.serialize(), TTML);
});

test("text is escaped as the format needs it", () => {
  for (const [text, want] of [[VTT, "1 &lt; 2 &amp; 3\nend"], [TTML, "1 &lt; 2 &amp; 3<br/>end"], [SRT, "1 < 2 & 3\nend"]]) {
    const document = Document.open(text);
    ok(document.setCueText(1, "1 < 2 & 3\nend"));
    equal(document.text, text.replace("Two", want));
    equal(document.cues.text(1), "1 < 2 & 3\nend");
    equal(document.cues.text(0), parse(text).cues.text(0));
  }
  const document = Document.open(VTT);
  ok(document.setCueText(0, "<i>all</i>", { markup: true }));
  equal(document.cues.at(0).payload, "<i>all</i>");
});

test("text that would be read as something else is refused", () => {
  for (const text of ["a\n\nb", "00:05.000 --> 00:06.000", "a --> b"]) {
    const document = Document.open(VTT);
    const change = document.setCueText(1, text, { markup: true });
    if (change) equal(document.cues.length, 2);
    else equal(document.text, VTT);
  }
  equal(Document.open(VTT).setCueText(1, "a\n\nb"), undefined);
  equal(Document.open(SRT).setCueText(1, "<b>plain</b>"), undefined); // SRT cannot escape it
  equal(Document.open(TTML).setCueText(1, "<i>", { markup: true }), undefined);
});

test("a cue without text gets some, and loses it", () => {
  const document = Document.open("WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nTwo\n");
  ok(document.setCueText(0, "One"));
  equal(document.text, "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:03.000 --> 00:04.000\nTwo\n");
  ok(document.setCueText(0, ""));
  deepEqual([...document.cues].map((cue) => cue.text), ["", "Two"]);
});

test("a new cue goes to its place, with its number", () => {
  const srt = Document.open(SRT);
  ok(srt.insertCue({ start: 2100, end: 2900, text: "New" }));
  equal(srt.text, SRT.replace("\n\n2\n", "\n\n2\n00:00:02,100 --> 00:00:02,900\nNew\n\n3\n"));
  ok(srt.insertCue({ start: 0, end: 900, text: "Before" }));
  deepEqual([...srt.cues].map((cue) => `${cue.id} ${cue.text}`), ["1 Before", "2 One fine day", "3 New", "4 Two"]);
  ok(srt.insertCue({ start: 9000, end: 9900, text: "Last" }));
  equal(srt.cues.at(4).id, "5");
  while (srt.canUndo) srt.undo();
  equal(srt.text, SRT);

  const vtt = Document.open(VTT);
  ok(vtt.insertCue({ start: 2100, end: 2900, text: "New <1>" }));
  equal(vtt.text, VTT.replace("\n\nNOTE", "\n\n00:00:02.100 --> 00:00:02.900\nNew &lt;1&gt;\n\nNOTE"));
  equal(vtt.cues.at(1).speaker, null);

  const ttml = Document.open(TTML);
  ok(ttml.insertCue({ start: 2100, end: 2900, text: "New\nline" }));
  deepEqual([...ttml.cues].map((cue) => [cue.start, cue.end, cue.text]), [
    [1000, 2000, "One"],
    [2100, 2900, "New\nline"],
    [3000, 4000, "Two"],
  ]);

  for (const [text, path] of [["WEBVTT\n", "a.vtt"], ["WEBVTT", "a.vtt"], ["", "a.srt"], ["WEBVTT\r\n\r\n", "a.vtt"]]) {
    const empty = Document.open(text, { path });
    ok(empty.insertCue({ start: 0, end: 1000, text: "First" }), JSON.stringify(text));
    deepEqual([...empty.cues].map((cue) => [cue.start, cue.end, cue.text]), [[0, 1000, "First"]]);
  }
});

test("cues are removed, and the numbers count on", () => {
  const three = `${SRT}\n3\n00:00:05,000 --> 00:00:06,000\nThree\n`;
  const document = Document.open(three);
  ok(document.removeCue(0));
  deepEqual([...document.cues].map((cue) => `${cue.id} ${cue.text}`), ["1 Two", "2 Three"]);
  document.undo();
  ok(document.removeCue(1, 0));
  deepEqual([...document.cues].map((cue) => `${cue.id} ${cue.text}`), ["1 Three"]);
});

test("cues are cut and joined", () => {
  const document = Document.open(SRT);
  ok(document.split(0, { offset: "One fine".length, time: 1600 }));
  deepEqual([...document.cues].map((cue) => [cue.id, cue.start, cue.end, cue.payload]), [
    ["1", 1000, 1600, "One <i>fine</i>"],
    ["2", 1600, 2000, "day"],
    ["3", 3000, 4000, "Two"],
  ]);
  ok(document.merge(0));
  equal(document.text, SRT.replace("fine</i> day", "fine</i> day"));
  ok(document.merge(0, 1, { joint: "break" }));
  deepEqual([...document.cues].map((cue) => [cue.start, cue.end, cue.text]), [[1000, 4000, "One fine day\nTwo"]]);
  equal(Document.open(VTT).merge(0), undefined); // a comment is between them
});

test("places are in UTF-16", () => {
  const document = Document.open(VTT);
  ok(document.setCueText(1, "🎬🎬 é now"));
  ok(document.split(1, { offset: "🎬🎬 é".length, time: 3500 }));
  deepEqual([document.cues.text(1), document.cues.text(2)], ["🎬🎬 é", "now"]);
});

test("cues and times that do not exist are errors", () => {
  const document = Document.open(VTT);
  throws(() => document.removeCue(2), RangeError);
  throws(() => document.setCueTimes(0, 5, 1), RangeError);
  throws(() => document.setCueTimes(-1, 1, 5), RangeError);
  throws(() => document.split(0, { offset: 99, time: 1500 }), RangeError);
  throws(() => document.applyEdit(0, 999, ""), RangeError);
  throws(() => Document.open("", { maxCharacters: 1 }), /maxCharacters/);
  equal(document.text, VTT);
  equal(document.undo(), undefined);
});

test("fixes are one step", () => {
  const broken = SRT.replace("00:00:01,000", "00:00:01.000").replace("2\n00", "7\n00");
  const document = Document.open(broken, { select: ["SRT"] });
  ok(document.fix().edits.length > 0);
  deepEqual(document.diagnostics(), check(document.text, { select: ["SRT"] }).diagnostics);
  document.undo();
  equal(document.text, broken);
  document.redo();
  ok(document.text !== broken);
});

test("after any edits the findings are those of a fresh check, and undo gives the first text", () => {
  const random = generator(20261130);
  const pieces = ["\n", "\n\n", "\r\n", "-->", "00:01.000 --> 00:02.000", "<i>", "<", "&amp;", "é🎬", "{\\an8}", "NOTE x\n\n", "WEBVTT", "7\n", "</p>", "Ana: ", "\ufeff", "\ud83c", " "];
  let applied = 0;
  for (const text of [SRT, VTT, TTML, VTT.replaceAll("\n", "\r\n"), "", SRT.repeat(3)]) {
    for (const preset of ["recommended", "kaltura-reach"]) {
      const options = { preset };
      const document = Document.open(text, options);
      for (let step = 0; step < 40; step += 1) {
        const before = document.text;
        const count = document.cues.length;
        const cue = random(Math.max(count, 1));
        const change = [
          () => {
            const from = random(before.length + 1);
            const to = Math.min(before.length, from + random(4));
            return document.applyEdit(from, to, pieces[random(pieces.length)]);
          },
          () => count > 0 && document.setCueTimes(cue, random(5000), 5000 + random(5000)),
          () => count > 0 && document.setCueText(cue, pieces[random(pieces.length)]),
          () => document.insertCue({ start: random(9000), end: 9000, text: `new ${step}` }),
          () => count > 3 && document.removeCue(cue),
          () => count > 1 && cue + 1 < count && document.merge(cue),
          () => document.fix({ unsafe: random(2) === 1 }),
          () => document.undo(),
        ][random(8)]();
        if (change) {
          applied += 1;
          equal(applyInverse(document.text, change), before);
        } else {
          equal(document.text, before);
        }
        // Several edits may come before the findings are asked for.
        if (random(3) > 0) {
          const known = document.diagnostics({ rest: false });
          const { added, removed } = document.rest();
          const all = document.diagnostics();
          deepEqual(new Set(all), new Set([...known.filter((found) => !removed.includes(found)), ...added]));
          deepEqual(document.report(), check(document.text, options));
        }
        const fresh = parse(document.text, { lenient: true });
        equal(document.format, fresh.format);
        deepEqual([...document.cues], [...fresh.cues]);
      }
      const last = document.text;
      let steps = 0;
      for (; document.canUndo; steps += 1) document.undo();
      equal(document.text, text);
      for (; steps > 0; steps -= 1) document.redo(); // not those that were undone before
      equal(document.text, last);
    }
  }
  ok(applied > 200, `${applied} changes`);
});

test("an edit gives at once what changes in its cue, and the rest follows", () => {
  const document = Document.open(VTT, { preset: "recommended" });
  equal(document.applyEdit(VTT.length - 1, VTT.length - 1, "!").diagnostics, undefined); // not asked for yet
  const long = "and this is a line with far more than forty-two characters of text";
  const before = document.diagnostics();
  const { cues, diagnostics } = document.setCueText(1, long);
  deepEqual(cues, { start: 0, oldEnd: 2, end: 2 }); // and its neighbor
  ok(diagnostics.added.some(({ code, cue }) => code === "LIN001" && cue === 1));
  const place = document.text.indexOf(long);
  ok(diagnostics.added.every(({ span, range }) => range.start.line === document.text.slice(0, span.start).split("\n").length - 1));
  ok(document.diagnostics({ rest: false }).some(({ code, span }) => code === "LIN001" && span.start === place));
  document.rest();
  deepEqual(document.rest(), { added: [], removed: [] });
  deepEqual(document.diagnostics(), check(document.text, { preset: "recommended" }).diagnostics);
  // A finding that stays is the same object, at its new place.
  const kept = document.diagnostics().find(({ code }) => code === "LIN001");
  const { start } = kept.span;
  document.applyEdit(8, 8, "NOTE\nmore\n\n");
  document.rest();
  equal(kept.span.start, start + 11);
  ok(document.diagnostics().includes(kept));
  document.undo();
  document.undo();
  deepEqual(document.diagnostics(), check(document.text, { preset: "recommended" }).diagnostics);
  equal(document.diagnostics().length, before.length);
});

test("findings follow many edits at once, characters of two units, and halves of them", () => {
  const text = `WEBVTT\n\n${Array.from({ length: 60 }, (_, n) => `00:${String(n).padStart(2, "0")}.000 --> 00:${String(n).padStart(2, "0")}.900\nOne 🎬 two  three\n\n`).join("")}`;
  const options = { preset: "recommended", select: ["ALL"] };
  const document = Document.open(text, options);
  ok(document.diagnostics().length > 60);
  const at = (word) => [...text.matchAll(word)].map(({ index }) => index);
  document.applyEdits(at(/two/g).map((start) => ({ span: { start, end: start + 3 }, replacement: "é🎬\n" })));
  deepEqual(document.report(), check(document.text, options));
  const film = document.text.indexOf("🎬");
  for (const [from, to, insert] of [[film + 1, film + 1, "x"], [film + 1, film + 2, ""], [film, film + 1, "\ud83c"], [film, film, "🎬"]]) {
    document.applyEdit(from, to, insert);
    deepEqual(document.report(), check(document.text, options));
  }
  document.applyEdits([...document.text.matchAll(/\n/g)].map(({ index }) => ({ span: { start: index, end: index + 1 }, replacement: "\r\n" })));
  deepEqual(document.report(), check(document.text, options));
  while (document.canUndo) document.undo();
  deepEqual(document.report(), check(text, options));
});

function applyInverse(text, { inverse }) {
  const document = Document.open(text);
  document.applyEdits(inverse);
  return document.text;
}

// Small, seeded: the same cases in every run.
function generator(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
