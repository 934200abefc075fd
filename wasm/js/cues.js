// The cues of a file: columns, and objects that are made when asked for.

/** Cues whose details are fetched together: a reading of the file for each such part. */
const PART = 512;

/** The cues of a file. The columns are plain typed arrays; objects are made when asked for. */
export class Cues {
  #source;
  #texts;
  #textEnds;
  #more;
  #parts = [];
  #file;
  #metrics;

  constructor(source, columns, more) {
    this.#source = source;
    this.#texts = columns.texts();
    this.#textEnds = columns.textEnds();
    this.#more = more;
    this.times = columns.times();
    this.spans = columns.spans();
  }

  get length() {
    return this.#textEnds.length;
  }

  /** The visible text of a cue: no markup, references resolved, a line feed between lines. */
  text(index) {
    return this.#texts.slice(index === 0 ? 0 : this.#textEnds[index - 1], this.#textEnds[index]);
  }

  /** One cue as an object; undefined when there is none at `index`. */
  at(index) {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) return undefined;
    const span = (field) => ({
      start: this.spans[index * 12 + field * 2],
      end: this.spans[index * 12 + field * 2 + 1],
    });
    const origin = {
      block: span(0),
      id: span(1),
      start: span(2),
      end: span(3),
      settings: span(4),
      payload: span(5),
    };
    const written = ({ start, end }) => this.#source.slice(start, end);
    const more = () => this.#details(index);
    return new Cue(this.#more?.format, more, {
      index,
      id: written(origin.id),
      start: this.times[index * 2],
      end: this.times[index * 2 + 1],
      settings: written(origin.settings),
      payload: written(origin.payload),
      text: this.text(index),
      origin,
    });
  }

  *[Symbol.iterator]() {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }

  /** The language of the file, from itself or its name. */
  get language() {
    return this.#about().language;
  }

  /** The regions of the file. */
  get regions() {
    return this.#about().regions;
  }

  /** The style sheets of a WebVTT file. */
  get styles() {
    return this.#about().styles;
  }

  /** What is counted of each cue, as columns. */
  metrics() {
    return (this.#metrics ??= measure(this.times, this.#more.counts()));
  }

  #details(index) {
    const part = Math.floor(index / PART);
    this.#parts[part] ??= this.#fetch(part);
    return this.#parts[part][index % PART];
  }

  #about() {
    if (this.#file === undefined) this.#parts[0] = this.#fetch(0);
    return this.#file;
  }

  #fetch(part) {
    const { cues, ...file } = this.#more.details(part * PART, PART);
    this.#file ??= file;
    return cues.map(({ region, voices, tokens, ...placement }) => {
      placement.line ??= "auto";
      placement.position ??= "auto";
      return { placement, region: region === null ? null : this.#file.regions[region], voices, tokens };
    });
  }
}

/** One cue. What is not in the columns is read when first asked for. */
export class Cue {
  #format;
  #more;

  constructor(format, more, fields) {
    this.#format = format;
    this.#more = more;
    Object.assign(this, fields);
  }

  /** The format of the file. */
  get format() {
    return this.#format;
  }

  /** The settings as a browser reads them, with defaults. */
  get placement() {
    return this.#more().placement;
  }

  /** The region that the cue is shown in, or null. */
  get region() {
    return this.#more().region;
  }

  /** The names in its markup, such as those of WebVTT's `<v>`. */
  get voices() {
    return this.#more().voices;
  }

  /** The first of them, or null. */
  get speaker() {
    return this.voices[0] ?? null;
  }

  /** Its text as tokens: text, timestamps, start and end of elements, in WebVTT's terms. */
  get tokens() {
    return this.#more().tokens;
  }
}

function measure(times, counts) {
  const length = counts.length / 4;
  const column = (field) => Uint32Array.from({ length }, (_, cue) => counts[cue * 4 + field]);
  const characters = column(0);
  const words = column(1);
  const rate = (column, unit) =>
    Float64Array.from(column, (count, cue) => {
      const duration = times[cue * 2 + 1] - times[cue * 2];
      return duration > 0 ? (count * unit) / duration : NaN;
    });
  const order = Array.from({ length }, (_, cue) => cue);
  order.sort((a, b) => times[a * 2] - times[b * 2] || times[a * 2 + 1] - times[b * 2 + 1]);
  const gap = new Float64Array(length).fill(NaN);
  for (let at = 0; at + 1 < length; at += 1) gap[order[at]] = times[order[at + 1] * 2] - times[order[at] * 2 + 1];
  return {
    characters,
    words,
    lines: column(2),
    longestLine: column(3),
    cps: rate(characters, 1000),
    wpm: rate(words, 60000),
    gap,
  };
}
