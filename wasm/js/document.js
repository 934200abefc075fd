// A text that is edited: every change is a list of edits, and the edits that undo it are kept.

import { Findings } from "./live.js";
import { isLoaded } from "./load.js";
import { LiveText, check, parse, reflow, retime, speakers } from "./module.js";
import { applyEdits, decode, fixEdits, inOrder, inverseEdits } from "./text.js";

/** A caption file that changes. Cues are given by their index in `cues`. */
export class Document {
  #text;
  #options;
  #reading;
  #parsed;
  #live; // the text in the module, from when it is first needed
  #findings = new Findings();
  #isWhole = false; // whether the findings are those of a check of the whole text
  #listeners = new Set();
  #undo = [];
  #redo = [];
  #history;

  /** Opens a text; `options` are those of `check`, and `history`: whether steps can be undone. */
  static open(input, options = {}) {
    return new Document(input, options);
  }

  constructor(input, { history = true, ...options } = {}) {
    this.#history = history;
    const decoded = typeof input === "string" ? { text: input } : decode(input);
    this.#text = decoded.text;
    /** The encoding that the bytes had; undefined for a string. */
    this.encoding = decoded.encoding;
    this.#options = { ...options };
    const { path, format, frameRate } = options;
    // As the checks read: WebVTT without its signature has cues.
    this.#reading = { path, format, frameRate, lenient: true };
    parse("", this.#reading); // wrong options are errors now
    if (isLoaded("check")) check("", this.#options);
  }

  /** The current text. */
  get text() {
    return this.#text;
  }

  /** The current text, for saving. */
  serialize() {
    return this.#text;
  }

  /** The options of its checks. */
  get options() {
    return { ...this.#options };
  }

  /** Calls `listener` with the edits of each change, in the order of the text, and the text before them. Gives what ends that. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get format() {
    return this.parse().format;
  }

  /** The cues of the current text. */
  get cues() {
    return this.parse().cues;
  }

  /** The current text as it is read, read once after each change. */
  parse() {
    return (this.#parsed ??= this.#module.parse());
  }

  /** The check of the current text, made once after each change. */
  report() {
    this.rest();
    return this.#findings.report;
  }

  /**
   * The findings in the current text. With `rest: false` those that are known: after an edit the findings of the rules that
   * look at one cue, and those that the others had before it.
   */
  diagnostics({ rest = true } = {}) {
    if (rest || this.#findings.list === undefined) this.rest();
    return [...this.#findings.list];
  }

  /** Checks the whole text, unless that was done since the last change. Gives what that changed in the findings. */
  rest() {
    if (this.#isWhole && this.#live) return { added: [], removed: [] };
    const delta = this.#module.check(true);
    this.#isWhole = true;
    return this.#findings.take(this.#text, delta);
  }

  /** Replaces the text from `from` to `to`. */
  applyEdit(from, to, insert) {
    return this.applyEdits([{ span: { start: from, end: to }, replacement: insert }]);
  }

  /** Applies edits of the current text together, as one step of undo. */
  applyEdits(edits) {
    // Copies: those of a finding's fix move with it.
    const change = this.#change(Array.from(edits, ({ span, replacement }) => ({ span: { ...span }, replacement })));
    if (change.edits.length > 0 && this.#history) {
      this.#undo.push(change.inverse);
      this.#redo = [];
    }
    return change;
  }

  /** Gives a cue other times in ms. */
  setCueTimes(cue, start, end) {
    return this.#edit("times", [this.#cue(cue), ...times(start, end)]);
  }

  /** Gives a cue another text: plain, or as it is to be written. */
  setCueText(cue, text, { markup = false } = {}) {
    return this.#edit("text", [this.#cue(cue), Number(markup)], text);
  }

  /** Adds a cue after the cue `after` (-1: before all), by default after the last one that starts no later. */
  insertCue({ start, end, text = "", markup = false, after = this.#before(start) }) {
    const place = after === -1 ? -1 : this.#cue(after);
    return this.#edit("insert", [place, ...times(start, end), Number(markup)], text);
  }

  /** Removes cues. */
  removeCue(...cues) {
    const order = [...new Set(cues.map((cue) => this.#cue(cue)))].sort((a, b) => a - b);
    return this.#edit("remove", order);
  }

  /** Makes two cues of one: `offset` is a place in its visible text, `time` the moment in ms. */
  split(cue, { offset, time }) {
    const { start, end, text } = this.cues.at(this.#cue(cue));
    if (!Number.isInteger(offset) || offset < 0 || offset > text.length) {
      throw new RangeError(`there is no place ${offset} in the text of cue ${cue}`);
    }
    if (!(time >= start && time <= end)) throw new RangeError(`${time} ms is not in cue ${cue}`);
    return this.#edit("split", [cue, offset, Math.round(time)]);
  }

  /** Makes one cue of those from `first` to `last`, by default of two. */
  merge(first, last = first + 1, { joint = "space" } = {}) {
    const from = this.cues.at(this.#cue(first));
    if (this.#cue(last) <= first) throw new RangeError(`cue ${last} is not after cue ${first}`);
    const ends = Array.from({ length: last - first + 1 }, (_, at) => this.cues.times[(first + at) * 2 + 1]);
    return this.#edit("merge", [first, last, Number(joint === "break"), from.start, Math.max(...ends)]);
  }

  /** Applies the fixes of the current findings that fit together: all safe ones, or those of a rule. */
  fix(options) {
    return this.applyEdits(fixEdits(this.report(), options).edits);
  }

  /** Rewraps lines. */
  reflow(options) {
    return this.#operate(reflow, options);
  }

  /** Changes times. */
  retime(options) {
    return this.#operate(retime, options);
  }

  /** Writes speaker marks in another style. */
  speakers(options) {
    return this.#operate(speakers, options);
  }

  get canUndo() {
    return this.#undo.length > 0;
  }

  get canRedo() {
    return this.#redo.length > 0;
  }

  /** Takes back the last step; undefined when there is none. */
  undo() {
    return this.#step(this.#undo, this.#redo);
  }

  /** Repeats the step that was taken back last; undefined when there is none. */
  redo() {
    return this.#step(this.#redo, this.#undo);
  }

  #step(from, to) {
    const edits = from.pop();
    if (edits === undefined) return undefined;
    const change = this.#change(edits);
    to.push(change.inverse);
    return change;
  }

  #change(edits) {
    const before = this.#text;
    const inverse = inverseEdits(before, edits);
    const order = inOrder(before, edits);
    this.#text = applyEdits(before, order);
    this.#parsed = undefined;
    this.#isWhole = false;
    if (this.#live && !this.#live.edit(this.#text, order)) {
      this.#live.free();
      this.#live = undefined;
    }
    this.#findings.move(before, this.#text, order);
    const change = { edits, inverse, ...this.#follow() };
    for (const listener of this.#listeners) listener(order, before);
    return change;
  }

  // What changes at once in the cues and their findings.
  #follow() {
    if (this.#findings.list === undefined) return undefined;
    const delta = this.#live?.check(false);
    if (delta === undefined) return undefined;
    const [start, oldEnd, end] = delta.cues;
    return { cues: { start, oldEnd, end }, diagnostics: this.#findings.take(this.#text, delta) };
  }

  get #module() {
    return (this.#live ??= new LiveText(this.#text, this.#reading, this.#options));
  }

  #operate(operation, options) {
    const { path, format, frameRate } = this.#reading;
    const { edits, changes } = operation(this.#text, { path, format, frameRate, ...options });
    return { ...this.applyEdits(edits), changes };
  }

  #edit(change, numbers, text) {
    const edits = this.#module.change(change, numbers, text);
    return edits && this.applyEdits(edits);
  }

  #cue(index) {
    if (!Number.isInteger(index) || index < 0 || index >= this.cues.length) {
      throw new RangeError(`there is no cue ${index}`);
    }
    return index;
  }

  #before(start) {
    const { times, length } = this.cues;
    let found = -1;
    for (let cue = 0; cue < length; cue += 1) if (times[cue * 2] <= start) found = cue;
    // TTML takes the attributes of a new paragraph from the one before it.
    return found === -1 && length > 0 && this.format === "ttml" ? 0 : found;
  }
}

function times(start, end) {
  if (!(start >= 0 && end >= start && Number.isFinite(end))) {
    throw new RangeError(`${start} to ${end} ms are no times of a cue`);
  }
  return [Math.round(start), Math.round(end)];
}
