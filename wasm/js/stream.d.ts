import type { CueScope, CueShape, Region } from "cuesmith";

/** What can be wrong in a file: code 0 for the signature, 1 for anything else. */
export class ParsingError extends Error {
  constructor(code: 0 | 1, message: string, line: number, detail: string);
  code: 0 | 1;
  /** The line in the file, from 1. */
  line: number;
  /** The code of the finding, as in `parse`. */
  detail: string;
}

/** Bytes to text; `decode` without arguments ends the text. */
export interface Decoder {
  decode(chunk?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

/**
 * Reads WebVTT in chunks of any size and calls `oncue` for each cue as soon as its block has ended. A file without
 * the signature has no cue, unless `lenient` is set: `onparsingerror` is called once.
 */
export class Parser {
  /** `scope`: the window whose `VTTCue` and `VTTRegion` are used; `decoder`: for chunks of bytes. */
  constructor(scope?: CueScope, decoder?: Decoder, options?: { lenient?: boolean });
  oncue?: (cue: CueShape) => void;
  onregion?: (region: Region) => void;
  onflush?: () => void;
  onparsingerror?: (error: ParsingError) => void;
  /** Called with the `name: value` lines of the header. */
  onheader?: (metadata: Record<string, string>) => void;
  /** Called with each style sheet. */
  onstyle?: (css: string) => void;
  /** Takes a chunk: text, or bytes of UTF-8. */
  parse(chunk?: string | ArrayBuffer | ArrayBufferView | null): this;
  /** Ends the file. */
  flush(): this;
}

/** The names that vtt.js uses: `new WebVTT.Parser(window, vttjs, WebVTT.StringDecoder())`. */
export const WebVTT: {
  Parser: new (window?: CueScope, vttjs?: unknown, decoder?: Decoder) => Parser;
  ParsingError: typeof ParsingError;
  StringDecoder(): Decoder;
};
