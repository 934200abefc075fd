// Files that are made to harm, long files, a browser that lacks much, and the waveform.

import assert from "node:assert/strict";

import { ask, checked, download, drop, open, scenarios, text, wav } from "./harness.mjs";

const scenario = scenarios();

scenario("script in the text, in names and in tags stays text", async (page) => {
  const evil = '<img src=x onerror="globalThis.harmed=1"><script>globalThis.harmed=1</script>';
  await open(page, `${evil}.vtt`.replaceAll("/", ""), `WEBVTT\n\nSTYLE\n::cue { background: url(https://example.com/x) }\n\n00:01.000 --> 00:03.000\n<v ${evil}>${evil}\n`);
  await page.locator("#tab-source").click();
  await page.waitForSelector(".source-host .cm-content");
  await page.locator("#tab-findings").click();
  await page.locator("#tab-viewers").click();
  await page.waitForSelector(".readers");
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined);
  assert.equal(await page.locator("#app img, #app script").count(), 0);
});

scenario("characters that change the direction of text are shown as boxes", async (page) => {
  await open(page, "bidi.srt", "1\n00:00:01,000 --> 00:00:02,000\nabc\u202edef\u2069 \u0007\n");
  await page.locator("#tab-source").click();
  await page.waitForSelector(".source-host .cm-specialChar");
  assert.equal(await page.locator(".source-host .cm-specialChar").count(), 3);
});

scenario("`<` is typed at every place of a cue, and nothing throws", async (page) => {
  const file = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ana>Fish & <b>chips</b>\n";
  await open(page, "type.vtt", file);
  await ask(page, async (app) => {
    for (let at = 0; at <= app.session.text.length; at += 1) {
      app.session.apply([{ span: { start: at, end: at }, replacement: "<" }], { label: "type" });
      app.session.cues.at(0)?.tokens;
      app.session.undo();
    }
  });
  await checked(page);
  assert.equal(await text(page), file);
});

scenario("a line of a million characters, and 100,000 cues at once, stay usable", async (page) => {
  await open(page, "long.srt", `1\n00:00:01,000 --> 00:00:02,000\n${"word ".repeat(200_000)}\n`);
  await page.locator("#tab-source").click();
  await page.waitForSelector(".source-host .cm-content");
  await page.locator("#tab-cues").click();
  const many = ["WEBVTT\n"];
  for (let at = 0; at < 100_000; at += 1) many.push(`\n00:00:01.000 --> 00:00:05.000\nx${at}\n`);
  await page.waitForSelector(".grid");
  await drop(page, [["many.vtt", many.join("")]]);
  await page.waitForFunction(() => document.querySelector(".file-name")?.textContent === "many.vtt");
  await page.waitForSelector(".cue-row");
  assert.equal(await ask(page, (app) => app.session.cues.length), 100_000);
  assert.ok((await page.locator(".cue-row").count()) < 60, "only what is in sight exists");
  await page.locator(".cue-row").first().click();
  await page.keyboard.press("End");
  await page.waitForSelector('.cue-row[data-cue="99999"]');
});

/** Sound: 0.5 s of a tone after 0.5 s of near silence, again and again. */
const tones = (seconds) =>
  wav(seconds, (at, rate) => {
    const loud = Math.floor((at * 2) / rate) % 2 === 1 ? 12_000 : 20;
    return loud * Math.sin((at * 2 * Math.PI * 440) / rate);
  });

scenario("the waveform of a sound file has its peaks and its speech, and edges snap to it", async (page) => {
  await open(page, "talk.srt", "1\n00:00:01,000 --> 00:00:02,400\nOne\n");
  await drop(page, [["tones.wav", tones(20), "audio/wav"]]);
  await page.waitForFunction(() => globalThis.cuesmithEditor.current.value.wave.value?.known >= 1990);
  const { speech, loud, quiet } = await ask(page, (app) => {
    const { speech, max } = app.wave.value;
    return { speech: [...speech].slice(0, 6), loud: max[75], quiet: max[25] };
  });
  for (const [at, edge] of [500, 1000, 1500, 2000, 2500, 3000].entries()) assert.ok(Math.abs(speech[at] - edge) <= 20, speech.join());
  assert.ok(loud > 40 && quiet < 3, `${loud} ${quiet}`);
  const box = await page.locator(".timeline").boundingBox();
  const x = (ms) => ask(page, (app, ms) => app.timeline.scale.x(ms), ms);
  await page.mouse.move(box.x + (await x(2400)), box.y + 22 + 64 + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + (await x(2430)), box.y + 22 + 64 + 12);
  await page.mouse.move(box.x + (await x(2465)), box.y + 22 + 64 + 12);
  await page.mouse.up();
  const end = await ask(page, (app) => app.session.cues.times[1]);
  assert.ok(Math.abs(end - 2500) <= 20, `${end}`);
});

scenario("a file that cannot be played says so, and editing goes on", async (page) => {
  await open(page, "talk.srt", "1\n00:00:01,000 --> 00:00:02,400\nOne\n");
  await drop(page, [["broken.mp4", "this is no video", "video/mp4"]]);
  await page.waitForFunction(() => document.querySelector(".video").textContent.includes("broken.mp4 cannot be played"));
  await page.locator(".cue-row").first().click();
  await page.keyboard.press("g");
  assert.match(await text(page), /02,500/);
}, { allow: /^console:/ });

/** As in a browser without these. */
function lackMuch() {
  delete globalThis.showSaveFilePicker;
  delete globalThis.AudioDecoder;
  delete DataTransferItem.prototype.getAsFileSystemHandle;
  Object.defineProperty(navigator, "locks", { value: undefined });
  delete globalThis.requestIdleCallback;
}

scenario("without file handles, locks and decoders all else works", async (page) => {
  const file = "1\n00:00:01,000 --> 00:00:02,000\nOne\n";
  await open(page, "talk.srt", file);
  await page.locator(".cue-row").first().click();
  await page.keyboard.press("g");
  const saved = await download(page, () => page.keyboard.press("Control+s"));
  assert.equal(saved.bytes.toString(), file.replace("02,000", "02,100"));
  assert.equal(saved.name, "talk.srt");
}, { scripts: [lackMuch] });
