// The waveform of a media file: sound is decoded piece by piece, never whole, and only peaks are kept.

import {
  ADTS,
  AudioSampleSink,
  BlobSource,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
  type AudioSample,
} from "mediabunny";

import { PEAK_MS, type PeaksAnswer, type PeaksAsk } from "./peaks.ts";
import { Speech } from "./speech.ts";

const FORMATS = [MP4, QTFF, MATROSKA, WEBM, MP3, WAVE, OGG, FLAC, ADTS];
/** Peaks between two messages to the page: 20 s of sound. */
const PART = 2000;

onmessage = ({ data }: MessageEvent<PeaksAsk>) => {
  void run(data).catch((error: unknown) => send({ type: "failed", message: error instanceof Error ? error.message : String(error) }));
};

function send(answer: PeaksAnswer, transfer: Transferable[] = []): void {
  postMessage(answer, { transfer });
}

async function run({ file }: PeaksAsk): Promise<void> {
  const kept = await readKept(file);
  if (kept) {
    send({ type: "part", from: 0, min: kept.min, max: kept.max, speech: Speech.of(kept.loudness), length: kept.min.length });
    send({ type: "done" });
    return;
  }
  const input = new Input({ source: new BlobSource(file), formats: FORMATS });
  try {
    await decode(input, file);
  } finally {
    input.dispose();
  }
}

async function decode(input: Input, file: File): Promise<void> {
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error("the file has no sound");
  if (!(await track.canDecode())) throw new Error("this browser cannot decode the sound of the file");
  const length = Math.ceil(((await track.computeDuration()) * 1000) / PEAK_MS) + 1;
  const peaks = new Peaks(length);
  let sent = 0;
  const flush = () => {
    if (peaks.known <= sent) return;
    const min = peaks.min.slice(sent, peaks.known);
    const max = peaks.max.slice(sent, peaks.known);
    const speech = Speech.of(peaks.loudness.subarray(0, peaks.known));
    send({ type: "part", from: sent, min, max, speech, length }, [min.buffer, max.buffer, speech.buffer]);
    sent = peaks.known;
  };
  for await (const sample of new AudioSampleSink(track).samples()) {
    peaks.add(sample);
    sample.close();
    if (peaks.known - sent >= PART) flush();
  }
  flush();
  send({ type: "done" });
  await keep(file, peaks);
}

class Peaks {
  readonly min: Int8Array;
  readonly max: Int8Array;
  /** Mean square of each peak's sound, as a byte in steps of half a decibel below full scale. */
  readonly loudness: Uint8Array;
  known = 0;
  #plane = new Float32Array(0);
  #sum = 0;
  #count = 0;
  #at = 0;

  constructor(length: number) {
    this.min = new Int8Array(length);
    this.max = new Int8Array(length);
    this.loudness = new Uint8Array(length).fill(255);
  }

  /** The first channel counts: enough to see and to snap to. */
  add(sample: AudioSample): void {
    const frames = sample.numberOfFrames;
    if (this.#plane.length < frames) this.#plane = new Float32Array(frames);
    const plane = this.#plane.subarray(0, frames);
    sample.copyTo(plane, { planeIndex: 0, format: "f32-planar" });
    const first = (sample.timestamp * 1000) / PEAK_MS;
    const step = 1000 / PEAK_MS / sample.sampleRate;
    for (let frame = 0; frame < frames; frame += 1) {
      const at = Math.floor(first + frame * step);
      if (at < 0 || at >= this.min.length) continue;
      if (at !== this.#at) this.#close(at);
      const value = plane[frame]!;
      const scaled = Math.max(-128, Math.min(127, Math.round(value * 127)));
      if (scaled < this.min[at]!) this.min[at] = scaled;
      if (scaled > this.max[at]!) this.max[at] = scaled;
      this.#sum += value * value;
      this.#count += 1;
    }
  }

  #close(next: number): void {
    if (this.#count > 0) this.loudness[this.#at] = Math.min(255, Math.round(-20 * Math.log10(Math.sqrt(this.#sum / this.#count) + 1e-7)));
    this.#sum = 0;
    this.#count = 0;
    this.#at = next;
    this.known = Math.max(this.known, next);
  }
}

const FOLDER = "peaks";
const nameOf = (file: File) => `${file.size}-${file.lastModified}-${file.name.replace(/[^\w.-]/g, "_").slice(-80)}`;

async function readKept(file: File): Promise<{ min: Int8Array; max: Int8Array; loudness: Uint8Array } | undefined> {
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER);
    const bytes = await (await (await folder.getFileHandle(nameOf(file))).getFile()).arrayBuffer();
    const length = bytes.byteLength / 3;
    if (length === 0 || !Number.isInteger(length)) return undefined;
    return { min: new Int8Array(bytes.slice(0, length)), max: new Int8Array(bytes.slice(length, length * 2)), loudness: new Uint8Array(bytes.slice(length * 2)) };
  } catch {
    return undefined;
  }
}

async function keep(file: File, { min, max, loudness, known }: Peaks): Promise<void> {
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
    const access = await (await folder.getFileHandle(nameOf(file), { create: true })).createSyncAccessHandle();
    const all = new Uint8Array(known * 3);
    all.set(new Uint8Array(min.buffer, 0, known), 0);
    all.set(new Uint8Array(max.buffer, 0, known), known);
    all.set(loudness.subarray(0, known), known * 2);
    access.truncate(0);
    access.write(all, { at: 0 });
    access.close();
  } catch {
    // Without a private file system the peaks are made again next time.
  }
}
