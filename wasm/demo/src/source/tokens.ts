// Colors of the visible lines: timing lines, cue settings, numbers, tags, notes. It colors, it does not judge.

import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";

const mark = (name: string) => Decoration.mark({ class: `tok-${name}` });
const time = mark("time");
const setting = mark("setting");
const tag = mark("tag");
const note = mark("note");
const number = mark("number");
const entity = mark("entity");

/** A line longer than this is not colored. */
const MOST_COLORED = 20_000;

function color(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      if (line.length <= MOST_COLORED) colorLine(line.text, line.from, builder);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

function colorLine(text: string, from: number, builder: RangeSetBuilder<Decoration>): void {
  const arrow = text.indexOf("-->");
  if (arrow !== -1) {
    const end = /^-->\s*[\d:.,]+/.exec(text.slice(arrow));
    const times = arrow + (end?.[0].length ?? 3);
    builder.add(from, from + times, time);
    if (times < text.length) builder.add(from + times, from + text.length, setting);
    return;
  }
  if (/^(\ufeff?WEBVTT|NOTE|STYLE|REGION)(\s|$)/.test(text)) {
    if (text.length > 0) builder.add(from, from + text.length, note);
    return;
  }
  if (/^\d+\s*$/.test(text)) {
    builder.add(from, from + text.length, number);
    return;
  }
  for (const found of text.matchAll(/<[^<>]*>|&[#\w]+;/g)) {
    const start = from + found.index;
    builder.add(start, start + found[0].length, found[0][0] === "&" ? entity : tag);
  }
}

/** Colors as the view scrolls and the text changes. */
export const colors = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = color(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = color(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
