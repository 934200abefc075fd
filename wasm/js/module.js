// The functions of the module: makes objects of the columns and JSON texts that it gives.

import * as wasm from "../pkg/web/cuesmith.js";
import { Cues } from "./cues.js";
import { decode, locate, textOf } from "./text.js";

/** The name of a text's format: by its content, else by `path`, else SRT. */
export function detect(input, options) {
  return wasm.detect(textOf(input), write(options));
}

/** Reads a text: cues with UTF-16 offsets, and what the reader noticed. Never throws on content. */
export function parse(input, options) {
  const { text, encoding } = typeof input === "string" ? { text: input, encoding: undefined } : decode(input);
  const lines = write(options);
  return parsed(text, encoding, wasm.parse(text, lines), {
    details: (first, count) => wasm.details(text, lines, first, count),
    counts: () => wasm.counts(text, lines),
  });
}

/** What was read, of columns that are freed; `more` reads on when asked. */
function parsed(text, encoding, columns, more) {
  try {
    const diagnostics = columns.diagnostics();
    const format = columns.format();
    const details = (first, count) => JSON.parse(more.details(first, count));
    const cues = new Cues(text, columns, { format, details, counts: more.counts });
    return {
      format,
      text,
      encoding,
      cues,
      diagnostics: locate(text, JSON.parse(diagnostics)),
      get language() {
        return cues.language;
      },
      get regions() {
        return cues.regions;
      },
      get styles() {
        return cues.styles;
      },
    };
  } finally {
    columns.free();
  }
}

/** A text that stays in the module, for `Document`. */
export class LiveText {
  #module;
  #text;
  #lines;

  constructor(text, reading, options) {
    this.#text = text;
    this.#lines = write(reading);
    this.#module = new wasm.Text(text, this.#lines, write(options));
  }

  /** Applies edits in the order of the text, which becomes `text`. False if that has to be sent as a whole. */
  edit(text, edits) {
    if (edits.some((edit) => cutsPair(this.#text, edit.span)) || meetsPair(text, edits)) return false;
    const numbers = edits.flatMap(({ span, replacement }) => [span.start, span.end, replacement.length]);
    this.#module.edit(Uint32Array.from(numbers), edits.map(({ replacement }) => replacement).join(""));
    this.#text = text;
    return true;
  }

  parse() {
    const text = this.#text;
    // Another text is read as before.
    const isSame = () => this.#text === text;
    return parsed(text, undefined, this.#module.parse(), {
      details: (first, count) =>
        isSame() ? this.#module.details(first, count) : wasm.details(text, this.#lines, first, count),
      counts: () => (isSame() ? this.#module.counts() : wasm.counts(text, this.#lines)),
    });
  }

  /** A change to cues as edits; undefined where the format cannot express it. */
  change(change, numbers, insert = "") {
    const edits = this.#module.change(change, Float64Array.from(numbers), insert);
    return edits === undefined ? undefined : JSON.parse(edits);
  }

  /** What changed in the findings: of the whole file, or of the cues that changed, or undefined. */
  check(whole) {
    const delta = this.checkJson(whole);
    return delta === undefined ? undefined : JSON.parse(delta);
  }

  /** The same, as JSON. */
  checkJson(whole) {
    return this.#module.check(whole);
  }

  free() {
    this.#module.free();
  }
}

// Half of a character of two units is another character in the module. Edits that make or unmake halves are not sent.
const isPair = (text, at) => /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
const cutsPair = (text, { start, end }) => isPair(text, start) || isPair(text, end);

function meetsPair(text, edits) {
  let shift = 0;
  return edits.some(({ span, replacement }) => {
    const start = span.start + shift;
    shift += replacement.length - (span.end - span.start);
    return cutsPair(text, { start, end: start + replacement.length });
  });
}

/** Checks a text against the rules of the loaded packs. Never throws on content. */
export function check(input, options) {
  const text = textOf(input);
  const report = JSON.parse(wasm.check(text, write(options)));
  locate(text, report.diagnostics);
  return report;
}

/** The effective options of a check and who set each: an order, the preset, the options. */
export function settings(options) {
  return JSON.parse(wasm.settings(write(options)));
}

/** Applies every safe fix (with `unsafeFixes` the unsafe ones too) until none is left. */
export function fix(input, options) {
  const fixed = JSON.parse(wasm.fix(textOf(input), write(options)));
  locate(fixed.text, fixed.report.diagnostics);
  return fixed;
}

/** Writes a text in another format and says what was lost. */
export function convert(input, to, options) {
  return JSON.parse(wasm.convert(textOf(input), to, write(options)));
}

/** Rewraps lines. */
export function reflow(input, options) {
  return change("reflow", input, options);
}

/** Changes times. */
export function retime(input, { clip, sync, ...options } = {}) {
  const range = clip && `${clip[0]}-${clip[1]}`;
  const points = sync?.map(([from, to]) => `${from}=${to}`);
  return change("retime", input, { ...options, clip: range, sync: points });
}

/** Writes speaker marks in another style. */
export function speakers(input, options) {
  return change("speakers", input, options);
}

/** Masks profanity. */
export function mask(input, { languages, ...options } = {}) {
  return change("mask", input, { ...options, languages: languages?.join() });
}

/** Corrects spelling to the terms of a dictionary. */
export function applyDictionary(input, terms, options) {
  return change("dictionary", input, { ...options, terms: typeof terms === "string" ? terms.split(/\r?\n/) : terms });
}

/** What each of Kaltura's parsers keeps. */
export function simulate(input, { clip, ...options } = {}) {
  return JSON.parse(wasm.simulate(textOf(input), write({ ...options, clip: clip?.join() })));
}

/** The script of extended audio descriptions, with estimates of how long they take to speak. */
export function ead(input, options) {
  return JSON.parse(wasm.ead(textOf(input), write(options)));
}

/** Reads chapters from captions, JSON or CSV, and writes them in the form `to`. */
export function chapters(input, options) {
  return JSON.parse(wasm.chapters(textOf(input), write(options)));
}

/**
 * Puts a transcript onto the times of a recognizer or of captions; without a transcript, makes captions of what was
 * recognized.
 */
export function align(transcript, timeline, options) {
  return JSON.parse(wasm.align(textOf(transcript ?? ""), timelineOf(timeline), write(options)));
}

/** How well a text has the words and times of a reference. */
export function score(reference, hypothesis, options) {
  return JSON.parse(wasm.score(timelineOf(reference), timelineOf(hypothesis), write(options)));
}

/** The answer of a recognizer may be parsed already. */
function timelineOf(input) {
  const isText = typeof input === "string" || input instanceof ArrayBuffer || ArrayBuffer.isView(input);
  return isText ? textOf(input) : JSON.stringify(input);
}

function change(operation, input, options) {
  return JSON.parse(wasm.change(textOf(input), operation, write(options)));
}

/** Every rule of the loaded packs, by code. */
export function rules() {
  return JSON.parse(wasm.rules());
}

/**
 * The documentation of a rule as Markdown; undefined when there is no such rule. The texts are a
 * file of their own, loaded when first asked for.
 */
export async function explain(rule) {
  const code = wasm.find(rule);
  if (code === undefined) return undefined;
  const docs = await import("../pkg/web/docs.js");
  return docs.default[code];
}

/** The version of this package. */
export function version() {
  return wasm.version();
}

// Options cross the border as lines `name=value`, a list as several lines.
function write({ order, ...options } = {}) {
  const lines = [];
  if (order !== undefined) lines.push(`order=${typeof order === "string" ? order.replaceAll(/[\r\n]/g, " ") : JSON.stringify(order)}`);
  for (const [name, value] of Object.entries(options)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) lines.push(`${name}=${String(one).replaceAll(/[\r\n]/g, " ")}`);
    }
  }
  return lines.join("\n");
}
