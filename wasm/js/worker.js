// `cuesmith/worker`: the findings of a document from a worker, so that the page does not wait for checks.
//
// The page sends the text once, then edits; the worker answers with deltas (see live.js): first for the cues that changed, then,
// when no message waits, for the whole file. Deltas come in order, and each is for a version of the text: what was edited since moves
// what it adds.

import { Findings } from "./live.js";
import { LiveText } from "./module.js";
import { applyEdits, inOrder } from "./text.js";

/** The page's side: the findings of `document`, checked in `worker`, which runs `serveFindings`. */
export class WorkerFindings {
  #worker;
  #document;
  #findings = new Findings();
  #versions = []; // edits that the worker has not answered for
  #version = 0;
  #whole = -1;
  #stop;
  #waiting = [];
  #hear = ({ data }) => this.#take(data);

  /** `onchange` is called with what changed, and whether the findings are those of the whole current text. */
  constructor(document, worker, { onchange = () => {}, onerror = () => {}, ...options } = {}) {
    this.#document = document;
    this.#worker = worker;
    this.onchange = onchange;
    this.onerror = onerror;
    worker.addEventListener("message", this.#hear);
    worker.start?.(); // a port
    this.#post({ open: { text: document.text, options: { ...document.options, ...options } } });
    this.#stop = document.listen((edits, before) => this.#edit(edits, before));
  }

  /** The findings that are known, at their places in the current text. */
  get diagnostics() {
    return [...(this.#findings.list ?? [])];
  }

  /** Whether they are those of a check of the whole current text. */
  get isWhole() {
    return this.#whole === this.#version;
  }

  /** Resolves to the report of the whole current text. */
  report() {
    if (this.isWhole) return Promise.resolve(this.#findings.report);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Ends it; the worker stays. */
  close() {
    this.#stop();
    this.#worker.removeEventListener("message", this.#hear);
    this.#post({ close: true });
    for (const { reject } of this.#waiting.splice(0)) reject(new Error("closed"));
  }

  #post(message) {
    this.#worker.postMessage({ cuesmith: { ...message, version: this.#version } });
  }

  #edit(edits, before) {
    this.#findings.move(before, this.#document.text, edits);
    this.#version += 1;
    this.#versions.push({ version: this.#version, edits });
    this.#post({ edits });
  }

  #take({ cuesmith: answer }) {
    if (answer === undefined) return;
    if (answer.error !== undefined) {
      const error = new Error(answer.error);
      for (const { reject } of this.#waiting.splice(0)) reject(error);
      this.onerror(error);
      return;
    }
    const since = this.#versions.filter(({ version }) => version > answer.version);
    this.#versions = since;
    const changes = this.#findings.take(this.#document.text, JSON.parse(answer.delta), since.map(({ edits }) => edits));
    if (answer.isWhole) this.#whole = answer.version;
    this.onchange(changes, this.isWhole);
    if (this.isWhole) for (const { resolve } of this.#waiting.splice(0)) resolve(this.#findings.report);
  }
}

/** The worker's side. `ready`: what `init` of an entry of the package returns, whose packs then check. */
export function serveFindings(ready, scope = globalThis) {
  let text = "";
  let live;
  let options;
  let version = 0;
  let due;
  const answer = (delta, isWhole) => scope.postMessage({ cuesmith: { delta, isWhole, version } });
  const guarded = (run) => {
    try {
      run();
    } catch (error) {
      live = undefined; // after a trap the memory is in an unknown state
      scope.postMessage({ cuesmith: { error: String(error), version } });
    }
  };
  const whole = () => {
    if (live === undefined) open();
    answer(live.checkJson(true), true);
  };
  const open = () => {
    const { path, format, frameRate } = options;
    live = new LiveText(text, { path, format, frameRate, lenient: true }, options);
  };
  const hear = (message) => {
    version = message.version;
    if (message.close) {
      clearTimeout(due);
      live?.free();
      live = undefined;
      return;
    }
    if (message.open) {
      ({ text, options } = message.open);
      live?.free();
      open();
    } else {
      text = applyEdits(text, message.edits);
      if (live && !live.edit(text, inOrder(text, message.edits))) {
        live.free();
        live = undefined;
      }
      const delta = live?.checkJson(false);
      if (delta !== undefined) answer(delta, false);
    }
    // Messages that wait are read first.
    clearTimeout(due);
    due = setTimeout(() => guarded(whole));
  };
  scope.addEventListener("message", async ({ data: { cuesmith: message } }) => {
    if (message === undefined) return;
    await ready;
    guarded(() => hear(message));
  });
  scope.start?.();
}
