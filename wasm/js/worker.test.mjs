// Findings from a worker in Node, over a port: `node --test wasm/js/worker.test.mjs`, after scripts/wasm.

import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { before, test } from "node:test";

import { Document, check, init } from "cuesmith/all";
import { WorkerFindings, serveFindings } from "cuesmith/worker";

/** Both sides of a worker. */
function connect() {
  const { port1, port2 } = new MessageChannel();
  serveFindings(init(), port2);
  return { port: port1, end: () => (port1.close(), port2.close()) };
}

const cues = Array.from({ length: 40 }, (_, n) => `00:${String(n).padStart(2, "0")}.000 --> 00:${String(n).padStart(2, "0")}.900\nOne two  three\n`);
const text = `WEBVTT\n\n${cues.join("\n")}`;

before(() => init());

test("findings follow edits, whether the worker has answered or not", async () => {
  const options = { preset: "kaltura-reach" };
  const document = Document.open(text, options);
  const { port, end } = connect();
  let [changes, wholes] = [0, 0];
  const onchange = (_, isWhole) => {
    changes += 1;
    wholes += Number(isWhole);
  };
  const findings = new WorkerFindings(document, port, { onchange });
  deepEqual(await findings.report(), check(text, options));
  ok(findings.diagnostics.length > 40);
  for (let step = 0; step < 60; step += 1) {
    const cue = (step * 7) % document.cues.length;
    const place = document.cues.at(cue).origin.payload.start;
    const insert = ["x", "\n\n", "🎬", " - and far too many words for a line of captions ", "<i>", "\ud83c"][step % 6];
    if (step % 5 === 4) document.undo();
    else document.applyEdit(place, place + (step % 3), insert);
    if (step % 4 === 3) await new Promise((resolve) => setImmediate(resolve));
    if (step % 10 === 9) deepEqual(await findings.report(), check(document.text, options));
    const known = findings.diagnostics.filter(({ span }) => span.end > document.text.length);
    deepEqual(known, []);
  }
  deepEqual(await findings.report(), check(document.text, options));
  ok(findings.isWhole && wholes >= 7 && changes > wholes);
  findings.close();
  end();
});

test("what the worker cannot do is an error", async () => {
  const { port, end } = connect();
  const errors = [];
  const findings = new WorkerFindings(Document.open(text), port, { maxChars: "many", onerror: (error) => errors.push(error) });
  await rejects(findings.report(), /maxChars/);
  equal(errors.length, 1);
  findings.close();
  end();
});
