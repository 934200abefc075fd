// The settings of the extension as options of the checker.

/** @param {(name: string) => any} get a setting by its name without `cuesmith.` */
export function optionsOf(get, path) {
  const options = { preset: get("preset"), ...get("options") };
  const [select, ignore] = [get("select"), get("ignore")];
  if (select?.length) options.select = select;
  if (ignore?.length) options.ignore = ignore;
  if (path) options.path = path;
  return options;
}

/**
 * The format of a document by its language identifier. Extensions that highlight captions use `subrip`, `webvtt` and
 * `dfxp` too. Documents in other languages are not checked.
 */
export const formats = {
  srt: "srt",
  subrip: "srt",
  vtt: "webvtt",
  webvtt: "webvtt",
  ttml: "ttml",
  dfxp: "ttml",
};
