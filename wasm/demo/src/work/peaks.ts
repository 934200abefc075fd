// What crosses between the page and the worker of the waveform.

/** Time of one peak in ms. */
export const PEAK_MS = 10;

export interface PeaksAsk {
  file: File;
}

export type PeaksAnswer =
  | { type: "part"; from: number; min: Int8Array; max: Int8Array; speech: Float64Array; length: number }
  | { type: "done" }
  | { type: "failed"; message: string };
