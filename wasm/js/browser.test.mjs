// The shipped package in Chromium: the same checks as in Node, on a page served from 127.0.0.1.
// `node --test wasm/js/browser.test.mjs`, after scripts/wasm. CHROMIUM names another browser.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, sep } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { assertions } from "./assertions.mjs";
import { compareWithTrack } from "./track.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const types = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};
const page = "<!doctype html><meta charset=utf-8><title>cuesmith</title>";

let server;
let browser;
let tab;
let results;

before(async () => {
  server = createServer(serve);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", // Chromium refuses to start as root with it
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--enable-blink-features=WebVTTRegions", // without it Chromium has no regions
    ],
  });
  tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  results = await tab.evaluate(runAssertions, "/js/all.js");
});

// In the page, over an entry of the package.
async function runAssertions(entry) {
  const cuesmith = await import(entry);
  const { assertions } = await import("/js/assertions.mjs");
  const about = await (await fetch("/package.json")).json();
  await Promise.all([cuesmith.init(), cuesmith.init()]); // twice is once
  const results = {};
  for (const [name, assertion] of Object.entries(assertions)) {
    try {
      await assertion(cuesmith, about);
      results[name] = "ok";
    } catch (error) {
      results[name] = String(error);
    }
  }
  return results;
}

after(async () => {
  await browser?.close();
  server?.close();
});

for (const name of Object.keys(assertions)) {
  test(`chromium: ${name}`, () => assert.equal(results[name], "ok"));
}

test("chromium: packs are fetched when they are asked for, once, and again after a failure", async () => {
  const split = await browser.newPage();
  const fetched = [];
  let failures = 1;
  await split.route("**/*.wasm", async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1);
    fetched.push(name);
    if (name === "check.wasm" && failures-- > 0) await route.fulfill({ status: 503 });
    else await route.continue();
  });
  await split.goto(`http://127.0.0.1:${server.address().port}/`);
  const found = await split.evaluate(async () => {
    const cuesmith = await import("/js/index.js");
    const text = "WEBVTT\n\n00:03.000 --> 00:03.001\nGone at once\n";
    await cuesmith.init();
    const cues = cuesmith.parse(text).cues.length;
    const errors = [];
    const report = () => cuesmith.check(text, { preset: "kaltura-reach" }).diagnostics.map(({ code }) => code);
    try {
      report();
    } catch (error) {
      errors.push(error.message);
    }
    await cuesmith.load("kaltura").catch((error) => errors.push(error.message));
    await Promise.all(["align", "check", "kaltura", "kaltura", "operations", "words"].map((pack) => cuesmith.load(pack)));
    return { cues, errors, codes: report() };
  });
  assert.equal(found.cues, 1);
  assert.match(found.errors[0], /load\("check"\)/);
  assert.match(found.errors[1], /503/);
  assert.ok(found.codes.includes("TIM003"));
  const count = (name) => fetched.filter((file) => file === name).length;
  assert.deepEqual(["core.wasm", "shared.wasm", "check.wasm", "kaltura.wasm", "all.wasm"].map(count), [1, 1, 2, 1, 0]);
  const results = await split.evaluate(runAssertions, "/js/with-kaltura.js");
  assert.deepEqual(Object.entries(results).filter(([, result]) => result !== "ok"), []);
  await split.close();
});

// The browser as a second opinion: what its own <track> makes of a file, and what we make of it.
const cases = new URL("../../../shared/conformance/webvtt/", import.meta.url);
const isMissing = !existsSync(cases) && `${fileURLToPath(cases)} is missing`;
if (isMissing && process.env.CUESMITH_REQUIRE_DATA) {
  test("chromium: the conformance data", () => assert.fail(isMissing));
} else {
  test("chromium: our cues are those of its <track>", { skip: isMissing }, async (t) => {
    const index = JSON.parse(await readFile(new URL("index.json", cases), "utf8"));
    const agreed = index.filter(({ chromium }) => chromium === "agrees");
    assert.ok(agreed.length > 400, `${agreed.length} cases`);
    const files = [];
    for (const { name } of agreed) {
      files.push([name, (await readFile(new URL(`cases/${name}.vtt`, cases))).toString("base64")]);
    }
    const found = await tab.evaluate(compareWithTrack, files);
    t.diagnostic(`${found.files} files, ${found.cues} cues, ${found.regions} cues in regions, ${found.unreadable} files that do not load`);
    assert.equal(found.files, agreed.length);
    assert.ok(found.cues > 500, `${found.cues} cues`);
    assert.deepEqual(found.differences, []);
  });
}

async function serve(request, response) {
  const path = new URL(request.url, "http://127.0.0.1").pathname;
  if (path === "/") {
    response.setHeader("content-type", "text/html");
    response.end(page);
    return;
  }
  const file = fileURLToPath(new URL(`.${path}`, new URL("..", import.meta.url)));
  try {
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) throw new Error("outside");
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    response.end(await readFile(file));
  } catch {
    response.statusCode = 404;
    response.end();
  }
}
