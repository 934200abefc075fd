// What the package has besides reading and checking, in Node: details of cues, edits, documents.
// `node --test wasm/js/api.test.mjs`, after scripts/wasm.

import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { before, test } from "node:test";

import * as cuesmith from "cuesmith/all";

before(() => cuesmith.init()); // Node reads the file beside the package

const VTT = `WEBVTT

STYLE
::cue { color: red }

REGION
id:top
width:40%
scroll:up

one
00:01.000 --> 00:03.000 line:10%,end position:20%,line-left size:50% align:left
<v.loud Ana>Hi <b>there</b> &amp; <lang de>dort</lang><00:02.000>!

00:03.500 --> 00:05.000 region:top
<v Ben>Two
lines
`;

test("details of cues", () => {
  const { cues, regions, styles, language, text } = cuesmith.parse(VTT, { path: "talk.de.vtt" });
  equal(text, VTT);
  equal(language, "de");
  deepEqual(styles, ["::cue { color: red }"]);
  equal(regions.length, 1);
  deepEqual([regions[0].id, regions[0].width, regions[0].scroll], ["top", 40, "up"]);
  const [one, two] = cues;
  deepEqual(one.placement, {
    vertical: "",
    line: 10,
    snapToLines: false,
    lineAlign: "end",
    position: 20,
    positionAlign: "line-left",
    size: 50,
    align: "left",
  });
  equal(one.region, null);
  equal(two.region, regions[0]);
  deepEqual([one.speaker, two.voices], ["Ana", ["Ben"]]);
  equal(
    cuesmith.cueToHtml(one),
    '<span class="loud" title="Ana">Hi <b>there</b> &amp; <span lang="de">dort</span>!</span>',
  );
  equal(cuesmith.cueToPlainText(one), "Hi there & dort!");
  equal(cuesmith.cueToWebVtt(two), "<v Ben>Two\nlines");
});

test("HTML is escaped whatever the file contains", () => {
  const nasty = `WEBVTT\n\n00:01.000 --> 00:02.000\n<v "onx='1'>&lt;img src=x&gt;<c.a"b>&quot;<script>x</script>\n`;
  const html = cuesmith.cueToHtml(cuesmith.parse(nasty).cues.at(0));
  equal(
    html,
    `<span title="&quot;onx=&#39;1&#39;">&lt;img src=x&gt;<span class="a&quot;b">&quot;x</span></span>`,
  );
});

test("SRT and TTML have tokens too", () => {
  const srt = '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>a</i> <font color="red">b < c</font>\nd\n';
  const cue = cuesmith.parse(srt).cues.at(0);
  equal(cuesmith.cueToHtml(cue), '<i>a</i> <span style="color: #ff0000">b &lt; c</span>\nd');
  equal(cuesmith.cueToWebVtt(cue), "<i>a</i> <c>b &lt; c</c>\nd");
  const vtt = cuesmith.toVTTCue(cue, {});
  deepEqual([vtt.startTime, vtt.endTime, vtt.text, vtt.id], [1, 2, "<i>a</i> <c>b &lt; c</c>\nd", "1"]);
  const ttml = '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="fr"><body><div><p begin="1s" end="2s">a &lt;<br/>b</p></div></body></tt>';
  const parsed = cuesmith.parse(ttml);
  equal(parsed.language, "fr");
  equal(cuesmith.cueToHtml(parsed.cues.at(0)), "a &lt;\nb");
});

test("nesting costs no stack", () => {
  const deep = `WEBVTT\n\n00:01.000 --> 00:02.000\n${"<b>".repeat(30000)}x\n`;
  const html = cuesmith.cueToHtml(cuesmith.parse(deep).cues.at(0));
  equal(html.length, 30000 * 7 + 1);
});

test("details beyond the first part", () => {
  const block = (n) => `00:00.000 --> 00:01.000 line:${n}\nn${n}\n`;
  const text = `WEBVTT\n\n${Array.from({ length: 1300 }, (_, n) => block(n)).join("\n")}`;
  const { cues } = cuesmith.parse(text);
  for (const at of [0, 511, 512, 1299]) equal(cues.at(at).placement.line, at);
});

test("metrics", () => {
  const text = "WEBVTT\n\n00:03.000 --> 00:05.000\nfour words in here\nnaïve\n\n00:01.000 --> 00:02.500\nab\n\n00:06.000 --> 00:06.000\nx\n";
  const m = cuesmith.parse(text).cues.metrics();
  deepEqual([...m.characters], [24, 2, 1]); // 18 + line break + 5
  deepEqual([...m.words], [5, 1, 1]);
  deepEqual([...m.lines], [2, 1, 1]);
  deepEqual([...m.longestLine], [18, 2, 1]);
  deepEqual([...m.cps], [12, 2000 / 1500, NaN]);
  deepEqual([...m.wpm], [150, 40, NaN]);
  deepEqual([...m.gap], [1000, 500, NaN]);
});

test("bytes", () => {
  const utf8 = new TextEncoder().encode(VTT);
  equal(cuesmith.parse(utf8).text, VTT);
  equal(cuesmith.parse(utf8.buffer).encoding, "utf-8");
  const srt = "\ufeff1\n00:00:01,000 --> 00:00:02,000\nJosé\n";
  const utf16 = new Uint8Array(new Uint16Array([...srt].map((c) => c.charCodeAt(0))).buffer);
  const read = cuesmith.parse(utf16);
  deepEqual([read.encoding, read.cues.text(0), read.text], ["utf-16le", "José", srt]);
  const latin = Uint8Array.from([...srt.slice(1)].map((c) => c.charCodeAt(0)));
  deepEqual([cuesmith.decode(latin).encoding, cuesmith.parse(latin).cues.text(0)], ["windows-1252", "José"]);
  equal(cuesmith.detect(utf8), "webvtt");
  equal(cuesmith.detect("hello", { path: "x.vtt" }), "webvtt");
});

test("lines and columns", () => {
  const text = "WEBVTT\r\n\r\n00:01.000 --> 00:03.000\r🎬🎬\n\n00:03.000 --> 00:03.001\nGone at once\n";
  const [found] = cuesmith.check(text, { select: ["TIM003"] }).diagnostics;
  deepEqual(found.range, { start: { line: 5, column: 0 }, end: { line: 5, column: 23 } });
  const lines = new cuesmith.LineIndex(text);
  deepEqual(lines.position(text.indexOf("🎬") + 2), { line: 3, column: 2 });
  equal(lines.count, 8);
});

test("fixes as edits: one, of a rule, all safe", () => {
  const text = "1\n00:00:01.000 --> 00:00:02.000\nOne  \n\n3\n00:00:03.000 --> 00:00:04.000\nTwo\n";
  const options = { path: "a.srt", select: ["SRT", "TXT"] };
  const report = cuesmith.check(text, options);
  const all = cuesmith.fixEdits(report);
  ok(all.fixed.length > 2);
  const [first] = report.diagnostics.filter((d) => d.fix?.applicability === "safe");
  const one = cuesmith.fixEdits([first]);
  deepEqual(one.edits, first.fix.edits);
  const rule = cuesmith.fixEdits(report, { rule: first.name });
  ok(rule.fixed.length > 0 && rule.fixed.every((d) => d.code === first.code));
  let now = text;
  for (let round = 0; round < 10; round += 1) {
    const { edits } = cuesmith.fixEdits(cuesmith.check(now, options));
    if (edits.length === 0) break;
    now = cuesmith.applyEdits(now, edits);
  }
  equal(now, cuesmith.fix(text, options).text);
  const back = cuesmith.inverseEdits(text, all.edits);
  equal(cuesmith.applyEdits(cuesmith.applyEdits(text, all.edits), back), text);
});

test("of two fixes that clash one waits", () => {
  const finding = (start, end, replacement, applicability = "safe") => ({
    code: "A",
    name: "a",
    fix: { applicability, edits: [{ span: { start, end }, replacement }] },
  });
  const list = [finding(4, 6, "x"), finding(0, 2, "y"), finding(5, 5, "z"), finding(4, 6, "x"), finding(8, 9, "", "unsafe")];
  const { edits, fixed, clashing } = cuesmith.fixEdits(list);
  deepEqual(edits.map((e) => e.span.start), [0, 4]);
  deepEqual([fixed.length, clashing.length], [3, 1]);
  equal(cuesmith.fixEdits(list, { unsafe: true }).fixed.length, 4);
});

test("fixes that would change more than they should are left out, and the others applied", () => {
  const ttml = '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"  ttp:tim</i>Base="media"><body>\n<div>\n<p begin="00:00:00.000" end="00:00:10.000">\n<span>One line Subtitle.</span>\n</{\\an8}p>\t\t\t\n\t- </div>\n</body>\n</tt>\n';
  const options = { path: "a.ttml", preset: "kaltura-reach", select: ["ALL"] };
  const fixed = cuesmith.fix(ttml, { ...options, unsafeFixes: true });
  deepEqual(fixed.left, [{ code: "KLT031", message: "`-` would be hidden" }]);
  ok(fixed.applied.length > 0 && fixed.text !== ttml);
  deepEqual(fixed.report, cuesmith.check(fixed.text, options));
  // Text that looks like bytes of UTF-16 is text.
  const wide = [..."1\n00:00:01.000 --> 00:00:03.000\nOne\n"].join("\0");
  deepEqual(cuesmith.fix(wide, { path: "a.srt" }).left, []);
});
