/** A format by the name the command line uses. */
export type Format = "srt" | "webvtt" | "ttml";

/** What a file is for: captions, extended audio description, chapters. A kind selects rules. */
export type Kind = "captions" | "ead" | "chapters" | "thumbnails";

/** A named choice of rules and limits, which the other options change. */
export type Preset = "recommended" | "kaltura-reach" | "kaltura-ead" | "kaltura-chapters";

/** What TTML files can be held against. */
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

export interface ParseOptions {
  /** The name the file goes by; it helps to find the format and is never opened. */
  path?: string;
  /** The format, whatever the file looks like. Default: find out. */
  format?: Format;
  /** Frames per second, such as `"25"` or `"24000/1001"`. */
  frameRate?: string;
}

/** Limits and context of a check: the names and defaults of Rust's `lint::Options`. */
export interface CheckOptions extends ParseOptions {
  /** Default `"recommended"`. */
  preset?: Preset;
  /** Default: that of the preset, mostly `"captions"`. */
  kind?: Kind;
  /** Longest line in graphemes. */
  maxChars?: number;
  /** Most lines in a cue. */
  maxLines?: number;
  /** Shortest cue in ms. */
  minDuration?: number;
  /** Longest cue in ms. */
  maxDuration?: number;
  /** Shortest gap between two cues in ms, unless they touch. */
  minGap?: number;
  /** Gaps below this many ms are to be closed down to `minGap`. Default: none. */
  closeGaps?: number;
  /** Longest stretch without a caption in ms that needs no label. Default 60,000. */
  maxSilence?: number;
  /** A cue of at most this many ms is a defect. */
  maxDefect?: number;
  /** Highest reading speed in graphemes a second. */
  maxCps?: number;
  /** Highest reading speed in words a minute. */
  maxWpm?: number;
  /** Shortest interval of an audio description in ms. Default 1,000. */
  minWindow?: number;
  /** Longest audio description in characters. Default 250. */
  maxSpokenChars?: number;
  /** Longest audio description in ms as spoken. Default none. */
  maxSpeech?: number;
  /** Words a minute for that. Default 160. */
  speechWpm?: number;
  /** Language of the text as a code. Default: what it says itself. */
  language?: string;
  /** Language of the video's sound as a code. Default unknown. */
  audioLanguage?: string;
  /** What TTML files are held against. Default: the profile that the file names, else `"ttml1"`. */
  ttmlModel?: TtmlModel;
  /** How far region boxes of TTML must stay away from each edge of the picture, in percent. Default 0. */
  safeArea?: number;
  /** Times of a translation may differ from its source's by as many ms. Default 0. */
  timingTolerance?: number;
  /** The format that is to be delivered. Default: any. */
  outputFormat?: "srt" | "vtt" | "dfxp" | "cap" | "scc";
  /** Whether changes of speaker are to be marked. Default unknown. */
  speakerMarks?: boolean;
  /** Whether speakers are to be named. Default unknown. */
  speakerNames?: boolean;
  /** Whether sounds are to be labelled. Default unknown. */
  audioTags?: boolean;
  /** A file of fewer cues may have one speaker only. Default 20. */
  minSpeakerCues?: number;
  /** Length of the video in ms. */
  mediaDuration?: number;
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
  /** What becomes of speakers' names in SRT: left out, or `NAME: ` in front. Default `"drop"`. */
  voice?: "drop" | "prefix";
}

export interface Edit {
  span: Span;
  replacement: string;
}

export interface Diagnostic {
  /** `TIM003` from a rule, `SRT_TIME_DOT` from a reader. */
  code: string;
  /** The rule's name; null where `code` is a reader's. */
  name: string | null;
  /** The reader's own code where a rule passes on what a reader found. */
  detail: string | null;
  severity: Severity;
  message: string;
  span: Span;
  labels: { span: Span; message: string }[];
  /** Zero-based position of the cue concerned. */
  cue: number | null;
  measured: { actual: number; limit: number; unit: string } | null;
  fix: { title: string; applicability: Applicability; edits: Edit[] } | null;
}

export interface Report {
  diagnostics: Diagnostic[];
  /** Rules that could not run, and what they lacked. */
  skipped: { code: string; name: string; reason: string }[];
  rulesRun: number;
}

export interface Fixed {
  text: string;
  applied: { code: string; count: number }[];
  rounds: number;
  /** What a check of the fixed text finds. */
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
  /** What it needs besides the file, as reasons for not running. */
  needs: string[];
  fix: Applicability | null;
}

export interface Cue {
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
  /** The text as viewers see it. */
  text: string;
  /** Where each part stands; an empty span where the file does not have it. */
  origin: Record<"block" | "id" | "start" | "end" | "settings" | "payload", Span>;
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
  [Symbol.iterator](): Iterator<Cue>;
}

export interface Parsed {
  format: Format;
  cues: Cues;
  /** What the reader noticed, in file order. */
  diagnostics: Diagnostic[];
}

/** Loads the module, by default from beside the package; call it once and await it. */
export function init(source?: RequestInfo | URL | Response | BufferSource | WebAssembly.Module): Promise<void>;
/** Loads the module from bytes or a compiled module. */
export function initSync(module: BufferSource | WebAssembly.Module): void;

/** Reads a text. Throws on options that do not exist, never on content. */
export function parse(text: string, options?: ParseOptions): Parsed;
/** Checks a text against the rules. Throws on options that do not exist, never on content. */
export function check(text: string, options?: CheckOptions): Report;
/** Applies fixes until none is left. */
export function fix(text: string, options?: FixOptions): Fixed;
/** Writes a text in another format and says what was lost. */
export function convert(text: string, to: Format, options?: ConvertOptions): Converted;
/** Every rule, by code. */
export function rules(): RuleMeta[];
/** The documentation of a rule as Markdown; undefined when there is no such rule. */
export function explain(rule: string): Promise<string | undefined>;
export function version(): string;
/** The text after edits that do not overlap. Throws RangeError on others. */
export function applyEdits(text: string, edits: Iterable<Edit>): string;
