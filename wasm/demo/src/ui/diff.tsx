// The preview of edits: the lines concerned, old over new, with the changed characters marked.

import type { Edit } from "cuesmith";
import type { VNode } from "preact";

/** More than this is not shown. */
const MOST_UNITS = 2000;

interface Part {
  text: string;
  isChanged: boolean;
}

interface Hunk {
  old: Part[];
  new: Part[];
}

/** The places that edits change, each with the lines around. */
export function hunks(text: string, edits: readonly Edit[]): Hunk[] {
  const order = [...edits].sort((a, b) => a.span.start - b.span.start);
  const out: Hunk[] = [];
  let at = 0;
  while (at < order.length) {
    const first = order[at]!;
    const start = text.lastIndexOf("\n", Math.max(0, first.span.start - 1)) + 1;
    let end = lineEnd(text, first.span.end);
    const hunk: Hunk = { old: [], new: [] };
    let done = first.span.start < start ? first.span.start : start;
    for (; at < order.length && order[at]!.span.start <= end; at += 1) {
      const { span, replacement } = order[at]!;
      if (span.start < done) continue; // two findings share the edit
      const same = { text: text.slice(done, span.start), isChanged: false };
      hunk.old.push(same, { text: text.slice(span.start, span.end), isChanged: true });
      hunk.new.push(same, { text: replacement, isChanged: true });
      done = span.end;
      end = Math.max(end, lineEnd(text, span.end));
    }
    const rest = { text: text.slice(done, end), isChanged: false };
    hunk.old.push(rest);
    hunk.new.push(rest);
    out.push(hunk);
  }
  return out;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 ? text.length : found;
}

/** White space that changes is made visible. */
function visible({ text, isChanged }: Part): string {
  const short = text.length > MOST_UNITS ? `${text.slice(0, MOST_UNITS)}…` : text;
  if (!isChanged) return short;
  return short.replaceAll("\r", "␍").replaceAll("\t", "⇥").replace(/^ +| +$/g, (spaces) => "·".repeat(spaces.length)).replaceAll("\n", "↵\n");
}

function show(parts: Part[], tag: "del" | "ins"): (VNode | string)[] {
  return parts.filter(({ text }) => text !== "").map((part, at) => {
    if (!part.isChanged) return visible(part);
    return tag === "del" ? <del key={at}>{visible(part)}</del> : <ins key={at}>{visible(part)}</ins>;
  });
}

export function Diff({ text, edits, most = 5 }: { text: string; edits: readonly Edit[]; most?: number }) {
  const all = hunks(text, edits);
  return (
    <div class="diff">
      {all.slice(0, most).map((hunk, at) => (
        <div key={at} class="hunk">
          <p class="visually-hidden">Before:</p>
          <pre class="old">{show(hunk.old, "del")}</pre>
          <p class="visually-hidden">After:</p>
          <pre class="new">{show(hunk.new, "ins")}</pre>
        </div>
      ))}
      {all.length > most && <p class="muted">and {all.length - most} more places</p>}
    </div>
  );
}
