// Accessibility: axe-core on ten states and three color schemes, the way of the keyboard, live regions, narrow windows.
// Screenshots are kept in wasm/demo/screenshots.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

import { ask, checked, drop, open, scenarios, shots, text } from "./harness.mjs";

const scenario = scenarios();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const VTT = "WEBVTT\n\nintro\n00:00:01.000 --> 00:00:03.000\nFish & chips for everyone who is waiting here in the rain\n\n00:00:02.500 --> 00:00:06.000\nIf a < b holds\n\n00:00:07.000 --> 00:00:07.001\nGone\n";

/** What axe-core finds of WCAG 2.2 AA that is serious or critical. */
async function audit(page, state) {
  const found = await page.evaluate(async () => {
    const { violations, passes } = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    if (passes.length < 15) return [`only ${passes.length} rules found something to look at`];
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
  assert.deepEqual(found, [], state);
}

const STATES = {
  start: (page) => page.waitForSelector(".start"),
  trouble: async (page) => {
    await drop(page, [["noise.bin", Uint8Array.of(1, 2, 3, 255)]]);
    await page.waitForSelector(".trouble");
  },
  viewers: async (page) => {
    await open(page, "talk.vtt", VTT);
    await page.waitForSelector(".viewer-entry");
  },
  typing: async (page) => {
    await page.locator(".cue-row").first().click();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".cue-text");
  },
  findings: async (page) => {
    await page.keyboard.press("Escape");
    await page.locator("#tab-findings").click();
    await page.locator(".finding-group h3 button").first().click();
    await page.locator(".finding-text").first().click();
  },
  plan: async (page) => {
    await page.locator(".finding-group .small").first().click();
    await page.waitForSelector(".plan");
  },
  source: async (page) => {
    await page.locator("#tab-source").click();
    await page.waitForSelector(".source-host .cm-content");
  },
  convert: async (page) => {
    await page.locator("#tab-convert").click();
    await page.getByRole("button", { name: "SRT", exact: true }).click();
    await page.waitForSelector(".converted");
  },
  keys: async (page) => {
    await page.getByRole("button", { name: "Keys" }).click();
    await page.waitForSelector("dialog");
  },
  palette: async (page) => {
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    await page.keyboard.press("Control+k");
    await page.waitForSelector("#palette-list");
  },
};

for (const [name, context] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["forced colors", { forcedColors: "active" }],
  ["narrow", { viewport: { width: 400, height: 800 } }],
]) {
  scenario(`ten states, ${name}: no serious finding of axe-core`, async (page) => {
    await page.evaluate(axe);
    for (const [state, enter] of Object.entries(STATES)) {
      await enter(page);
      await page.waitForTimeout(80);
      await page.screenshot({ path: `${shots}${name.replace(" ", "-")}-${state}.png` });
      await audit(page, `${name}: ${state}`);
    }
  }, { context });
}

scenario("Tab goes through the panes in their order, and each list is one stop", async (page) => {
  await open(page, "talk.vtt", VTT);
  await page.evaluate(() => document.activeElement?.blur());
  const seen = [];
  for (let at = 0; at < 80; at += 1) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(() => {
      const found = document.activeElement;
      if (!found || found === document.body) return null;
      const pane = found.closest(".skip, .bar, .video, .inspector, .separator, .tabs, .tools, .grid, .pane-right, .timeline");
      return pane?.className.split(" ")[0] ?? found.className;
    });
    if (place === null) break;
    if (seen.at(-1) !== place) seen.push(place);
  }
  const order = ["skip", "bar", "video", "inspector", "separator", "tabs", "tools", "grid", "separator", "tabs", "pane-right", "tools", "timeline"];
  assert.deepEqual(seen, order);
});

scenario("arrow keys move in the list; rows have names; what is done is announced", async (page) => {
  await open(page, "talk.vtt", VTT);
  await page.locator(".cue-row").first().focus();
  await page.keyboard.press("ArrowDown");
  const row = await page.evaluate(() => [document.activeElement.getAttribute("aria-rowindex"), document.activeElement.getAttribute("aria-label")]);
  assert.equal(row[0], "2");
  assert.match(row[1], /^2, 00:02\.500 to 00:06\.000, .*If a/);
  await page.keyboard.press("g");
  await page.waitForFunction(() => document.querySelector(".status [role=status]").textContent === "End of cue 2");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector(".status [role=status]").textContent === "Undone: End of cue 2");
});

scenario("at 320 px nothing scrolls sideways but source and timeline, and targets are large", async (page) => {
  await open(page, "talk.vtt", VTT);
  for (const tab of ["viewers", "findings", "convert", "source", "cues"]) {
    await page.locator(`#tab-${tab}`).click();
    await page.waitForTimeout(60);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${tab}: ${wide} px`);
  }
  const small = await page.locator(".bar button:visible, .controls button:visible").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent));
  assert.deepEqual(small, []);
}, { context: { viewport: { width: 320, height: 640 } } });

for (const width of [900, 1100]) {
  scenario(`at ${width} px all three panes have their width`, async (page) => {
    await open(page, "talk.vtt", VTT);
    for (const pane of [".pane-left", ".pane-middle", ".pane-right"]) {
      const box = await page.locator(pane).boundingBox();
      const text = await page.locator(".cue-row .c-text").first().boundingBox();
      assert.ok(text.width >= 120, `text: ${text.width}`);
      assert.ok(box.width >= 200 && box.x + box.width <= width, `${pane}: ${box.x} ${box.width}`);
    }
  }, { context: { viewport: { width, height: 700 } } });
}

scenario("all targets are at least 24 px", async (page) => {
  await open(page, "talk.vtt", VTT);
  await page.locator("#tab-findings").click();
  const small = await page.locator("button:visible, select:visible, input:visible").evaluateAll((all) =>
    all.filter((one) => one.getBoundingClientRect().height < 24 && one.type !== "checkbox").map((one) => one.outerHTML.slice(0, 100)),
  );
  assert.deepEqual(small, []);
});

scenario("single letters can be switched off, and nothing acts while an input method composes", async (page) => {
  await open(page, "talk.vtt", VTT);
  await page.locator(".cue-row").first().focus();
  const send = (init) =>
    page.evaluate((init) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, composed: true, ...init })), init);
  await send({ key: "g", isComposing: true });
  assert.equal(await text(page), VTT);
  await page.keyboard.press("?");
  await page.waitForSelector("dialog");
  await page.getByLabel(/Single letters/).uncheck();
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.locator(".cue-row").first().focus();
  await page.keyboard.press("g");
  assert.equal(await text(page), VTT);
  await page.keyboard.press("Control+k");
  await page.waitForSelector("#palette-list");
  await page.keyboard.type("end 100 ms later");
  await page.keyboard.press("Enter");
  await page.waitForFunction((before) => globalThis.cuesmithEditor.current.value.session.text !== before, VTT);
  await checked(page);
  assert.deepEqual(await ask(page, (app) => [...app.session.cues.times].slice(0, 2)), [1000, 3100]);
});

scenario("a layout that is not Latin: the place of the key counts", async (page) => {
  await open(page, "talk.vtt", VTT);
  await page.locator(".cue-row").first().focus();
  await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "п", code: "KeyG", bubbles: true, cancelable: true, composed: true })));
  assert.deepEqual(await ask(page, (app) => [...app.session.cues.times].slice(0, 2)), [1000, 3100]);
});
