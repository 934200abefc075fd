// Findings, previews of fixes, fixes of one, of a rule, of all; what is ignored; a module that fails.

import assert from "node:assert/strict";

import { ask, checked, open, scenarios, text } from "./harness.mjs";

const scenario = scenarios();

const VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\nFish & chips\n\n00:03.000 --> 00:05.000\nSalt & bread\n\n00:06.000 --> 00:06.001\nGone\n";

/** Shows the findings of a rule. */
async function expand(page, code) {
  await page.locator("#tab-findings").click();
  const group = page.locator(".finding-group", { has: page.locator("code", { hasText: code }) });
  if ((await group.locator("h3 button").first().getAttribute("aria-expanded")) === "false") await group.locator("h3 button").first().click();
  return group;
}

scenario("one fix: its preview shows both texts, applying it changes just that, undo takes it back", async (page) => {
  await open(page, "menu.vtt", VTT);
  const codes = await ask(page, (app) => app.findings.value.filter(({ fix }) => fix && fix.applicability !== "show").map(({ code }) => code));
  assert.ok(codes.includes("VTT010"), codes.join());
  const group = await expand(page, "VTT010");
  await group.locator(".finding-text").first().click();
  const diff = group.locator(".diff").first();
  assert.match(await diff.locator("ins").first().textContent(), /amp;/);
  await group.locator(".apply").first().click();
  assert.match(await text(page), /Fish &amp; chips/);
  assert.match(await text(page), /Salt & bread/);
  await checked(page);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), VTT);
});

scenario("by key: next finding, preview, apply", async (page) => {
  await open(page, "menu.vtt", VTT);
  await page.locator(".cue-row").first().focus();
  for (let at = 0; at < 20; at += 1) {
    await page.keyboard.press("F8");
    const code = await ask(page, (app) => app.finding.value?.split("\u0000")[0]);
    if (code === "VTT010") break;
  }
  await page.keyboard.press("Control+.");
  await page.waitForFunction(() => document.activeElement?.classList.contains("apply"));
  await page.keyboard.press("Enter");
  assert.notEqual(await text(page), VTT);
  await checked(page);
  // The focus goes on to a finding, not to nowhere.
  await page.waitForFunction(() => document.querySelector("#panel")?.contains(document.activeElement));
});

scenario("all fixes of a rule are one step of undo", async (page) => {
  await open(page, "menu.vtt", VTT);
  const group = await expand(page, "VTT010");
  await group.getByRole("button", { name: /^Fix all/ }).click();
  await page.waitForSelector(".plan");
  assert.match(await page.locator(".plan").textContent(), /2 fixes in 2 cues \(VTT010\)/);
  assert.equal(await text(page), VTT, "nothing changes before it is applied");
  await page.getByRole("button", { name: "Apply 2" }).click();
  assert.equal(await text(page), VTT.replaceAll(" & ", " &amp; "));
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), VTT);
});

scenario("all safe fixes change the text, and leave none to apply", async (page) => {
  await open(page, "menu.vtt", VTT.replaceAll("\n\n00:06", "\n00:06"));
  const before = await text(page);
  await page.locator("#tab-findings").click();
  await page.getByRole("button", { name: /^Fix all safe/ }).click();
  await page.waitForSelector(".plan");
  await page.locator(".plan .primary").click();
  await checked(page);
  const left = await ask(page, (app) => app.findings.value.filter(({ fix }) => fix?.applicability === "safe").length);
  assert.equal(left, 0);
  assert.notEqual(await text(page), before);
});

scenario("what is ignored is counted and comes back", async (page) => {
  await open(page, "menu.vtt", VTT);
  const all = await ask(page, (app) => app.findings.value.length);
  const group = await expand(page, "TIM003");
  await group.locator(".finding-text").first().click();
  await group.getByRole("button", { name: "Ignore this" }).click();
  const counted = (wanted) => globalThis.cuesmithEditor.current.value.findings.value.length === wanted;
  await page.waitForFunction(counted, all - 1);
  await page.waitForFunction(() => /1 ignored/.test(document.querySelector("#panel .summary").textContent));
  // It is kept with the file, on this device.
  await page.waitForTimeout(100);
  await page.reload();
  await open(page, "menu.vtt", VTT);
  await page.waitForFunction(counted, all - 1);
  await page.locator("#tab-findings").click();
  await page.getByRole("button", { name: "Show ignored" }).click();
  await page.waitForFunction(counted, all);
});

scenario("the explanation of a rule is shown as text", async (page) => {
  await open(page, "menu.vtt", VTT);
  const group = await expand(page, "TIM003");
  await group.locator(".finding-text").first().click();
  await group.getByRole("button", { name: "Explain" }).click();
  await page.waitForSelector(".explanation");
  assert.match(await page.locator(".explanation").textContent(), /Why/);
});

scenario("conversion lists its losses, and a loss leads to its place", async (page) => {
  await open(page, "menu.vtt", "WEBVTT\n\nNOTE a comment\n\nintro\n00:01.000 --> 00:02.500 line:0\n<c.loud>Fish</c>\n");
  await page.locator("#tab-convert").click();
  await page.getByRole("button", { name: "SRT", exact: true }).click();
  await page.waitForSelector(".converted");
  assert.match(await page.locator(".converted").textContent(), /^1\n00:00:01,000 --> 00:00:02,500\nFish\n/);
  const losses = await page.locator(".losses li").count();
  assert.ok(losses >= 3, `${losses} losses`);
  await page.locator(".losses button").last().click();
  await page.waitForSelector(".source-host .cm-content");
});

scenario("a module that answers 503 once: the start page says so, and the next try works", async (page, { server }) => {
  server.state.down = /\.wasm$/;
  await page.waitForSelector(".start");
  await page.getByRole("button", { name: "Try the sample" }).click();
  await page.waitForSelector(".trouble");
  assert.match(await page.locator(".trouble").textContent(), /could not be loaded: .*503/);
  server.state.down = undefined;
  await page.getByRole("button", { name: "Try the sample" }).click();
  await page.waitForSelector(".editor");
  await checked(page);
}, { allow: /503/, context: { serviceWorkers: "block" } });

/** Notes the workers of the page, so that a test can speak for one. */
function noteWorkers() {
  globalThis.workers = [];
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      globalThis.workers.push(this);
    }
  };
}

scenario("a trap in the worker is survived: another worker checks the same text", async (page) => {
  await open(page, "menu.vtt", VTT);
  const before = await page.evaluate(() => globalThis.workers.length);
  await page.locator(".cue-row").first().click();
  await page.evaluate(() => {
    const data = { type: "failed", message: "RuntimeError: unreachable", fatal: true };
    for (const worker of globalThis.workers) worker.dispatchEvent(new MessageEvent("message", { data }));
  });
  await page.keyboard.press("g");
  await checked(page);
  assert.ok((await page.evaluate(() => globalThis.workers.length)) > before);
  assert.match(await text(page), /00:02\.600/);
}, { scripts: [noteWorkers] });
