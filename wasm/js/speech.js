// `cuesmith/speech`: forced alignment with an acoustic model, in a module of its own.

import initModule, { Acoustic, Files, Sound, initSync as startModule } from "../pkg/web/speech.js";
import { beside } from "./beside.js";
import { textOf } from "./text.js";

/** The files of a model that are read, by their names in its folder, and the dictionary. */
const NAMES = [
  "mdef",
  "means",
  "variances",
  "transition_matrices",
  "sendump",
  "mixture_weights",
  "feat.params",
  "feature_transform",
  "dictionary",
];

/** Samples that cross to the module at once. */
const BLOCK = 1 << 18;

let ready;

/** Loads the module once; later calls wait for the first one. */
export function init(source = beside(new URL("../pkg/web/speech.wasm", import.meta.url))) {
  ready ??= initModule({ module_or_path: source }).then(
    () => {},
    (error) => {
      ready = undefined; // a failed download may be tried again
      throw error;
    },
  );
  return ready;
}

/** Starts the module from bytes or a compiled module, at once. */
export function initSync(module) {
  startModule({ module });
  ready ??= Promise.resolve();
}

/** An acoustic model with its dictionary, in the memory of the module until `free`. */
export class SpeechModel {
  #acoustic;

  /** Reads the files of a model: an object from names to bytes. Other names are ignored. */
  constructor(files) {
    const given = new Files();
    try {
      for (const name of NAMES.filter((name) => files[name] !== undefined)) given.add(name, bytesOf(files[name], name));
      this.#acoustic = Acoustic.read(given);
    } finally {
      given.free();
    }
  }

  /** Finds when each word of a transcript is spoken. Blocks: call it in a worker. */
  align(transcript, audio, { rate = audio.sampleRate, force = false, onprogress = () => {} } = {}) {
    if (!Number.isInteger(rate) || rate < 1) throw new RangeError(`\`rate\` is ${rate}: pass the sample rate in Hz`);
    const sound = new Sound(this.#acoustic, rate);
    let isTaken = false;
    try {
      for (const block of blocks(audio)) {
        for (let at = 0; at < block.length; at += BLOCK) sound.push(block.subarray(at, at + BLOCK));
      }
      const text = textOf(transcript);
      isTaken = true; // also if it fails
      return JSON.parse(sound.align(this.#acoustic, text, force, onprogress));
    } finally {
      if (!isTaken) sound.free();
    }
  }

  /** Frees the memory of the model. */
  free() {
    this.#acoustic.free();
  }
}

/** The samples of one channel, in pieces. */
function* blocks(audio) {
  if (audio instanceof Float32Array) {
    yield audio;
  } else if (typeof audio.getChannelData === "function") {
    const channels = Array.from({ length: audio.numberOfChannels }, (_, channel) => audio.getChannelData(channel));
    for (let at = 0; at < audio.length; at += BLOCK) yield mixed(channels.map((all) => all.subarray(at, at + BLOCK)));
  } else {
    for (const block of audio) {
      if (!(block instanceof Float32Array)) throw new TypeError("samples are Float32Arrays");
      yield block;
    }
  }
}

/** The mean of two channels. Of more, one has nearly all speech, which must not be drowned out. */
function mixed(channels) {
  if (channels.length === 1) return channels[0];
  const share = 1 / Math.min(channels.length, 2);
  return channels[0].map((_, at) => share * channels.reduce((sum, samples) => sum + samples[at], 0));
}

function bytesOf(input, name) {
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new TypeError(`pass the bytes of \`${name}\``);
}
