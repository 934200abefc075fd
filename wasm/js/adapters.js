// Findings in the shapes of editors: the Language Server Protocol, Monaco, CodeMirror 6. Nothing of them is imported.

import { LineIndex } from "./text.js";

const LSP_SEVERITY = { error: 1, warning: 2, info: 3 };
const MONACO_SEVERITY = { error: 8, warning: 4, info: 2 };
const SOURCE = "cuesmith";

const lspPosition = ({ line, column }) => ({ line, character: column });
const lspRange = ({ start, end }) => ({ start: lspPosition(start), end: lspPosition(end) });

/**
 * Findings as diagnostics of the Language Server Protocol. With `uri`, the address of the file, labels become
 * `relatedInformation`; with `href`, a function that gives the address of a rule's documentation, codes get a link.
 */
export function toLsp(report, { uri, href } = {}) {
  return list(report).map((found) => {
    const link = href?.(found.code);
    const related = uri === undefined ? [] : found.labels;
    return {
      range: lspRange(found.range),
      severity: LSP_SEVERITY[found.severity],
      code: found.code,
      ...(link && { codeDescription: { href: link } }),
      source: SOURCE,
      message: found.message,
      ...(related.length > 0 && {
        relatedInformation: related.map((label) => ({
          location: { uri, range: lspRange(label.range) },
          message: label.message,
        })),
      }),
    };
  });
}

/** The edits of a fix as text edits of the Language Server Protocol, for a code action. */
export function toLspEdits(edits, text) {
  const lines = new LineIndex(text);
  return edits.map(({ span, replacement }) => ({ range: lspRange(lines.range(span)), newText: replacement }));
}

/** Findings as markers for `monaco.editor.setModelMarkers`. */
export function toMonacoMarkers(report) {
  return list(report).map(({ range, severity, code, message }) => ({
    startLineNumber: range.start.line + 1,
    startColumn: range.start.column + 1,
    endLineNumber: range.end.line + 1,
    endColumn: range.end.column + 1,
    severity: MONACO_SEVERITY[severity],
    code,
    source: SOURCE,
    message,
  }));
}

/**
 * Findings as diagnostics for `@codemirror/lint`, with an action for each fix that may be applied. `text` is the text
 * that was checked: CodeMirror counts a CRLF as one. An action changes nothing if the text has changed since.
 */
export function toCodeMirrorDiagnostics(report, text) {
  const at = codeMirrorOffset(text);
  const checked = text.replace(/\r\n?/g, "\n");
  return list(report).map(({ span, severity, code, message, fix }) => ({
    from: at(span.start),
    to: at(span.end),
    severity,
    source: `${SOURCE} ${code}`,
    message,
    ...(fix &&
      fix.applicability !== "show" && {
        actions: [
          {
            name: fix.title,
            apply(view) {
              if (view.state.doc.toString() !== checked) return;
              view.dispatch({ changes: toCodeMirrorChanges(fix.edits, text) });
            },
          },
        ],
      }),
  }));
}

/** Changes for a CodeMirror transaction; `text` is the text that the edits are for. */
export function toCodeMirrorChanges(edits, text) {
  const at = codeMirrorOffset(text);
  return unique(edits).map(({ span, replacement }) => ({
    from: at(span.start),
    to: at(span.end),
    insert: replacement,
  }));
}

function list(report) {
  return report.diagnostics ?? report;
}

function unique(edits) {
  const seen = new Set();
  return edits.filter(({ span, replacement }) => {
    const key = `${span.start} ${span.end} ${replacement}`;
    const isNew = span.start === span.end || !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

// Its documents have one unit for a line break.
function codeMirrorOffset(text) {
  const pairs = [];
  for (let at = text.indexOf("\r\n"); at !== -1; at = text.indexOf("\r\n", at + 2)) pairs.push(at);
  return (offset) => {
    let [low, high] = [0, pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[middle] < offset) low = middle + 1;
      else high = middle;
    }
    // Between CR and LF is the start of the break.
    return offset - low;
  };
}
