// CPU time of the main thread of Chromium (scripts/measure-browser): `node wasm/js/measure.mjs BUNDLE`. The bundle sets
// `peers`: other libraries, with functions that give the number of cues they read. Medians of five runs after a first one.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const types = { ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
const RUNS = 5;

/** Cues of a talk, the same in every run: two lines, some too fast, some in italics. */
function talk(count, isSrt) {
  const words = "we measure the tide every hour and write the height down so that the ferry knows when it can leave the harbor".split(" ");
  const time = (ms) => new Date(ms).toISOString().slice(11, 23).replace(".", isSrt ? "," : ".");
  const line = (cue, at) => Array.from({ length: 5 }, (_, word) => words[(cue * 7 + at + word) % words.length]).join(" ");
  const cue = (_, at) =>
    `${isSrt ? `${at + 1}\n` : ""}${time(at * 2500)} --> ${time(at * 2500 + 2300 - (at % 9) * 150)}\n${at % 12 === 0 ? `<i>${line(at, 0)}</i>` : line(at, 0)}\n${line(at, 5)}\n`;
  return (isSrt ? "" : "WEBVTT\n\n") + Array.from({ length: count }, cue).join("\n");
}

const server = createServer(async ({ url }, response) => {
  try {
    const path = new URL(url, "http://127.0.0.1").pathname;
    response.setHeader("content-type", types[extname(path)] ?? "text/html; charset=utf-8");
    if (path === "/") response.end("<!doctype html><title>measure</title><video></video>");
    else response.end(await readFile(path === "/peers.js" ? process.argv[2] : root + path.slice(1)));
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--js-flags=--expose-gc"] });
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  await page.evaluate(async () => {
    const cuesmith = await import("/js/all.js");
    const { WorkerFindings } = await import("/js/worker.js");
    await cuesmith.init();
    await import("/peers.js");
    const track = (bytes) =>
      new Promise((resolve, reject) => {
        const element = document.createElement("track");
        element.onload = () => {
          const { length } = element.track.cues;
          element.remove();
          resolve(length);
        };
        element.onerror = reject;
        element.src = URL.createObjectURL(new Blob([bytes], { type: "text/vtt" }));
        document.querySelector("video").append(element);
        element.track.mode = "hidden";
      });
    // What a page would write by hand: no settings, no markup, no errors.
    const loop = (text, arrow = " --> ") => {
      const cues = [];
      for (let at = text.indexOf(arrow); at !== -1; ) {
        const start = text.lastIndexOf("\n", at) + 1;
        const end = text.indexOf("\n", at);
        let last = text.indexOf("\n\n", end);
        if (last === -1) last = text.length;
        const ms = (time) => ((+time.slice(0, 2) * 60 + +time.slice(3, 5)) * 60 + +time.slice(6, 8)) * 1000 + +time.slice(9, 12);
        cues.push({ start: ms(text.slice(start, at)), end: ms(text.slice(at + 5, end)), text: text.slice(end + 1, last) });
        at = text.indexOf(arrow, last);
      }
      return cues.length;
    };
    const readers = {
      "cuesmith, columns": (_, bytes) => cuesmith.parse(bytes).cues.length,
      "cuesmith, all cues as objects": (_, bytes) => [...cuesmith.parse(bytes).cues].length,
      "a loop of indexOf, objects": (text) => loop(text),
    };
    globalThis.tasks = {};
    globalThis.prepare = (texts) => {
      globalThis.texts = texts;
      const bytes = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)]));
      const add = (format, name, run) => (tasks[`${format}|${name}`] = () => run(texts[format], bytes[format]));
      for (const format of ["vtt", "srt"]) {
        for (const [name, run] of Object.entries(readers)) add(format, name, run);
        for (const [name, peer] of Object.entries(peers)) if (peer[format]) add(format, name, peer[format]);
      }
      add("vtt", "the browser's <track>", (_, data) => track(data));
      return Object.keys(tasks);
    };
    globalThis.open = (count, preset, isInWorker) => {
      const text = texts[`vtt${count}`];
      const live = cuesmith.Document.open(text, { preset });
      if (isInWorker) {
        // The worker checks with another instance of the module.
        const source = 'import { init } from "/js/all.js"; import { serveFindings } from "/js/worker.js"; serveFindings(init());';
        const url = URL.createObjectURL(new Blob([source.replaceAll('"/', `"${location.origin}/`)], { type: "text/javascript" }));
        globalThis.following = new WorkerFindings(live, new Worker(url, { type: "module" }));
      } else {
        live.diagnostics();
      }
      globalThis.live = live;
      return (following = isInWorker ? following : undefined)?.report();
    };
    globalThis.key = (step) => {
      const place = live.text.indexOf("ferry", live.text.length / 2);
      const began = performance.now();
      live.applyEdit(place, place, "x");
      const after = performance.now();
      if (step === "whole") live.diagnostics();
      if (step === "worker") return following.report().then(() => performance.now() - after);
      return after - began;
    };
  });
  const names = await page.evaluate((texts) => prepare(texts), { vtt: talk(15_000), srt: talk(15_000, true), vtt1500: talk(1500), vtt15000: talk(15_000) });
  const cost = async (run) => {
    await page.evaluate(() => gc());
    const before = await read();
    const result = await run();
    return { ms: (await read()) - before, result };
  };
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  const several = async (run) => {
    await run();
    await run();
    const all = [];
    for (let at = 0; at < RUNS; at += 1) all.push(await cost(run));
    return { ms: median(all.map(({ ms }) => ms)), result: all.at(-1).result, results: all.map(({ result }) => result) };
  };
  // What it costs to ask.
  const empty = (await several(() => page.evaluate(() => 0))).ms;
  console.log(`Chromium ${browser.version()}, CPU time of the main thread in ms, medians of ${RUNS}.\n`);
  console.log("| reading 15,000 cues, bytes in | WebVTT | SRT |\n|---|---|---|");
  const rows = new Map();
  for (const name of names) {
    const [format, reader] = name.split("|");
    const { ms, result } = await several(() => page.evaluate((name) => tasks[name](), name));
    const row = rows.get(reader) ?? rows.set(reader, {}).get(reader);
    row[format] = result === 15_000 ? (ms - empty).toFixed(1) : `${(ms - empty).toFixed(1)} (${result} cues)`;
  }
  for (const [reader, { vtt = "", srt = "" }] of rows) console.log(`| ${reader} | ${vtt} | ${srt} |`);
  console.log("\n| a keystroke in a Document | 1,500 cues | 15,000 cues |\n|---|---|---|");
  for (const preset of ["recommended", "kaltura-reach"]) {
    const cells = { cues: [], whole: [], worker: [], latency: [] };
    for (const count of [1500, 15_000]) {
      await page.evaluate(([count, preset]) => open(count, preset, false), [count, preset]);
      for (const step of ["cues", "whole"]) {
        cells[step].push(((await several(() => page.evaluate((step) => key(step), step))).ms - empty).toFixed(1));
        await page.evaluate(() => live.rest());
      }
      await page.evaluate(([count, preset]) => open(count, preset, true), [count, preset]);
      const { ms, results } = await several(() => page.evaluate(() => key("worker")));
      cells.worker.push((ms - empty).toFixed(1));
      cells.latency.push(median(results).toFixed(1));
    }
    console.log(`| ${preset}: the findings of its cue | ${cells.cues.join(" | ")} |`);
    console.log(`| ${preset}: and of the whole file | ${cells.whole.join(" | ")} |`);
    console.log(`| ${preset}: all from a worker, cost to the page | ${cells.worker.join(" | ")} |`);
    console.log(`| ${preset}: all from a worker, time until they are there | ${cells.latency.join(" | ")} |`);
  }
} finally {
  await browser.close();
  server.close();
}
