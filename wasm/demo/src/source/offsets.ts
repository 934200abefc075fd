// CodeMirror counts a CRLF as one unit: offsets there and in the text.

export class Offsets {
  /** Where a CR precedes a LF. */
  #pairs: number[] = [];

  constructor(text: string) {
    for (let at = text.indexOf("\r\n"); at !== -1; at = text.indexOf("\r\n", at + 2)) this.#pairs.push(at);
  }

  /** The place in CodeMirror's document; between CR and LF is the start of the break. */
  shown(offset: number): number {
    return offset - this.#count((pair) => pair < offset);
  }

  /** The place in the text. */
  raw(shown: number): number {
    return shown + this.#count((pair, at) => pair - at < shown);
  }

  // The test holds for the first pairs and for none after them.
  #count(holds: (pair: number, at: number) => boolean): number {
    let [low, high] = [0, this.#pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.#pairs[middle]!, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The line ending that the text has most; LF if it has none. */
export function lineEnding(text: string): "\r\n" | "\n" | "\r" {
  const pairs = text.split("\r\n").length - 1;
  const feeds = text.split("\n").length - 1 - pairs;
  const returns = text.split("\r").length - 1 - pairs;
  if (pairs > 0 && pairs >= feeds && pairs >= returns) return "\r\n";
  return returns > feeds ? "\r" : "\n";
}
