// The HTML report in Chromium: content of files stays text, nothing is fetched, filters work by keyboard, and it is
// drawn in light, in dark, narrow and on paper. `scripts/check-reports` makes the page and runs this:
//
//     REPORT=target/reports/out/by-requirement.html node --test scripts/report.test.mjs

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../wasm/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const report = resolve(process.env.REPORT);
const pictures = join(dirname(report), "pictures");
const address = pathToFileURL(report).href;

let browser;
let tab;
const events = [];

before(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  tab = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  tab.on("dialog", (dialog) => events.push(`dialog ${dialog.message()}`));
  tab.on("pageerror", (error) => events.push(`error ${error}`));
  tab.on("console", (message) => events.push(`console ${message.text()}`));
  tab.on("request", (request) => request.url() === address || events.push(`request ${request.url()}`));
  await tab.goto(address);
});

after(async () => {
  await browser?.close();
});

test("content of files and their names is text", async () => {
  const found = await tab.evaluate(() => ({
    title: document.title,
    foreign: [...document.querySelectorAll("script, img, iframe, svg, object, embed, form, base, link")].length,
    handlers: [...document.querySelectorAll("*")].filter((one) =>
      [...one.attributes].some((attribute) => attribute.name.startsWith("on") || attribute.name === "src"),
    ).length,
    text: document.body.innerText,
    // A piece that broke out of its element would be a child of the body or of main.
    top: [...document.body.children].map((one) => one.localName),
    main: [...new Set([...document.querySelector("main").children].map((one) => one.localName))].sort(),
  }));
  assert.equal(found.title, "Caption check");
  assert.equal(found.foreign + found.handlers, 0);
  assert.deepEqual(found.top, ["header", "main", "footer"]);
  assert.deepEqual(found.main, ["h2", "p", "section", "table"]);
  assert.ok(found.text.includes('<script>document.title="owned"</script>'), "the hostile caption is shown");
  assert.ok(found.text.includes("--><script>.vtt"), "the hostile name is shown");
  assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(found.text), "no bidirectional control is left");
});

/** Moves the focus by Tab until it is on an element. */
async function tabTo(id) {
  await tab.evaluate(() => {
    document.activeElement?.blur();
    getSelection().removeAllRanges();
  });
  await tab.keyboard.press("Home");
  for (let step = 0; step < 400; step += 1) {
    if ((await tab.evaluate(() => document.activeElement.id)) === id) return;
    await tab.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach #${id}`);
}

const visible = (selector) =>
  tab.evaluate((all) => [...document.querySelectorAll(all)].filter((one) => one.checkVisibility()).length, selector);

test("filters by severity and rule work by keyboard", async () => {
  const all = await visible(".finding");
  const errors = await visible(".level-error");
  assert.ok(errors > 0 && errors < all, `${errors} of ${all}`);
  await tabTo("show-error");
  const outline = await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none", "the focus can be seen");
  await tab.keyboard.press("Space");
  assert.equal(await visible(".level-error"), 0);
  assert.equal(await visible(".finding"), all - errors);
  await tab.keyboard.press("Space");
  assert.equal(await visible(".finding"), all);
  await tabTo("rule-TIM003");
  await tab.keyboard.press("Space");
  assert.equal(await visible(".finding.TIM003"), 0);
  assert.ok((await visible(".finding")) < all);
  await tab.keyboard.press("Space");
});

test("the choice of a requirement works by keyboard and leaves its findings", async () => {
  const all = await visible(".finding");
  await tabTo("about-all");
  const seen = new Set();
  for (let step = 0; step < 40; step += 1) {
    await tab.keyboard.press("ArrowDown");
    const id = await tab.evaluate(() => document.activeElement.id);
    if (id === "about-all") break;
    const left = await visible(".finding");
    assert.ok(left < all, `${id} hides nothing`);
    const empty = await tab.evaluate(
      () =>
        [...document.querySelectorAll("section.file")].filter(
          (one) => one.checkVisibility() && ![...one.querySelectorAll(".finding")].some((f) => f.checkVisibility()),
        ).length,
    );
    assert.equal(empty, 0, `${id} leaves files without findings`);
    if (id === "about-fcc-placement") assert.ok((await visible(".finding.TIM004")) > 0);
    if (id === "about-fcc-placement") assert.equal(await visible(".finding.TIM003"), 0);
    seen.add(id);
  }
  assert.ok(seen.size >= 10, [...seen].join(" "));
  assert.equal(await visible(".finding"), all);
});

test("the table of files leads to the findings of a file", async () => {
  const link = tab.locator("table.files a").last();
  await link.focus();
  await tab.keyboard.press("Enter");
  const target = await tab.evaluate(() => document.querySelector(":target")?.className);
  assert.equal(target, "file");
});

test("text can be read against its ground, in light and in dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme });
    const poor = await tab.evaluate(() => {
      const numbers = (color) => color.match(/[\d.]+/g).map(Number);
      const luminance = (color) => {
        const [r, g, b] = numbers(color).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = (one) => {
        for (let at = one; at; at = at.parentElement) {
          const color = getComputedStyle(at).backgroundColor;
          if ((numbers(color)[3] ?? 1) > 0) return color;
        }
        return "rgb(255, 255, 255)";
      };
      const poor = new Set();
      for (const one of document.querySelectorAll("body *")) {
        if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
        const [a, b] = [luminance(getComputedStyle(one).color), luminance(ground(one))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) poor.add(`${one.localName}.${one.className}: ${ratio.toFixed(2)}`);
      }
      return [...poor];
    });
    assert.deepEqual(poor, [], `${colorScheme}: WCAG 1.4.3 asks for 4.5`);
  }
});

test("pictures are taken, and nothing is wider than the screen", async () => {
  await tab.evaluate(() => window.scrollTo(0, 0));
  for (const [name, media, width] of [
    ["light", { colorScheme: "light" }, 1100],
    ["dark", { colorScheme: "dark" }, 1100],
    ["narrow", { colorScheme: "light" }, 400],
    ["print", { media: "print", colorScheme: "light" }, 800],
  ]) {
    await tab.setViewportSize({ width, height: 900 });
    await tab.emulateMedia({ media: "screen", ...media });
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${name}: ${over} pixels too wide`);
    await tab.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }
  await tab.emulateMedia({ media: null });
  await tab.pdf({ path: join(pictures, "report.pdf"), format: "A4" });
});

test("nothing ran and nothing was fetched", () => {
  assert.deepEqual(events, []);
});
