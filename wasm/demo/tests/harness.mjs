// The built page in Chromium, served from 127.0.0.1 under its strict policy. Every test ends without an error in the
// console, a report of the policy or a request to elsewhere.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

export const dist = fileURLToPath(new URL("../dist/", import.meta.url));
export const shots = fileURLToPath(new URL("../screenshots/", import.meta.url));
mkdirSync(shots, { recursive: true });

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".vtt": "text/vtt",
  ".webmanifest": "application/manifest+json",
};

/** Serves a folder; `state.down` answers 503 to paths that it matches. */
export async function serve(folder = dist) {
  const state = { down: undefined, count: 0 };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    state.count += 1;
    if (state.down?.test(path)) {
      response.statusCode = 503;
      response.end();
      return;
    }
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    try {
      if (!file.startsWith(folder)) throw new Error("outside");
      const body = await readFile(file);
      response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  return { url, state, close: () => new Promise((resolve) => server.close(resolve)) };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", // Chromium refuses to start as root with it
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
}

/** A file of sound, silent unless `sample` gives a value for each moment. */
export function wav(seconds, sample = () => 0) {
  const rate = 8000;
  const bytes = Buffer.alloc(44 + seconds * rate * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  for (let at = 0; at < seconds * rate; at += 1) bytes.writeInt16LE(Math.round(sample(at, rate)), 44 + at * 2);
  return bytes;
}

/** A page that notes what must not happen. `allow` matches errors that a test makes on purpose. */
export async function newPage(browser, url, { allow, context: options, scripts = [] } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000); // a machine that builds at the same time is slow
  const faults = [];
  const note = (text) => {
    if (!allow?.test(text)) faults.push(text);
  };
  page.on("console", (message) => {
    if (message.type() === "error") note(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => note(`error: ${error.stack ?? error}`));
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !/^(blob|data):/.test(to)) note(`foreign request: ${to}`);
  });
  await page.addInitScript(() => {
    globalThis.policyReports = [];
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.policyReports.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`);
    });
    // Without it the dialog of leaving would stop the tests.
    delete globalThis.showOpenFilePicker;
  });
  for (const script of scripts) await page.addInitScript(script);
  await page.goto(url);
  return {
    page,
    context,
    /** Ends the test of the page. */
    async end() {
      const reports = await page.evaluate(() => globalThis.policyReports).catch(() => []);
      await context.close();
      assert.deepEqual([...faults, ...reports], []);
    },
  };
}

/** One server and one browser for a file of tests; each scenario has a page of its own. */
export function scenarios() {
  const on = {};
  before(async () => {
    on.server = await serve();
    on.browser = await launch();
  });
  after(async () => {
    await on.browser?.close();
    await on.server?.close();
  });
  const scenario = (name, run, options) =>
    test(name, async () => {
      const { page, context, end } = await newPage(on.browser, on.server.url, options);
      await run(page, { ...on, context });
      await end();
    });
  return scenario;
}

/** Drops files on the page: `[name, bytes or text, type]`. */
export async function drop(page, files) {
  const data = files.map(([name, content, type = ""]) => [name, Buffer.from(content).toString("base64"), type]);
  await page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const [name, base64, type] of all) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, data);
}

/** Opens a file by a drop and waits until it is checked. */
export async function open(page, name, content) {
  await page.waitForSelector(".start, .editor");
  await drop(page, [[name, content]]);
  await page.waitForSelector(".editor");
  await page.waitForFunction((name) => document.querySelector(".file-name")?.textContent === name, name);
  await checked(page);
}

/** Waits until the findings are those of the current text. */
export async function checked(page) {
  await page.waitForSelector(".counts .error");
  await page.waitForFunction(() => globalThis.cuesmithEditor.current.value?.checker.isFresh);
}

/** Something of the open file, by a function of the app. */
export async function ask(page, f, argument) {
  const app = await page.evaluateHandle(() => globalThis.cuesmithEditor.current.value);
  const answer = await app.evaluate(f, argument);
  await app.dispose();
  return answer;
}

export async function text(page) {
  return page.evaluate(() => globalThis.cuesmithEditor.current.value.session.text);
}

/** What a click downloads, as bytes. */
export async function download(page, act) {
  const [event] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: event.suggestedFilename(), bytes: await readFile(await event.path()) };
}
