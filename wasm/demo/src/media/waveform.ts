// The page's side of the waveform: one worker for the file that plays.

import { effect, signal } from "@preact/signals";

import type { Wave } from "../timeline/draw.ts";
import { startWorker } from "../trust.ts";
import { PEAK_MS, type PeaksAnswer } from "../work/peaks.ts";
import workerUrl from "../work/peaks.worker.ts?worker&url";
import type { Player } from "./player.ts";

export const wave = signal<Wave | undefined>(undefined);
/** For the status beside the timeline. */
export const waveState = signal("");

let worker: Worker | undefined;
let shown: File | undefined;

/** Makes the waveform whenever another file plays. */
export function followPlayer(player: Player): void {
  effect(() => {
    player.name.value;
    if (!player.hasMedia.value || !player.file || player.file === shown) return;
    shown = player.file;
    start(player.file);
  });
}

function start(file: File): void {
  worker?.terminate();
  wave.value = undefined;
  waveState.value = "Reading the sound…";
  const mine = startWorker(workerUrl);
  worker = mine;
  mine.onmessage = ({ data }: MessageEvent<PeaksAnswer>) => {
    if (worker === mine) take(data);
  };
  mine.onerror = () => take({ type: "failed", message: "the worker stopped" });
  mine.postMessage({ file });
}

function take(answer: PeaksAnswer): void {
  switch (answer.type) {
    case "part": {
      const before = wave.peek();
      const min = before?.min ?? new Int8Array(answer.length);
      const max = before?.max ?? new Int8Array(answer.length);
      min.set(answer.min, answer.from);
      max.set(answer.max, answer.from);
      const known = answer.from + answer.min.length;
      wave.value = { min, max, known, stepMs: PEAK_MS, speech: answer.speech };
      waveState.value = `Reading the sound: ${Math.round((known / answer.length) * 100)} %`;
      break;
    }
    case "done":
      waveState.value = "";
      worker?.terminate();
      worker = undefined;
      break;
    case "failed":
      waveState.value = `No waveform: ${answer.message}`;
      worker?.terminate();
      worker = undefined;
  }
}
