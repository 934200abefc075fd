// What differs between two texts, word by word: the longest common run of words stays, the rest is marked.

export interface Word {
  text: string;
  isChanged: boolean;
}

/** Longer texts are marked as a whole. */
const MOST = 300;

export function compareWords(mine: string, theirs: string): [Word[], Word[]] {
  const split = (text: string) => text.split(/(\s+)/).filter((part) => part !== "");
  const [a, b] = [split(mine), split(theirs)];
  if (a.length > MOST || b.length > MOST) {
    const isChanged = mine !== theirs;
    return [[{ text: mine, isChanged }], [{ text: theirs, isChanged }]];
  }
  // Lengths of the longest common subsequence of what follows.
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  const [left, right]: [Word[], Word[]] = [[], []];
  const push = (list: Word[], text: string, isChanged: boolean) => {
    const last = list.at(-1);
    if (last && last.isChanged === isChanged) last.text += text;
    else list.push({ text, isChanged });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(left, a[i]!, false);
      push(right, b[j]!, false);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && table[i + 1]![j]! >= table[i]![j + 1]!)) {
      push(left, a[i]!, true);
      i += 1;
    } else {
      push(right, b[j]!, true);
      j += 1;
    }
  }
  return [left, right];
}
