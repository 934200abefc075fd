// The parse functions of media-captions, by name, options and result: https://github.com/vidstack/captions

import { toVTTCue, toVTTRegion } from "./markup.js";
import { parse } from "./module.js";
import { Parser } from "./stream.js";

export const ParseErrorCode = {
  LoadFail: 0,
  BadSignature: 1,
  BadTimestamp: 2,
  BadSettingValue: 3,
  BadFormat: 4,
  UnknownSetting: 5,
};

/** An error in a file, or a file that could not be loaded. */
export class ParseError extends Error {
  constructor({ code, reason, line }) {
    super(reason);
    this.name = "ParseError";
    this.code = code;
    this.line = line;
  }
}

const FORMATS = { vtt: "webvtt", srt: "srt", ttml: "ttml", dfxp: "ttml", xml: "ttml" };

/** Reads a text. */
export async function parseText(text, options) {
  const reader = makeReader(options);
  reader.take(text);
  return reader.end();
}

/** Reads a stream of text in chunks of any size. WebVTT gives its cues as they arrive. */
export function parseTextStream(stream, options) {
  return pump(stream, makeReader(options));
}

/** Reads a stream of bytes in chunks of any size. */
export function parseByteStream(stream, { encoding = "utf-8", ...options } = {}) {
  const decoder = new TextDecoder(encoding);
  return pump(stream, makeReader(options), decoder);
}

/** Reads a response, or a promise of one. Format and encoding come from its headers unless they are given. */
export async function parseResponse(response, options = {}) {
  let answer;
  try {
    answer = await response;
    if (!answer.ok || !answer.body) throw new Error(answer.statusText || `status ${answer.status}`);
  } catch (error) {
    const reader = makeReader({ ...options, type: "vtt" });
    reader.report(ParseErrorCode.LoadFail, error instanceof Error ? error.message : String(error), 0);
    return reader.end(false);
  }
  const header = answer.headers.get("content-type") ?? "";
  const encoding = options.encoding ?? /charset=["']?([^\s;"']+)/i.exec(header)?.[1];
  const type = options.type ?? inferCaptionsFormat(header, answer.url) ?? "vtt";
  return parseByteStream(answer.body, { ...options, type, ...(encoding && { encoding }) });
}

/** The format of a content type, else of the end of an address; undefined if neither says. */
export function inferCaptionsFormat(contentType, url = "") {
  const type = contentType.split(";")[0].trim().toLowerCase();
  if (type === "text/vtt") return "vtt";
  if (/^(application|text)\/(x-)?(subrip|srt)$/.test(type)) return "srt";
  if (type === "application/ttml+xml" || type === "application/ttaf+xml") return "ttml";
  const end = /\.(\w+)(?:[?#].*)?$/.exec(url)?.[1]?.toLowerCase();
  return end !== undefined && Object.hasOwn(FORMATS, end) ? end : undefined;
}

async function pump(stream, reader, decoder) {
  const source = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await source.read();
      if (done) break;
      reader.take(decoder ? decoder.decode(value, { stream: true }) : value);
    }
    if (decoder) reader.take(decoder.decode());
    return reader.end();
  } catch (error) {
    await source.cancel(error).catch(() => {});
    throw error;
  } finally {
    source.releaseLock();
  }
}

function makeReader(options = {}) {
  const { type = "vtt", strict = false, errors = strict } = options;
  if (!Object.hasOwn(FORMATS, type)) throw new TypeError(`the format ${JSON.stringify(type)} cannot be read`);
  const format = FORMATS[type];
  const result = { metadata: {}, regions: [], cues: [], errors: [], styles: [] };
  const report = (code, reason, line) => {
    const error = new ParseError({ code, reason, line });
    if (strict) throw error;
    if (!errors) return;
    result.errors.push(error);
    options.onError?.(error);
  };
  const addCue = (cue) => {
    result.cues.push(cue);
    options.onCue?.(cue);
  };
  const addRegion = (region) => {
    result.regions.push(region);
    options.onRegion?.(region);
  };
  const isStream = format === "webvtt";
  const parser = new Parser(options.scope ?? globalThis, undefined, { lenient: !strict });
  parser.oncue = addCue;
  parser.onregion = addRegion;
  parser.onparsingerror = ({ detail, message, line }) => report(codeOf(detail), message, line);
  parser.onheader = (metadata) => {
    result.metadata = metadata;
    options.onHeaderMetadata?.(metadata);
  };
  parser.onstyle = (css) => {
    result.styles.push(css);
    options.onStyle?.(css);
  };
  let whole = "";
  return {
    report,
    take(text) {
      if (isStream) parser.parse(text);
      else whole += text;
    },
    end(isLoaded = true) {
      if (!isLoaded) return result;
      if (isStream) {
        parser.flush();
        return result;
      }
      const parsed = parse(whole, { format });
      for (const found of parsed.diagnostics) {
        if (found.severity === "error") report(codeOf(found.code), found.message, found.range.start.line + 1);
      }
      for (const region of parsed.regions) addRegion(toVTTRegion(region, options.scope));
      for (const cue of parsed.cues) addCue(toVTTCue(cue, options.scope));
      return result;
    },
  };
}

function codeOf(code) {
  if (code.includes("SIGNATURE")) return ParseErrorCode.BadSignature;
  if (/TIM(E|ING)/.test(code)) return ParseErrorCode.BadTimestamp;
  if (code.includes("SETTING")) return ParseErrorCode.BadSettingValue;
  return ParseErrorCode.BadFormat;
}
