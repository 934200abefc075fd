/** Findings of a document that are checked in a worker. */

import type { CheckOptions, Diagnostic, Document, FindingChanges, Report } from "./index.js";

/** A worker, or the port of one. */
interface Messages {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: any }) => void): void;
  removeEventListener(type: "message", listener: (event: { data: any }) => void): void;
  start?(): void;
}

/**
 * The findings of a document, checked in a worker that runs `serveFindings`. They follow the text at once; after each change
 * come those of the cues that changed, then those of the whole file.
 */
export class WorkerFindings {
  constructor(
    document: Document,
    worker: Messages,
    options?: CheckOptions & {
      /** What a check changed, and whether the findings are now those of the whole current text. */
      onchange?: (changes: FindingChanges, isWhole: boolean) => void;
      /** The worker could not check: wrong options, or a pack that is not loaded. */
      onerror?: (error: Error) => void;
    },
  );
  onchange: (changes: FindingChanges, isWhole: boolean) => void;
  onerror: (error: Error) => void;
  /** The findings that are known. A finding that stays is the same object, at its place in the current text. */
  readonly diagnostics: Diagnostic[];
  /** Whether they are those of a check of the whole current text. */
  readonly isWhole: boolean;
  /** The report of the whole current text, when it is there. */
  report(): Promise<Report>;
  /** Ends it; the worker stays. */
  close(): void;
}

/** Checks in this worker. `ready`: what `init` of an entry of the package gives, whose packs then check. One document at a time. */
export function serveFindings(ready: Promise<unknown>, scope?: Messages): void;
