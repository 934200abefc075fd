// The findings of a text that changes. The module keeps them too, and what crosses is the difference.
//
// A delta: `drop`, the places of findings that are gone; `put`, the places of new ones among all; `diagnostics`, these. After
// a check of the cues that changed also `cues`: the first of them, the one after the last of them as the file was, and the one
// after the last as it is. After a check of the whole file also the rest of the report, and `isNew`: it is not the difference
// from the findings before.

import { LineIndex, locateWith } from "./text.js";

/** Findings that follow a text. One that stays is the same object, at its new place. */
export class Findings {
  #lines;
  #list;
  #rest;

  /** The findings that are known; undefined before the first check. */
  get list() {
    return this.#list;
  }

  /** The report of the last check of the whole file. */
  get report() {
    return { diagnostics: [...this.#list], ...this.#rest };
  }

  /** Moves the findings with edits of `before`, in the order of the text, which becomes `text`. */
  move(before, text, edits) {
    if (!this.#list?.length || edits.length === 0) {
      this.#lines = undefined;
      return;
    }
    this.#lines ??= new LineIndex(before);
    if (edits.length === 1) this.#lines.edit(text, edits[0]);
    else this.#lines = new LineIndex(text);
    const place = placeAfter(edits);
    const from = edits[0].span.start;
    for (const found of this.#list) {
      let last = 0;
      for (const span of spansOf(found)) {
        last = Math.max(last, span.end);
        span.start = place(span.start);
        span.end = place(span.end);
      }
      if (last >= from) locateWith(this.#lines, found);
    }
  }

  /**
   * Takes a delta over. Gives the findings that are new and those that are gone. `since`: edits of the text after the one that was
   * checked, each a list in the order of the text.
   */
  take(text, { drop, put, diagnostics, cues, isNew, ...rest }, since = []) {
    const removed = isNew ? (this.#list ?? []) : drop.map((at) => this.#list[at]);
    for (const edits of since) moveAll(diagnostics, edits);
    if (diagnostics.length > 0) this.#lines ??= new LineIndex(text);
    for (const found of diagnostics) locateWith(this.#lines, found);
    const list = isNew ? [] : without(this.#list, drop);
    if (cues) {
      const by = cues[2] - cues[1];
      for (const found of by === 0 ? [] : list) if (found.cue !== null && found.cue >= cues[1]) found.cue += by;
    } else {
      this.#rest = rest;
    }
    this.#list = withNew(list, put, diagnostics);
    return { added: diagnostics, removed };
  }
}

// Where a place of the text before edits is after them. As `wasm/src/live.rs` has it.
function placeAfter(edits) {
  const shifts = [0];
  for (const { span, replacement } of edits) {
    shifts.push(shifts.at(-1) + replacement.length - (span.end - span.start));
  }
  return (at) => {
    let [low, high] = [0, edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edits[middle].span.start < at) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return at;
    const { span } = edits[low - 1];
    return at >= span.end ? at + shifts[low] : span.start + shifts[low - 1];
  };
}

function moveAll(list, edits) {
  const place = placeAfter(edits);
  for (const found of list) {
    for (const span of spansOf(found)) {
      span.start = place(span.start);
      span.end = place(span.end);
    }
  }
}

function spansOf({ span, labels, fix }) {
  const spans = [span];
  for (const label of labels) spans.push(label.span);
  if (fix) for (const edit of fix.edits) spans.push(edit.span);
  return spans;
}

function without(list, places) {
  if (places.length === 0) return list;
  const kept = [];
  let next = 0;
  for (let at = 0; at < list.length; at += 1) {
    if (at === places[next]) next += 1;
    else kept.push(list[at]);
  }
  return kept;
}

function withNew(list, places, items) {
  if (places.length === 0) return list;
  const all = [];
  let [next, old] = [0, 0];
  while (next < places.length || old < list.length) {
    if (places[next] === all.length) {
      all.push(items[next]);
      next += 1;
    } else {
      all.push(list[old]);
      old += 1;
    }
  }
  return all;
}
