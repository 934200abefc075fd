// Forced alignment in Node: `node --test wasm/js/speech.test.mjs`, after scripts/wasm and `cargo build --release`.
// Speech comes from flite, the acoustic model from Debian (scripts/setup-audio). CUESMITH names another command.

import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as packs from "cuesmith/align"; // by its own name: package.json's exports are tested too
import { SpeechModel, init, initSync } from "cuesmith/speech";

const FOLDER = "/usr/share/pocketsphinx/model/en-us";
const command = process.env.CUESMITH ?? fileURLToPath(new URL("../../target/release/cuesmith", import.meta.url));
const TEXT =
  "The harbour is quiet in the morning. Boats leave before the sun is up, and the nets are mended on the quay. " +
  "Quellmere has 25 houses, a church and one small shop.\n";
const OTHER =
  "Wash the rice twice, then let it soak for an hour. Heat a pan with a little oil and fry the onions until they " +
  "are brown. Add salt, stir once, and cover everything with a lid.\n";

const missing = [
  [existsSync(join(FOLDER, "en-us/mdef")), "the acoustic model pocketsphinx-en-us"],
  [spawns("flite", "--version"), "flite"],
].filter(([is]) => !is);
const skip = missing.length > 0 && `not installed: ${missing.map(([, what]) => what).join(", ")}`;

let folder;
let model;
let samples;

before(async () => {
  await init(); // Node reads the file beside the package
  folder = mkdtempSync(join(tmpdir(), "speech-"));
  if (skip) return;
  execFileSync("flite", ["-voice", "slt", "-t", TEXT.replaceAll("\n", " "), "-o", join(folder, "talk.wav")]);
  samples = samplesOf(readFileSync(join(folder, "talk.wav")));
  model = new SpeechModel(files());
});

after(() => {
  model?.free();
  rmSync(folder, { recursive: true });
});

test("a model without a file, or with a damaged one, is refused by name", () => {
  throws(() => new SpeechModel({}), /`mdef` is missing/);
  throws(() => new SpeechModel({ mdef: "text" }), /pass the bytes of `mdef`/);
  const bytes = new Uint8Array([1, 2, 3]);
  const names = ["mdef", "means", "variances", "transition_matrices", "feat.params", "dictionary"];
  throws(() => new SpeechModel(Object.fromEntries(names.map((name) => [name, bytes]))), /cannot be used: `/);
});

test("the module starts from bytes, and once", async () => {
  initSync(readFileSync(new URL(import.meta.resolve("cuesmith/speech.wasm"))));
  await init("https://example.org/never-fetched.wasm");
});

test("words have the times that the command gives them", { skip: skip || withoutCommand() }, () => {
  const { words, fit, evidence, duration } = model.align(TEXT, samples, { rate: 16_000 });
  const path = join(folder, "talk.txt");
  writeFileSync(path, TEXT);
  const args = ["align", path, "--audio", join(folder, "talk.wav"), "--model", FOLDER];
  const outputs = ["--words", join(folder, "words.json"), "-o", join(folder, "talk.vtt")];
  run([...args, ...outputs]);
  const theirs = JSON.parse(readFileSync(join(folder, "words.json"), "utf8")).words;
  deepEqual(
    words.map(({ text, start, end }) => [text, start, end]),
    theirs.map(({ text, start_ms, end_ms }) => [text, start_ms, end_ms]),
  );
  words.forEach(({ confidence }, at) => ok(Math.abs(confidence - theirs[at].confidence) < 0.01, words[at].text));
  deepEqual(words.map(({ unspoken }) => unspoken), theirs.map(({ flags }) => flags.includes("unspoken")));
  ok(fit > -1 && evidence > 0.9, `${fit} ${evidence}`);
  ok(Math.abs(duration - samples.length / 16) < 30, `${duration}`);
});

test("words are in the order of the text, and say which are not in the dictionary", { skip }, () => {
  const { words } = model.align(TEXT, samples, { rate: 16_000 });
  equal(words.map(({ text }) => text).join(" "), TEXT.replaceAll(/[.,]/g, "").trim());
  for (const { text, span } of words) equal(TEXT.slice(span.start, span.end), text);
  let free = 0;
  for (const { start, end } of words) {
    ok(start >= free && end > start, `${start} ${end}`);
    free = end;
  }
  deepEqual(words.filter(({ guessed }) => guessed).map(({ text }) => text), ["Quellmere"]);
});

test("audio in pieces, of two channels or at another rate gives the same times", { skip }, () => {
  const starts = ({ words }) => words.map(({ start }) => start);
  const once = starts(model.align(TEXT, samples, { rate: 16_000 }));
  function* pieces() {
    for (let at = 0; at < samples.length; at += 777) yield samples.subarray(at, at + 777);
  }
  deepEqual(starts(model.align(new TextEncoder().encode(TEXT), pieces(), { rate: 16_000 })), once);
  const buffer = {
    sampleRate: 16_000,
    numberOfChannels: 2,
    length: samples.length,
    getChannelData: (channel) => (channel === 0 ? samples : samples.slice()),
  };
  deepEqual(starts(model.align(TEXT, buffer)), once);
  // Each sample three times: what a 48 kHz file of it has, but for the highest tones.
  const more = new Float32Array(3 * samples.length).map((_, at) => samples[Math.floor(at / 3)]);
  starts(model.align(TEXT, more, { rate: 48_000 })).forEach((start, at) => ok(Math.abs(start - once[at]) <= 30));
});

test("another text is refused, `force` gives times nevertheless, and the share that is done rises to 1", { skip }, () => {
  throws(() => model.align(OTHER, samples, { rate: 16_000 }), /the text is not what is spoken.*`force: true`/);
  const shares = [];
  const { evidence } = model.align(OTHER, samples, { rate: 16_000, force: true, onprogress: (share) => shares.push(share) });
  ok(evidence < 0.5, `${evidence}`);
  deepEqual(shares, shares.toSorted((a, b) => a - b));
  equal(shares.at(-1), 1);
  throws(() => model.align("", samples, { rate: 16_000 }), /no words/);
  throws(() => model.align(TEXT, new Float32Array(0), { rate: 16_000 }), /empty/);
  throws(() => model.align(TEXT, samples), /pass the sample rate/);
  throws(() => model.align(TEXT, samples, { rate: 100 }), /100 samples in a second/);
});

test("the pack `align` makes captions of the words", { skip }, async () => {
  await packs.init();
  const { words } = model.align(TEXT, samples, { rate: 16_000 });
  const spoken = words.filter(({ start }) => start !== null);
  const timeline = { words: spoken.map(({ text, start, end }) => ({ text, start: start / 1000, end: end / 1000 })) };
  const { cues, words: aligned } = packs.align(TEXT, timeline);
  deepEqual(aligned.map(({ start }) => start), words.map(({ start }) => start));
  ok(cues.length > 2);
});

/** The model as a page has it: names to bytes. */
function files() {
  const names = ["mdef", "means", "variances", "transition_matrices", "sendump", "feat.params", "noisedict"];
  const entries = names.map((name) => [name, readFileSync(join(FOLDER, "en-us", name))]);
  return { ...Object.fromEntries(entries), dictionary: readFileSync(join(FOLDER, "cmudict-en-us.dict")) };
}

/** The samples of a file of flite: 16 bits, one channel. */
function samplesOf(bytes) {
  equal(bytes.readUInt32LE(24), 16_000);
  const start = bytes.indexOf("data") + 8;
  return Float32Array.from({ length: (bytes.length - start) >> 1 }, (_, at) => bytes.readInt16LE(start + 2 * at) / 32_768);
}

function spawns(name, ...args) {
  try {
    execFileSync(name, args, { stdio: "ignore" });
    return true;
  } catch (error) {
    return error.code !== "ENOENT";
  }
}

function withoutCommand() {
  return existsSync(command) ? false : `there is no ${command}: cargo build --release makes it`;
}

/** Runs the command; findings are no failure. */
function run(args) {
  try {
    execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    if (error.status !== 1) throw error;
  }
}
