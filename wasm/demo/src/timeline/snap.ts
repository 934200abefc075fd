// What an edge that is dragged snaps to.

export interface Target {
  ms: number;
  name: string;
}

/** The nearest target within a distance. */
export function snap(ms: number, targets: readonly Target[], within: number): Target | undefined {
  let best: Target | undefined;
  for (const target of targets) {
    const distance = Math.abs(target.ms - ms);
    if (distance <= within && (!best || distance < Math.abs(best.ms - ms))) best = target;
  }
  return best;
}
