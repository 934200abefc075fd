import type { CueScope, CueShape, Region } from "cuesmith";

export const ParseErrorCode: {
  readonly LoadFail: 0;
  readonly BadSignature: 1;
  readonly BadTimestamp: 2;
  readonly BadSettingValue: 3;
  readonly BadFormat: 4;
  readonly UnknownSetting: 5;
};

/** An error in a file, or a file that could not be loaded. */
export class ParseError extends Error {
  constructor(init: { code: number; reason: string; line: number });
  /** One of `ParseErrorCode`. */
  code: number;
  /** The line in the file, from 1; 0 if it could not be loaded. */
  line: number;
}

export type CaptionsFileFormat = "vtt" | "srt" | "ttml" | "dfxp" | "xml";

export interface ParseCaptionsOptions {
  /** Default `"vtt"`. */
  type?: CaptionsFileFormat;
  /** Reject with the first error. WebVTT without its signature is then an error. Default false. */
  strict?: boolean;
  /** Collect errors. Default: the value of `strict`. */
  errors?: boolean;
  /** The window whose `VTTCue` and `VTTRegion` are used. Default: globalThis. */
  scope?: CueScope;
  onHeaderMetadata?(metadata: Record<string, string>): void;
  onStyle?(css: string): void;
  onCue?(cue: CueShape): void;
  onRegion?(region: Region): void;
  onError?(error: ParseError): void;
}

export interface ParsedCaptionsResult {
  metadata: Record<string, string>;
  regions: Region[];
  cues: CueShape[];
  errors: ParseError[];
  styles: string[];
}

/** What is used of a `ReadableStream`. */
export interface StreamLike<T> {
  getReader(): {
    read(): Promise<{ done: boolean; value?: T | undefined }>;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
}

/** What is used of a `Response`. */
export interface ResponseLike {
  ok: boolean;
  status: number;
  statusText: string;
  url: string;
  headers: { get(name: string): string | null };
  body: StreamLike<Uint8Array> | null;
}

/** Reads a text. */
export function parseText(text: string, options?: ParseCaptionsOptions): Promise<ParsedCaptionsResult>;
/** Reads a stream of text in chunks of any size. WebVTT gives its cues as they arrive. */
export function parseTextStream(
  stream: StreamLike<string>,
  options?: ParseCaptionsOptions,
): Promise<ParsedCaptionsResult>;
/** Reads a stream of bytes in chunks of any size; `encoding` is a label that `TextDecoder` knows. */
export function parseByteStream(
  stream: StreamLike<Uint8Array>,
  options?: ParseCaptionsOptions & { encoding?: string },
): Promise<ParsedCaptionsResult>;
/** Reads a response, or a promise of one. Format and encoding come from its headers unless they are given. */
export function parseResponse(
  response: ResponseLike | PromiseLike<ResponseLike>,
  options?: ParseCaptionsOptions & { encoding?: string },
): Promise<ParsedCaptionsResult>;
/** The format of a content type, else of the end of an address; undefined if neither says. */
export function inferCaptionsFormat(contentType: string, url?: string): CaptionsFileFormat | undefined;
