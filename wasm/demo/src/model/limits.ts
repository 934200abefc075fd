// The limits that meters are drawn with: those of the preset, the order and the options.

import type { Settings } from "cuesmith";

export interface Limits {
  cps: number | undefined;
  wpm: number | undefined;
  lineLength: number | undefined;
  lines: number | undefined;
}

export function limitsOf({ options }: Settings): Limits {
  const of = (name: string) => {
    const value = options.find((option) => option.name === name)?.value;
    return typeof value === "number" ? value : undefined;
  };
  return { cps: of("maxCps"), wpm: of("maxWpm"), lineLength: of("maxChars"), lines: of("maxLines") };
}
