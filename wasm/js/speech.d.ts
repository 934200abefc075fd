import type { AlignedWord, Input, ModuleSource } from "cuesmith";

/** Loads the module once; later calls wait for the first one. Without `source` it is fetched from the package. */
export function init(source?: string | ModuleSource | PromiseLike<string | ModuleSource>): Promise<void>;

/** Starts the module from bytes (`cuesmith/speech.wasm`) or a compiled module, at once. */
export function initSync(module: ModuleSource): void;

/** The bytes of a file. */
export type FileBytes = ArrayBuffer | ArrayBufferView;

/**
 * The files of an acoustic model of CMU Sphinx, by their names in its folder, and its pronouncing dictionary. One of
 * `sendump` and `mixture_weights` is needed. Files with other names are ignored.
 */
export interface SpeechModelFiles {
  mdef: FileBytes;
  means: FileBytes;
  variances: FileBytes;
  transition_matrices: FileBytes;
  sendump?: FileBytes;
  mixture_weights?: FileBytes;
  "feat.params": FileBytes;
  /** Models with this file cannot be read. */
  feature_transform?: FileBytes;
  /** The pronouncing dictionary, for example `cmudict-en-us.dict`. */
  dictionary: FileBytes;
  [other: string]: FileBytes | undefined;
}

/** What is used of an `AudioBuffer`. Its channels are mixed. */
export interface DecodedAudio {
  readonly sampleRate: number;
  readonly numberOfChannels: number;
  readonly length: number;
  getChannelData(channel: number): Float32Array;
}

/** Samples of one channel, from -1 to 1, at once or in pieces; or an `AudioBuffer`. */
export type SpeechAudio = Float32Array | Iterable<Float32Array> | DecodedAudio;

export interface SpeechOptions {
  /** Samples in a second, from 4,000 to 384,000. Not needed for an `AudioBuffer`. */
  rate?: number;
  /** Give times even if the text is not what is spoken. Default false. */
  force?: boolean;
  /** Takes the share that is done, from 0 to 1. */
  onprogress?: (share: number) => void;
}

/** When a word of the transcript is spoken. */
export interface SpokenWord extends Pick<AlignedWord, "span" | "start" | "end" | "confidence" | "unspoken"> {
  text: string;
  /** The word is not in the dictionary: how it sounds is guessed from its letters. */
  guessed: boolean;
}

/** A transcript aligned with audio. */
export interface Speech {
  words: SpokenWord[];
  /** The length of the audio in ms. */
  duration: number;
  /** The share of the words that fit the audio well, from 0 to 1. */
  evidence: number;
  /**
   * How much better the words fit than any other sounds, in nats per 10 ms: about 0 for a correct text in clean audio,
   * -1.2 and less for one that is partly wrong or in noise; null if that cannot be said.
   */
  fit: number | null;
}

/** An acoustic model with its dictionary, in the memory of the module until `free`. */
export class SpeechModel {
  /** Reads the files of a model. Throws if one is missing or damaged. */
  constructor(files: SpeechModelFiles);
  /**
   * Finds when each word of a transcript is spoken. Throws if the text is not what is spoken. A minute of audio takes
   * about a second, in which it blocks: call it in a worker.
   */
  align(transcript: Input, audio: SpeechAudio, options?: SpeechOptions): Speech;
  /** Frees the memory of the model, which cannot be used afterwards. */
  free(): void;
}
