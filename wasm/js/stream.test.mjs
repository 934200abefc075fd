// Reading in chunks, in the shapes of vtt.js and media-captions, and findings for editors.
// `node --test wasm/js/stream.test.mjs`, after scripts/wasm.

import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { before, test } from "node:test";

import { applyEdits, check, fixEdits, init, parse, toVTTCue } from "cuesmith/all";
import { toCodeMirrorChanges, toCodeMirrorDiagnostics, toLsp, toLspEdits, toMonacoMarkers } from "cuesmith/adapters";
import { ParseErrorCode, inferCaptionsFormat, parseByteStream, parseResponse, parseText, parseTextStream } from "cuesmith/media-captions";
import { Parser, WebVTT } from "cuesmith/stream";

before(() => init());

const TEXTS = [
  "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:03.000 --> 00:04.000\nTwo\nlines\n",
  "\ufeffWEBVTT - title\nKind: captions\nLanguage: en\n\nSTYLE\n::cue {}\n\nREGION\nid:a\n\nNOTE x\ny\n\nid\n00:01.000 --> 00:02.000 region:a\n<v Ana>é🎬\n\nREGION\nid:late\n\n00:01.000 --> 00:02.000 region:late\nno region\n",
  "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nOne\r\n\r\n\r\n\r\n2\r\n00:03.000 --> 00:04.000\r\nTwo\r\n",
  "WEBVTT\r\r00:01.000 --> 00:02.000\rOne\r\r00:03.000 --> 00:04.000 line:0\rTwo",
  "WEBVTT\n00:01.000 --> 00:02.000\nin the header\n\n00:03.000 --> 00:04.000\nok\n",
  "WEBVTT\n\nbad --> time\nlost\n\nstray\n\n00:03.000 --> 00:04.000\nok\n00:05.000 --> 00:06.000\nat once\n",
  "WEBVTT\n\n00:03.000 --> 00:04.000\n\n00:05.000 --> 00:06.000\n\0nul\n\n",
  "WEBVTT",
  "WEBVTT\n\n",
  "",
  "no signature\n\n00:03.000 --> 00:04.000\nx\n",
];

function events(chunks) {
  const parser = new Parser({});
  const out = [];
  for (const name of ["oncue", "onregion", "onstyle", "onheader"]) parser[name] = (value) => out.push([name, { ...Object(value) }]);
  parser.onflush = () => out.push(["onflush"]);
  parser.onparsingerror = ({ code, line, detail }) => out.push(["onparsingerror", { code, line, detail }]);
  for (const chunk of chunks) parser.parse(chunk);
  parser.flush();
  return out;
}

const of = (list, name) => list.filter(([event]) => event === name).map(([, value]) => value);

test("any chunks give the cues of the whole", () => {
  let seed = 7;
  const random = (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (const text of TEXTS) {
    const whole = parse(text, { format: "webvtt" });
    const want = [...whole.cues].map((cue) => ({ ...toVTTCue(cue, {}) }));
    const bytes = new TextEncoder().encode(text);
    const splits = [[text], [...text], [bytes], [...bytes].map((byte) => Uint8Array.of(byte))];
    for (let round = 0; round < 20; round += 1) {
      const chunks = [];
      for (let at = 0; at < text.length; ) {
        const next = at + 1 + random(30);
        chunks.push(text.slice(at, next));
        at = next;
      }
      splits.push(chunks);
    }
    for (const chunks of splits) {
      const got = events(chunks);
      deepEqual(of(got, "oncue"), want, JSON.stringify(text));
      deepEqual(of(got, "onregion").map(({ id }) => id), whole.regions.map(({ id }) => id));
      equal(of(got, "onstyle").length, whole.styles.length);
      equal(got.filter(([event]) => event === "onflush").length, 1);
      const errors = of(got, "onparsingerror");
      if (/^\ufeff?WEBVTT/.test(text)) {
        const lines = whole.diagnostics.filter((d) => d.severity === "error" && /TIMESTAMP|STRAY/.test(d.code));
        const known = errors.filter((error) => /TIMESTAMP|STRAY/.test(error.detail));
        deepEqual(known.map((e) => [e.detail, e.line]), lines.map((d) => [d.code, d.range.start.line + 1]));
      } else {
        deepEqual(errors.map(({ code }) => code), [0]);
      }
    }
  }
});

test("a cue comes as soon as its block has ended", () => {
  const parser = new Parser({});
  const seen = [];
  parser.oncue = (cue) => seen.push(cue.text);
  parser.parse("WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n");
  deepEqual(seen, []);
  parser.parse("\n00:0");
  deepEqual(seen, ["One"]);
  parser.parse("3.000 --> 00:04.000\nTwo").flush();
  deepEqual(seen, ["One", "Two"]);
});

test("vtt.js's way to call it", () => {
  class VTTCue {
    constructor(start, end, text) {
      Object.assign(this, { startTime: start, endTime: end, text, line: "auto" });
    }
  }
  const window = { VTTCue };
  const parser = new WebVTT.Parser(window, {}, WebVTT.StringDecoder());
  const cues = [];
  parser.oncue = (cue) => cues.push(cue);
  parser.parse("WEBVTT\n\n00:01.000 --> 00:02.000 line:3\nOne\n");
  parser.flush();
  ok(cues[0] instanceof VTTCue);
  deepEqual([cues[0].startTime, cues[0].line, "size" in cues[0]], [1, 3, false]);
});

const stream = (...chunks) =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

test("media-captions' functions", async () => {
  const seen = [];
  const text = TEXTS[1];
  const result = await parseText(text, { onCue: (cue) => seen.push(cue.text), errors: true });
  deepEqual(result.metadata, { Kind: "captions", Language: "en" });
  deepEqual(result.cues.map((cue) => [cue.id, cue.startTime, cue.text]), [["id", 1, "<v Ana>é🎬"], ["", 1, "no region"]]);
  deepEqual(seen, result.cues.map((cue) => cue.text));
  equal(result.cues[0].region, result.regions[0]);
  deepEqual(result.styles, ["::cue {}"]);
  const bytes = new TextEncoder().encode(text);
  deepEqual((await parseTextStream(stream(text.slice(0, 40), text.slice(40)))).cues.length, 2);
  deepEqual((await parseByteStream(stream(bytes.slice(0, 141), bytes.slice(141)))).cues[0].text, "<v Ana>é🎬");

  const srt = "1\n00:00:01,000 --> 00:00:02,000\nJosé <3\n";
  const latin = Uint8Array.from([...srt].map((c) => c.charCodeAt(0)));
  const headers = { "content-type": 'application/x-subrip; charset="iso-8859-1"' };
  const answer = await parseResponse(Promise.resolve(new Response(latin, { headers })));
  deepEqual(answer.cues.map((cue) => cue.text), ["José &lt;3"]);

  const errors = [];
  const failed = await parseResponse(Promise.reject(new Error("offline")), { errors: true, onError: (e) => errors.push(e) });
  deepEqual([failed.cues, errors.map((e) => e.code)], [[], [ParseErrorCode.LoadFail]]);
  deepEqual((await parseResponse(new Response("no", { status: 404 }), { errors: true })).errors.length, 1);
  deepEqual((await parseText("00:01.000 --> 00:02.000\nx\n")).cues.length, 1);
  await rejects(parseText("00:01.000 --> 00:02.000\nx\n", { strict: true }), { code: ParseErrorCode.BadSignature, line: 1 });
  await rejects(parseText("", { type: "ssa" }), /ssa/);
  equal(inferCaptionsFormat("text/plain", "/subs/en.srt?token=1"), "srt");
  equal(inferCaptionsFormat("text/plain", "/subs/constructor.constructor"), undefined);
});

const CHECKED = "WEBVTT\r\n\r\n00:01.000 --> 00:03.000\r\n🎬 One  \r\n\r\n00:03.000 --> 00:03.001\r\nGone at once\r\n";

test("findings for the Language Server Protocol and Monaco", () => {
  const report = check(CHECKED, { select: ["TIM003"] });
  const range = { start: { line: 5, character: 0 }, end: { line: 5, character: 23 } };
  const [lsp] = toLsp(report, { href: (code) => `https://example.org/${code}` });
  deepEqual(lsp, {
    range,
    severity: 1,
    code: "TIM003",
    codeDescription: { href: "https://example.org/TIM003" },
    source: "cuesmith",
    message: report.diagnostics[0].message,
  });
  const labels = [{ span: { start: 0, end: 6 }, range: { start: { line: 0, column: 0 }, end: { line: 0, column: 6 } }, message: "here" }];
  const [related] = toLsp([{ ...report.diagnostics[0], labels }], { uri: "file:///a.vtt" });
  deepEqual(related.relatedInformation, [
    { location: { uri: "file:///a.vtt", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } } }, message: "here" },
  ]);
  const [marker] = toMonacoMarkers(report.diagnostics);
  deepEqual([marker.startLineNumber, marker.startColumn, marker.endColumn, marker.severity], [6, 1, 24, 8]);
  deepEqual(toLspEdits([{ span: { start: 0, end: 6 }, replacement: "x" }], CHECKED), [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } }, newText: "x" },
  ]);
});

test("findings for CodeMirror count a CRLF as one", () => {
  const options = { select: ["TXT", "TIM003"] };
  const report = check(CHECKED, options);
  const shown = CHECKED.replaceAll("\r\n", "\n");
  const list = toCodeMirrorDiagnostics(report, CHECKED);
  const one = list.find(({ source }) => source === "cuesmith TIM003");
  equal(shown.slice(one.from, one.to), "00:03.000 --> 00:03.001");
  const { edits } = fixEdits(report);
  ok(edits.length > 0);
  const apply = (text, changes) =>
    [...changes].reverse().reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
  equal(apply(shown, toCodeMirrorChanges(edits, CHECKED)), applyEdits(CHECKED, edits).replaceAll("\r\n", "\n"));

  const fixable = list.find(({ actions }) => actions);
  const view = (text) => ({ state: { doc: text }, dispatched: [], dispatch(transaction) { this.dispatched.push(transaction); } });
  const [same, other] = [view(shown), view(`${shown}x`)];
  fixable.actions[0].apply(same, fixable.from, fixable.to);
  fixable.actions[0].apply(other, fixable.from, fixable.to);
  deepEqual([same.dispatched.length, other.dispatched.length], [1, 0]);
});
