// What viewers get: for each parser of the platform the cues that it keeps, cuts, loses, merges or shows at other times.

import { signal } from "@preact/signals";
import type { Diagnostic } from "cuesmith";

import type { App } from "../app.ts";
import { showFinding } from "../keys/findings.ts";
import { count, showTime } from "../model/times.ts";
import { FATES, type Entry, type Fate, type Outcome, type Reader, type Viewers } from "../work/viewers.ts";
import { Diff } from "./diff.tsx";
import { applyOne } from "./findings.tsx";
import { FATE_ORDER, LABELS, ORDER, SIGNS } from "./labels.ts";
import { compareWords, type Word } from "./words.ts";

const PAGE = 50;
const shownEntries = signal(PAGE);
/** The finding whose fix is previewed. */
const previewed = signal("");

/** One sentence about the whole file, for a ticket. */
export function sentence(viewers: Viewers): string {
  const judged = viewers.readers.filter(({ judged }) => judged);
  const bad = judged.filter(({ counts, refusal }) => refusal !== null || counts.kept < viewers.cues);
  if (!viewers.ready) return "The upload check would answer ERROR: it finds no cue.";
  if (bad.length === 0 && viewers.unread.length === 0) return `All ${judged.length} parsers keep all ${count(viewers.cues, "cue")}.`;
  const lost = [...viewers.worst.values()].filter((fate) => FATES[fate] === "lost").length;
  const cues = `${viewers.worst.size.toLocaleString("en")} of ${count(viewers.cues, "cue")}`;
  const some = lost > 0 ? `, ${lost.toLocaleString("en")} of them lost` : "";
  const blocks = viewers.unread.length > 0 ? `; ${count(viewers.unread.length, "block")} not read as a cue` : "";
  return `${bad.length} of ${judged.length} parsers lose or alter ${cues}${some}${blocks}.`;
}

function report(app: App, viewers: Viewers): string {
  const rows = order(viewers).map(({ name, counts, refusal, judged }) => {
    const cells = refusal ?? (judged ? FATE_ORDER.map((fate) => counts[fate]).join(" | ") : "does not read this format");
    return `| ${LABELS[name].label} | ${cells} |`;
  });
  const list = viewers.entries.slice(0, 100).map(({ cue, outcomes }) => {
    const start = showTime(app.session.cues.times[cue * 2]!);
    const what = outcomes.map((outcome) => `${SIGNS[outcome.fate].word} (${names(outcome)})`).join("; ");
    return `- cue ${cue + 1}, ${start}: ${what}`;
  });
  return [`**${app.file.peek().name}**: ${sentence(viewers)}`, "", `| parser | ${FATE_ORDER.map((fate) => SIGNS[fate].word).join(" | ")} |`, "|---|---|---|---|---|---|", ...rows, "", ...list, ""].join("\n");
}

const names = ({ readers }: Outcome) => readers.map((name) => LABELS[name].label).join(", ");

function order({ readers }: Viewers): Reader[] {
  return [...readers].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
}

function Bar({ app, reader, cues }: { app: App; reader: Reader; cues: number }) {
  const { label, about } = LABELS[reader.name];
  const filter = app.viewerFilter.value;
  const isChosen = filter.reader === reader.name;
  const choose = (fate?: Fate) => {
    shownEntries.value = PAGE;
    app.viewerFilter.value = isChosen && filter.fate === fate ? {} : { reader: reader.name, ...(fate ? { fate } : {}) };
  };
  const present = FATE_ORDER.filter((fate) => reader.counts[fate] > 0);
  return (
    <li class={`reader${isChosen ? " is-chosen" : ""}`}>
      <button type="button" class="reader-name" aria-pressed={isChosen} title={`${reader.title}: ${about}`} onClick={() => choose()}>
        <strong>{label}</strong> <span class="muted">{about}</span>
      </button>
      {reader.extra > 0 && reader.judged && <span class="muted extra">+{reader.extra} that only this parser has</span>}
      {reader.refusal !== null ? (
        <p class="refusal">✖ {reader.refusal}</p>
      ) : !reader.judged ? (
        <p class="muted">does not read this format</p>
      ) : (
        <>
          <div class="fates" aria-hidden="true">
            {present.map((fate) => (
              <span key={fate} class={`part ${fate}`} style={{ flexGrow: reader.counts[fate], minWidth: fate === "kept" ? 0 : "6px" }} />
            ))}
          </div>
          <p class="numbers">
            {FATE_ORDER.filter((fate) => fate === "kept" || reader.counts[fate] > 0).map((fate) => (
              <button key={fate} type="button" class={`number ${fate}`} aria-pressed={isChosen && filter.fate === fate} disabled={fate === "kept"} onClick={() => choose(fate)}>
                {SIGNS[fate].sign} {reader.counts[fate].toLocaleString("en")}
                {fate === "kept" && reader.counts.kept < cues ? ` of ${cues.toLocaleString("en")}` : ""} <span class="word">{SIGNS[fate].word}</span>
              </button>
            ))}
          </p>
        </>
      )}
    </li>
  );
}

function Words({ words, tag }: { words: Word[]; tag: "del" | "ins" }) {
  return (
    <>
      {words.map(({ text, isChanged }, at) => {
        if (!isChanged) return text;
        return tag === "del" ? <del key={at}>{text}</del> : <ins key={at}>{text}</ins>;
      })}
    </>
  );
}

/** What a parser shows instead: text or times. */
function Theirs({ app, cue, outcome }: { app: App; cue: number; outcome: Outcome }) {
  const { cues } = app.session;
  const mine = app.session.document.cues.at(cue)!;
  const { theirs, fate } = outcome;
  const { sign, word } = SIGNS[fate];
  // A text that WebVTT itself hides, as after a `<`, is in the file: what is written is shown then.
  const isHidden = theirs !== null && fate === "cut" && theirs.text.length >= mine.text.trim().length;
  const written = isHidden ? mine.payload.replace(/\r\n?/g, "\n") : mine.text;
  const [own, other] = theirs && fate !== "lost" ? compareWords(written, theirs.text) : [[{ text: mine.text, isChanged: true }], undefined];
  const isEqual = theirs !== null && written.trim() === theirs.text;
  return (
    <div class="outcome">
      <p>
        <span class={`fate ${fate}`}>
          {sign} {word}
        </span>{" "}
        <span class="muted">{names(outcome)}</span>
        {outcome.gaps > 0 ? ` · missing in ${count(outcome.gaps, "segment")}` : ""}
        {outcome.inside !== null && outcome.inside !== cue ? ` · its text is in cue ${outcome.inside + 1}` : ""}
      </p>
      {fate === "mistimed" && theirs ? (
        <p class="shift">
          {showTime(cues.times[cue * 2]!)} – {showTime(cues.times[cue * 2 + 1]!)} → {theirs.start === null ? "?" : showTime(theirs.start)} –{" "}
          {theirs.end === null ? "?" : showTime(theirs.end)}
        </p>
      ) : (
        <dl class="beside">
          <dt>Yours</dt>
          <dd>
            <Words words={own} tag="del" />
          </dd>
          <dt>Theirs</dt>
          <dd>{isEqual ? <em>the same characters, which are not shown as text</em> : other ? <Words words={other} tag="ins" /> : <em>nothing</em>}</dd>
        </dl>
      )}
    </div>
  );
}

/** The findings that explain it: those of the platform first. */
function causes(app: App, cue: number): Diagnostic[] {
  const block = app.session.cues.at(cue)!.origin.block;
  // Some are about lines of the cue, such as its identifier.
  const near = app.findings.value.filter(({ cue, span }) => cue === null && span.start >= block.start && span.end <= block.end && span.end > span.start);
  const all = [...(app.findingsByCue.value.get(cue) ?? []), ...near];
  const isPlatform = ({ code }: Diagnostic) => code.startsWith("KLT");
  const kept = all.filter((found) => isPlatform(found) || /^(VTT|SRT|TTM|TIM00[1-5]|ENC)/.test(found.code));
  return kept.sort((a, b) => Number(isPlatform(b)) - Number(isPlatform(a))).slice(0, 4);
}

function EntryView({ app, entry, outcomes }: { app: App; entry: Entry; outcomes: Outcome[] }) {
  const { cue } = entry;
  const mine = app.session.cues.at(cue);
  if (!mine) return null;
  const isChosen = app.session.chosen.value === cue;
  return (
    <li class={`viewer-entry${isChosen ? " is-chosen" : ""}`}>
      <h3>
        <button type="button" onClick={() => app.choose(cue, { seek: true })} title="Show the cue">
          Cue {cue + 1} <span class="muted">{showTime(mine.start)}</span>
        </button>
      </h3>
      {outcomes.map((outcome, at) => (
        <Theirs key={at} app={app} cue={cue} outcome={outcome} />
      ))}
      <ul class="causes">
        {causes(app, cue).map((found) => {
          const key = app.keyOf(found);
          const canFix = found.fix && found.fix.applicability !== "show";
          const isOpen = previewed.value === key;
          return (
            <li key={key}>
              <button type="button" class="cause" onClick={() => showFinding(app, found)}>
                <code>{found.code}</code> {found.message}
              </button>
              {canFix && (
                <button type="button" class="small" aria-expanded={isOpen} onClick={() => (previewed.value = isOpen ? "" : key)}>
                  Fix: {found.fix!.title}
                </button>
              )}
              {isOpen && canFix && app.checker.isFresh && (
                <>
                  <Diff text={app.session.text} edits={found.fix!.edits} />
                  <button
                    type="button"
                    class="primary apply"
                    onClick={() => {
                      previewed.value = "";
                      applyOne(app, found);
                      document.getElementById("panel")?.focus();
                    }}
                  >
                    Apply
                  </button>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </li>
  );
}

export function ViewersPanel({ app }: { app: App }) {
  const state = app.checker.viewers.value;
  const version = app.session.version.value;
  if (!state) return <p class="empty">Checking as the platform reads it…</p>;
  const { viewers } = state;
  if (!viewers) return <p class="empty">Choose a Kaltura preset to see what its parsers keep.</p>;
  const first = app.firstViewers.value;
  const filter = app.viewerFilter.value;
  const fits = (outcome: Outcome) => (!filter.reader || outcome.readers.some((name) => name === filter.reader)) && (!filter.fate || outcome.fate === filter.fate);
  const entries = viewers.entries.flatMap((entry) => {
    const outcomes = entry.outcomes.filter(fits);
    return outcomes.length > 0 && entry.cue < app.session.cues.length ? [{ entry, outcomes }] : [];
  });
  const now = sentence(viewers);
  const copy = () => {
    navigator.clipboard.writeText(report(app, viewers)).then(
      () => app.say("Report copied"),
      () => app.say("The browser does not allow copying here"),
    );
  };
  return (
    <div class={`viewers${state.version === version ? "" : " is-old"}`} id="panel-viewers" tabIndex={-1}>
      <p class={`verdict${viewers.ready ? "" : " error"}`}>{now}</p>
      {first && sentence(first) !== now && <p class="muted before">Before your edits: {sentence(first)}</p>}
      <p class="actions">
        <button type="button" onClick={copy}>
          Copy report
        </button>
        {(filter.reader || filter.fate) && (
          <button type="button" onClick={() => (app.viewerFilter.value = {})}>
            Show all
          </button>
        )}
      </p>
      <ul class="readers">
        {order(viewers).map((reader) => (
          <Bar key={reader.name} app={app} reader={reader} cues={viewers.cues} />
        ))}
      </ul>
      {viewers.unread.map(({ start, end, lostBy }) => (
        <p key={start} class="unread">
          <span class="fate lost">⊘ not a cue</span>{" "}
          <button type="button" class="finding-text" onClick={() => { app.leftTab.value = "source"; requestAnimationFrame(() => app.source?.goTo(start, end)); }}>
            “{app.session.text.slice(start, Math.min(end, start + 120)).trim()}”
          </button>
          <span class="muted">lost by {lostBy.map((name) => LABELS[name as keyof typeof LABELS]?.label ?? name).join(", ")}</span>
        </p>
      ))}
      <ul class="viewer-entries">
        {entries.slice(0, shownEntries.value).map(({ entry, outcomes }) => (
          <EntryView key={entry.cue} app={app} entry={entry} outcomes={outcomes} />
        ))}
      </ul>
      {entries.length > shownEntries.value && (
        <button type="button" onClick={() => (shownEntries.value += PAGE)}>
          Show {Math.min(PAGE, entries.length - shownEntries.value)} more of {(entries.length - shownEntries.value).toLocaleString("en")}
        </button>
      )}
    </div>
  );
}
