// From finding to finding by key, and the preview of a fix.

import type { Diagnostic } from "cuesmith";

import type { App } from "../app.ts";

/** Goes to the next or previous finding from where the person is. */
export function goToFinding(app: App, step: 1 | -1): void {
  const all = [...app.findings.peek()].sort((a, b) => a.span.start - b.span.start);
  if (all.length === 0) {
    app.say("No findings");
    return;
  }
  const key = app.finding.peek();
  let at = key === undefined ? -1 : all.findIndex((found) => app.keyOf(found) === key);
  if (at < 0) {
    const from = app.cue?.origin.block.start ?? 0;
    at = all.findIndex(({ span }) => span.start >= from);
    at = step === 1 ? at - 1 : at;
  }
  showFinding(app, all[(at + step + all.length) % all.length]!);
}

/** Chooses a finding: its cue in the list, its place in the source. */
export function showFinding(app: App, found: Diagnostic): void {
  app.finding.value = app.keyOf(found);
  app.rightTab.value = "findings";
  if (found.cue !== null) app.choose(found.cue, { seek: true });
  if (app.leftTab.peek() === "source") app.source?.goTo(found.span.start, found.span.end);
  requestAnimationFrame(() => document.querySelector(".finding-row.is-chosen")?.scrollIntoView({ block: "nearest" }));
  app.say(`${found.code}: ${found.message}`);
}

/** Opens the preview of the chosen finding's fix, or of the first one of the chosen cue. */
export function previewFix(app: App): void {
  const key = app.finding.peek();
  const all = app.findings.peek();
  const found = all.find((one) => app.keyOf(one) === key) ?? all.find(({ cue, fix }) => cue === app.chosen && fix);
  if (!found?.fix) {
    app.say("There is no fix for this finding");
    return;
  }
  app.finding.value = app.keyOf(found);
  app.rightTab.value = "findings";
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".finding-row.is-chosen .apply")?.focus());
}
