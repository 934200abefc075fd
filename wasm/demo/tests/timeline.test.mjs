// Spotting with keys, and the timeline under the pointer.

import assert from "node:assert/strict";

import { ask, checked, open, scenarios, text } from "./harness.mjs";

const scenario = scenarios();

const SRT = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n\n3\n00:00:06,000 --> 00:00:08,000\nThree\n";
const RULER = 22 + 64;
const LANE = 34;

/** The place of a moment in a lane. */
async function place(page, ms, lane = 0) {
  const box = await page.locator(".timeline").boundingBox();
  const x = await ask(page, (app, ms) => app.timeline.scale.x(ms), ms);
  return [box.x + x, box.y + RULER + lane * LANE + 12];
}

async function dragTo(page, from, to, { lane = 0, keys = [], release = true } = {}) {
  await page.mouse.move(...(await place(page, from, lane)));
  await page.mouse.down();
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.move(...(await place(page, (from + to) / 2, lane)));
  await page.mouse.move(...(await place(page, to, lane)));
  if (release) await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}

const times = (page) => ask(page, (app) => [...app.session.cues.times]);

scenario("ten cues are spotted with keys only", async (page) => {
  await open(page, "empty.srt", "1\n00:00:00,000 --> 00:00:00,500\nStart\n");
  await page.locator(".cue-row").first().focus();
  for (let at = 1; at <= 10; at += 1) {
    await ask(page, (app, ms) => app.player.seek(ms), at * 2000);
    await page.keyboard.press("n");
    await page.waitForFunction((cue) => document.activeElement?.getAttribute("data-cue") === cue, String(at));
    await page.keyboard.press("Enter");
    await page.waitForSelector(".cue-text");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(`Line ${at}`);
    await page.keyboard.press("Escape");
    await ask(page, (app, ms) => app.player.seek(ms), at * 2000 + 1500);
    await page.keyboard.press("o");
  }
  const found = await ask(page, (app) => Array.from(app.session.cues, ({ start, end, text }) => [start, end, text]));
  const wanted = Array.from({ length: 10 }, (_, at) => [(at + 1) * 2000, (at + 1) * 2000 + 1500, `Line ${at + 1}`]);
  assert.deepEqual(found.slice(1), wanted);
});

scenario("an edge is dragged: one step, snapped to a neighbor; Alt does not snap; Escape leaves the file as it was", async (page) => {
  await open(page, "talk.srt", SRT);
  await dragTo(page, 2000, 2960);
  assert.deepEqual((await times(page)).slice(0, 4), [1000, 3000, 3000, 4000]);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), SRT);
  await dragTo(page, 2000, 2960, { keys: ["Alt"] });
  assert.ok(Math.abs((await times(page))[1] - 2960) < 12, String(await times(page)));
  await page.keyboard.press("Control+z");
  await dragTo(page, 2000, 2500, { release: false });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await text(page), SRT);
});

scenario("Shift moves the neighbor's edge too, in the same step", async (page) => {
  await open(page, "talk.srt", SRT);
  await dragTo(page, 2000, 2300, { keys: ["Shift"] });
  const [, end, start] = await times(page);
  assert.ok(Math.abs(end - 2300) < 12 && start - end === 1000, `${end} ${start}`);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), SRT);
});

scenario("a body moves; what overlaps goes to the second lane and back", async (page) => {
  await open(page, "talk.srt", SRT);
  await dragTo(page, 3500, 2200, { keys: ["Alt"] });
  const moved = await times(page);
  assert.ok(moved[2] < 2000 && moved[3] - moved[2] === 1000, moved.join());
  assert.deepEqual(await ask(page, (app) => [...app.timeline.lanes.lane]), [0, 1, 0]);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await ask(page, (app) => [...app.timeline.lanes.lane]), [0, 0, 0]);
});

scenario("dragging on empty space makes a cue; the ruler moves the playhead", async (page) => {
  await open(page, "talk.srt", SRT);
  await dragTo(page, 4500, 5500, { keys: ["Alt"] });
  assert.equal(await ask(page, (app) => app.session.cues.length), 4);
  const box = await page.locator(".timeline").boundingBox();
  await page.mouse.click(box.x + (await ask(page, (app) => app.timeline.scale.x(7000))), box.y + 10);
  assert.ok(Math.abs((await ask(page, (app) => app.player.now)) - 7000) < 12);
  await checked(page);
});

scenario("all cues shift to the playhead, overlaps are trimmed, lines rewrapped: each one step", async (page) => {
  const long = "Three and so many more words that one line cannot be long enough for all of them";
  await open(page, "talk.srt", SRT.replace("00:00:02,000", "00:00:03,500").replace("Three", long));
  const first = await text(page);
  await page.locator(".cue-row").first().focus();
  const run = async (label) => {
    const before = await ask(page, (app) => app.session.version.value);
    await page.keyboard.press("Control+k");
    await page.waitForSelector("#palette-list");
    await page.keyboard.type(label);
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog", { state: "detached" });
    await page.waitForFunction((version) => globalThis.cuesmithEditor.current.value.session.version.value > version, before);
  };
  await ask(page, (app) => app.player.seek(2500));
  await run("shift all cues");
  assert.deepEqual((await times(page)).slice(0, 4), [2500, 5000, 4500, 5500]);
  await run("end each cue before");
  assert.ok((await times(page))[1] <= 4500);
  await run("rewrap lines");
  assert.match(await ask(page, (app) => app.session.cues.text(2)), /\n/);
  for (let at = 0; at < 3; at += 1) await ask(page, (app) => app.session.undo());
  assert.equal(await text(page), first);
});
