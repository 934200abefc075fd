// Opening, editing in every view, undo and saving. After scripts/demo has built the page.

import assert from "node:assert/strict";

import { ask, checked, download, drop, open, scenarios, text } from "./harness.mjs";

const scenario = scenarios();

const SRT = "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nFirst line\r\n\r\n2\r\n00:00:03,000 --> 00:00:05,000\r\n<i>Second</i> one  \r\n\r\n3\r\n00:00:06,000 --> 00:00:08,000\r\nThird of all\r\n";

scenario("the sample opens: its text is shown, then its findings", async (page) => {
  await page.getByRole("button", { name: "Try the sample" }).click();
  await page.waitForSelector(".cue-row");
  assert.equal(await page.locator(".cue-row").first().locator(".c-text").textContent(), "Welcome back to the harbor office.");
  await checked(page);
  const count = await ask(page, (app) => app.findings.value.length);
  assert.ok(count > 10, `${count} findings`);
  assert.equal(await page.locator("#tab-findings").textContent(), `Findings ${count}`);
});

scenario("SRT, WebVTT, TTML, UTF-16 and windows-1252 open with their cues", async (page) => {
  const utf16 = Buffer.from("\ufeff1\n00:00:01,000 --> 00:00:02,000\nÜber alles\n", "utf16le");
  const latin = Buffer.from("1\n00:00:01,000 --> 00:00:02,000\nCafé\n", "latin1");
  const ttml = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">Ahoy</p></div></body></tt>';
  for (const [name, content, format, encoding, first] of [
    ["a.srt", SRT, "srt", "utf-8", "First line"],
    ["b.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "webvtt", "utf-8", "Hello"],
    ["c.ttml", ttml, "ttml", "utf-8", "Ahoy"],
    ["d.srt", utf16, "srt", "utf-16le", "Über alles"],
    ["e.srt", latin, "srt", "windows-1252", "Café"],
  ]) {
    await open(page, name, content);
    const found = await ask(page, (app) => [app.session.format, app.file.value.encoding, app.session.cues.text(0)]);
    assert.deepEqual(found, [format, encoding, first]);
  }
});

scenario("garbage is named with its first bytes, and can be opened anyway; an empty file has no cues", async (page) => {
  await page.waitForSelector(".start");
  await drop(page, [["noise.bin", Uint8Array.from({ length: 300 }, (_, at) => (at * 37) % 256)]]);
  await page.waitForSelector(".trouble");
  const shown = await page.locator(".trouble").textContent();
  assert.match(shown, /This is not a caption file: noise\.bin/);
  assert.match(shown, /00 25 4a 6f/);
  await page.locator(".trouble").getByRole("button", { name: "SRT" }).click();
  await page.waitForSelector(".editor");
  await open(page, "empty.srt", "");
  assert.match(await page.locator(".pane-middle").textContent(), /No cues yet/);
  assert.equal(await ask(page, (app) => app.session.cues.length), 0);
});

scenario("typing in the source changes list, cue and findings; typing in the list changes the source", async (page) => {
  await open(page, "talk.srt", SRT);
  await page.locator("#tab-source").click();
  await page.waitForSelector(".source-host .cm-content");
  await ask(page, (app) => app.source.goTo(app.session.text.indexOf("First"), app.session.text.indexOf("First") + 5));
  await page.keyboard.type("Opening");
  await checked(page);
  assert.equal(await ask(page, (app) => app.session.cues.text(0)), "Opening line");
  assert.equal(await text(page), SRT.replace("First", "Opening"));
  await page.locator("#tab-cues").click();
  const row = page.locator('.cue-row[data-cue="2"]');
  await row.click();
  await page.keyboard.press("Enter");
  await page.keyboard.type(" & more");
  assert.match(await text(page), /Third of all & more\r\n$/);
  await page.locator("#tab-source").click();
  await page.waitForSelector(".source-host .cm-content");
  const source = await ask(page, (app) => app.source.view.state.doc.toString());
  assert.equal(source, (await text(page)).replaceAll("\r\n", "\n"));
  // A new line in the source ends as the lines of the file do.
  await ask(page, (app) => app.source.goTo(app.session.text.length, app.session.text.length));
  await page.keyboard.press("Enter");
  assert.match(await text(page), /more\r\n\r\n$/);
});

scenario("500 random edits: findings are those of a fresh check, undo gives the first text, redo the last", async (page) => {
  await open(page, "talk.srt", SRT);
  const first = await text(page);
  await ask(page, (app) => {
    let seed = 7;
    const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    const pieces = ["a", "<", "\r\n", "\n", "-->", "1", "é", "<i>", "", "00:00:09,000 --> 00:00:10,000"];
    for (let at = 0; at < 500; at += 1) {
      const { text } = app.session;
      const start = random(text.length + 1);
      const end = Math.min(text.length, start + random(4));
      app.session.apply([{ span: { start, end }, replacement: pieces[random(pieces.length)] }], { label: `edit ${at}` });
    }
  });
  const last = await text(page);
  await checked(page);
  const fresh = await ask(page, async (app) => {
    const { report } = await app.checker.fresh();
    const other = app.session.document.constructor.open(app.session.text, app.checker.options);
    return [JSON.stringify(report.diagnostics), JSON.stringify(other.report().diagnostics)];
  });
  assert.equal(fresh[0], fresh[1]);
  await ask(page, (app) => { while (app.session.history.canUndo) app.session.undo(); });
  assert.equal(await text(page), first);
  await ask(page, (app) => { while (app.session.history.canRedo) app.session.redo(); });
  assert.equal(await text(page), last);
});

scenario("saving without edits gives the same bytes; one edit changes only its own", async (page) => {
  await open(page, "talk.srt", SRT);
  const save = () => page.keyboard.press("Control+s");
  const same = await download(page, save);
  assert.equal(same.name, "talk.srt");
  assert.deepEqual(same.bytes, Buffer.from(SRT));
  await page.locator('.cue-row[data-cue="1"]').click();
  await page.keyboard.press("g");
  const saved = await download(page, save);
  assert.deepEqual(saved.bytes, Buffer.from(SRT.replace("00:00:05,000", "00:00:05,100")));
  assert.equal(await page.locator(".edited").textContent(), "");
  await page.keyboard.press("Control+z");
  assert.match(await page.locator(".edited").textContent(), /●/);
});

scenario("a file that is not UTF-8 stays as it is until it is edited, and saving then asks", async (page) => {
  const latin = Buffer.from("1\n00:00:01,000 --> 00:00:02,000\nCafé\n", "latin1");
  await open(page, "cafe.srt", latin);
  const same = await download(page, () => page.keyboard.press("Control+s"));
  assert.deepEqual(same.bytes, latin);
  await page.locator(".cue-row").first().click();
  await page.keyboard.press("g");
  await page.keyboard.press("Control+s");
  await page.waitForSelector("dialog");
  const saved = await download(page, () => page.getByRole("button", { name: "Save as UTF-8" }).click());
  assert.deepEqual(saved.bytes, Buffer.from("1\n00:00:01,000 --> 00:00:02,100\nCafé\n"));
});

scenario("another file does not discard edits unasked", async (page) => {
  await open(page, "talk.srt", SRT);
  await page.locator(".cue-row").first().click();
  await page.keyboard.press("g");
  await drop(page, [["other.srt", SRT]]);
  await page.waitForSelector("dialog");
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await page.locator(".file-name").textContent(), "talk.srt");
  await drop(page, [["other.srt", SRT]]);
  await page.getByRole("button", { name: "Open the other file" }).click();
  await page.waitForFunction(() => document.querySelector(".file-name")?.textContent === "other.srt");
});

scenario("typing in a cue with markup, or with text that a `<` hides, keeps all of it", async (page) => {
  const file = "WEBVTT\n\n00:01.000 --> 00:03.000\n<i>One</i> two\n\n00:04.000 --> 00:06.000\nIf a < b holds\n";
  await open(page, "talk.vtt", file);
  for (const cue of [0, 1]) {
    await page.locator(`.cue-row[data-cue="${cue}"]`).click();
    await page.keyboard.press("Enter");
    await page.keyboard.type("!");
    await page.keyboard.press("Escape");
  }
  assert.equal(await text(page), file.replace("two", "two!").replace("holds", "holds!"));
  // Words are not moved where that would drop markup.
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Shift+ArrowDown");
  assert.equal(await text(page), file.replace("two", "two!").replace("holds", "holds!"));
});

scenario("new captions for a video are named after it, and begin with a key", async (page) => {
  await page.waitForSelector(".start");
  await drop(page, [["harbor.wav", "not read yet", "audio/wav"]]);
  await page.waitForFunction(() => document.body.textContent.includes("harbor.wav is ready"));
  await page.getByRole("button", { name: "New captions" }).click();
  await page.waitForSelector(".editor");
  assert.equal(await page.locator(".file-name").textContent(), "harbor.vtt");
  await page.locator(".grid").focus();
  await page.keyboard.press("n");
  await page.waitForSelector(".cue-row");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Hello");
  await page.keyboard.press("Escape");
  await checked(page);
  const saved = await download(page, () => page.keyboard.press("Control+s"));
  assert.equal(saved.bytes.toString(), "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nHello\n");
}, { allow: /^console:/ });

scenario("15,000 cues open from the start page, and typing in them works", async (page) => {
  await page.getByRole("button", { name: "Try 15,000 cues" }).click();
  await page.waitForSelector(".cue-row");
  assert.equal(await ask(page, (app) => app.session.cues.length), 15_000);
  await page.locator(".cue-row").first().focus();
  await page.keyboard.press("End");
  await page.waitForSelector('.cue-row[data-cue="14999"]');
  await page.keyboard.press("Enter");
  await page.keyboard.type("!");
  await page.keyboard.press("Escape");
  assert.match(await ask(page, (app) => app.session.cues.text(14_999)), /!$/);
});
