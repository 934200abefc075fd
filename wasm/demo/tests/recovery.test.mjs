// What happens when the page dies, in a second tab, offline, and when another program changes the file.

import assert from "node:assert/strict";

import { ask, checked, drop, open, scenarios, text } from "./harness.mjs";

const scenario = scenarios();

const SRT = "1\r\n00:00:01,000 --> 00:00:02,000\r\nOne\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nTwo\r\n";
const EDITED = SRT.replace("00:00:02,000", "00:00:02,200");

async function edit(page) {
  await page.locator(".cue-row").first().click();
  await page.keyboard.press("g");
  await page.keyboard.press("g");
  await page.waitForFunction(() => document.querySelector(".status").textContent.includes("Edits are kept"));
}

/** Ends the page without any warning, and opens another in its place. */
async function crash(page, context, server) {
  // The answer of the worker to the last edit has arrived: a person would have seen the text for longer.
  await page.waitForTimeout(300);
  const session = await context.newCDPSession(page);
  session.send("Page.crash").catch(() => undefined); // it never answers
  await page.close({ runBeforeUnload: false });
  const next = await context.newPage();
  await next.goto(server.url);
  await next.waitForSelector(".start");
  return next;
}

scenario("edits survive the end of the page, byte for byte", async (page, { context, server }) => {
  await open(page, "talk.srt", SRT);
  await edit(page);
  assert.equal(await text(page), EDITED);
  const next = await crash(page, context, server);
  await next.waitForSelector(".recovery");
  assert.match(await next.locator(".recovery").textContent(), /talk\.srt has 2 edits after the last save/);
  await next.getByRole("button", { name: "Show difference" }).click();
  assert.match(await next.locator(".recovery .diff").textContent(), /02,200/);
  await next.getByRole("button", { name: "Restore" }).click();
  await next.waitForSelector(".editor");
  assert.equal(await text(next), EDITED);
  await next.keyboard.press("Control+z");
  assert.equal(await text(next), SRT);
  // What was restored is kept on.
  await next.keyboard.press("Control+y");
  const third = await crash(next, context, server);
  await third.waitForSelector(".recovery");
  await third.getByRole("button", { name: "Discard" }).click();
  await third.waitForSelector(".recovery", { state: "detached" });
});

scenario("an entry of the journal that is torn is dropped", async (page, { context, server }) => {
  await open(page, "talk.srt", SRT);
  await edit(page);
  const next = await crash(page, context, server);
  await next.waitForSelector(".recovery");
  await next.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("journal");
    for await (const key of root.keys()) {
      const log = await (await root.getDirectoryHandle(key)).getFileHandle("log");
      const bytes = new Uint8Array(await (await log.getFile()).arrayBuffer());
      const writable = await log.createWritable();
      await writable.write(bytes.slice(0, bytes.length - 3));
      await writable.close();
    }
  });
  await next.reload();
  await next.waitForSelector(".recovery");
  await next.getByRole("button", { name: "Restore" }).click();
  await next.waitForSelector(".editor");
  assert.equal(await text(next), SRT.replace("00:00:02,000", "00:00:02,100"));
});

scenario("nothing is kept of a file that was saved", async (page, { context, server }) => {
  await open(page, "talk.srt", SRT);
  await edit(page);
  await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  const next = await crash(page, context, server);
  await next.waitForTimeout(300);
  assert.equal(await next.locator(".recovery").count(), 0);
});

scenario("a second tab of the same file is read-only, until it takes over", async (page, { context, server }) => {
  await open(page, "talk.srt", SRT);
  await edit(page);
  const second = await context.newPage();
  await second.goto(server.url);
  await open(second, "talk.srt", SRT);
  await second.waitForSelector(".banner");
  await second.locator(".cue-row").first().click();
  await second.keyboard.press("g");
  assert.equal(await text(second), SRT);
  await second.getByRole("button", { name: "Take over" }).click();
  await second.waitForSelector(".banner", { state: "detached" });
  assert.equal(await text(second), EDITED, "with the edits of the first tab");
  await page.waitForSelector(".banner");
  await page.locator(".cue-row").first().click();
  await page.keyboard.press("g");
  assert.equal(await text(page), EDITED);
});

/** As in a browser without a private file system. */
function denyStorage() {
  Object.defineProperty(StorageManager.prototype, "getDirectory", { value: () => Promise.reject(new DOMException("denied", "SecurityError")) });
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(url, ...rest) {
      super(url, ...rest);
      this.isJournal = String(url).includes("journal");
    }
    postMessage(message, ...rest) {
      if (!this.isJournal) return super.postMessage(message, ...rest);
      setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: { id: message.id, error: "SecurityError" } })));
    }
  };
}

scenario("where storage is denied the status line says so, and editing goes on", async (page) => {
  await open(page, "talk.srt", SRT);
  await page.locator(".cue-row").first().click();
  await page.keyboard.press("g");
  await page.waitForFunction(() => document.querySelector(".status").textContent.includes("not kept on this device"));
  assert.notEqual(await text(page), SRT);
}, { scripts: [denyStorage] });

scenario("after the first visit the page works offline", async (page, { context, server }) => {
  await page.waitForFunction(() => document.body.textContent.includes("Offline ready"));
  const before = server.state.count;
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Try the sample" }).click();
  await page.waitForSelector(".editor");
  await checked(page);
  await page.locator("#tab-source").click();
  await page.waitForSelector(".source-host .cm-content");
  assert.equal(server.state.count, before);
  await context.setOffline(false);
});

/** A file on the disk, with a handle as of a dropped file. */
function fakeHandle() {
  globalThis.disk = { text: "", modified: 1000 };
  globalThis.handle = {
    kind: "file",
    name: "talk.srt",
    getFile: () => Promise.resolve(new File([globalThis.disk.text], "talk.srt", { lastModified: globalThis.disk.modified })),
    createWritable: () => {
      let next = "";
      return Promise.resolve({
        write: (bytes) => ((next = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)), Promise.resolve()),
        close: () => (Object.assign(globalThis.disk, { text: next, modified: globalThis.disk.modified + 1000 }), Promise.resolve()),
      });
    },
  };
  globalThis.DataTransferItem.prototype.getAsFileSystemHandle = () => Promise.resolve(globalThis.handle);
  const modified = Object.getOwnPropertyDescriptor(File.prototype, "lastModified").get;
  // A dropped file has the date that the disk has.
  Object.defineProperty(File.prototype, "lastModified", {
    get() {
      return this.name === "talk.srt" ? globalThis.disk.modified : modified.call(this);
    },
  });
}

scenario("a file is saved in place; changed by another program, the editor asks first", async (page) => {
  await page.waitForSelector(".start");
  await page.evaluate((text) => (globalThis.disk.text = text), SRT);
  await drop(page, [["talk.srt", SRT]]);
  await page.waitForSelector(".editor");
  await checked(page);
  await page.keyboard.press("Control+s");
  await page.waitForFunction(() => document.querySelector(".status").textContent.includes("Nothing to save"));
  await edit(page);
  await page.keyboard.press("Control+s");
  await page.waitForFunction(() => document.querySelector(".status").textContent.includes("Saved talk.srt"));
  assert.equal(await page.evaluate(() => globalThis.disk.text), EDITED);
  await page.keyboard.press("g");
  await page.evaluate(() => Object.assign(globalThis.disk, { text: "other", modified: 9_999_999 }));
  await page.keyboard.press("Control+s");
  await page.waitForSelector("dialog");
  assert.match(await page.locator("dialog").textContent(), /Another program has changed talk\.srt/);
  await page.getByRole("button", { name: "Overwrite" }).click();
  await page.waitForFunction(() => globalThis.disk.text !== "other");
  assert.equal(await page.evaluate(() => globalThis.disk.text), await text(page));
  // The file is there a moment before the editor takes note of it.
  for (let left = 100; !(await ask(page, (app) => app.session.history.isSaved)); left--) {
    assert.ok(left > 0, "the editor takes the file for unsaved");
    await page.waitForTimeout(100);
  }
}, { scripts: [fakeHandle] });
