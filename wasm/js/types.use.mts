// Compiled by types.test.mjs, never run.

import {
  type Change,
  type Cue,
  type Diagnostic,
  Document,
  type Edit,
  type Format,
  LineIndex,
  align,
  applyDictionary,
  applyEdits,
  check,
  convert,
  cueToDOM,
  cueToHtml,
  cueToPlainText,
  cueToWebVtt,
  decode,
  detect,
  explain,
  fix,
  fixEdits,
  init,
  initSync,
  inverseEdits,
  isLoaded,
  load,
  loadSync,
  mask,
  parse,
  rules,
  score,
  toVTTCue,
  toVTTRegion,
  version,
} from "cuesmith";
import { init as initAll } from "cuesmith/all";
import { init as initCheck } from "cuesmith/check";
import { toCodeMirrorChanges, toLspEdits } from "cuesmith/adapters";
import { type ParsedCaptionsResult, parseText } from "cuesmith/media-captions";
import { SpeechModel, type SpeechModelFiles, init as initSpeech } from "cuesmith/speech";
import { Parser } from "cuesmith/stream";

declare const bytes: Uint8Array;
declare const finding: Diagnostic;
declare const modelFiles: SpeechModelFiles;

export async function run(): Promise<string> {
  await init();
  await init("https://example.org/core.wasm");
  await init(bytes);
  initSync(bytes);
  await load("check");
  await load("kaltura", { check: bytes, kaltura: "https://example.org/kaltura.wasm" });
  if (!isLoaded("check")) loadSync("check", { shared: bytes, check: bytes });
  await initAll();
  await initCheck("https://example.org/core.wasm", { check: bytes });
  const { words, cues: aligned } = align("Hello there", bytes, { to: "srt", unspoken: "mark" });
  const firstCue: number | null | undefined = aligned[0]?.confidence ?? words[0]?.start;
  align(null, { words: [] });
  await initSpeech(bytes);
  const speech = new SpeechModel({ ...modelFiles, dictionary: bytes });
  const heard = speech.align("Hello there", new Float32Array(16000), { rate: 16000, onprogress: (share) => void share.toFixed(2) });
  const firstSpoken: number | null | undefined = heard.words[0]?.start;
  // @ts-expect-error: a model without its files
  new SpeechModel({ mdef: bytes });
  speech.free();
  mask(bytes, { style: "bleep", languages: ["en"], words: ["gosh"] });
  applyDictionary(bytes, ["Kubernetes"], { fuzzy: true });
  const errors: number | null = score("Hello there", bytes, { case: true }).wer;
  if (firstCue === errors) return "";
  // @ts-expect-error not a way to treat unspoken text
  align("Hello", bytes, { unspoken: "hide" });
  // @ts-expect-error no such pack
  await load("cheque");
  const format: Format = detect(bytes, { path: "a.vtt" });
  const { cues, regions, text, language } = parse(bytes, { format, lenient: true });
  const cue: Cue | undefined = cues.at(0);
  if (cue === undefined) return language ?? version();
  for (const token of cue.tokens) {
    if (token.type === "start") token.classes.join(token.annotation ?? token.color);
  }
  const line: number | "auto" = cue.placement.line;
  const shape = toVTTCue(cue, {});
  const seconds: number = shape.endTime - shape.startTime;
  regions.map((region) => toVTTRegion(region).id);
  const fragment = cueToDOM(cue, {
    createDocumentFragment: () => "fragment",
    createElement: () => "",
    createTextNode: () => "",
    createProcessingInstruction: () => "",
  });
  const isText: string = fragment;
  const rate: number | undefined = cues.metrics().cps[0];
  const report = check(text, { preset: "kaltura-reach", select: ["TIM"], maxCps: 20 });
  const { edits, clashing } = fixEdits(report, { rule: "TIM003", unsafe: true });
  fixEdits([finding]).fixed.map((fixed) => fixed.range.start.column);
  const back: Edit[] = inverseEdits(text, edits);
  const made = convert(applyEdits(text, back), "srt", { voice: "prefix" });
  const losses: string[] = made.losses.map((loss) => loss.message);
  const names = rules().map((rule) => rule.name);
  const docs: string | undefined = await explain("TIM003");
  const position = new LineIndex(text).position(3);
  const document = Document.open(text, { preset: "strict" });
  const change: Change = document.applyEdit(0, 0, "x");
  const maybe: Change | undefined = document.setCueTimes(0, 1000, 2000);
  document.insertCue({ start: 0, end: 1, text: "a" })?.inverse.length;
  document.split(0, { offset: 1, time: 1 });
  document.merge(0, 1, { joint: "break" });
  toLspEdits(edits, text).map((edit) => edit.newText + toCodeMirrorChanges(edits, text).length);
  const parser = new Parser({});
  parser.oncue = (shown) => shown.endTime;
  parser.parse(bytes).parse("text").flush();
  const result: ParsedCaptionsResult = await parseText(text, { type: "vtt", strict: true });
  // @ts-expect-error no such option
  check(text, { maxCharacters: 3 });
  // @ts-expect-error no such format
  convert(text, "docx");
  // @ts-expect-error documents are opened
  new Document(text);
  return [
    cueToHtml(cue), cueToPlainText(cue), cueToWebVtt(cue), decode(bytes).encoding, fix(text).text,
    line, seconds, isText, rate, clashing.length, losses, names, docs, position.line, change, maybe,
    document.undo(), result.cues,
  ].join();
}
