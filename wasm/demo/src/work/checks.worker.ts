// Checks in a worker: keeps a copy of the text, follows the edits and answers for the newest version only.

import { applyEdits, chapters, check, convert, ead, fixEdits, initSync, parse, simulate, type CheckOptions, type Diagnostic, type Edit, type ParseOptions, type Simulation } from "cuesmith";

import { deltaOf, moveOf } from "./delta.ts";
import type { Answer, Ask } from "./protocol.ts";
import { shownBy, summarize } from "./viewers.ts";

let text = "";
let version = 0;
let options: CheckOptions = {};
let due: ReturnType<typeof setTimeout> | undefined;

/** What the platform's parsers keep of `simulated.text`. */
let simulated: { text: string; simulation: Simulation } | undefined;
/** The report that the page has, and the text that it is for. */
let sent: { text: string; diagnostics: Diagnostic[] } | undefined;
/** What the page has of viewers, as JSON. */
let sentViewers: string | undefined;
let late: ReturnType<typeof setTimeout> | undefined;

/** The parsers of the platform run when nothing was typed for so long, in ms. */
const QUIET = 150;
const MOST_ROUNDS = 10;

onmessage = ({ data }: MessageEvent<Ask>) => {
  try {
    take(data);
  } catch (error) {
    // A trap leaves the memory of the module in an unknown state: the page starts another worker.
    const fatal = error instanceof WebAssembly.RuntimeError;
    send({ type: "failed", message: String(error), fatal, ...("id" in data ? { id: data.id } : {}) });
  }
};

function take(ask: Ask): void {
  switch (ask.type) {
    case "load":
      initSync(ask.module);
      break;
    case "open":
      ({ text, version, options } = ask);
      wake();
      break;
    case "edit":
      text = applyEdits(text, ask.edits);
      version = ask.version;
      wake();
      break;
    case "options":
      options = ask.options;
      wake();
      break;
    case "fix":
      fix(ask);
      break;
    case "shown":
      send({ type: "shown", id: ask.id, cues: shownBy(simulation(), ask.reader) });
      break;
    case "script":
      send({ type: "script", id: ask.id, script: ead(text, reading()) });
      break;
    case "chapters":
      send({ type: "chapters", id: ask.id, list: chapters(text, { ...reading(), ...(ask.to ? { to: ask.to } : {}) }) });
      break;
    case "convert": {
      const converted = convert(text, ask.to, { ...reading(), voice: ask.voice, lineEnding: ask.lineEnding });
      send({ type: "converted", id: ask.id, converted });
      break;
    }
  }
}

function reading(): ParseOptions {
  const { path, format } = options;
  return { path, format };
}

// Messages that wait are read before the work begins.
function wake(): void {
  clearTimeout(due);
  clearTimeout(late);
  due = setTimeout(work, 0);
  late = setTimeout(view, version === 0 ? 0 : QUIET);
}

function work(): void {
  try {
    const metrics = parse(text, { ...reading(), lenient: true }).cues.metrics();
    const began = performance.now();
    const report = check(text, options);
    const ms = performance.now() - began;
    if (sent) {
      const delta = deltaOf(sent.diagnostics, report, moveOf(sent.text, text));
      send({ type: "delta", version, metrics, delta, ms });
    } else {
      send({ type: "report", version, metrics, report, ms });
    }
    sent = { text, diagnostics: report.diagnostics };
  } catch (error) {
    send({ type: "failed", message: String(error), fatal: error instanceof WebAssembly.RuntimeError });
  }
}

function simulation(): Simulation {
  if (simulated?.text !== text) {
    simulated = { text, simulation: simulate(text, reading()) };
  }
  return simulated.simulation;
}

function view(): void {
  try {
    const began = performance.now();
    const viewers = options.order !== undefined || options.preset?.startsWith("kaltura") ? summarize(simulation()) : undefined;
    const json = viewers ? JSON.stringify([viewers, [...viewers.worst]]) : "";
    const isSame = json === sentViewers;
    sentViewers = json;
    send({ type: "viewers", version, isSame, ms: performance.now() - began, ...(isSame ? {} : { viewers }) });
  } catch (error) {
    send({ type: "failed", message: String(error), fatal: error instanceof WebAssembly.RuntimeError });
  }
}

function fix({ id, rule, unsafe }: Extract<Ask, { type: "fix" }>): void {
  const rounds: Edit[][] = [];
  const cues = new Set<number>();
  let fixed = 0;
  let current = text;
  let open = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const choice = rule === undefined ? { unsafe } : { rule, unsafe };
    const plan = fixEdits(check(current, options), choice);
    open = plan.clashing.length;
    if (plan.edits.length === 0) break;
    rounds.push(plan.edits);
    fixed += plan.fixed.length;
    for (const { cue } of plan.fixed) if (cue !== null) cues.add(cue);
    current = applyEdits(current, plan.edits);
  }
  send({ type: "fixed", id, version, rounds, fixed, cues: cues.size, open });
}

function send(answer: Answer): void {
  postMessage(answer);
}
