// Every command of the editor, once: its name, its keys in the list and while typing, and what it does.

import type { App } from "../app.ts";
import { exitText, split, moveWord } from "./text.ts";
import { goToFinding, previewFix } from "./findings.ts";

export interface Command {
  id: string;
  label: string;
  group: "Playing" | "Timing" | "Cues" | "Findings" | "Editor";
  /** Keys in the list and the timeline. */
  list: string[];
  /** Keys while text is typed. */
  text: string[];
  run(app: App): void;
}

const frame = 1000 / 25;

function neighbor(app: App, step: number): void {
  const { filtered, chosen } = app;
  const list = filtered.peek();
  if (!list) {
    app.choose(Math.min(Math.max(0, chosen + step), app.session.cues.length - 1), { seek: true });
    return;
  }
  const at = list.findIndex((cue) => cue >= chosen);
  const to = list[Math.min(Math.max(0, (at < 0 ? list.length : at) + step), list.length - 1)];
  if (to !== undefined) app.choose(to, { seek: true });
}

function step(app: App, by: number): void {
  const isTyping = app.grid?.editor.isOpen;
  neighbor(app, by);
  if (isTyping) requestAnimationFrame(() => app.grid?.editChosen());
  else if (app.leftTab.peek() === "cues") app.grid?.focusChosen();
}

function insert(app: App, start: number, after?: number): void {
  const { times, length } = app.session.cues;
  let next = Infinity;
  for (let cue = 0; cue < length; cue += 1) if (times[cue * 2]! > start) next = Math.min(next, times[cue * 2]!);
  const end = Math.max(start + 500, Math.min(start + 2000, next));
  const place = after ?? lastBefore(app, start);
  const isDone = app.run((document) => document.insertCue({ start: Math.round(start), end: Math.round(end), text: "…", ...(after === undefined ? {} : { after }) }), {
    label: "New cue",
    choose: place + 1,
  });
  if (!isDone) app.say("No cue can be added here");
  else app.focusList();
}

function lastBefore(app: App, start: number): number {
  const { times, length } = app.session.cues;
  let found = -1;
  for (let cue = 0; cue < length; cue += 1) if (times[cue * 2]! <= start) found = cue;
  return found;
}

function merge(app: App, first: number): void {
  if (first < 0 || first + 1 >= app.session.cues.length) {
    app.say("There is no cue to merge with");
    return;
  }
  const label = `Merge cues ${first + 1} and ${first + 2}`;
  if (!app.run((document) => document.merge(first), { label, choose: first })) app.say("These cues cannot be merged");
}

function around(app: App, side: "start" | "end", from: number, to: number): void {
  const { cue } = app;
  if (cue) app.player.playPart(Math.max(0, cue[side] + from), cue[side] + to);
}

export const commands: Command[] = [
  { id: "play", label: "Play or pause", group: "Playing", list: ["Space", "K"], text: ["Shift+Space"], run: ({ player }) => player.toggle() },
  {
    id: "replay", label: "Replay this cue", group: "Playing", list: ["R"], text: ["Shift+F9"],
    run: ({ cue, player }) => cue && player.playPart(cue.start, cue.end),
  },
  {
    id: "replay-before", label: "Replay from 1 s before", group: "Playing", list: ["Shift+R"], text: [],
    run: ({ cue, player }) => cue && player.playPart(cue.start - 1000, cue.end),
  },
  { id: "back", label: "1 s back", group: "Playing", list: ["J"], text: [], run: ({ player }) => player.seek(player.now - 1000) },
  { id: "on", label: "1 s forward", group: "Playing", list: ["L"], text: [], run: ({ player }) => player.seek(player.now + 1000) },
  { id: "back-5", label: "5 s back", group: "Playing", list: ["Shift+J"], text: [], run: ({ player }) => player.seek(player.now - 5000) },
  { id: "on-5", label: "5 s forward", group: "Playing", list: ["Shift+L"], text: [], run: ({ player }) => player.seek(player.now + 5000) },
  { id: "frame-back", label: "One frame back", group: "Playing", list: [","], text: [], run: ({ player }) => player.seek(player.now - frame) },
  { id: "frame-on", label: "One frame forward", group: "Playing", list: ["."], text: [], run: ({ player }) => player.seek(player.now + frame) },
  { id: "before-start", label: "Play 500 ms before the start", group: "Playing", list: ["Q"], text: [], run: (app) => around(app, "start", -500, 0) },
  { id: "after-start", label: "Play 500 ms after the start", group: "Playing", list: ["E"], text: [], run: (app) => around(app, "start", 0, 500) },
  { id: "before-end", label: "Play 500 ms before the end", group: "Playing", list: ["D"], text: [], run: (app) => around(app, "end", -500, 0) },
  { id: "after-end", label: "Play 500 ms after the end", group: "Playing", list: ["W"], text: [], run: (app) => around(app, "end", 0, 500) },
  {
    id: "set-start", label: "Set the start at the playhead", group: "Timing", list: ["I"], text: ["F9"],
    run: (app) => {
      const now = app.player.now;
      app.setTimes(now, app.cue && now > app.cue.end ? now + (app.cue.end - app.cue.start) : undefined, "Set start");
    },
  },
  { id: "set-end", label: "Set the end at the playhead", group: "Timing", list: ["O"], text: ["F10"], run: (app) => app.setTimes(undefined, app.player.now, "Set end") },
  {
    id: "set-end-next", label: "Set the end, go to the next cue", group: "Timing", list: ["P"], text: [],
    run: (app) => {
      if (!app.setTimes(undefined, app.player.now, "Set end")) return;
      if (app.chosen + 1 < app.session.cues.length) app.choose(app.chosen + 1);
      app.grid?.focusChosen();
    },
  },
  { id: "start-earlier", label: "Start 100 ms earlier", group: "Timing", list: ["A"], text: [], run: (app) => app.setTimes((app.cue?.start ?? 0) - 100, undefined, "Start", "start") },
  { id: "start-later", label: "Start 100 ms later", group: "Timing", list: ["S"], text: [], run: (app) => app.setTimes((app.cue?.start ?? 0) + 100, undefined, "Start", "start") },
  { id: "end-earlier", label: "End 100 ms earlier", group: "Timing", list: ["F"], text: [], run: (app) => app.setTimes(undefined, (app.cue?.end ?? 0) - 100, "End", "end") },
  { id: "end-later", label: "End 100 ms later", group: "Timing", list: ["G"], text: [], run: (app) => app.setTimes(undefined, (app.cue?.end ?? 0) + 100, "End", "end") },
  { id: "start-frame-earlier", label: "Start one frame earlier", group: "Timing", list: ["Shift+A"], text: [], run: (app) => app.setTimes((app.cue?.start ?? 0) - frame, undefined, "Start", "start") },
  { id: "start-frame-later", label: "Start one frame later", group: "Timing", list: ["Shift+S"], text: [], run: (app) => app.setTimes((app.cue?.start ?? 0) + frame, undefined, "Start", "start") },
  { id: "end-frame-earlier", label: "End one frame earlier", group: "Timing", list: ["Shift+F"], text: [], run: (app) => app.setTimes(undefined, (app.cue?.end ?? 0) - frame, "End", "end") },
  { id: "end-frame-later", label: "End one frame later", group: "Timing", list: ["Shift+G"], text: [], run: (app) => app.setTimes(undefined, (app.cue?.end ?? 0) + frame, "End", "end") },
  {
    id: "shift-all", label: "Shift all cues: this one starts at the playhead", group: "Timing", list: [], text: [],
    run: (app) => {
      const by = Math.round(app.player.now - (app.cue?.start ?? 0));
      app.run((document) => document.retime({ shift: by }), { label: `Shift all cues by ${by} ms` });
    },
  },
  {
    id: "trim", label: "End each cue before the next one starts", group: "Timing", list: [], text: [],
    run: (app) => app.run((document) => document.retime({ trimOverlaps: true }), { label: "Trim overlaps" }) || app.say("No cues overlap"),
  },
  {
    id: "rewrap", label: "Rewrap lines that are too long", group: "Cues", list: [], text: [],
    run: (app) => {
      const maxChars = app.limits.peek().lineLength;
      app.run((document) => document.reflow(maxChars ? { maxChars } : {}), { label: "Rewrap lines" }) || app.say("No line can be rewrapped");
    },
  },
  { id: "previous", label: "Previous cue", group: "Cues", list: ["ArrowUp"], text: ["Mod+ArrowUp"], run: (app) => step(app, -1) },
  { id: "next", label: "Next cue", group: "Cues", list: ["ArrowDown"], text: ["Mod+ArrowDown"], run: (app) => step(app, 1) },
  { id: "page-up", label: "Ten cues up", group: "Cues", list: ["PageUp"], text: [], run: (app) => step(app, -10) },
  { id: "page-down", label: "Ten cues down", group: "Cues", list: ["PageDown"], text: [], run: (app) => step(app, 10) },
  { id: "first", label: "First cue", group: "Cues", list: ["Home"], text: [], run: (app) => step(app, -app.session.cues.length) },
  { id: "last", label: "Last cue", group: "Cues", list: ["End"], text: [], run: (app) => step(app, app.session.cues.length) },
  { id: "edit", label: "Edit the text", group: "Cues", list: ["Enter"], text: [], run: (app) => app.grid?.editChosen() },
  { id: "leave-text", label: "Back to the list", group: "Cues", list: [], text: ["Escape"], run: exitText },
  {
    id: "done-next", label: "Done, next cue", group: "Cues", list: [], text: ["Enter"],
    run: (app) => {
      app.grid?.editor.close();
      neighbor(app, 1);
      app.grid?.editChosen();
    },
  },
  { id: "new", label: "New cue at the playhead", group: "Cues", list: ["N"], text: [], run: (app) => insert(app, app.player.now) },
  {
    id: "new-after", label: "New cue after this one", group: "Cues", list: ["Shift+N"], text: ["Mod+Shift+Enter"],
    run: (app) => insert(app, app.cue?.end ?? 0, app.cue ? app.chosen : undefined),
  },
  { id: "split", label: "Split at the playhead or the cursor", group: "Cues", list: ["X"], text: ["Mod+Enter"], run: split },
  { id: "merge", label: "Merge with the next cue", group: "Cues", list: ["M"], text: [], run: (app) => merge(app, app.chosen) },
  { id: "merge-back", label: "Merge with the previous cue", group: "Cues", list: ["Shift+M"], text: [], run: (app) => merge(app, app.chosen - 1) },
  { id: "word-on", label: "Last word to the next cue", group: "Cues", list: [], text: ["Mod+Shift+ArrowDown"], run: (app) => moveWord(app, 1) },
  { id: "word-back", label: "First word of the next cue to this one", group: "Cues", list: [], text: ["Mod+Shift+ArrowUp"], run: (app) => moveWord(app, -1) },
  {
    id: "delete", label: "Delete the cue", group: "Cues", list: ["Delete"], text: [],
    run: (app) => {
      const { chosen } = app;
      if (chosen < 0) return;
      app.run((document) => document.removeCue(chosen), { label: `Delete cue ${chosen + 1}`, choose: Math.min(chosen, app.session.cues.length - 2) });
      app.grid?.focusChosen();
    },
  },
  { id: "next-finding", label: "Next finding", group: "Findings", list: ["F8"], text: ["F8"], run: (app) => goToFinding(app, 1) },
  { id: "previous-finding", label: "Previous finding", group: "Findings", list: ["Shift+F8"], text: ["Shift+F8"], run: (app) => goToFinding(app, -1) },
  { id: "fix", label: "Preview the fix, then apply it", group: "Findings", list: ["Mod+."], text: ["Mod+."], run: previewFix },
  {
    id: "viewers", label: "What viewers get of this cue", group: "Findings", list: ["V"], text: ["F2"],
    run: (app) => {
      app.rightTab.value = "viewers";
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#panel-viewers")?.focus());
    },
  },
  { id: "undo", label: "Undo", group: "Editor", list: ["Mod+Z"], text: ["Mod+Z"], run: ({ session }) => session.undo() },
  { id: "redo", label: "Redo", group: "Editor", list: ["Mod+Shift+Z", "Mod+Y"], text: ["Mod+Shift+Z", "Mod+Y"], run: ({ session }) => session.redo() },
  { id: "save", label: "Save", group: "Editor", list: ["Mod+S"], text: ["Mod+S"], run: () => document.dispatchEvent(new Event("cuesmith-save")) },
  {
    id: "find", label: "Find in the cues", group: "Editor", list: ["Mod+F"], text: ["Mod+F"],
    run: (app) => {
      app.leftTab.value = "cues";
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#find")?.focus());
    },
  },
  { id: "palette", label: "All commands", group: "Editor", list: ["Mod+K"], text: ["Mod+K"], run: (app) => (app.dialog.value = "palette") },
  { id: "keys", label: "Keys", group: "Editor", list: ["?", "F1"], text: ["F1"], run: (app) => (app.dialog.value = "keys") },
];
