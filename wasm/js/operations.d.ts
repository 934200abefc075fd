// Options and results of what changes a file, and of what is known about it on the platform.

import type { Edit, Format, ParseOptions, Span } from "./index.js";

/** A change to a cue, or one that was not possible. */
export interface CueChange {
  /** Index of the cue in the text as it was. */
  cue: number;
  /** The place in the text as it was. */
  span: Span;
  /** What viewers saw there: text, or times. */
  before: string;
  after: string;
  /** Why it was not done, or not completely; null if it was. */
  left: string | null;
}

/** The result of an operation. */
export interface Changed {
  /** The text afterwards. */
  text: string;
  /** The same as edits to the text as it was. */
  edits: Edit[];
  changes: CueChange[];
}

export interface ReflowOptions extends ParseOptions {
  /** Maximum line length. Default 42. */
  maxChars?: number;
  /** Maximum number of lines in a cue. Default 2. */
  maxLines?: number;
  /** What `maxChars` counts. Default `"graphemes"`. */
  width?: "graphemes" | "codepoints" | "east-asian" | "utf16";
  /** Rewrap every cue, not only those over a limit. Default false. */
  all?: boolean;
  /** Language of the text as a code. Default: from the file. */
  language?: string;
  /** Split cues that do not fit into their lines. Default false. */
  split?: boolean;
  /** With `split`: minimum duration of a part in ms. Default 833. */
  minDuration?: number;
  /** With `split`: gap between parts in ms. Default 0. */
  minGap?: number;
}

/** Times in ms. Steps run in the order of the command `retime`. */
export interface RetimeOptions extends ParseOptions {
  shift?: number;
  /** `"25/24"`, or a number. */
  scale?: string | number;
  /** Frame rate that the file was timed for, with `toFps`. */
  fromFps?: string | number;
  toFps?: string | number;
  /** Moments to move, as `[from, to]`: one shifts all times, two also stretch them. */
  sync?: [number, number][];
  /** Cut cues that would start before zero instead of throwing. Default false. */
  clipNegative?: boolean;
  /** Keep only this part, and start it at zero. */
  clip?: [number, number];
  /** With `clip`: keep the original times. Default false. */
  keepTimes?: boolean;
  /** Sort the cues by start time. Default false. */
  sort?: boolean;
  /** Snap every time to a frame of this rate. */
  snap?: string | number;
  minDuration?: number;
  /** Extend cues to reach this reading speed in characters per second. */
  maxCps?: number;
  maxDuration?: number;
  minGap?: number;
  /** Close gaps shorter than this, down to `minGap`. */
  closeGaps?: number;
  /** End each cue before the next one starts. Default false. */
  trimOverlaps?: boolean;
  /** Join neighboring cues with the same text that are at most this far apart. */
  joinSame?: number;
  /** Join cues shorter than this with a neighbor. */
  joinShort?: number;
  /** With `joinShort`: maximum line length. Default 42. */
  maxChars?: number;
  /** With `joinShort`: maximum number of lines. Default 2. */
  maxLines?: number;
  /** Split cues that last longer than this. */
  splitLonger?: number;
  /** Length of the video: no cue is extended past it. */
  mediaDuration?: number;
}

export interface SpeakerOptions extends ParseOptions {
  /** The style to write; `"none"` removes all marks. Default `"chevrons"`. */
  to?: "chevrons" | "dashes" | "names" | "brackets" | "voice" | "none";
  /** Keep names after chevrons and dashes. Default false. */
  keepNames?: boolean;
  /** Dashes only where two speakers share a cue. Default false. */
  dialogueOnly?: boolean;
  /** No space after dashes. Default false. */
  tightDash?: boolean;
}

export interface MaskOptions extends ParseOptions {
  /** The replacement of a word: `****`, a star for each character, its first letter and stars, `[bleep]`, or nothing; `"report"`
   * only lists the words. Default `"fixed"`. */
  style?: "fixed" | "stars" | "first-letter" | "bleep" | "remove" | "report";
  /** Another replacement; an empty text removes the word. */
  text?: string;
  /** More words, in the form of the command's lists. */
  words?: string[];
  /** The built-in lists to use, as codes of languages; none for an empty list. Default: English and the language of the text. */
  languages?: string[];
  /** Language of the text as a code. Default: from the file. */
  language?: string;
  /** Least severity, from 1 to 3. Default 1. */
  minSeverity?: number;
  /** Find disguised words too, such as `sh1t`. Default false. */
  strict?: boolean;
}

export interface DictionaryOptions extends ParseOptions {
  /** Language of the text as a code. */
  language?: string;
  /** Correct words that are similar to a term in letters or sound. Default false. */
  fuzzy?: boolean;
  /** With `fuzzy`: least similarity, from 0 to 1. */
  minScore?: number;
}

/** Kaltura's types of caption assets. */
export type CaptionType = "srt" | "dfxp" | "webvtt";

export interface SimulateOptions extends ParseOptions {
  /** The type that the file is uploaded as. Default: by its name, otherwise by its content. */
  captionType?: CaptionType;
  /** Length of an HLS segment in ms. Default 30,000. */
  segmentDuration?: number;
  /** The part of the video that a clip keeps, in ms. Default: all but a second at each end. */
  clip?: [number, number];
}

/** A cue as a parser of the platform keeps it. */
export interface ReaderCue {
  /** Ms; null where the server has none. */
  start: number | null;
  end: number | null;
  /** The text that the parser has; bytes that are not UTF-8 appear as U+FFFD. */
  text: string;
  settings: string;
  id: string;
  /** What is on the screen; null where that is not known. */
  shown: string | null;
  /** Index of the cue of the file that it is, or null. */
  own: number | null;
  /** Number of further cues of the file that are inside it. */
  swallowed: number;
  /** The part of the file that it was made from, where that is known. */
  origin: Span | null;
}

/** What one parser of the platform makes of a file. */
export interface ReaderView {
  name: "gate" | "served" | "hls" | "clip" | "player" | "transcript" | "search" | "burn_in" | "packager";
  /** Its name in a sentence: `the upload check`. */
  title: string;
  /** Whether it counts: false for a parser that does not take the format at all. */
  judged: boolean;
  /** Why it keeps nothing, or null. */
  refusal: string | null;
  /** Numbers of the file's cues, by what happens to them. */
  counts: { kept: number; lost: number; cut: number; merged: number; changed: number; mistimed: number };
  /** Indices into `cues` of those that are no cue of the file. */
  extra: number[];
  cues: ReaderCue[];
  /** The cues of the file that are not kept as they are. */
  outcomes: {
    cue: number;
    /** Words joined by `+`: `lost`, `merged`, `cut`, `changed`, `mistimed`. */
    what: string;
    /** The parser's cue that it is. */
    seen: number | null;
    /** The cue of the file that has its text. */
    inside: number | null;
    /** HLS: the number of segments in its middle that do not contain it. */
    gaps: number;
  }[];
  /** HLS only: the segments, with indices into the upload check's cues. */
  segments?: { number: number; cues: number[] }[];
}

export interface Simulation {
  format: Format;
  captionType: CaptionType;
  /** Number of cues of the file. */
  cues: number;
  /** Whether the upload check accepts the file. */
  ready: boolean;
  /** Whether every parser keeps every cue. */
  whole: boolean;
  /** Whether the transcript panel has the texts. */
  transcript: boolean;
  segmentDuration: number;
  /** The part that the clip keeps, in ms. */
  clip: [number, number] | null;
  readers: ReaderView[];
  /** Blocks that were meant as cues and are not read as cues. */
  unread: { span: Span; timing: Span; lostBy: string[] }[];
}

export interface ScriptOptions extends ParseOptions {
  /** Speaking rate in words per minute. Default 160. */
  wpm?: number;
}

/** Extended audio descriptions as they are spoken; times in ms, lengths of speech are estimates. */
export interface Script {
  wpm: number;
  words: number;
  speech: number;
  /** The part of `speech` that exceeds the intervals of the descriptions. */
  beyond: number;
  /** Descriptions without an estimate. */
  unestimated: number;
  descriptions: {
    cue: number;
    start: number;
    end: number | null;
    text: string;
    words: number;
    speech: number | null;
    /** The sum up to and including this one. */
    total: number;
  }[];
}

export interface ChapterOptions extends ParseOptions {
  /** The form to write. Default: only read. */
  to?: "webvtt" | "json" | "csv" | "cue-points";
  /** Length of the video in ms: where the last chapter ends. */
  mediaDuration?: number;
  /** The entry that cue points belong to. */
  entryId?: string;
}

export interface ChapterList {
  /** Times in ms; the end is null where it is not known. */
  chapters: { start: number; end: number | null; title: string; description: string | null }[];
  /** Whether they had to be sorted. */
  sorted: boolean;
  problems: string[];
  /** The list in the form `to`, or null. */
  text: string | null;
  /** What chapters, or the new form, cannot express. */
  losses: string[];
}
