// What crosses between the page and the worker of the journal.

import type { Edit } from "cuesmith";

export type JournalAsk =
  | { type: "open"; key: string; name: string; text: string; keep: boolean }
  | { type: "append"; edits: Edit[] }
  | { type: "saved"; key: string; text: string }
  | { type: "close"; key: string; discard: boolean }
  /** `held`: keys of files that are open in some tab. */
  | { type: "list"; held: string[] }
  | { type: "read"; key: string }
  | { type: "discard"; key: string };

export interface JournalAnswer {
  id: number;
  value?: unknown;
  error?: string;
}

/** A file with edits that were not saved. */
export interface Kept {
  key: string;
  name: string;
  base: string;
  text: string;
  rounds: Edit[][];
  /** When the last edit was kept. */
  time: number;
}
