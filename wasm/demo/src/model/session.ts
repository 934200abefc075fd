// One open file: its text is in a `Document`, every change goes through here and is a step of the one history.

import { signal } from "@preact/signals";
import { Document, type Change, type CheckOptions, type Cues, type Edit } from "cuesmith";

import { History } from "./history.ts";

/** Who made a change: a view that has it already does not apply it again. */
export type Origin = "source" | "command" | "history" | "journal";

export interface How {
  label: string;
  join?: string;
  origin?: Origin;
  /** The cue that is chosen after the change. */
  choose?: number;
}

export type Listener = (edits: Edit[], origin: Origin) => void;

export class Session {
  readonly document: Document;
  readonly history = new History();
  /** Counts the changes of the text. */
  readonly version = signal(0);
  /** The chosen cue, -1 for none. */
  readonly chosen = signal(-1);
  /** What was done last, for the status line and screen readers. */
  readonly said = signal("");
  readonly readOnly = signal(false);
  #listeners = new Set<Listener>();

  constructor(
    text: string,
    readonly path: string,
    options: CheckOptions,
  ) {
    const { format } = options;
    // The history is the session's own: with labels, and with steps that join.
    this.document = Document.open(text, { path, history: false, ...(format ? { format } : {}) });
    if (this.cues.length > 0) this.chosen.value = 0;
  }

  get text(): string {
    return this.document.text;
  }

  get cues(): Cues {
    return this.document.cues;
  }

  get format() {
    return this.document.format;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Applies edits of the current text as one step. */
  apply(edits: Edit[], how: How): boolean {
    return this.run((document) => document.applyEdits(edits), how);
  }

  /** Applies several rounds of edits, each for the text after the one before, as one step. */
  applyRounds(rounds: Edit[][], how: How): boolean {
    if (this.readOnly.value) return false;
    const changes = rounds.map((edits) => this.document.applyEdits(edits)).filter(({ edits }) => edits.length > 0);
    return this.#commit(changes, how);
  }

  /** Runs a change of the document as one step. False if the format cannot express it or nothing changed. */
  run(change: (document: Document) => Change | undefined, how: How): boolean {
    if (this.readOnly.value) return false;
    const made = change(this.document);
    if (made === undefined || made.edits.length === 0) return false;
    return this.#commit([made], how);
  }

  /** Runs several changes as one step; where one of them cannot be made, none is. */
  runAll(changes: ((document: Document) => Change | undefined)[], how: How): boolean {
    if (this.readOnly.value) return false;
    const made: Change[] = [];
    for (const change of changes) {
      const one = change(this.document);
      if (one === undefined) {
        for (const { inverse } of made.reverse()) this.document.applyEdits(inverse);
        return false;
      }
      if (one.edits.length > 0) made.push(one);
    }
    return this.#commit(made, how);
  }

  #commit(changes: Change[], how: How): boolean {
    if (changes.length === 0) return false;
    const before = this.chosen.peek();
    const after = how.choose ?? before;
    this.history.push({ label: how.label, changes, before, after, join: how.join, time: performance.now() });
    for (const { edits } of changes) this.#tell(edits, how.origin ?? "command");
    this.#settle(after);
    return true;
  }

  undo(): boolean {
    const step = this.readOnly.value ? undefined : this.history.takeBack();
    if (!step) return this.#say("Nothing to undo");
    for (const { inverse } of [...step.changes].reverse()) this.#tell(this.document.applyEdits(inverse).edits, "history");
    this.#settle(step.before);
    return !this.#say(`Undone: ${step.label}`);
  }

  redo(): boolean {
    const step = this.readOnly.value ? undefined : this.history.repeat();
    if (!step) return this.#say("Nothing to redo");
    for (const { edits } of step.changes) this.#tell(this.document.applyEdits(edits).edits, "history");
    this.#settle(step.after);
    return !this.#say(`Redone: ${step.label}`);
  }

  #say(text: string): false {
    this.said.value = text;
    return false;
  }

  #tell(edits: Edit[], origin: Origin): void {
    for (const listener of this.#listeners) listener(edits, origin);
  }

  #settle(chosen: number): void {
    this.chosen.value = Math.min(chosen, this.cues.length - 1);
    this.version.value += 1;
  }
}
