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

export interface ParseOptions {
  /** The name of the file; used to detect the format, never opened. */
  path?: string;
  /** The format. Default: detected. */
  format?: Format;
  /** Frames per second, such as `"25"` or `"24000/1001"`. */
  frameRate?: string;
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
  labels: { span: Span; message: string }[];
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

export interface Fixed {
  text: string;
  applied: { code: string; count: number }[];
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
  /** The visible text. */
  text: string;
  /** Location of each part; an empty span if the file does not have it. */
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
  /** The findings of the parser, in file order. */
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
/** Converts a text to another format and lists the losses. */
export function convert(text: string, to: Format, options?: ConvertOptions): Converted;
/** Every rule, by code. */
export function rules(): RuleMeta[];
/** The documentation of a rule as Markdown; undefined for an unknown rule. */
export function explain(rule: string): Promise<string | undefined>;
export function version(): string;
/** The text after edits that do not overlap; the same replacement twice counts once. Throws RangeError on others. */
export function applyEdits(text: string, edits: Iterable<Edit>): string;
