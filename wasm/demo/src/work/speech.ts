// Where there is probably speech: sound well above the quietest of the ten seconds around it. Good enough to snap to, not
// to align words with.

import { PEAK_MS } from "./peaks.ts";

/** Decibels above the floor. */
const ABOVE = 10;
/** Quieter than this below full scale is silence. */
const SILENCE = 50;
const WINDOW = 10_000 / PEAK_MS;
const BLOCK = 50;
/** Pauses up to this long are part of the speech. */
const HANGOVER = 150 / PEAK_MS;
const SHORTEST = 100 / PEAK_MS;

export const Speech = {
  /** Start and end in ms of each part; `loudness` in decibels below full scale, one a peak. */
  of(loudness: Uint8Array): Float64Array {
    const floors = floorsOf(loudness);
    const out: number[] = [];
    let start = -1;
    let last = -1;
    const close = () => {
      if (start >= 0 && last - start >= SHORTEST) out.push(start * PEAK_MS, (last + 1) * PEAK_MS);
      start = -1;
    };
    for (let at = 0; at < loudness.length; at += 1) {
      const isLoud = loudness[at]! < SILENCE && loudness[at]! <= floors[Math.floor(at / BLOCK)]! - ABOVE;
      if (isLoud) {
        if (start < 0) start = at;
        last = at;
      } else if (start >= 0 && at - last > HANGOVER) {
        close();
      }
    }
    close();
    return Float64Array.from(out);
  },
};

/** The quietest of the ten seconds around each block; at least as quiet as silence. */
function floorsOf(loudness: Uint8Array): Float64Array {
  const count = Math.ceil(loudness.length / BLOCK);
  const quiet = new Float64Array(count);
  for (let block = 0; block < count; block += 1) {
    let most = 0;
    for (let at = block * BLOCK; at < Math.min(loudness.length, (block + 1) * BLOCK); at += 1) most = Math.max(most, loudness[at]!);
    quiet[block] = most;
  }
  const reach = WINDOW / BLOCK / 2;
  return Float64Array.from(quiet, (_, block) => {
    let most = 0;
    for (let at = Math.max(0, block - reach); at <= Math.min(count - 1, block + reach); at += 1) most = Math.max(most, quiet[at]!);
    return most;
  });
}
