// What crosses between the page and the worker that checks.

import type { ChapterList, CheckOptions, Converted, Edit, Format, Metrics, Report, Script } from "cuesmith";

import type { ReportDelta } from "./delta.ts";
import type { ShownCue, Viewers } from "./viewers.ts";

/** From the page. Texts are sent once, then only edits. */
export type Ask =
  | { type: "load"; module: WebAssembly.Module }
  | { type: "open"; text: string; version: number; options: CheckOptions }
  | { type: "edit"; edits: Edit[]; version: number }
  | { type: "options"; options: CheckOptions }
  | { type: "fix"; id: number; version: number; rule?: string; unsafe: boolean }
  | { type: "shown"; id: number; reader: string }
  | { type: "script"; id: number }
  | { type: "chapters"; id: number; to?: "json" | "csv" }
  | { type: "convert"; id: number; to: Format; voice: "drop" | "prefix"; lineEnding: "lf" | "crlf" };

/** From the worker. Numbers of a version that is not the current one are dropped. */
export type Answer =
  | { type: "report"; version: number; metrics: Metrics; report: Report; ms: number }
  /** A report as the difference from the one that was sent before. */
  | { type: "delta"; version: number; metrics: Metrics; delta: ReportDelta; ms: number }
  | { type: "fixed"; id: number; version: number; rounds: Edit[][]; fixed: number; cues: number; open: number }
  /** `viewers` is left out where they are those that were sent before. */
  | { type: "viewers"; version: number; viewers?: Viewers | undefined; isSame: boolean; ms: number }
  | { type: "shown"; id: number; cues: ShownCue[] }
  | { type: "script"; id: number; script: Script }
  | { type: "chapters"; id: number; list: ChapterList }
  | { type: "converted"; id: number; converted: Converted }
  | { type: "failed"; id?: number; message: string; fatal: boolean };
