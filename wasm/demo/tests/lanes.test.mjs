// What the timeline computes, without a browser.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "vite";

// The files are TypeScript: Vite makes one module of them.
let lanes;
let scale;
let snap;
let offsets;
let history;
let times;
before(async () => {
  const load = async (path) => {
    const built = await build({
      configFile: false,
      logLevel: "error",
      build: {
        write: false,
        minify: false,
        lib: { entry: fileURLToPath(new URL(`../src/${path}.ts`, import.meta.url)), formats: ["es"], fileName: "m" },
      },
    });
    return import(`data:text/javascript,${encodeURIComponent(built[0].output[0].code)}`);
  };
  [lanes, scale, snap, offsets, history, times] = await Promise.all(
    ["timeline/lanes", "timeline/scale", "timeline/snap", "source/offsets", "model/history", "model/times"].map(load),
  );
});

test("cues that overlap get other lanes, and come back when they do not", () => {
  const { Lanes } = lanes;
  assert.deepEqual([...new Lanes(Float64Array.of(0, 10, 5, 20, 10, 12, 20, 30)).lane], [0, 1, 0, 0]);
  assert.equal(new Lanes(Float64Array.of(0, 10, 10, 20)).count, 1);
  const six = new Lanes(Float64Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? at : 100)));
  assert.deepEqual([...six.lane], [0, 1, 2, 3, 4, 4]);
});

test("a long cue under short ones is found", () => {
  const { Lanes } = lanes;
  const list = [0, 100_000];
  for (let at = 1; at < 50; at += 1) list.push(at * 1000, at * 1000 + 500);
  const found = new Lanes(Float64Array.from(list)).within(45_100, 45_200);
  assert.deepEqual(found, [0, 45]);
  // As slowly as possible, for random cues.
  let seed = 3;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let round = 0; round < 50; round += 1) {
    const times = Float64Array.from({ length: 60 }, () => random(1000));
    for (let at = 0; at < 60; at += 2) if (times[at + 1] < times[at]) times[at + 1] = times[at];
    const [from, to] = [random(1000), random(1000)].sort((a, b) => a - b);
    const slow = [];
    for (let cue = 0; cue < 30; cue += 1) if (times[cue * 2] <= to && times[cue * 2 + 1] >= from) slow.push(cue);
    assert.deepEqual(new Lanes(times).within(from, to).sort((a, b) => a - b), slow);
  }
});

test("zooming keeps the moment under the pointer", () => {
  const one = new scale.Scale();
  one.width = 1000;
  one.end = 600_000;
  one.from = 100_000;
  const at = one.ms(300);
  one.zoomAt(300, 2);
  assert.ok(Math.abs(one.ms(300) - at) < 0.001);
  assert.ok(one.step >= 100);
});

test("the nearest target within reach is taken", () => {
  const targets = [{ ms: 100, name: "a" }, { ms: 130, name: "b" }];
  assert.equal(snap.snap(118, targets, 20).name, "b");
  assert.equal(snap.snap(70, targets, 20), undefined);
});

test("offsets of a text with CRLF, LF and CR go there and back", () => {
  const text = "a\r\nb\nc\rd\r\n\r\ne";
  const map = new offsets.Offsets(text);
  const shown = text.replaceAll("\r\n", "\n");
  for (let at = 0; at <= shown.length; at += 1) {
    assert.equal(map.shown(map.raw(at)), at);
    assert.equal(text.slice(map.raw(at)).replaceAll("\r\n", "\n"), shown.slice(at));
  }
  assert.equal(offsets.lineEnding("a\r\nb\r\nc\n"), "\r\n");
  assert.equal(offsets.lineEnding("a"), "\n");
  assert.equal(offsets.lineEnding("a\rb\r"), "\r");
});

test("steps join while they are typed, not over a save", () => {
  const step = (time, join) => ({ label: "x", changes: [], before: 0, after: 0, join, time });
  const one = new history.History();
  one.push(step(0, "text 1"));
  one.push(step(100, "text 1"));
  assert.equal(one.count, 1);
  one.push(step(2000, "text 1"));
  assert.equal(one.count, 2);
  one.markSaved();
  assert.ok(one.isSaved);
  one.push(step(2100, "text 1"));
  assert.ok(!one.isSaved);
  one.takeBack();
  assert.ok(one.isSaved);
  one.takeBack();
  one.push(step(9000, undefined));
  assert.ok(!one.isSaved, "the saved text cannot be reached any more");
});

test("times are read as people type them", () => {
  const { readTime, showTime } = times;
  assert.equal(readTime("12:01.200"), 721_200);
  assert.equal(readTime("1:02:03,5"), 3_723_500);
  assert.equal(readTime("63.25"), 63_250);
  assert.equal(readTime("1:99"), undefined);
  assert.equal(readTime("soon"), undefined);
  for (const ms of [0, 1, 999, 61_001, 3_600_000, 36_000_123]) assert.equal(readTime(showTime(ms)), ms);
});
