// The package's face: makes objects of the columns and JSON texts that the WASM module hands out.
// What may come in and go out is written down in index.d.ts.

import initModule, * as wasm from "../pkg/web/cuesmith.js";

let ready;

/** Loads the module once; later calls wait for the first one. */
export function init(source) {
  ready ??= initModule(source === undefined ? undefined : { module_or_path: source }).then(
    () => undefined,
    (error) => {
      ready = undefined; // a failed download may be tried again
      throw error;
    },
  );
  return ready;
}

/** Loads the module from bytes or a compiled module, at once. */
export function initSync(module) {
  wasm.initSync({ module });
  ready ??= Promise.resolve();
}

/** Reads a text: cues with UTF-16 offsets, and what the reader noticed. Never throws on content. */
export function parse(text, options) {
  const columns = wasm.parse(text, write(options));
  try {
    const diagnostics = columns.diagnostics();
    return {
      format: columns.format(),
      cues: new Cues(text, columns),
      diagnostics: JSON.parse(diagnostics),
    };
  } finally {
    columns.free();
  }
}

/** Checks a text against the rules. Never throws on content. */
export function check(text, options) {
  return JSON.parse(wasm.check(text, write(options)));
}

/** Applies every safe fix (with `unsafeFixes` the unsafe ones too) until none is left. */
export function fix(text, options) {
  return JSON.parse(wasm.fix(text, write(options)));
}

/** Writes a text in another format and says what was lost. */
export function convert(text, to, options) {
  return JSON.parse(wasm.convert(text, to, write(options)));
}

/** Every rule, by code. */
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

/**
 * The text after edits that do not overlap, as a finding's `fix.edits` are. The same replacement twice counts
 * once: two findings may share a fix.
 */
export function applyEdits(text, edits) {
  const order = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let out = "";
  let done = 0;
  let last;
  for (const edit of order) {
    const { span, replacement } = edit;
    const isSame =
      last && last.span.start === span.start && last.span.end === span.end && last.replacement === replacement;
    if (isSame && span.start < span.end) continue;
    last = edit;
    if (span.start < done || span.end < span.start || span.end > text.length) {
      throw new RangeError(`the edit at ${span.start}..${span.end} overlaps another or leaves the text`);
    }
    out += text.slice(done, span.start) + replacement;
    done = span.end;
  }
  return out + text.slice(done);
}

/** The cues of a file. The columns are plain typed arrays; objects are made when asked for. */
export class Cues {
  #source;
  #texts;
  #textEnds;

  constructor(source, columns) {
    this.#source = source;
    this.#texts = columns.texts();
    this.#textEnds = columns.textEnds();
    this.times = columns.times();
    this.spans = columns.spans();
  }

  get length() {
    return this.#textEnds.length;
  }

  /** The visible text of a cue: no markup, references resolved, a line feed between lines. */
  text(index) {
    return this.#texts.slice(index === 0 ? 0 : this.#textEnds[index - 1], this.#textEnds[index]);
  }

  /** One cue as an object; undefined when there is none at `index`. */
  at(index) {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) return undefined;
    const span = (field) => ({
      start: this.spans[index * 12 + field * 2],
      end: this.spans[index * 12 + field * 2 + 1],
    });
    const origin = {
      block: span(0),
      id: span(1),
      start: span(2),
      end: span(3),
      settings: span(4),
      payload: span(5),
    };
    const written = ({ start, end }) => this.#source.slice(start, end);
    return {
      index,
      id: written(origin.id),
      start: this.times[index * 2],
      end: this.times[index * 2 + 1],
      settings: written(origin.settings),
      payload: written(origin.payload),
      text: this.text(index),
      origin,
    };
  }

  *[Symbol.iterator]() {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }
}

// Options cross the border as lines `name=value`, a list as several lines.
function write(options = {}) {
  const lines = [];
  for (const [name, value] of Object.entries(options)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) lines.push(`${name}=${String(one).replaceAll(/[\r\n]/g, " ")}`);
    }
  }
  return lines.join("\n");
}
