// What every entry of the package has, but for loading. What may come in and go out is written down in index.d.ts.

export { Cue, Cues } from "./cues.js";
export { Document } from "./document.js";
export { CueShape, cueToDOM, cueToHtml, cueToPlainText, cueToWebVtt, toVTTCue, toVTTRegion } from "./markup.js";
export {
  align,
  applyDictionary,
  chapters,
  check,
  convert,
  detect,
  ead,
  explain,
  fix,
  mask,
  parse,
  reflow,
  retime,
  rules,
  score,
  settings,
  simulate,
  speakers,
  version,
} from "./module.js";
export { LineIndex, applyEdits, decode, fixEdits, inverseEdits } from "./text.js";
