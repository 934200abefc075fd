import type { Diagnostic, Edit } from "cuesmith";

/** A report of `check`, or some of its findings. */
export type Findings = { diagnostics: readonly Diagnostic[] } | readonly Diagnostic[];

export interface LspRange {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** `Diagnostic` of the Language Server Protocol 3.17. */
export interface LspDiagnostic {
  range: LspRange;
  severity: 1 | 2 | 3;
  code: string;
  codeDescription?: { href: string };
  source: string;
  message: string;
  relatedInformation?: { location: { uri: string; range: LspRange }; message: string }[];
}

/** `IMarkerData` of Monaco. */
export interface MonacoMarker {
  startLineNumber: number;
  startColumn: number;
  endLineNumber: number;
  endColumn: number;
  severity: 2 | 4 | 8;
  code: string;
  source: string;
  message: string;
}

export interface CodeMirrorChange {
  from: number;
  to: number;
  insert: string;
}

/** What an action uses of CodeMirror's `EditorView`. */
export interface CodeMirrorView {
  state: { doc: { toString(): string } };
  dispatch(transaction: { changes: CodeMirrorChange[] }): void;
}

/** `Diagnostic` of `@codemirror/lint`. */
export interface CodeMirrorDiagnostic {
  from: number;
  to: number;
  severity: "info" | "warning" | "error";
  source: string;
  message: string;
  actions?: { name: string; apply(view: CodeMirrorView, from: number, to: number): void }[];
}

/**
 * Findings for the Language Server Protocol. With `uri`, the address of the file, labels become `relatedInformation`;
 * with `href`, codes get a link.
 */
export function toLsp(
  findings: Findings,
  options?: { uri?: string; href?: (code: string) => string | undefined },
): LspDiagnostic[];
/** Edits of `text` as `TextEdit`s, for a code action. */
export function toLspEdits(edits: readonly Edit[], text: string): { range: LspRange; newText: string }[];
/** Findings for `monaco.editor.setModelMarkers`. */
export function toMonacoMarkers(findings: Findings): MonacoMarker[];
/**
 * Findings for `setDiagnostics` of `@codemirror/lint`, with an action for each fix that may be applied. `text` is
 * the text that was checked. An action changes nothing if the text has changed since.
 */
export function toCodeMirrorDiagnostics(findings: Findings, text: string): CodeMirrorDiagnostic[];
/** Edits of `text` as changes for a transaction. */
export function toCodeMirrorChanges(edits: readonly Edit[], text: string): CodeMirrorChange[];
