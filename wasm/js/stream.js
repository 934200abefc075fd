// Cues while they arrive: a parser in the shape of vtt.js's `WebVTT.Parser`.

import { toVTTCue, toVTTRegion } from "./markup.js";
import { parse } from "./module.js";

const PLACEHOLDER = "00:00.000 --> 00:00.000\n\n";

/**
 * Reads WebVTT in chunks of any size and calls `oncue` for each cue as soon as its block has ended. A file without
 * the signature has no cue: `onparsingerror` is called once.
 */
export class Parser {
  #scope;
  #decoder;
  #reading;
  #waiting = ""; // no blank line yet
  #head = ""; // everything before the first cue
  #hasCue = false;
  #regions = 0;
  #styles = 0;
  #hasHeader = false;
  #failed = false;
  #endsInReturn = false;
  #lines = 0; // read before the current blocks

  oncue;
  onregion;
  /** Called with the `name: value` lines of the header, as an object. */
  onheader;
  /** Called with each style sheet. */
  onstyle;
  onflush;
  onparsingerror;

  /**
   * `scope`: the window whose `VTTCue` and `VTTRegion` are used; `decoder`: for chunks of bytes; `lenient`: read a
   * file without the signature as if it had one.
   */
  constructor(scope = globalThis, decoder = new TextDecoder(), { lenient = false } = {}) {
    this.#scope = scope;
    this.#decoder = decoder;
    this.#reading = { format: "webvtt", lenient };
  }

  /** Takes a chunk: text, or bytes of UTF-8. */
  parse(chunk) {
    if (chunk === undefined || chunk === null) return this;
    this.#take(typeof chunk === "string" ? chunk : this.#decoder.decode(chunk, { stream: true }));
    const end = this.#waiting.lastIndexOf("\n\n");
    if (end !== -1) {
      const blocks = this.#waiting.slice(0, end + 2);
      this.#waiting = this.#waiting.slice(end + 2);
      this.#read(blocks);
    }
    return this;
  }

  /** Ends the file. */
  flush() {
    this.#take(this.#decoder.decode());
    if (this.#endsInReturn) this.#waiting += "\n";
    this.#endsInReturn = false;
    const rest = this.#waiting;
    this.#waiting = "";
    // A file without anything has no signature either.
    if (rest !== "" || this.#head === "") this.#read(rest);
    this.onflush?.();
    return this;
  }

  // A CR at the end of a chunk may be half of a line break.
  #take(text) {
    if (text === "") return;
    const whole = this.#endsInReturn ? `\r${text}` : text;
    this.#endsInReturn = whole.endsWith("\r");
    this.#waiting += (this.#endsInReturn ? whole.slice(0, -1) : whole).replace(/\r\n?/g, "\n");
  }

  #read(blocks) {
    if (this.#failed) return;
    const { cues, regions, styles, diagnostics } = parse(this.#head + blocks, this.#reading);
    const before = this.#lines - count(this.#head);
    const isNew = (found) => found.severity === "error" && found.span.start >= this.#head.length;
    const broken = diagnostics.find((found) => isSignature(found));
    if (broken && !this.#reading.lenient) {
      this.#failed = true;
      this.onparsingerror?.(parsingError(broken, before));
      return;
    }
    for (const region of regions.slice(this.#regions)) this.onregion?.(toVTTRegion(region, this.#scope));
    this.#regions = regions.length;
    if (!this.#hasHeader) this.onheader?.(metadata(blocks));
    this.#hasHeader = true;
    for (const style of styles.slice(this.#styles)) this.onstyle?.(style);
    this.#styles = styles.length;
    for (const found of diagnostics.filter(isNew)) {
      if (!isSignature(found) || !this.#hasCue) this.onparsingerror?.(parsingError(found, before));
    }
    for (let at = this.#hasCue ? 1 : 0; at < cues.length; at += 1) this.oncue?.(toVTTCue(cues.at(at), this.#scope));
    this.#lines += count(blocks);
    if (this.#hasCue) return;
    this.#head += blocks;
    if (cues.length > 0) {
      // Later blocks are read below this: regions can be named, but not defined.
      this.#head = this.#head.slice(0, cues.at(0).origin.block.start) + PLACEHOLDER;
      this.#hasCue = true;
    }
  }
}

/** What vtt.js reports: code 0 for the signature, 1 for anything else; with the line, and the reader's own code. */
export class ParsingError extends Error {
  constructor(code, message, line, detail) {
    super(message);
    this.name = "ParsingError";
    this.code = code;
    this.line = line;
    this.detail = detail;
  }
}

function parsingError(found, before) {
  return new ParsingError(isSignature(found) ? 0 : 1, found.message, before + found.range.start.line + 1, found.code);
}

function isSignature({ code }) {
  return code.startsWith("VTT_SIGNATURE_");
}

function metadata(text) {
  const found = {};
  const header = text.split("\n\n", 1)[0].split("\n").slice(1);
  for (const line of header) {
    const colon = line.indexOf(":");
    if (colon > 0 && !line.includes("-->")) found[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  return found;
}

function count(text) {
  return text.split("\n").length - 1;
}

/** The names that vtt.js uses. */
export const WebVTT = {
  /** `new WebVTT.Parser(window, vttjs, decoder)`; the second argument is not needed. */
  Parser: class extends Parser {
    constructor(window, _vttjs, decoder) {
      super(window, decoder);
    }
  },
  ParsingError,
  StringDecoder: () => ({ decode: (text = "") => String(text) }),
};
