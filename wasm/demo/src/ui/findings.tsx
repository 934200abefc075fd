// Findings by rule, with the preview of each fix, and fixes of a rule or of all.

import { signal } from "@preact/signals";
import { explain, type Diagnostic } from "cuesmith";

import type { App } from "../app.ts";
import { goToFinding, showFinding } from "../keys/findings.ts";
import type { Rounds } from "../model/checker.ts";
import { count } from "../model/times.ts";
import { Diff } from "./diff.tsx";
import { Explanation } from "./explanation.tsx";

const RANK = { error: 0, warning: 1, info: 2 };
const SIGN = { error: "✖", warning: "▲", info: "·" };
const PAGE = 50;

const open = signal<Set<string>>(new Set());
const pages = signal<Map<string, number>>(new Map());
const plan = signal<{ rule: string | undefined; unsafe: boolean; rounds: Rounds } | undefined>(undefined);
const explained = signal<{ code: string; text: string } | undefined>(undefined);

function toggle(code: string, is = !open.peek().has(code)): void {
  const next = new Set(open.peek());
  if (is) next.add(code);
  else next.delete(code);
  open.value = next;
}

/** Groups by rule: the worst first, then the largest. */
export function groups(findings: readonly Diagnostic[]): [string, Diagnostic[]][] {
  const map = new Map<string, Diagnostic[]>();
  for (const found of findings) {
    const list = map.get(found.code);
    if (list) list.push(found);
    else map.set(found.code, [found]);
  }
  return [...map].sort(([, a], [, b]) => RANK[a[0]!.severity] - RANK[b[0]!.severity] || b.length - a.length);
}

async function prepare(app: App, rule: string | undefined, unsafe: boolean): Promise<void> {
  try {
    plan.value = { rule, unsafe, rounds: await app.checker.fixes(rule === undefined ? { unsafe } : { rule, unsafe }) };
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".plan .primary")?.focus());
  } catch (error) {
    app.say(`The fixes could not be made: ${String(error)}`);
  }
}

function applyPlan(app: App): void {
  const waiting = plan.peek();
  plan.value = undefined;
  if (!waiting) return;
  if (waiting.rounds.version !== app.session.version.peek()) {
    app.say("The text has changed since: try again");
    return;
  }
  const label = `${count(waiting.rounds.fixed, "fix", "fixes")}${waiting.rule ? ` of ${waiting.rule}` : ""}`;
  if (app.session.applyRounds(waiting.rounds.rounds, { label })) app.say(`Applied ${label}`);
  document.getElementById("panel")?.focus();
}

/** Applies the fix of a finding, and goes on to the next one. */
export function applyOne(app: App, found: Diagnostic): void {
  if (!found.fix) return;
  if (!app.checker.isFresh) {
    app.say("The text has just changed: the check is not finished");
    return;
  }
  const next = nextOf(app, found);
  app.session.apply(found.fix.edits, { label: found.fix.title });
  app.finding.value = next && app.keyOf(next);
  app.say(`Fixed: ${found.fix.title}`);
  if (app.rightTab.peek() !== "findings") return;
  void app.checker.fresh().then(() => {
    requestAnimationFrame(() => (document.querySelector<HTMLElement>(".finding-row.is-chosen button") ?? document.getElementById("panel"))?.focus());
  });
}

function nextOf(app: App, found: Diagnostic): Diagnostic | undefined {
  const shown = groups(app.findings.peek()).flatMap(([, list]) => list);
  return shown[shown.indexOf(found) + 1] ?? shown[shown.indexOf(found) - 1];
}

function ignore(app: App, key: string, what: string): void {
  app.ignored.value = new Set(app.ignored.peek()).add(key);
  app.say(`Ignored: ${what}`);
}

function Row({ app, found }: { app: App; found: Diagnostic }) {
  const key = app.keyOf(found);
  const isChosen = app.finding.value === key;
  const canFix = found.fix && found.fix.applicability !== "show";
  return (
    <li class={`finding-row${isChosen ? " is-chosen" : ""}`}>
      <button type="button" class="finding-text" aria-expanded={isChosen} onClick={() => (isChosen ? (app.finding.value = undefined) : showFinding(app, found))}>
        <span class="where">{found.cue === null ? `line ${found.range.start.line + 1}` : `cue ${found.cue + 1}`}</span> {found.message}
      </button>
      {isChosen && (
        <div class="finding-more">
          {found.fix && (
            <>
              <p class="muted">
                {found.fix.title}
                {found.fix.applicability === "unsafe" ? " (changes words, times or line breaks)" : ""}
              </p>
              {app.checker.isFresh && <Diff text={app.session.text} edits={found.fix.edits} />}
            </>
          )}
          <p class="actions">
            {canFix && (
              <button type="button" class="primary apply" onClick={() => applyOne(app, found)}>
                Apply
              </button>
            )}
            <button type="button" onClick={() => { app.leftTab.value = "source"; requestAnimationFrame(() => app.source?.goTo(found.span.start, found.span.end)); }}>
              Show in source
            </button>
            <button type="button" onClick={() => ignore(app, key, found.message)}>
              Ignore this
            </button>
            <button type="button" onClick={() => ignore(app, found.code, `all of ${found.code} in this file`)}>
              Ignore rule
            </button>
            <button type="button" onClick={() => void explain(found.code).then((text) => { if (text) explained.value = { code: found.code, text }; })}>
              Explain
            </button>
          </p>
        </div>
      )}
    </li>
  );
}

function Group({ app, code, list }: { app: App; code: string; list: Diagnostic[] }) {
  const first = list[0]!;
  const chosen = app.finding.value;
  const isOpen = open.value.has(code) || (chosen !== undefined && chosen.startsWith(`${code}\u0000`));
  const most = (pages.value.get(code) ?? 1) * PAGE;
  // The chosen one is shown wherever it is.
  const shown = list.slice(0, most);
  const far = isOpen && chosen !== undefined ? list.slice(most).find((found) => app.keyOf(found) === chosen) : undefined;
  const fixable = list.filter(({ fix }) => fix && fix.applicability !== "show");
  const unsafe = fixable.some(({ fix }) => fix!.applicability === "unsafe");
  return (
    <li class="finding-group">
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={() => toggle(code, !isOpen)}>
          <span class={first.severity}>{SIGN[first.severity]}</span> <span class="visually-hidden">{first.severity} </span>
          <code>{code}</code> {first.name ?? first.detail ?? ""} <span class="number">{list.length.toLocaleString("en")}</span>
        </button>
        {fixable.length > 0 && (
          <button type="button" class="small" onClick={() => void prepare(app, code, unsafe)}>
            Fix {fixable.length === 1 ? "it" : `all ${fixable.length}`}
            {unsafe ? "…" : ""}
          </button>
        )}
      </h3>
      {isOpen && (
        <ul>
          {shown.map((found, at) => (
            <Row key={`${found.code}${at}`} app={app} found={found} />
          ))}
          {far && <Row app={app} found={far} />}
          {list.length > most && (
            <li>
              <button type="button" onClick={() => (pages.value = new Map(pages.peek()).set(code, most / PAGE + 1))}>
                Show {Math.min(PAGE, list.length - most)} more of {list.length - most}
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function Plan({ app }: { app: App }) {
  const waiting = plan.value;
  if (!waiting) return null;
  const { rounds, unsafe, rule } = waiting;
  const first = rounds.rounds[0];
  return (
    <div class="plan" role="group" aria-label="Fixes to apply">
      <p>
        {rounds.fixed === 0
          ? "No fix can be applied."
          : `${count(rounds.fixed, "fix", "fixes")}${rounds.cues > 0 ? ` in ${count(rounds.cues, "cue")}` : ""}${rule ? ` (${rule})` : ""}${rounds.open > 0 ? `, ${rounds.open} not possible beside others` : ""}.`}
        {unsafe && rounds.fixed > 0 ? " They change words, times or line breaks." : ""}
      </p>
      {first && rounds.version === app.session.version.value && <Diff text={app.session.text} edits={first} />}
      <p class="actions">
        {rounds.fixed > 0 && (
          <button type="button" class="primary" onClick={() => applyPlan(app)}>
            Apply {rounds.fixed}
          </button>
        )}
        <button type="button" onClick={() => (plan.value = undefined)}>
          Cancel
        </button>
      </p>
    </div>
  );
}

export function Findings({ app }: { app: App }) {
  const checked = app.checker.checked.value;
  const failure = app.checker.failure.value;
  if (failure) {
    return (
      <div role="alert">
        <p>The check failed: {failure}</p>
        <p>Editing goes on.</p>
        <button type="button" onClick={() => app.checker.retry()}>
          Try again
        </button>
      </div>
    );
  }
  if (!checked) return <p class="empty">Checking…</p>;
  const findings = app.findings.value;
  const ignored = checked.report.diagnostics.length - findings.length;
  const fixable = findings.filter(({ fix }) => fix?.applicability === "safe").length;
  return (
    <>
      <p class="summary">
        {findings.length === 0 ? `Nothing found by ${checked.report.rulesRun} rules.` : `${count(findings.length, "finding")} by ${checked.report.rulesRun} rules.`}
        {ignored > 0 && ` ${ignored} ignored.`}
        {app.checker.isFresh ? "" : " Checking…"}
      </p>
      <p class="actions">
        {fixable > 0 && (
          <button type="button" class="primary" onClick={() => void prepare(app, undefined, false)}>
            Fix all safe ({fixable})
          </button>
        )}
        {findings.length > 0 && (
          <button type="button" onClick={() => goToFinding(app, 1)}>
            Next
          </button>
        )}
        {ignored > 0 && (
          <button type="button" onClick={() => (app.ignored.value = new Set())}>
            Show ignored
          </button>
        )}
      </p>
      <Plan app={app} />
      {explained.value && <Explanation text={explained.value.text} close={() => (explained.value = undefined)} />}
      <ul class="finding-groups">
        {groups(findings).map(([code, list]) => (
          <Group key={code} app={app} code={code} list={list} />
        ))}
      </ul>
      {checked.report.skipped.length > 0 && (
        <details>
          <summary>{count(checked.report.skipped.length, "rule")} not run</summary>
          <ul>
            {checked.report.skipped.map(({ code, name, reason }) => (
              <li key={code}>
                <code>{code}</code> {name}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
