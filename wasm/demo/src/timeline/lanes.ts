// Lanes: cues that overlap are drawn below each other. Which cues are in sight is found by a running maximum of ends, so
// that a long cue under short ones is not missed.

/** Lanes that are drawn; further cues are counted. */
export const MOST_LANES = 4;

export class Lanes {
  /** Cues in the order of their starts. */
  readonly order: Int32Array;
  /** The lane of a cue, by index; `MOST_LANES` for those that are only counted. */
  readonly lane: Uint8Array;
  /** Number of lanes in use, at least one. */
  readonly count: number;
  #times: Float64Array;
  /** The latest end of a cue and those before it in `order`. */
  #latest: Float64Array;

  constructor(times: Float64Array) {
    const length = times.length / 2;
    this.#times = times;
    this.order = Int32Array.from({ length }, (_, cue) => cue);
    this.order.sort((a, b) => times[a * 2]! - times[b * 2]! || a - b);
    this.lane = new Uint8Array(length);
    this.#latest = new Float64Array(length);
    const ends = new Float64Array(MOST_LANES).fill(-Infinity);
    let latest = -Infinity;
    let count = 1;
    for (let at = 0; at < length; at += 1) {
      const cue = this.order[at]!;
      const [start, end] = [times[cue * 2]!, times[cue * 2 + 1]!];
      let lane = 0;
      while (lane < MOST_LANES && ends[lane]! > start) lane += 1;
      if (lane < MOST_LANES) {
        ends[lane] = Math.max(start, end);
        count = Math.max(count, lane + 1);
      }
      this.lane[cue] = lane;
      latest = Math.max(latest, end);
      this.#latest[at] = latest;
    }
    this.count = count;
  }

  /** Whether the lanes are those of these times. */
  isOf(times: Float64Array): boolean {
    return times.length === this.#times.length && times.every((time, at) => time === this.#times[at]);
  }

  /** The cues that touch a span of time, by their starts; at most `most`. */
  within(from: number, to: number, most = Infinity): number[] {
    // The first that some cue up to it reaches into the span.
    let [low, high] = [0, this.order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#latest[middle]! < from) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let at = low; at < this.order.length && found.length < most; at += 1) {
      const cue = this.order[at]!;
      if (this.#times[cue * 2]! > to) break;
      if (this.#times[cue * 2 + 1]! >= from) found.push(cue);
    }
    return found;
  }
}
