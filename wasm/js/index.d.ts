import type { Aligned, AlignOptions, Score, ScoreOptions, TimelineInput } from "./align.js";
import type {
  ChapterList,
  ChapterOptions,
  Changed,
  CueChange,
  DictionaryOptions,
  MaskOptions,
  ReflowOptions,
  RetimeOptions,
  Script,
  ScriptOptions,
  SimulateOptions,
  Simulation,
  SpeakerOptions,
} from "./operations.js";

export type * from "./align.js";
export type * from "./operations.js";

/** A format by the name the command line uses. */
export type Format = "srt" | "webvtt" | "ttml";

/** What a file is for: captions, extended audio description, chapters. A kind selects rules. */
export type Kind = "captions" | "ead" | "chapters" | "thumbnails";

/** A named choice of rules and limits, which the other options change. */
export type Preset =
  | "recommended"
  | "strict"
  | "netflix"
  | "bbc"
  | "dcmp"
  | "youtube"
  | "kaltura-reach"
  | "kaltura-ead"
  | "kaltura-chapters";

/** TTML profiles to validate against. */
export type TtmlModel =
  | "ttml1"
  | "ttml2"
  | "imsc1.0-text"
  | "imsc1.0-image"
  | "imsc1.1-text"
  | "imsc1.1-image"
  | "ebu-tt-d";

export type Severity = "info" | "warning" | "error";

/** Who may apply a fix, in rising order of trust. */
export type Applicability = "show" | "unsafe" | "safe";

/** A half-open range of UTF-16 code units: `text.slice(start, end)`. */
export interface Span {
  start: number;
  end: number;
}

/** A text, or its bytes: see `decode`. */
export type Input = string | ArrayBuffer | ArrayBufferView;

/** Line and column from 0; the column counts UTF-16 code units, as the Language Server Protocol does. */
export interface Position {
  line: number;
  column: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface ParseOptions {
  /** The name of the file; used to detect the format, never opened. */
  path?: string;
  /** The format. Default: detected. */
  format?: Format;
  /** Frames per second, such as `"25"` or `"24000/1001"`. */
  frameRate?: string;
  /** Read WebVTT without its signature as if it had one. Browsers show no cue of it. Default false. */
  lenient?: boolean;
}

/** Limits and context of a check: the names and defaults of Rust's `lint::Options`. */
export interface CheckOptions extends ParseOptions {
  /** Default `"recommended"`. `netflix`, `bbc`, `dcmp` and `youtube` are unofficial. */
  preset?: Preset;
  /** Audience of the program, for the preset `netflix`. Default `"adult"`. */
  audience?: "adult" | "children";
  /** Subtitles for the deaf and hard of hearing, for the preset `netflix`. Default false. */
  sdh?: boolean;
  /** Where the program is shown, for the preset `bbc`. Default `"online"`. */
  target?: "online" | "broadcast";
  /** Aspect ratio of the video, for the preset `bbc`. Default `"16:9"`. */
  aspect?: "16:9" | "4:3" | "1:1" | "9:16";
  /** Reading level of the audience, for the preset `dcmp`. Default `"adult"`. */
  level?: "lower" | "middle" | "upper" | "adult";
  /**
   * A REACH order: an API response as JSON text or as an object, such as that of `getJobs`. It chooses the preset and
   * sets options, which the others override.
   */
  order?: string | object;
  /** With `order`: the id of the task, if there are several. */
  task?: string;
  /** Default: that of the preset, mostly `"captions"`. */
  kind?: Kind;
  /** Maximum line length in graphemes. */
  maxChars?: number;
  /** Count half-width characters as half a character. Default false. */
  halfWidth?: boolean;
  /** Maximum number of lines in a cue. */
  maxLines?: number;
  /** Minimum duration of a cue in ms. */
  minDuration?: number;
  /** Maximum duration of a cue in ms. */
  maxDuration?: number;
  /** Minimum gap in ms between cues that do not touch. */
  minGap?: number;
  /** Gaps shorter than this many ms should be closed to `minGap`. Default: none. */
  closeGaps?: number;
  /** Maximum time in ms without captions or a label. Default 60,000. */
  maxSilence?: number;
  /** Duration in ms up to which a cue is a timing defect. */
  maxDefect?: number;
  /** Maximum reading speed in graphemes per second. */
  maxCps?: number;
  /** Maximum reading speed in words per minute. */
  maxWpm?: number;
  /** Minimum interval of an audio description in ms. Default 1,000. */
  minWindow?: number;
  /** Maximum length of an audio description in characters. Default 250. */
  maxSpokenChars?: number;
  /** Maximum speaking time of an audio description in ms. Default none. */
  maxSpeech?: number;
  /** Speaking rate for that in words per minute. Default 160. */
  speechWpm?: number;
  /** Language of the text as a code. Default: from the file. */
  language?: string;
  /** Language of the video's audio as a code. Default unknown. */
  audioLanguage?: string;
  /** TTML profile to validate against. Default: the profile of the file, else `"ttml1"`. */
  ttmlModel?: TtmlModel;
  /** Minimum distance of TTML regions from each edge of the picture in percent. Default 0. */
  safeArea?: number;
  /** Maximum difference in ms between times of a translation and its source. Default 0. */
  timingTolerance?: number;
  /** Format that is to be delivered. Default: any. */
  outputFormat?: "srt" | "vtt" | "dfxp" | "cap" | "scc";
  /** Whether changes of speaker should be marked. Default unknown. */
  speakerMarks?: boolean;
  /** Whether speakers should be named. Default unknown. */
  speakerNames?: boolean;
  /** Whether sounds should be labeled. Default unknown. */
  audioTags?: boolean;
  /** Number of cues from which a file should have more than one speaker. Default 20. */
  minSpeakerCues?: number;
  /** Length of the video in ms. */
  mediaDuration?: number;
  /** Required form of the ellipsis. Default: any. */
  ellipsis?: "dots" | "character";
  /** Characters that may be used. Default: all. */
  charset?: "latin1" | "teletext";
  /** Run rules in preview too. Default false: only those selected by code or name. */
  preview?: boolean;
  /** Shot changes of the video in ms, separated by semicolons. Default unknown. */
  shotChanges?: string;
  /** Run only these rules: codes, names, families or `"ALL"`. */
  select?: string[];
  /** Do not run these rules. */
  ignore?: string[];
}

export interface FixOptions extends CheckOptions {
  /** Also apply fixes that change timing, words or line breaks. Default false. */
  unsafeFixes?: boolean;
}

export interface ConvertOptions extends ParseOptions {
  /** What ends a line. Default `"lf"`. */
  lineEnding?: "lf" | "crlf";
  /** Speaker names in SRT: dropped, or written as `NAME: ` before the text. Default `"drop"`. */
  voice?: "drop" | "prefix";
}

export interface Edit {
  span: Span;
  replacement: string;
}

export interface Diagnostic {
  /** `TIM003` of a rule, `SRT_TIME_DOT` of a parser. */
  code: string;
  /** The rule's name; null if `code` is a parser's. */
  name: string | null;
  /** The parser's code if the rule reports what a parser found. */
  detail: string | null;
  severity: Severity;
  message: string;
  span: Span;
  /** Lines and columns of `span`. */
  range: Range;
  labels: { span: Span; range: Range; message: string }[];
  /** Zero-based position of the cue concerned. */
  cue: number | null;
  measured: { actual: number; limit: number; unit: string } | null;
  fix: { title: string; applicability: Applicability; edits: Edit[] } | null;
}

export interface Report {
  diagnostics: Diagnostic[];
  /** Rules that could not run, and what was missing. */
  skipped: { code: string; name: string; reason: string }[];
  rulesRun: number;
  /** Number of findings that comments in the file suppress. */
  suppressed: number;
}

/** The effective options of a check. */
export interface Settings {
  preset: Preset;
  presetFrom: string;
  options: {
    /** The name of the option, as in `CheckOptions`. */
    name: string;
    value: number | string | boolean | null;
    /** Such as `ms`; empty for words. */
    unit: string;
    /** `default`, `preset NAME`, `options`, or the field of the order: `order#/reachProfile/maxCharactersPerCaptionLine`. */
    from: string;
  }[];
}

export interface Fixed {
  text: string;
  applied: { code: string; count: number }[];
  /** Fixes that were left out: those of a rule, because they would change more than they should, and what; or all (null). */
  left: { code: string | null; message: string }[];
  rounds: number;
  /** The findings in the fixed text. */
  report: Report;
}

export interface Converted {
  text: string;
  losses: { kind: string; span: Span; cue: number | null; message: string }[];
}

export interface RuleMeta {
  code: string;
  name: string;
  summary: string;
  severity: Severity;
  formats: Format[];
  kinds: Kind[];
  /** What it needs in addition to the file, as reasons for not running. */
  needs: string[];
  fix: Applicability | null;
}

/** The settings of a cue as a browser reads them, with the defaults of `VTTCue`. */
export interface Placement {
  vertical: "" | "rl" | "lr";
  /** A line number if `snapToLines`, otherwise percent. */
  line: number | "auto";
  snapToLines: boolean;
  lineAlign: "start" | "center" | "end";
  /** Percent. */
  position: number | "auto";
  positionAlign: "auto" | "line-left" | "center" | "line-right";
  /** Percent. */
  size: number;
  align: "start" | "center" | "end" | "left" | "right";
}

/** A region with the names of `VTTRegion`. */
export interface Region {
  id: string;
  /** Percent of the video's width. */
  width: number;
  /** Height in lines. */
  lines: number;
  regionAnchorX: number;
  regionAnchorY: number;
  viewportAnchorX: number;
  viewportAnchorY: number;
  scroll: "" | "up";
}

/** A piece of a cue's text, in the terms of WebVTT. */
export type CueToken =
  | { type: "text"; value: string }
  | { type: "timestamp"; ms: number }
  | {
      type: "start";
      tag: "b" | "i" | "u" | "c" | "v" | "lang" | "ruby" | "rt";
      classes: string[];
      /** The name of a `v`, the language of a `lang`, otherwise null. */
      annotation: string | null;
      /** `#rrggbb` or `#rrggbbaa`, where SRT has a color. */
      color?: string;
    }
  | { type: "end" };

/** One cue. */
export class Cue {
  private constructor();
  /** Zero-based position in the file. */
  index: number;
  /** The identifier or number as written; empty when there is none. */
  id: string;
  /** First moment of the cue in ms. */
  start: number;
  /** First moment the cue is gone in ms; may lie before the start. */
  end: number;
  /** What follows the end time on its line. */
  settings: string;
  /** The text as written, with markup. */
  payload: string;
  /** The visible text. */
  text: string;
  /** Location of each part; an empty span if the file does not have it. */
  origin: Record<"block" | "id" | "start" | "end" | "settings" | "payload", Span>;
  readonly format: Format;
  readonly placement: Placement;
  readonly region: Region | null;
  /** The names in its markup, such as those of WebVTT's `<v>`, each once. */
  readonly voices: readonly string[];
  /** The first of `voices`, or null. */
  readonly speaker: string | null;
  readonly tokens: readonly CueToken[];
}

/** What is counted of each cue, as columns. Rates are NaN for cues without duration. */
export interface Metrics {
  /** Graphemes, spaces and punctuation included; a line break counts as one. */
  characters: Uint32Array;
  words: Uint32Array;
  lines: Uint32Array;
  /** Graphemes of the longest line. */
  longestLine: Uint32Array;
  /** Characters per second. */
  cps: Float64Array;
  /** Words per minute. */
  wpm: Float64Array;
  /** Ms until the cue that starts next, negative if they overlap; NaN for the last one. */
  gap: Float64Array;
}

/** The cues of a file, in file order. */
export class Cues implements Iterable<Cue> {
  private constructor();
  readonly length: number;
  /** Two numbers a cue: start and end in ms. */
  readonly times: Float64Array;
  /** Twelve numbers a cue: start and end of block, id, start, end, settings and payload. */
  readonly spans: Uint32Array;
  /** The visible text of the cue at `index`. */
  text(index: number): string;
  at(index: number): Cue | undefined;
  metrics(): Metrics;
  [Symbol.iterator](): Iterator<Cue>;
}

export interface Parsed {
  format: Format;
  /** The text that all spans refer to. */
  text: string;
  /** The encoding of the bytes; undefined for a string. */
  encoding: string | undefined;
  cues: Cues;
  /** The findings of the parser, in file order. */
  diagnostics: Diagnostic[];
  /** The language of the file as a BCP 47 tag, from itself or its name. */
  readonly language: string | null;
  readonly regions: readonly Region[];
  /** The style sheets of a WebVTT file. */
  readonly styles: readonly string[];
}

/** Bytes or a compiled module. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | object;

/**
 * Loads the core, by default from beside the package, also in Node; call it once and await it. `source` is
 * its URL, a `Response`, bytes or a compiled module, or a promise of one; `all.wasm`, the whole module, will do too.
 */
export function init(source?: string | ModuleSource | PromiseLike<string | ModuleSource>): Promise<void>;
/** Loads the core, or the whole module, from bytes or a compiled module. */
export function initSync(module: ModuleSource): void;

/** A part of the module that is loaded on demand. */
export type Pack = "align" | "check" | "kaltura" | "operations" | "words";
/** The files of packs by their name without `.wasm`; some are for several packs. */
export type PackFile = Pack | "shared" | `${Pack}-${Pack}`;
/** Where the files of a pack come from. */
export type PackSources = {
  [file in PackFile]?: string | ModuleSource | PromiseLike<string | ModuleSource>;
};
/**
 * Loads a pack, and first the core and the packs it needs, by default from beside the package. Once it is loaded, the functions that
 * need it can be called. After a failure it may be called again.
 */
export function load(pack: Pack, sources?: PackSources): Promise<void>;
/** Loads a pack after `initSync`, from the bytes or compiled modules of all its files that are not loaded yet. */
export function loadSync(pack: Pack, sources?: { [file in PackFile]?: ModuleSource }): void;
/** Whether a pack is loaded. */
export function isLoaded(pack: Pack): boolean;

/** The name of a text's format: by its content, else by `path`, else SRT. */
export function detect(input: Input, options?: ParseOptions): Format;
/** Reads a text. Throws on options that do not exist, never on content. */
export function parse(input: Input, options?: ParseOptions): Parsed;
/**
 * Checks a text against the rules; needs the pack `check`, and for rules and presets of the platform `kaltura`. Throws on options
 * that do not exist, never on content.
 */
export function check(input: Input, options?: CheckOptions): Report;
/** The effective options of a check and who set each; needs the pack `check`. */
export function settings(options?: CheckOptions): Settings;
/** Applies fixes until none is left; needs the pack `check`. */
export function fix(input: Input, options?: FixOptions): Fixed;
/** Converts a text to another format and lists the losses. */
export function convert(input: Input, to: Format, options?: ConvertOptions): Converted;
/** Rewraps lines that are too long; needs the pack `operations`. The edits may be applied to the text that was given. */
export function reflow(input: Input, options?: ReflowOptions): Changed;
/** Changes times; needs the pack `operations`. Throws where the file as a whole cannot be moved. */
export function retime(input: Input, options?: RetimeOptions): Changed;
/** Writes speaker marks in another style, or removes them; needs the pack `operations`. */
export function speakers(input: Input, options?: SpeakerOptions): Changed;
/** Masks profanity; needs the pack `words`. */
export function mask(input: Input, options?: MaskOptions): Changed;
/** Corrects spelling to the terms of a dictionary; needs the pack `words`. */
export function applyDictionary(input: Input, terms: string | string[], options?: DictionaryOptions): Changed;
/** What each of Kaltura's parsers keeps of a file; needs the pack `kaltura`. */
export function simulate(input: Input, options?: SimulateOptions): Simulation;
/** The script of extended audio descriptions; needs the pack `kaltura`. */
export function ead(input: Input, options?: ScriptOptions): Script;
/** Reads chapters from captions, JSON, CSV or cue points, fills in their ends and writes them; needs the pack `kaltura`. */
export function chapters(input: Input, options?: ChapterOptions): ChapterList;
/**
 * Puts a transcript onto the times of a recognizer's output or of captions, and makes captions of it; `null` for the
 * transcript makes captions of what was recognized. Needs the pack `align`. Throws where the transcript does not belong to
 * the timeline.
 */
export function align(transcript: Input | null, timeline: TimelineInput, options?: AlignOptions): Aligned;
/**
 * How well a text has the words of a reference. Both are captions, the output of a recognizer, or a transcript. Times are
 * compared where both have them. Needs the pack `align`.
 */
export function score(reference: TimelineInput, hypothesis: TimelineInput, options?: ScoreOptions): Score;
/** Every rule of the packs that are loaded, by code; needs the pack `check`. */
export function rules(): RuleMeta[];
/** The documentation of a rule as Markdown; undefined for an unknown rule. Needs the pack `check`. */
export function explain(rule: string): Promise<string | undefined>;
export function version(): string;

/**
 * Bytes as text: by a byte order mark, else UTF-8, else windows-1252 (WebVTT is UTF-8 always). A byte order
 * mark stays in the text. `encoding` is a label that `TextDecoder` knows.
 */
export function decode(bytes: ArrayBuffer | ArrayBufferView, encoding?: string): { text: string; encoding: string };

/** Where the lines of a text begin: after LF, CRLF or CR. */
export class LineIndex {
  constructor(text: string);
  /** Number of lines; a text that ends with a line break has an empty last line. */
  readonly count: number;
  position(offset: number): Position;
  range(span: Span): Range;
}

/** The text after edits that do not overlap; the same replacement twice counts once. Throws RangeError on others. */
export function applyEdits(text: string, edits: Iterable<Edit>): string;
/** The edits that undo `edits`, for the text after them. */
export function inverseEdits(text: string, edits: Iterable<Edit>): Edit[];

export interface FixChoice {
  /** Only fixes of the rule with this code or name. Default: all. */
  rule?: string;
  /** Also fixes that change timing, words or line breaks. Default false. */
  unsafe?: boolean;
}

/**
 * The edits that fix findings (`[finding]` for one), all that may be applied together. Of two fixes that clash
 * the second waits for the next check.
 */
export function fixEdits(
  report: { diagnostics: readonly Diagnostic[] } | readonly Diagnostic[],
  choice?: FixChoice,
): { edits: Edit[]; fixed: Diagnostic[]; clashing: Diagnostic[] };

/** What `cueToDOM` needs of a cue: a `Cue`, or an object of your own. */
export interface Tokens {
  readonly tokens: readonly CueToken[];
}

/** What `cueToDOM` needs of a document. */
export interface DocumentLike {
  createDocumentFragment(): unknown;
  createElement(name: string): unknown;
  createTextNode(text: string): unknown;
  createProcessingInstruction(target: string, data: string): unknown;
}

/** The cue as a fragment, as `VTTCue.getCueAsHTML` makes it; `document` is that of the page by default. */
export function cueToDOM<D extends DocumentLike>(cue: Tokens, document: D): ReturnType<D["createDocumentFragment"]>;
// A DocumentFragment, which only lib "dom" knows.
export function cueToDOM(cue: Tokens): any;
/**
 * The cue as HTML: all text is escaped, and there are no elements but `b`, `i`, `u`, `ruby`, `rt` and `span`.
 * Line breaks are line feeds; timestamps are left out.
 */
export function cueToHtml(cue: Tokens): string;
/** The cue as viewers read it: no markup, references resolved, without ruby annotations. */
export function cueToPlainText(cue: Cue): string;
/** The cue as WebVTT cue text. */
export function cueToWebVtt(cue: Cue): string;

/** The properties of `VTTCue`; times in seconds. */
export class CueShape implements Placement {
  constructor(startTime: number, endTime: number, text: string);
  id: string;
  startTime: number;
  endTime: number;
  pauseOnExit: boolean;
  region: Region | null;
  vertical: "" | "rl" | "lr";
  snapToLines: boolean;
  line: number | "auto";
  lineAlign: "start" | "center" | "end";
  position: number | "auto";
  positionAlign: "auto" | "line-left" | "center" | "line-right";
  size: number;
  align: "start" | "center" | "end" | "left" | "right";
  text: string;
}

/** A window, or its classes of cues. */
export interface CueScope {
  VTTCue?: unknown;
  VTTRegion?: unknown;
}

/** A cue in the shape of `VTTCue`: a native one where `scope` (default: globalThis) has the class. */
export function toVTTCue(cue: Cue, scope?: CueScope): CueShape;
/** A region in the shape of `VTTRegion`: a native one where `scope` (default: globalThis) has the class. */
export function toVTTRegion(region: Region, scope?: CueScope): Region;

/** A step: the edits that were made, and those that undo it. */
export interface Change {
  edits: Edit[];
  inverse: Edit[];
  /**
   * The cues that were checked again: those from `start` to before `oldEnd` became those from `start` to before `end`.
   * With `diagnostics`, once the findings of the document were asked for; absent where only a check of the whole text can tell
   * (TTML; comments that suppress findings; `maxFindings`).
   */
  cues?: { start: number; oldEnd: number; end: number };
  /** What changed at once: the findings of rules that look at one cue. For the others see `rest`. */
  diagnostics?: FindingChanges;
}

/** What a change or a check changed in the findings of a document. */
export interface FindingChanges {
  added: Diagnostic[];
  removed: Diagnostic[];
}

/**
 * A caption file that changes. Every change is a list of edits and a step of undo. Changes to cues give
 * undefined, and change nothing, where the format cannot express them or the text would be read as something
 * else. Cues are given by their index in `cues`; one that does not exist is a RangeError. Times are in ms.
 */
export class Document {
  private constructor();
  /** `history: false` keeps no steps, for an editor with a history of its own. */
  static open(input: Input, options?: CheckOptions & { history?: boolean }): Document;
  readonly text: string;
  /** The encoding that the bytes had; undefined for a string. */
  readonly encoding: string | undefined;
  readonly format: Format;
  /** The options of its checks. */
  readonly options: CheckOptions;
  /** Calls `listener` with the edits of each change, in the order of the text, and the text before them. Gives what ends that. */
  listen(listener: (edits: Edit[], before: string) => void): () => void;
  /** The cues of the current text; WebVTT without its signature is read as if it had one. */
  readonly cues: Cues;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  parse(): Parsed;
  /** The current text, for saving. */
  serialize(): string;
  /**
   * The check of the current text, with the options of the document; needs the pack `check`. A finding that stays after
   * an edit is the same object: its places follow the text.
   */
  report(): Report;
  /**
   * The findings of `report`. With `rest: false` those that are known without a check of the whole text: after an edit the findings of
   * the rules that look at one cue, and those that the other rules had before it.
   */
  diagnostics(options?: { rest?: boolean }): Diagnostic[];
  /** Checks the whole text, when it has changed: for an idle callback. Gives what that changed in the findings. */
  rest(): FindingChanges;
  applyEdit(from: number, to: number, insert: string): Change;
  applyEdits(edits: Iterable<Edit>): Change;
  setCueTimes(cue: number, start: number, end: number): Change | undefined;
  /** Plain text, or with `markup` the text as it is to be written. */
  setCueText(cue: number, text: string, options?: { markup?: boolean }): Change | undefined;
  /**
   * Adds a cue after the cue `after` (-1: before all), by default after the last one that starts no later. In
   * TTML it takes the attributes of that cue.
   */
  insertCue(cue: {
    start: number;
    end: number;
    text?: string;
    markup?: boolean;
    after?: number;
  }): Change | undefined;
  removeCue(...cues: number[]): Change | undefined;
  /** Cuts a cue at a place in its visible text (UTF-16) and a moment. */
  split(cue: number, at: { offset: number; time: number }): Change | undefined;
  /** Joins the cues from `first` to `last`, by default the next one. */
  merge(first: number, last?: number, options?: { joint?: "space" | "break" }): Change | undefined;
  /** Applies the fixes of the current findings that fit together. */
  fix(choice?: FixChoice): Change;
  reflow(options?: ReflowOptions): Change & { changes: CueChange[] };
  retime(options?: RetimeOptions): Change & { changes: CueChange[] };
  speakers(options?: SpeakerOptions): Change & { changes: CueChange[] };
  undo(): Change | undefined;
  redo(): Change | undefined;
}
