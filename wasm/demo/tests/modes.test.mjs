// An order that sets everything, audio descriptions, which the browser speaks while the video waits, and chapters.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { ask, checked, download, drop, open, scenarios, text } from "./harness.mjs";

const scenario = scenarios();

const EAD = "WEBVTT\nKind: descriptions\nLanguage: en\n\n00:00:01.000 --> 00:00:02.000\nA ship comes into the harbor, and two people wave from its deck.\n\n00:00:05.000 --> 00:00:09.000\nNight.\n";
const CHAPTERS = "WEBVTT\nKind: chapters\n\n00:00:00.000 --> 00:00:50.000\nIntroduction\n\n00:01:00.000 --> 00:02:00.000\nThe tide\n\n00:02:00.000 --> 00:03:00.000\nThe end\n";

/** Speech that takes 600 ms, with one English voice; it notes what it says. */
function fakeSpeech() {
  globalThis.spoken = [];
  const voice = { lang: "en-US", name: "test", default: true, localService: true, voiceURI: "test" };
  globalThis.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) {
      super();
      this.text = text;
    }
  };
  const fake = {
    getVoices: () => [voice],
    cancel() {},
    speak(utterance) {
      globalThis.spoken.push(utterance.text);
      setTimeout(() => utterance.dispatchEvent(new Event("end")), 600);
    },
  };
  Object.defineProperty(globalThis, "speechSynthesis", { value: fake, configurable: true });
}

async function openAs(page, preset, name, content) {
  await open(page, name, content);
  await page.getByLabel("Preset").selectOption(preset);
  await checked(page);
}

scenario("descriptions: how much longer the speech is; playing waits until it ends", async (page) => {
  await openAs(page, "kaltura-ead", "ship.vtt", EAD);
  await page.waitForSelector(".rows");
  const row = await page.locator(".rows tbody tr").first().textContent();
  assert.match(row, /longer by/);
  assert.match(await page.locator("#panel .summary").textContent(), /2 descriptions, 14 words/);
  await page.getByRole("button", { name: "Speak while playing" }).click();
  await ask(page, (app) => {
    app.player.seek(700);
    app.player.play();
  });
  await page.waitForFunction(() => globalThis.spoken.length === 1);
  assert.equal(await ask(page, (app) => app.player.isPlaying.value), false, "the video waits");
  const at = await ask(page, (app) => app.player.now);
  await page.waitForFunction(() => globalThis.cuesmithEditor.current.value.player.isPlaying.value);
  assert.ok(Math.abs((await ask(page, (app) => app.player.now)) - at) < 300);
  assert.match((await page.evaluate(() => globalThis.spoken))[0], /A ship comes/);
}, { scripts: [fakeSpeech] });

scenario("no voice: the panel says so, and names the language", async (page) => {
  await openAs(page, "kaltura-ead", "schiff.vtt", EAD.replace("Language: en", "Language: de-DE"));
  await page.waitForSelector(".rows");
  await page.getByRole("button", { name: "Speak description 1" }).click();
  await page.waitForFunction(() => document.querySelector("#panel").textContent.includes("No voice for de-DE on this machine"));
});

scenario("chapters: the list as viewers see it, gaps closed in one step, saved as JSON", async (page) => {
  await openAs(page, "kaltura-chapters", "talk.vtt", CHAPTERS);
  await page.waitForSelector(".chapter-list li");
  assert.equal(await page.locator(".chapter-list li").count(), 3);
  await page.getByRole("button", { name: "Close the gaps" }).click();
  assert.equal(await text(page), CHAPTERS.replace("00:00:50.000", "00:01:00.000"));
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), CHAPTERS);
  const saved = await download(page, () => page.getByRole("button", { name: "Save as JSON…" }).click());
  assert.equal(saved.name, "talk.json");
  assert.match(saved.bytes.toString(), /The tide/);
});

const ORDER = readFileSync(new URL("../../../docs/reach-order.in/jobs.json", import.meta.url));

scenario("an order sets preset and limits, and says by which field; forgotten, all is as before", async (page) => {
  await open(page, "talk.srt", readFileSync(new URL("../../../docs/reach-order.in/talk.srt", import.meta.url)));
  const before = await ask(page, (app) => [app.effective.value.preset, app.limits.value.lineLength]);
  await drop(page, [["jobs.json", ORDER, "application/json"]]);
  await page.waitForSelector("#panel .rows");
  const rows = await page.locator("#panel .rows tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
  assert.equal(rows[0][0], "preset");
  const asked = rows.slice(1);
  assert.ok(asked.length > 2, JSON.stringify(rows));
  assert.ok(asked.every(([, , field]) => field.includes("›") || field.startsWith("order")), JSON.stringify(asked));
  await checked(page);
  const codes = await ask(page, (app) => app.findings.value.map(({ code }) => code));
  assert.equal(await page.locator("#panel .losses code").count(), codes.filter((code) => code.startsWith("JOB")).length);
  await page.getByRole("button", { name: "Forget order" }).click();
  assert.deepEqual(await ask(page, (app) => [app.effective.value.preset, app.limits.value.lineLength]), before);
});

scenario("JSON that is no order is refused, and what is wrong is shown", async (page) => {
  await open(page, "talk.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne\n");
  for (const [name, content] of [["broken.json", "{"], ["other.json", '{"a":1}'], ["large.json", JSON.stringify("x".repeat(1_100_000))]]) {
    await drop(page, [[name, content, "application/json"]]);
    await page.waitForFunction((name) => document.querySelector("#panel [role=alert]")?.textContent.includes(name), name);
  }
  assert.equal(await ask(page, (app) => app.order.value), undefined);
  await checked(page);
});
