// What viewers get: the panel against the library, fixes from it, and playing as a parser of the platform.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before } from "node:test";
import { fileURLToPath } from "node:url";

import { init, simulate } from "../../js/all.js";
import { ask, checked, drop, open, scenarios, text, wav } from "./harness.mjs";

const scenario = scenarios();
before(() => init());

const root = fileURLToPath(new URL("../../../", import.meta.url));
const LABELS = {
  gate: "Upload check", served: "Downloaded captions", hls: "Phones and Safari", clip: "After a clip or trim", player: "Web player",
  transcript: "Transcript panel", search: "Search", burn_in: "Burned in", packager: "Stitched playlists",
};

/** Waits until the panel is that of the current text. */
async function viewed(page) {
  await page.waitForFunction(() => {
    const app = globalThis.cuesmithEditor.current.value;
    return app.checker.viewers.value?.version === app.session.version.value;
  });
  await page.waitForSelector(".viewers:not(.is-old)");
}

/** The numbers in the panel, by the label of the parser. */
function panel(page) {
  return page.locator(".reader").evaluateAll((rows) =>
    Object.fromEntries(
      rows.map((row) => {
        const numbers = [...row.querySelectorAll(".number")].map((one) => [one.classList[1], Number(one.textContent.replaceAll(",", "").match(/\d+/)[0])]);
        return [row.querySelector("strong").textContent, { refusal: row.querySelector(".refusal")?.textContent ?? null, ...Object.fromEntries(numbers) }];
      }),
    ),
  );
}

scenario("the numbers are those of the library, for 50 files", async (page) => {
  const files = readdirSync(`${root}examples`).filter((name) => /\.(srt|vtt|dfxp)$/.test(name)).map((name) => `examples/${name}`);
  const rules = readdirSync(`${root}tests/rules`, { recursive: true }).filter((name) => /\.(srt|vtt|ttml)$/.test(name)).sort();
  const step = Math.max(1, Math.floor(rules.length / (50 - files.length)));
  for (let at = 0; files.length < 50 && at < rules.length; at += step) files.push(`tests/rules/${rules[at]}`);
  assert.ok(files.length >= 50 || rules.length < 50, `${files.length} files`);
  let altered = 0;
  await page.waitForSelector(".start");
  for (const [at, name] of files.entries()) {
    const bytes = readFileSync(root + name);
    const short = `${at}-${name.split("/").at(-1)}`;
    await drop(page, [[short, bytes]]);
    await page.waitForFunction((name) => document.querySelector(".file-name")?.textContent === name || document.querySelector(".trouble"), short);
    if (await page.locator(".trouble").count()) {
      await page.locator(".trouble").getByRole("button", { name: "SRT" }).click();
      await page.waitForFunction((name) => document.querySelector(".file-name")?.textContent === name, short);
    }
    await viewed(page);
    const format = await ask(page, (app) => app.session.format);
    const wanted = simulate(new Uint8Array(bytes), { path: short, format });
    const found = await panel(page);
    for (const { name, judged, refusal, counts } of wanted.readers) {
      const row = found[LABELS[name]];
      if (refusal !== null) assert.equal(row.refusal, `✖ ${refusal}`, `${short}: ${name}`);
      else if (judged) assert.deepEqual([row.kept, row.lost ?? 0], [counts.kept, counts.lost], `${short}: ${name}`);
    }
    altered += Number(!wanted.whole);
  }
  assert.ok(altered > 10, `${altered} files are not kept whole`);
});

const VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nKept whole\n\n00:00:04.000 --> 00:00:06.000\nIf a < b holds\n\n00:00:07.000 --> 00:00:09.000\nKept too\n";

scenario("a cue that is cut: yours and theirs, its cause, a fix, and all is kept", async (page) => {
  await open(page, "talk.vtt", VTT);
  await viewed(page);
  assert.match(await page.locator(".verdict").textContent(), /lose or alter 1 of 3 cues/);
  const entry = page.locator(".viewer-entry").first();
  assert.match(await entry.locator("h3").textContent(), /Cue 2/);
  const player = entry.locator(".outcome", { hasText: "Web player" }).locator(".beside");
  assert.match(await player.textContent(), /YoursIf a < b holdsTheirsIf a$/);
  await page.locator(".reader", { hasText: "Web player" }).locator(".number.cut").click();
  assert.equal(await page.locator(".viewer-entry").count(), 1);
  await page.getByRole("button", { name: "Show all" }).click();
  const fixes = entry.locator(".causes button", { hasText: /^Fix:/ });
  assert.ok((await fixes.count()) > 0);
  await fixes.first().click();
  assert.equal(await text(page), VTT, "nothing changes before it is applied");
  await entry.locator(".apply").click();
  assert.match(await text(page), /a &lt; b/);
  await viewed(page);
  assert.match(await page.locator(".verdict").textContent(), /keep all 3 cues/);
  assert.match(await page.locator(".before").textContent(), /Before your edits: .*1 of 3 cues/);
  await page.keyboard.press("Control+z");
  await viewed(page);
  assert.match(await page.locator(".verdict").textContent(), /1 of 3 cues/);
});

scenario("“Play as” puts the parser's own cues on the video: a cue that it loses is missing", async (page) => {
  // With one digit of hours the upload check has the cue, and the player has not.
  const file = "1\n00:00:01,000 --> 00:00:03,000\nOne\n\n2\n0:00:04,000 --> 0:00:06,000\nTwo\n\n3\n00:00:07,000 --> 00:00:09,000\nThree\n";
  await open(page, "talk.srt", file);
  await drop(page, [["sound.wav", wav(12), "audio/wav"]]);
  await page.waitForSelector(".picture video");
  const shown = () =>
    page.evaluate(() => [...document.querySelector(".picture video").textTracks[0].cues].map(({ startTime, text }) => [startTime, text]));
  await page.waitForFunction(() => document.querySelector(".picture video").textTracks[0].cues.length === 3);
  assert.deepEqual((await shown()).map(([start]) => start), [1, 4, 7]);
  await page.selectOption("#play-as", "player");
  await page.waitForFunction(() => document.querySelector(".picture video").textTracks[0].cues.length === 2);
  assert.deepEqual(await shown(), [[1, "One"], [7, "Three"]]);
  await page.selectOption("#play-as", "gate");
  await page.waitForFunction(() => document.querySelector(".picture video").textTracks[0].cues.length === 3);
  // Live: once the cue is repaired, the player has it.
  await page.selectOption("#play-as", "player");
  await page.waitForFunction(() => document.querySelector(".picture video").textTracks[0].cues.length === 2);
  await ask(page, (app) => {
    const edits = ["0:00:04", "0:00:06"].map((time) => app.session.text.indexOf(time)).map((start) => ({ span: { start, end: start }, replacement: "0" }));
    app.session.apply(edits, { label: "Two digits" });
  });
  await page.waitForFunction(() => document.querySelector(".picture video").textTracks[0].cues.length === 3);
  // The cues of a clip are on the whole video where they belong.
  await page.selectOption("#play-as", "clip");
  await page.waitForFunction(() => document.querySelector(".picture video").textTracks[0].cues[1]?.startTime === 4);
  await page.selectOption("#play-as", "");
  await page.waitForFunction(() => document.querySelector(".picture video").textTracks[0].cues.length === 3);
});

scenario("a file without cues is refused by the upload check", async (page) => {
  await open(page, "none.vtt", "WEBVTT\n\n");
  await viewed(page);
  assert.match(await page.locator(".verdict").textContent(), /ERROR/);
});

scenario("without a preset of the platform the panel says what to choose", async (page) => {
  await open(page, "talk.vtt", VTT);
  await viewed(page);
  await page.getByLabel("Preset").selectOption("recommended");
  await page.waitForFunction(() => document.querySelector("#panel").textContent.includes("Choose a Kaltura preset"));
  await checked(page);
});
