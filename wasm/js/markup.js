// The text of a cue for a page: DOM, HTML, plain text, WebVTT, and cues in the browser's own shape.
// Cues may nest as deep as they like: nothing here recurses.

const ELEMENTS = { c: "span", v: "span", lang: "span", b: "b", i: "i", u: "u", ruby: "ruby", rt: "rt" };

/**
 * The cue as a fragment, as `VTTCue.getCueAsHTML` makes it: "WebVTT cue text DOM construction rules". A color of
 * SRT or TTML is a style of its `span`.
 */
export function cueToDOM(cue, document = globalThis.document) {
  const fragment = document.createDocumentFragment();
  const open = [fragment];
  for (const token of cue.tokens) {
    const parent = open[open.length - 1];
    switch (token.type) {
      case "text":
        parent.appendChild(document.createTextNode(token.value));
        break;
      case "timestamp":
        parent.appendChild(document.createProcessingInstruction("timestamp", formatTime(token.ms)));
        break;
      case "start": {
        const element = document.createElement(ELEMENTS[token.tag]);
        if (token.classes.length > 0) element.setAttribute("class", token.classes.join(" "));
        if (token.tag === "v") element.setAttribute("title", token.annotation);
        if (token.tag === "lang") element.setAttribute("lang", token.annotation);
        if (token.color) element.style.color = token.color;
        parent.appendChild(element);
        open.push(element);
        break;
      }
      default:
        open.pop();
    }
  }
  return fragment;
}

/**
 * The cue as HTML for `innerHTML`: all of its text is escaped, and there are no elements but `b`, `i`, `u`, `ruby`,
 * `rt` and `span`. Line breaks stay line feeds (`white-space: pre-line` shows them); timestamps are left out.
 */
export function cueToHtml(cue) {
  return write(cue.tokens, escapeHtml, (token) => {
    const name = ELEMENTS[token.tag];
    const attributes = [
      ["class", token.classes.length > 0 ? token.classes.join(" ") : undefined],
      ["title", token.tag === "v" ? token.annotation : undefined],
      ["lang", token.tag === "lang" ? token.annotation : undefined],
      ["style", token.color && `color: ${token.color}`],
    ].filter(([, value]) => value !== undefined);
    const written = attributes.map(([attribute, value]) => ` ${attribute}="${escapeHtml(value)}"`).join("");
    return [`<${name}${written}>`, `</${name}>`];
  });
}

/** The cue as viewers read it: no markup, references resolved, without ruby annotations. */
export function cueToPlainText(cue) {
  return cue.text;
}

/** The cue as WebVTT cue text: as it is written if it is WebVTT, otherwise its text and markup in WebVTT's terms. */
export function cueToWebVtt(cue) {
  if (cue.format === "webvtt") return cue.payload.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
  const escape = (text) =>
    text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
  return write(cue.tokens, escape, (token) => {
    const classes = token.classes.map((name) => `.${name}`).join("");
    const annotation = token.annotation ? ` ${escape(token.annotation)}` : "";
    return [`<${token.tag}${classes}${annotation}>`, `</${token.tag}>`];
  });
}

function write(tokens, escape, tags) {
  const open = [];
  let out = "";
  for (const token of tokens) {
    if (token.type === "text") {
      out += escape(token.value);
    } else if (token.type === "start") {
      const [start, end] = tags(token);
      out += start;
      open.push(end);
    } else if (token.type === "end") {
      out += open.pop();
    }
  }
  return out;
}

function escapeHtml(text) {
  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (sign) => signs[sign]);
}

function formatTime(ms) {
  const part = (value, digits) => String(Math.floor(value)).padStart(digits, "0");
  return `${part(ms / 3600000, 2)}:${part((ms / 60000) % 60, 2)}:${part((ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`;
}

/** A cue with the properties of `VTTCue`, for pages and tools without one. */
export class CueShape {
  constructor(startTime, endTime, text) {
    this.id = "";
    this.startTime = startTime;
    this.endTime = endTime;
    this.pauseOnExit = false;
    this.region = null;
    this.vertical = "";
    this.snapToLines = true;
    this.line = "auto";
    this.lineAlign = "start";
    this.position = "auto";
    this.positionAlign = "auto";
    this.size = 100;
    this.align = "center";
    this.text = text;
  }
}

/**
 * A cue in the shape of `VTTCue`: a native one where there is one. `scope` is the window whose classes are used.
 * Regions are made once for each `Region` object.
 */
export function toVTTCue(cue, scope = globalThis) {
  const shape = new (scope.VTTCue ?? CueShape)(cue.start / 1000, cue.end / 1000, cueToWebVtt(cue));
  shape.id = cue.id.replaceAll("\0", "\ufffd"); // as in the text
  const { placement } = cue;
  for (const name of ["vertical", "snapToLines", "line", "lineAlign", "position", "positionAlign", "size", "align"]) {
    if (name in shape) shape[name] = placement[name];
  }
  if (cue.region && "region" in shape) shape.region = toVTTRegion(cue.region, scope);
  return shape;
}

// For each class, the regions that were made.
const made = new WeakMap();

/** A region in the shape of `VTTRegion`: a native one where there is one. */
export function toVTTRegion(region, { VTTRegion } = globalThis) {
  if (VTTRegion === undefined) return region;
  if (!made.has(VTTRegion)) made.set(VTTRegion, new WeakMap());
  const known = made.get(VTTRegion);
  if (!known.has(region)) known.set(region, Object.assign(new VTTRegion(), region));
  return known.get(region);
}
