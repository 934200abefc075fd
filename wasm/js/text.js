// Text and places in it: bytes to text, lines and columns, edits.

/**
 * Bytes as text: by a byte order mark, else UTF-8. What is no UTF-8 is read as windows-1252, unless it is
 * WebVTT, which is UTF-8 always. A byte order mark stays in the text, so that nothing is lost.
 */
export function decode(bytes, encoding) {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  const as = (label, fatal) => ({
    text: new TextDecoder(label, { fatal, ignoreBOM: true }).decode(view),
    encoding: label,
  });
  if (encoding !== undefined) return as(encoding, false);
  if (view[0] === 0xff && view[1] === 0xfe) return as("utf-16le", false);
  if (view[0] === 0xfe && view[1] === 0xff) return as("utf-16be", false);
  try {
    return as("utf-8", true);
  } catch {
    const found = as("utf-8", false);
    return /^\ufeff?WEBVTT/.test(found.text) ? found : as("windows-1252", false);
  }
}

/** A string as it is, bytes decoded. */
export function textOf(input) {
  return typeof input === "string" ? input : decode(input).text;
}

/** Where the lines of a text begin: after LF, CRLF or CR, as in the Language Server Protocol. */
export class LineIndex {
  #starts = [0];

  constructor(text) {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) this.#starts.push(at + 1);
    }
  }

  /** Number of lines; a text that ends with a line break has an empty last line. */
  get count() {
    return this.#starts.length;
  }

  /** Follows an edit of the text, which is `text` then. */
  edit(text, { span, replacement }) {
    const { start, end } = span;
    const starts = this.#starts;
    const by = replacement.length - (end - start);
    // Whether a line begins at a place depends on the units before and after it.
    const from = Math.max(1, this.#firstFrom(start));
    const to = this.#firstFrom(end + 1);
    const fresh = [];
    for (let at = Math.max(1, start); at <= start + replacement.length && at <= text.length; at += 1) {
      const before = text.charCodeAt(at - 1);
      if (before === 10 || (before === 13 && text.charCodeAt(at) !== 10)) fresh.push(at);
    }
    if (by !== 0) for (let line = to; line < starts.length; line += 1) starts[line] += by;
    starts.splice(from, Math.max(0, to - from), ...fresh);
  }

  // The first line that begins at or after an offset.
  #firstFrom(offset) {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Line and column of an offset, both from 0, the column in UTF-16 code units. */
  position(offset) {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { line: low, column: offset - this.#starts[low] };
  }

  /** Both ends of a span. */
  range(span) {
    return { start: this.position(span.start), end: this.position(span.end) };
  }
}

/** Gives each finding its lines and columns. */
export function locate(text, diagnostics) {
  if (diagnostics.length === 0) return diagnostics;
  const lines = new LineIndex(text);
  for (const found of diagnostics) locateWith(lines, found);
  return diagnostics;
}

/** Gives a finding its lines and columns. */
export function locateWith(lines, found) {
  found.range = lines.range(found.span);
  for (const label of found.labels) label.range = lines.range(label.span);
}

/**
 * The text after edits that do not overlap, as a finding's `fix.edits` are. The same replacement twice counts
 * once: two findings may share a fix.
 */
export function applyEdits(text, edits) {
  let out = "";
  let done = 0;
  for (const { span, replacement } of inOrder(text, edits)) {
    out += text.slice(done, span.start) + replacement;
    done = span.end;
  }
  return out + text.slice(done);
}

/** The edits that undo `edits`, for the text after them. */
export function inverseEdits(text, edits) {
  let shift = 0;
  return inOrder(text, edits).map(({ span, replacement }) => {
    const start = span.start + shift;
    shift += replacement.length - (span.end - span.start);
    return {
      span: { start, end: start + replacement.length },
      replacement: text.slice(span.start, span.end),
    };
  });
}

/** Edits in the order of the text, each once; those that overlap are an error. */
export function inOrder(text, edits) {
  const order = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const out = [];
  let done = 0;
  let last;
  for (const edit of order) {
    const { span } = edit;
    if (last && isSame(last, edit) && span.start < span.end) continue;
    last = edit;
    if (!(span.start >= done && span.end >= span.start && span.end <= text.length)) {
      throw new RangeError(`the edit at ${span.start}..${span.end} overlaps another or leaves the text`);
    }
    out.push(edit);
    done = span.end;
  }
  return out;
}

function isSame(a, b) {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.replacement === b.replacement;
}

// Two edits may not both be applied if they share a unit, or meet where one inserts.
function touches(a, b) {
  const inserts = a.start === a.end || b.start === b.end;
  return inserts ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
}

/**
 * The edits that fix findings: of a report or a list, all that may be applied together. Of two fixes that clash
 * the second waits for the next check.
 */
export function fixEdits(report, { rule, unsafe = false } = {}) {
  const edits = []; // in the order of the text
  const taken = { fixed: [], clashing: [] };
  for (const found of report.diagnostics ?? report) {
    const { fix } = found;
    if (!fix || fix.applicability === "show" || (fix.applicability === "unsafe" && !unsafe)) continue;
    if (rule !== undefined && found.code !== rule && found.name !== rule) continue;
    const fresh = [];
    const fits = fix.edits.every((edit) => {
      const around = neighbors(edits, edit.span);
      if (around.some((known) => isSame(known, edit))) return true;
      fresh.push(edit);
      return !around.some((known) => touches(known.span, edit.span));
    });
    taken[fits ? "fixed" : "clashing"].push(found);
    if (!fits) continue;
    for (const edit of fresh) edits.splice(place(edits, edit.span.start), 0, edit);
  }
  return { edits, ...taken };
}

function place(sorted, start) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].span.start <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The edits of a sorted list without overlaps that could touch a span.
function neighbors(sorted, span) {
  let first = place(sorted, span.start);
  while (first > 0 && sorted[first - 1].span.end >= span.start) first -= 1;
  const out = [];
  for (let at = first; at < sorted.length && sorted[at].span.start <= span.end; at += 1) out.push(sorted[at]);
  return out;
}
