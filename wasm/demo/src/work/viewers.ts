// What each parser of the platform keeps, made small enough to cross to the page: numbers, and the cues that are not kept.

import type { ReaderCue, ReaderView, Simulation } from "cuesmith";

/** What happens to a cue, the worst first. */
export type Fate = "lost" | "merged" | "cut" | "mistimed" | "kept";
export const FATES: Fate[] = ["kept", "mistimed", "cut", "merged", "lost"];

export type ReaderName = ReaderView["name"];

/** What one parser does to the whole file. */
export interface Reader {
  name: ReaderName;
  title: string;
  judged: boolean;
  refusal: string | null;
  /** Each cue counts once, by the worst that happens to it. */
  counts: Record<Fate, number>;
  /** Cues that only this parser has. */
  extra: number;
}

/** What viewers have instead of a cue; parsers with the same result together. */
export interface Outcome {
  readers: ReaderName[];
  fate: Fate;
  theirs: { start: number | null; end: number | null; text: string } | null;
  /** The cue whose text contains it. */
  inside: number | null;
  /** HLS: segments that lack it. */
  gaps: number;
}

export interface Entry {
  cue: number;
  outcomes: Outcome[];
}

export interface Viewers {
  cues: number;
  captionType: string;
  ready: boolean;
  whole: boolean;
  readers: Reader[];
  /** The first `MOST_ENTRIES` cues that some parser does not keep whole. */
  entries: Entry[];
  /** All such cues, by index, with the worst fate as an index into `FATES`. */
  worst: Map<number, number>;
  unread: { start: number; end: number; lostBy: string[] }[];
}

/** A cue as a parser shows it. */
export interface ShownCue {
  start: number;
  end: number;
  text: string;
}

const MOST_ENTRIES = 2000;

export function fateOf(what: string): Fate {
  const words = what.split("+");
  if (words.includes("lost")) return "lost";
  if (words.includes("merged")) return "merged";
  if (words.includes("cut") || words.includes("changed")) return "cut";
  return words.includes("mistimed") ? "mistimed" : "kept";
}

/** The player draws less than it has read; of the others the text is known. */
const textOf = (name: ReaderName, cue: ReaderCue) => (name === "player" ? (cue.shown ?? cue.text) : cue.text).trim();

/** Times of a clip begin at its start: on the whole video they are that much later. */
const shiftOf = (simulation: Simulation, name: ReaderName) => (name === "clip" ? (simulation.clip?.[0] ?? 0) : 0);
const later = (ms: number | null, by: number) => (ms === null ? null : ms + by);

export function summarize(simulation: Simulation): Viewers {
  const byCue = new Map<number, Outcome[]>();
  const worst = new Map<number, number>();
  const readers = simulation.readers.map((view): Reader => {
    const counts: Record<Fate, number> = { kept: simulation.cues, mistimed: 0, cut: 0, merged: 0, lost: 0 };
    for (const { cue, what, seen, inside, gaps } of view.outcomes) {
      const fate = fateOf(what);
      counts[fate] += 1;
      counts.kept -= 1;
      if (!view.judged) continue;
      worst.set(cue, Math.max(worst.get(cue) ?? 0, FATES.indexOf(fate)));
      const found = seen === null ? undefined : view.cues[seen];
      const by = shiftOf(simulation, view.name);
      const theirs = found && fate !== "lost" ? { start: later(found.start, by), end: later(found.end, by), text: textOf(view.name, found) } : null;
      const list = byCue.get(cue) ?? [];
      byCue.set(cue, list);
      const same = list.find((one) => one.fate === fate && one.theirs?.text === theirs?.text && one.theirs?.start === theirs?.start && one.theirs?.end === theirs?.end && one.gaps === gaps);
      if (same) same.readers.push(view.name);
      else list.push({ readers: [view.name], fate, theirs, inside, gaps });
    }
    const { name, title, judged, refusal, extra } = view;
    return { name, title, judged, refusal, counts, extra: extra.length };
  });
  const order = [...byCue.keys()].sort((a, b) => a - b).slice(0, MOST_ENTRIES);
  return {
    cues: simulation.cues,
    captionType: simulation.captionType,
    ready: simulation.ready,
    whole: simulation.whole,
    readers,
    entries: order.map((cue) => ({ cue, outcomes: byCue.get(cue)! })),
    worst,
    unread: simulation.unread.map(({ span, lostBy }) => ({ ...span, lostBy })),
  };
}

/** The cues of one parser as it shows them. */
export function shownBy(simulation: Simulation, name: string): ShownCue[] {
  const view = simulation.readers.find((one) => one.name === name);
  if (!view) return [];
  return view.cues.flatMap((cue) => {
    const text = textOf(view.name, cue);
    const by = shiftOf(simulation, view.name);
    return cue.start === null || cue.end === null ? [] : [{ start: cue.start + by, end: cue.end + by, text }];
  });
}
