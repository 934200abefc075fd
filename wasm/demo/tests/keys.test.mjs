// Every key of the sheet does what the sheet says, in the list and while typing.

import assert from "node:assert/strict";

import { ask, checked, open, scenarios, text } from "./harness.mjs";

const scenario = scenarios();

const SRT = "1\n00:00:01,000 --> 00:00:01,001\nOne more\n\n2\n00:00:03,000 --> 00:00:05,000\nTwo & three\n\n3\n00:00:06,000 --> 00:00:08,000\nFour five\n";

/** What each key changes in the list, with cue 2 chosen and the playhead at 3.5 s: times, texts, playhead, chosen cue. */
const state = (page) =>
  ask(page, (app) => ({
    times: [...app.session.cues.times],
    texts: Array.from(app.session.cues, ({ text }) => text),
    now: Math.round(app.player.now),
    plays: app.player.isPlaying.value,
    chosen: app.session.chosen.value,
    dialog: app.dialog.value,
    tab: app.rightTab.value,
    typing: app.grid?.editor.isOpen ?? false,
  }));

const times = (at, value) => (found) => found.times[at] === value;
const now = (ms) => (found) => Math.abs(found.now - ms) < 3;
const plays = (from) => (found) => found.plays && found.now >= from - 2 && found.now < from + 400;
const chosen = (cue) => (found) => found.chosen === cue;
const LIST = {
  " ": plays(3500), k: plays(3500), r: plays(3000), R: plays(2000), j: now(2500), l: now(4500), J: now(0), L: now(8500), ",": now(3460), ".": now(3540),
  q: plays(2500), e: plays(3000), d: plays(4500), w: plays(5000),
  i: times(2, 3500), o: times(3, 3500), p: (found) => found.times[3] === 3500 && found.chosen === 2,
  a: times(2, 2900), s: times(2, 3100), f: times(3, 4900), g: times(3, 5100), A: times(2, 2960), S: times(2, 3040), F: times(3, 4960), G: times(3, 5040),
  ArrowUp: chosen(0), ArrowDown: chosen(2), PageUp: chosen(0), PageDown: chosen(2), Home: chosen(0), End: chosen(2),
  Enter: (found) => found.typing,
  n: (found) => found.times.length === 8 && found.times[4] === 3500,
  N: (found) => found.times.length === 8 && found.times[4] === 5000,
  x: (found) => found.texts.length === 4 && found.times[3] === 3500 && found.times[4] === 3500,
  m: (found) => found.texts.join("|") === "One more|Two & three Four five",
  M: (found) => found.texts.join("|") === "One more Two & three|Four five",
  Delete: (found) => found.texts.join("|") === "One more|Four five",
  F8: (found) => found.tab === "findings", "Shift+F8": (found) => found.tab === "findings", v: (found) => found.tab === "viewers",
  "Control+k": (found) => found.dialog === "palette", "?": (found) => found.dialog === "keys", F1: (found) => found.dialog === "keys",
};

/** While typing in cue 2, with the cursor after “Two”. */
const TEXT = {
  "Shift+Space": plays(3500), "Shift+F9": plays(3000), F9: times(2, 3500), F10: times(3, 3500),
  "Control+ArrowUp": (found) => found.chosen === 0 && found.typing, "Control+ArrowDown": (found) => found.chosen === 2 && found.typing,
  Escape: (found) => !found.typing, Enter: (found) => found.chosen === 2 && found.typing,
  "Control+Shift+Enter": (found) => found.times.length === 8,
  "Control+Enter": (found) => found.texts.join("|") === "One more|Two|& three|Four five",
  "Control+Shift+ArrowDown": (found) => found.texts.join("|") === "One more|Two &|three Four five",
  "Control+Shift+ArrowUp": (found) => found.texts.join("|") === "One more|Two & three Four|five",
  F8: (found) => found.tab === "findings", F2: (found) => found.tab === "viewers", "Control+k": (found) => found.dialog === "palette", F1: (found) => found.dialog === "keys",
};

/** Keys that the tables above do not have, because other tests use them. */
const ELSEWHERE = new Set(["Mod+.", "Mod+Z", "Mod+Shift+Z", "Mod+Y", "Mod+S", "Mod+F"]);

async function reset(page) {
  await page.waitForFunction(() => !globalThis.cuesmithEditor.current.value.dialog.value || document.querySelector("dialog[open]"));
  await page.evaluate(() => document.querySelector("dialog")?.close());
  await page.waitForSelector("dialog", { state: "detached" });
  await ask(page, (app) => {
    app.grid.editor.close();
    while (app.session.history.canUndo) app.session.undo();
    app.player.pause();
    app.dialog.value = undefined;
    app.choose(1);
    app.player.seek(3500);
    app.grid.focusChosen();
  });
  assert.equal(await text(page), SRT);
}

async function settled(page, key, holds) {
  for (let tries = 0; tries < 1000; tries += 1) {
    const found = await state(page);
    if (holds(found)) return;
    await page.waitForTimeout(20);
  }
  assert.fail(`${key}: ${JSON.stringify(await state(page))}`);
}

scenario("in the list", async (page) => {
  await open(page, "talk.srt", SRT);
  for (const [key, holds] of Object.entries(LIST)) {
    await reset(page);
    await ask(page, (app) => (app.rightTab.value = "convert"));
    await page.keyboard.press(/^[A-Z]$/.test(key) ? `Shift+${key}` : key);
    await settled(page, key, holds);
  }
});

scenario("while typing", async (page) => {
  await open(page, "talk.srt", SRT);
  for (const [key, holds] of Object.entries(TEXT)) {
    await reset(page);
    await ask(page, (app) => {
      app.rightTab.value = "convert";
      app.grid.editChosen();
      app.grid.editor.area.setSelectionRange(3, 3);
    });
    await page.keyboard.press(key);
    await settled(page, `typing ${key}`, holds);
  }
  // Letters are letters there.
  await reset(page);
  await ask(page, (app) => app.grid.editChosen());
  await page.keyboard.type(" sadly I go, no?");
  assert.equal(await ask(page, (app) => app.session.cues.text(1)), "Two & three sadly I go, no?");
  await checked(page);
});

scenario("the sheet lists them all, and the tests above try them all", async (page) => {
  await open(page, "talk.srt", SRT);
  await page.locator(".cue-row").first().focus();
  await page.keyboard.press("?");
  await page.waitForSelector("dialog");
  const shown = await page.locator(".key-sheet tbody tr").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].slice(1).map((cell) => [...cell.querySelectorAll("kbd")].map((key) => key.textContent))));
  const name = (key) => key.replace("Ctrl", "Mod");
  const tried = new Set([...Object.keys(LIST), ...Object.keys(TEXT)].map((key) => (key === " " ? "Space" : /^[A-Z]$/.test(key) ? `Shift+${key}` : key.length === 1 ? key.toUpperCase() : key.replace("Control", "Mod").replace("Arrow", "").replace("+k", "+K"))));
  const missing = shown.flat(2).map(name).filter((key) => !tried.has(key) && !ELSEWHERE.has(key));
  assert.deepEqual(missing, []);
  assert.ok(shown.length > 45, `${shown.length} commands`);
});
