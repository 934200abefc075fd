// A new version of a text as small edits: cursors and folds stay where lines stay.

/**
 * Edits in UTF-16 offsets that make `after` of `before`: one for each changed line if the changed part has as
 * many lines in both, else one.
 * @returns {{ start: number, end: number, text: string }[]}
 */
export function editsBetween(before, after) {
  if (before === after) return [];
  const [a, b] = [lines(before), lines(after)];
  let first = 0;
  while (first < a.length && first < b.length && a[first] === b[first]) first += 1;
  let last = 0;
  while (last < a.length - first && last < b.length - first && a.at(-1 - last) === b.at(-1 - last)) last += 1;
  const start = a.slice(0, first).join("").length;
  const [old, now] = [a.slice(first, a.length - last), b.slice(first, b.length - last)];
  if (old.length !== now.length) {
    return [{ start, end: start + old.join("").length, text: now.join("") }];
  }
  const edits = [];
  let at = start;
  old.forEach((line, n) => {
    if (line !== now[n]) edits.push({ start: at, end: at + line.length, text: now[n] });
    at += line.length;
  });
  return edits;
}

/** Lines with their terminators. */
function lines(text) {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
