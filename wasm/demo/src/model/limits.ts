// The limits that meters are drawn with. They are those of the presets, found by what the findings measure: the page has
// no list of its own.

import type { Diagnostic } from "cuesmith";

export interface Limits {
  cps: number | undefined;
  wpm: number | undefined;
  lineLength: number | undefined;
  lines: number | undefined;
}

/** The limit that findings of the current check name, by unit. */
export function limitsOf(diagnostics: readonly Diagnostic[]): Limits {
  const of = (prefix: string, unit: RegExp) =>
    diagnostics.find((found) => found.code.startsWith(prefix) && found.measured && unit.test(found.measured.unit))?.measured?.limit;
  return {
    cps: of("RDG", /characters?\s*(per|\/|a) ?s|cps/i),
    wpm: of("RDG", /words|wpm/i),
    lineLength: of("LIN", /char|grapheme/i),
    lines: of("LIN", /^lines?$/i),
  };
}
