// Options and results of the pack `align`.

import type { Format, Input, Span } from "./index.js";

/** The output of a recognizer as text, bytes or parsed JSON, or captions as text or bytes. */
export type TimelineInput = Input | object;

/** Times in ms. The defaults are those of the command `align`. */
export interface AlignOptions {
  /** Format of the captions. Default `"webvtt"`. */
  to?: Format;
  /** Language of the text as a code: how numbers are spoken, and which words stay together. Default: from the timeline. */
  language?: string;
  /** Give captions even if the transcript does not belong to the timeline. Default false. */
  force?: boolean;
  /** What happens to text that is not spoken: it stays, it is left out, or it is put in square brackets. Default `"keep"`. */
  unspoken?: "keep" | "drop" | "mark";
  /** Marks where the speaker changes. Default: voice or names where the transcript has names, otherwise chevrons. */
  speakers?: "none" | "chevrons" | "dashes" | "names" | "chevrons-and-names" | "voice";
  /** Keep sounds and stage directions such as `(applause)`. Default true. */
  sounds?: boolean;
  /** Without a transcript: keep words that the recognizer repeats in a loop. Default false. */
  keepLoops?: boolean;
  /** Keep the cues of captions that are the timeline, and split only those whose new text does not fit. Default false. */
  keepCues?: boolean;
  /** Maximum line length. Default 42. */
  maxChars?: number;
  /** Maximum number of lines in a cue. Default 2. */
  maxLines?: number;
  /** What `maxChars` counts. Default: by the text. */
  width?: "graphemes" | "codepoints" | "east-asian" | "utf16";
  /** Minimum duration of a cue. Default 833. */
  minDuration?: number;
  /** Maximum duration of a cue. Default 7,000. */
  maxDuration?: number;
  /** Maximum reading speed in characters per second. Default 20. */
  maxCps?: number;
  /** Minimum gap between cues. Default 80. */
  minGap?: number;
  /** Close gaps shorter than this, down to `minGap`. Default 500. */
  closeGaps?: number;
  /** How long a cue stays after its last word, where it is silent. Default 200. */
  hang?: number;
  /** A pause of this length always ends a cue. Default 1,500. */
  maxPause?: number;
  /** Length of the media: no cue ends later. Default: from the timeline. */
  mediaDuration?: number;
}

/** When a word of the transcript is spoken. */
export interface AlignedWord {
  /** The word in `Aligned.transcript`. */
  span: Span;
  /** Ms; null for a word that is not spoken. */
  start: number | null;
  end: number | null;
  /** The probability that the start is within 200 ms of the truth. */
  confidence: number;
  /** The time is estimated from the words around it. */
  interpolated: boolean;
  /** The word is not spoken. */
  unspoken: boolean;
  /** The word is in a part that is spoken elsewhere than in the text. */
  moved: boolean;
}

/** A cue of the captions. */
export interface AlignedCue {
  start: number;
  end: number;
  /** The text with its line breaks. */
  text: string;
  /** Index of its first word in `Aligned.words`. */
  firstWord: number;
  /** Number of its words. */
  words: number;
  /** The lowest confidence of its words; null without words. */
  confidence: number | null;
}

/** Captions of a transcript, and how sure their times are. */
export interface Aligned {
  /** The captions. */
  text: string;
  /** The text that `words` refers to: the transcript, or what was recognized. */
  transcript: string;
  words: AlignedWord[];
  cues: AlignedCue[];
  /** The share of the words whose match is unlikely to be chance, from 0 to 1. */
  evidence: number;
  /** Parts of the transcript that are spoken elsewhere than in the text. */
  moved: { firstWord: number; words: number; start: number; end: number }[];
  /** Problems of the timeline that were corrected. */
  repairs: {
    kind: "loop" | "swallowed-pause" | "broken-time";
    /** Index of the first affected entry of the timeline. */
    firstEntry: number;
    entries: number;
    /** Where, in ms. */
    at: number;
  }[];
}

/** What counts as a difference. */
export interface ScoreOptions {
  /** Capital and small letters differ. Default false. */
  case?: boolean;
  /** Punctuation counts. Default false. */
  punctuation?: boolean;
  /** Hesitation words (`uh`, `um`) count. Default true. */
  fillers?: boolean;
  /** Speaker names and marks are words. Default false. */
  speakers?: boolean;
  /** Sound labels are words. Default false. */
  sounds?: boolean;
  /** Language as a code, for hesitation words and Turkish letters. */
  language?: string;
}

/** How far times are off, in ms; shares from 0 to 1. */
export interface TimeErrors {
  compared: number;
  mean: number;
  meanAbsolute: number;
  median: number;
  p95: number;
  max: number;
  within100: number;
  within250: number;
}

/** How well a text has the words of a reference. */
export interface Score {
  hits: number;
  substitutions: number;
  deletions: number;
  insertions: number;
  /** Word error rate; null for a reference without words. */
  wer: number | null;
  /** Match error rate. */
  mer: number | null;
  /** Word information lost. */
  wil: number | null;
  /** Character error rate. */
  cer: number | null;
  /** The accuracy of a REACH task, from 0 to 100: the word error rate taken from 100. */
  accuracy: number;
  /** False where the texts are too long for the best of all alignments. */
  exact: boolean;
  /** Null where one of both has no times. */
  starts: TimeErrors | null;
  ends: TimeErrors | null;
  /** The lines of the reference with an error. */
  lines: {
    number: number;
    errors: number;
    steps: {
      step: "hit" | "substitution" | "deletion" | "insertion";
      reference: string | null;
      hypothesis: string | null;
    }[];
  }[];
}
