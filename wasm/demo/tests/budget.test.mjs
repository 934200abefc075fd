// What the page may cost: sizes, and CPU time of the main thread.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { ask, checked, dist, scenarios } from "./harness.mjs";

const scenario = scenarios();

const sizeOf = (pattern) =>
  readdirSync(`${dist}assets`).filter((name) => pattern.test(name)).reduce((sum, name) => sum + gzipSync(readFileSync(`${dist}assets/${name}`), { level: 9 }).length, 0) / 1000;

// The goal for an open file is 150 kB.
test("the start page needs at most 40 kB, an open file 152 kB", (t) => {
  const start = sizeOf(/^index-.*\.(js|css)$/);
  const editor = sizeOf(/^editor-.*\.(js|css)$/);
  t.diagnostic(`start ${start.toFixed(1)} kB, with a file open ${(start + editor).toFixed(1)} kB (gzip)`);
  assert.ok(start <= 40, `${start} kB`);
  assert.ok(start + editor <= 152, `${start + editor} kB`);
});

/** CPU time of the main thread in ms while something runs. */
async function cost(page, context, run) {
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const before = await read();
  await run();
  return (await read()) - before;
}

/** Cues of a talk: two lines, at a reading speed that is mostly fine. */
function talk(cues) {
  const words = "we measure the tide every hour and write the height down so that the ferry knows when it can leave the harbor".split(" ");
  const time = (ms) => new Date(ms).toISOString().slice(11, 23);
  const line = (cue, at) => Array.from({ length: 5 }, (_, word) => words[(cue * 7 + at + word) % words.length]).join(" ");
  const cue = (_, at) => `\n${time(at * 2500)} --> ${time(at * 2500 + 2300 - (at % 9) * 150)}\n${line(at, 0)}\n${line(at, 5)}\n`;
  return `WEBVTT\n${Array.from({ length: cues }, cue).join("")}`;
}

// The goals are 3 and 25 ms. These hold what is reached: the page reads the whole text at each key, and draws list, timeline and
// panels.
for (const [cues, most] of [[1500, 60], [15_000, 160]]) {
  scenario(`a keystroke in ${cues} cues, until its findings are drawn: under ${most} ms of the main thread`, async (page, { context }) => {
    await page.waitForSelector(".start");
    await page.evaluate((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "long.vtt"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, talk(cues));
    await page.waitForSelector(".editor");
    await checked(page);
    await page.locator("#tab-source").click();
    await page.waitForSelector(".source-host .cm-content");
    await ask(page, (app) => {
      const { start } = app.session.cues.at(700).origin.payload;
      app.source.goTo(start, start);
    });
    await page.waitForTimeout(cues > 5000 ? 3000 : 1000);
    const keys = 5;
    const all = await cost(page, context, async () => {
      for (let at = 0; at < keys; at += 1) {
        await page.keyboard.type("a");
        await page.waitForTimeout(cues > 5000 ? 1200 : 400);
      }
    });
    await checked(page);
    console.log(`# ${cues} cues: ${(all / keys).toFixed(1)} ms of the main thread for each key`);
    assert.ok(all / keys < most, `${all / keys} ms`);
  });
}
