// Findings as wavy lines, and the lines of the chosen cue.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { Diagnostic, Span } from "cuesmith";

import type { Offsets } from "./offsets.ts";

export const setFindings = StateEffect.define<DecorationSet>();
export const setChosen = StateEffect.define<{ from: number; to: number } | undefined>();

const chosenLine = Decoration.line({ class: "chosen-cue" });

const rank = { info: 0, warning: 1, error: 2 };

/** The marks of findings; what is marked twice gets the worse of both. */
export function findingMarks(diagnostics: readonly Diagnostic[], offsets: Offsets, length: number): DecorationSet {
  const spans = diagnostics.map(({ span, severity, code, message }) => {
    let from = Math.min(offsets.shown(span.start), length);
    let to = Math.min(offsets.shown(span.end), length);
    if (to <= from) [from, to] = from < length ? [from, from + 1] : [Math.max(0, from - 1), from];
    return { from, to, severity, title: `${code}: ${message}` };
  });
  const ranges = spans
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from || rank[a.severity] - rank[b.severity])
    .map(({ from, to, severity, title }) =>
      Decoration.mark({ class: `finding finding-${severity}`, attributes: { title } }).range(from, to),
    );
  return Decoration.set(ranges, true);
}

export const findings = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setFindings)) return effect.value;
    return transaction.docChanged ? marks.map(transaction.changes) : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const chosen = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setChosen)) continue;
      if (!effect.value) return Decoration.none;
      const { doc } = transaction.state;
      const ranges = [];
      const last = Math.min(effect.value.to, doc.length);
      for (let at = Math.min(effect.value.from, doc.length), lines = 0; at <= last && lines < 200; lines += 1) {
        const line = doc.lineAt(at);
        ranges.push(chosenLine.range(line.from));
        at = line.to + 1;
      }
      return Decoration.set(ranges);
    }
    return transaction.docChanged ? marks.map(transaction.changes) : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A span of the text in CodeMirror's document. */
export function shownSpan(span: Span, offsets: Offsets): { from: number; to: number } {
  return { from: offsets.shown(span.start), to: offsets.shown(span.end) };
}
