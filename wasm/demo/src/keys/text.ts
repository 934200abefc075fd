// Commands of typing: splitting at the cursor, words to the next cue, back to the list.

import type { App } from "../app.ts";

export function exitText(app: App): void {
  app.grid?.editor.leave();
}

/** Splits the chosen cue at the cursor if it is typed in, else at the playhead. */
export function split(app: App): void {
  const { cue } = app;
  if (!cue) return;
  const area = app.grid?.editor.area;
  let offset: number;
  let time: number;
  if (area && area.value === cue.text) {
    offset = area.selectionStart;
    time = cue.start + ((cue.end - cue.start) * offset) / Math.max(1, cue.text.length);
  } else {
    time = app.player.now;
    if (time <= cue.start || time >= cue.end) {
      app.say("The playhead is not in this cue");
      return;
    }
    const part = (time - cue.start) / (cue.end - cue.start);
    offset = nearestBreak(cue.text, Math.round(part * cue.text.length));
  }
  app.grid?.editor.close();
  const at = { offset, time: Math.round(time) };
  const label = `Split cue ${cue.index + 1}`;
  if (!app.run((document) => document.split(cue.index, at), { label, choose: cue.index })) app.say("This cue cannot be split here");
  app.grid?.focusChosen();
}

function nearestBreak(text: string, at: number): number {
  let best = -1;
  for (const { index } of text.matchAll(/\s+/g)) {
    if (best < 0 || Math.abs(index - at) < Math.abs(best - at)) best = index;
  }
  return best < 0 ? at : best;
}

/** Moves the last word of this cue to the next one (1), or the first word of the next cue here (-1). */
export function moveWord(app: App, direction: 1 | -1): void {
  const { cue } = app;
  const next = app.session.cues.at(app.chosen + 1);
  if (!cue || !next) return;
  if (cue.payload.includes("<") || next.payload.includes("<")) {
    app.say("Words of cues with markup are not moved: edit them in the source");
    return;
  }
  const words = direction === 1 ? /^(.*\S)\s+(\S+)\s*$/s.exec(cue.text) : /^\s*(\S+)\s+(.+)$/s.exec(next.text);
  if (!words) {
    app.say("There is only one word");
    return;
  }
  const [mine, theirs] = direction === 1 ? [words[1]!, `${words[2]} ${next.text}`] : [`${cue.text} ${words[1]}`, words[2]!];
  const { index } = cue;
  app.grid?.editor.close();
  const isDone = app.runAll([(document) => document.setCueText(index, mine), (document) => document.setCueText(index + 1, theirs)], {
    label: direction === 1 ? "Word to the next cue" : "Word from the next cue",
  });
  if (!isDone) app.say("The word cannot be moved");
  app.grid?.editChosen();
}
