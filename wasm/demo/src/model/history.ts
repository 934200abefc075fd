// One history for the whole editor: steps with a label, the changes of each and what was chosen before and after.

import type { Change } from "cuesmith";

/** One step of undo. */
export interface Step {
  label: string;
  /** In the order in which they were made. */
  changes: Change[];
  /** The chosen cue before and after the step; -1 for none. */
  before: number;
  after: number;
  /** Steps with the same key join while each follows the last one within `JOIN_MS`. */
  join: string | undefined;
  time: number;
}

const JOIN_MS = 800;
const MOST_STEPS = 10_000;
const MOST_UNITS = 16 * 1024 * 1024; // 32 MB of UTF-16

/** How many code units a step keeps in memory. */
function weight(step: Step): number {
  let units = 0;
  for (const { edits, inverse } of step.changes) {
    for (const { replacement } of edits) units += replacement.length;
    for (const { replacement } of inverse) units += replacement.length;
  }
  return units;
}

/** Steps that can be undone, and those that were. */
export class History {
  #done: Step[] = [];
  #undone: Step[] = [];
  #units = 0;
  /** The last step before the file was saved; undefined at the start of the file, null if it is no longer known. */
  #saved: Step | undefined | null;

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Number of steps since the start, for the person: "3 edits". */
  get count(): number {
    const at = this.#saved == null ? -1 : this.#done.lastIndexOf(this.#saved);
    return this.#done.length - 1 - at;
  }

  /** Whether the text is the one that was saved last. */
  get isSaved(): boolean {
    return this.#saved !== null && this.#done.at(-1) === this.#saved;
  }

  markSaved(): void {
    this.#saved = this.#done.at(-1);
  }

  push(step: Step): void {
    const last = this.#done.at(-1);
    const joins =
      last !== undefined &&
      step.join !== undefined &&
      last.join === step.join &&
      step.time - last.time < JOIN_MS &&
      last !== this.#saved;
    if (this.#undone.length > 0) {
      if (this.#saved != null && this.#undone.includes(this.#saved)) this.#saved = null;
      this.#undone = [];
    }
    this.#units += weight(step);
    if (joins) {
      last.changes.push(...step.changes);
      last.after = step.after;
      last.time = step.time;
    } else {
      this.#done.push(step);
    }
    while (this.#done.length > MOST_STEPS || (this.#units > MOST_UNITS && this.#done.length > 1)) {
      const first = this.#done.shift()!;
      this.#units -= weight(first);
      if (this.#saved === undefined || this.#saved === first) this.#saved = this.#saved === first ? undefined : null;
    }
  }

  /** The step to undo. */
  takeBack(): Step | undefined {
    const step = this.#done.pop();
    if (step) this.#undone.push(step);
    return step;
  }

  /** The step to repeat. */
  repeat(): Step | undefined {
    const step = this.#undone.pop();
    if (step) this.#done.push(step);
    return step;
  }

  /** The next edit makes a step of its own. */
  close(): void {
    const last = this.#done.at(-1);
    if (last) last.join = undefined;
  }
}
