// What has changed between two reports: typing in one cue leaves thousands of findings as they are, or moves them. Only the
// others cross from the worker to the page.

import type { Diagnostic, Range, Report, Span } from "cuesmith";

/** Where a text changed: old places up to `from` stay, those from `to` on move. */
export interface Move {
  from: number;
  to: number;
  units: number;
  lines: number;
}

export interface ReportDelta {
  /** Findings at the start and at the end that are the old ones, moved. */
  keep: number;
  tail: number;
  move: Move;
  middle: Diagnostic[];
  rest: Omit<Report, "diagnostics">;
}

/** The one place where two texts differ. */
export function moveOf(before: string, after: string): Move {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from += 1;
  let end = 0;
  while (end < most - from && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  const to = before.length - end;
  const lines = breaks(after.slice(from, after.length - end)) - breaks(before.slice(from, to));
  return { from, to, units: after.length - before.length, lines };
}

const breaks = (text: string) => text.match(/\r\n?|\n/g)?.length ?? 0;

function place(at: number, { from, to, units }: Move): number {
  if (at <= from) return at;
  return at >= to ? at + units : NaN;
}

const line = (at: number, number: number, move: Move) => (at >= move.to && at > move.from ? number + move.lines : number);

function matchesSpan(old: Span, fresh: Span, move: Move): boolean {
  return place(old.start, move) === fresh.start && place(old.end, move) === fresh.end;
}

function matchesRange(old: { span: Span; range: Range }, fresh: { range: Range }, move: Move): boolean {
  const { start, end } = old.range;
  return (
    line(old.span.start, start.line, move) === fresh.range.start.line &&
    line(old.span.end, end.line, move) === fresh.range.end.line &&
    start.column === fresh.range.start.column &&
    end.column === fresh.range.end.column
  );
}

/** Whether a finding is an old one that only moved. */
function matches(old: Diagnostic, fresh: Diagnostic, move: Move): boolean {
  return (
    old.code === fresh.code &&
    old.detail === fresh.detail &&
    old.severity === fresh.severity &&
    old.cue === fresh.cue &&
    old.message === fresh.message &&
    matchesSpan(old.span, fresh.span, move) &&
    matchesRange(old, fresh, move) &&
    old.measured?.actual === fresh.measured?.actual &&
    old.measured?.limit === fresh.measured?.limit &&
    old.labels.length === fresh.labels.length &&
    old.labels.every((label, at) => {
      const other = fresh.labels[at]!;
      return label.message === other.message && matchesSpan(label.span, other.span, move) && matchesRange(label, other, move);
    }) &&
    old.fix?.title === fresh.fix?.title &&
    old.fix?.applicability === fresh.fix?.applicability &&
    old.fix?.edits.length === fresh.fix?.edits.length &&
    (old.fix?.edits ?? []).every(({ span, replacement }, at) => {
      const other = fresh.fix!.edits[at]!;
      return replacement === other.replacement && matchesSpan(span, other.span, move);
    })
  );
}

export function deltaOf(old: readonly Diagnostic[], report: Report, move: Move): ReportDelta {
  const { diagnostics: fresh, ...rest } = report;
  const most = Math.min(old.length, fresh.length);
  let keep = 0;
  while (keep < most && matches(old[keep]!, fresh[keep]!, move)) keep += 1;
  let tail = 0;
  while (tail < most - keep && matches(old[old.length - 1 - tail]!, fresh[fresh.length - 1 - tail]!, move)) tail += 1;
  return { keep, tail, move, middle: fresh.slice(keep, fresh.length - tail), rest };
}

function moveSpan(span: Span, move: Move): void {
  span.start = place(span.start, move);
  span.end = place(span.end, move);
}

/** Lines first: they depend on the old places. */
function moveAll(found: { span: Span; range: Range }, move: Move): void {
  found.range.start.line = line(found.span.start, found.range.start.line, move);
  found.range.end.line = line(found.span.end, found.range.end.line, move);
  moveSpan(found.span, move);
}

function moveFinding(found: Diagnostic, move: Move): Diagnostic {
  moveAll(found, move);
  for (const label of found.labels) moveAll(label, move);
  for (const { span } of found.fix?.edits ?? []) moveSpan(span, move);
  return found;
}

/** The new report; the old findings are moved in place. */
export function applyDelta(old: readonly Diagnostic[], { keep, tail, move, middle, rest }: ReportDelta): Report {
  const isStill = move.units === 0 && move.lines === 0;
  const kept = [old.slice(0, keep), tail === 0 ? [] : old.slice(-tail)];
  if (!isStill) for (const list of kept) for (const found of list) moveFinding(found, move);
  return { ...rest, diagnostics: [...kept[0]!, ...middle, ...kept[1]!] };
}
