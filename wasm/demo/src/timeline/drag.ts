// Dragging: an edge, a whole cue, or a new one on empty space. The file is changed once, when the button is released.

import type { App } from "../app.ts";
import { showTime } from "../model/times.ts";
import type { Lanes } from "./lanes.ts";
import type { Scale } from "./scale.ts";
import { snap, type Target } from "./snap.ts";
import type { Timeline } from "./timeline.ts";

/** Pixels beside an edge that belong to it. */
const REACH = 12;
/** Pixels within which an edge snaps. */
const NEAR = 8;
const SHORTEST = 100;

export type Part = "start" | "end" | "body" | "empty";

export interface Hit {
  part: Part;
  cue: number;
}

/** What is at a place of a lane: of edges that meet, the one on whose side the pointer is. */
export function hit(times: Float64Array, lanes: Lanes, scale: Scale, x: number, lane: number): Hit | undefined {
  const reach = (REACH / scale.zoom) * 1000;
  const at = scale.ms(x);
  let found: Hit | undefined;
  let best = Infinity;
  for (const cue of lanes.within(at - reach, at + reach, 400)) {
    if (lanes.lane[cue] !== lane) continue;
    const [left, right] = [scale.x(times[cue * 2]!), scale.x(times[cue * 2 + 1]!)];
    const isInside = x >= left && x <= right;
    // A narrow cue keeps a third of its width for its body.
    const width = Math.min(REACH, Math.max(2, (right - left) / 3));
    for (const [part, edge] of [["start", left], ["end", right]] as const) {
      const distance = Math.abs(x - edge) + (isInside ? 0 : 0.5);
      if (Math.abs(x - edge) <= (isInside ? width : REACH) && distance < best) {
        best = distance;
        found = { part, cue };
      }
    }
    if (isInside && best === Infinity) found = { part: "body", cue };
  }
  return found;
}

export class Drag {
  /** The times that are shown while dragging. */
  shown: { cue: number; start: number; end: number } | undefined;
  snapped: Target | undefined;
  bubble = "";
  #app: App;
  #timeline: Timeline;
  #hit: Hit;
  #x: number;
  #from: number;
  #version: number;
  #both = false;
  #isMoved = false;
  #targets: Target[];

  constructor(app: App, timeline: Timeline, found: Hit, x: number) {
    this.#app = app;
    this.#timeline = timeline;
    this.#hit = found;
    this.#x = x;
    this.#from = timeline.scale.ms(x);
    this.#version = app.session.version.peek();
    this.#targets = this.#collect();
  }

  // Edges of other cues in sight, the playhead, speech.
  #collect(): Target[] {
    const { session, player, settings, wave } = this.#app;
    const { scale, lanes } = this.#timeline;
    const { times } = session.cues;
    const out: Target[] = [{ ms: player.now, name: "playhead" }];
    const span = scale.to - scale.from;
    if (settings.peek().snapCues) {
      for (const cue of lanes.within(scale.from - span, scale.to + span, 400)) {
        if (cue === this.#hit.cue) continue;
        out.push({ ms: times[cue * 2]!, name: `start of cue ${cue + 1}` }, { ms: times[cue * 2 + 1]!, name: `end of cue ${cue + 1}` });
      }
    }
    if (settings.peek().snapSpeech) {
      const speech = wave.peek()?.speech ?? [];
      for (let at = 0; at < speech.length; at += 1) out.push({ ms: speech[at]!, name: at % 2 === 0 ? "speech start" : "speech end" });
    }
    return out;
  }

  move(x: number, { free, both }: { free: boolean; both: boolean }): void {
    if (!this.#isMoved && Math.abs(x - this.#x) < 3) return;
    this.#isMoved = true;
    this.#both = both;
    const { scale } = this.#timeline;
    const within = (NEAR / scale.zoom) * 1000;
    const by = scale.ms(x) - this.#from;
    const { times } = this.#app.session.cues;
    const { cue, part } = this.#hit;
    const [start, end] = part === "empty" ? [this.#from, this.#from] : [times[cue * 2]!, times[cue * 2 + 1]!];
    this.snapped = undefined;
    const near = (ms: number) => {
      if (free) return Math.max(0, Math.round(ms));
      this.snapped = snap(ms, this.#targets, within);
      return Math.max(0, Math.round(this.snapped?.ms ?? ms));
    };
    let shown: [number, number];
    if (part === "start") shown = [Math.min(near(start + by), end - 1), end];
    else if (part === "end") shown = [start, Math.max(near(end + by), start + 1)];
    else if (part === "body") {
      const moved = Math.max(-start, near(start + by) - start);
      shown = [Math.round(start + moved), Math.round(end + moved)];
    } else {
      const to = near(this.#from + by);
      shown = [Math.round(Math.min(this.#from, to)), Math.round(Math.max(this.#from, to))];
    }
    this.shown = { cue, start: shown[0], end: shown[1] };
    this.bubble = this.#describe(shown[0], shown[1]);
  }

  #describe(start: number, end: number): string {
    const { checker } = this.#app;
    const characters = checker.metrics.peek()?.metrics.characters[this.#hit.cue];
    const cps = characters === undefined || this.#hit.cue < 0 ? "" : ` · ${((characters * 1000) / Math.max(1, end - start)).toFixed(1)} cps`;
    return `${showTime(start)} – ${showTime(end)}${cps}`;
  }

  cancel(): void {
    this.shown = undefined;
    this.snapped = undefined;
  }

  finish(): void {
    const { shown } = this;
    this.cancel();
    if (!shown || !this.#isMoved || this.#app.session.version.peek() !== this.#version) return;
    const { part, cue } = this.#hit;
    if (part === "empty") {
      if (shown.end - shown.start < SHORTEST) return;
      const place = placeOf(this.#app.session.cues.times, shown.start);
      this.#app.run((document) => document.insertCue({ start: shown.start, end: shown.end, text: "…" }), { label: "New cue", choose: place });
      return;
    }
    const other = this.#both ? this.#neighbor(part) : undefined;
    const label = part === "body" ? `Move cue ${cue + 1}` : `Set ${part} of cue ${cue + 1}`;
    if (other === undefined) {
      this.#app.run((document) => document.setCueTimes(cue, shown.start, shown.end), { label });
      return;
    }
    const { times } = this.#app.session.cues;
    // The edge of the neighbor keeps its distance.
    const by = part === "end" ? shown.end - times[cue * 2 + 1]! : shown.start - times[cue * 2]!;
    const [from, to] = [times[other * 2]!, times[other * 2 + 1]!];
    const moved = part === "end" ? [Math.min(from + by, to), to] : [from, Math.max(to + by, from)];
    this.#app.runAll(
      [(document) => document.setCueTimes(cue, shown.start, shown.end), (document) => document.setCueTimes(other, moved[0]!, moved[1]!)],
      { label: `${label} and of cue ${other + 1}` },
    );
  }

  #neighbor(part: Part): number | undefined {
    const { order } = this.#timeline.lanes;
    const at = order.indexOf(this.#hit.cue);
    return part === "end" ? order[at + 1] : part === "start" ? order[at - 1] : undefined;
  }
}

// The index of a new cue: after the last one that starts no later.
function placeOf(times: Float64Array, start: number): number {
  let found = -1;
  for (let cue = 0; cue * 2 < times.length; cue += 1) if (times[cue * 2]! <= start) found = cue;
  return found + 1;
}
