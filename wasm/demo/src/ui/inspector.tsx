// The chosen cue: its times as fields, its settings, and what is measured of it with the limits.

import { useEffect, useState } from "preact/hooks";

import type { App } from "../app.ts";
import { hint } from "../keys/keys.ts";
import { count, readTime, showDuration, showTime } from "../model/times.ts";

interface TimeProps {
  app: App;
  side: "start" | "end";
  value: number;
  cue: number;
}

function TimeField({ app, side, value, cue }: TimeProps) {
  const [text, setText] = useState(showTime(value));
  const [isWrong, setWrong] = useState(false);
  useEffect(() => {
    setText(showTime(value));
    setWrong(false);
  }, [value, cue]);
  const set = () => {
    if (text === showTime(value)) {
      setWrong(false);
      return;
    }
    const ms = readTime(text);
    const isSet = ms !== undefined && app.setTimes(side === "start" ? ms : undefined, side === "end" ? ms : undefined, side === "start" ? "Start" : "End");
    setWrong(!isSet);
    if (ms === undefined) app.say(`“${text}” is not a time such as 12:01.200: the file is unchanged`);
  };
  const nudge = (by: number) => app.setTimes(side === "start" ? value + by : undefined, side === "end" ? value + by : undefined, side === "start" ? "Start" : "End", side);
  return (
    <label class="time-field">
      <span>{side === "start" ? "Start" : "End"}</span>
      <input
        id={`cue-${side}`}
        inputMode="decimal"
        autocomplete="off"
        value={text}
        aria-invalid={isWrong}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={set}
        onKeyDown={(event) => {
          if (event.key === "Enter") set();
          if (event.key === "Escape") {
            setText(showTime(value));
            setWrong(false);
            app.focusList();
          }
          const by = { ArrowUp: 100, ArrowDown: -100 }[event.key];
          if (by !== undefined) {
            event.preventDefault();
            nudge(event.shiftKey ? by / 2.5 : by);
          }
        }}
      />
      <button
        type="button"
        title={hint(side === "start" ? "set-start" : "set-end")}
        aria-label={`Set the ${side} at the playhead`}
        onClick={() => app.setTimes(side === "start" ? app.player.now : undefined, side === "end" ? app.player.now : undefined, side === "start" ? "Set start" : "Set end")}
      >
        {side === "start" ? "⇤" : "⇥"}
      </button>
    </label>
  );
}

function showGap(ms: number | undefined): string {
  if (ms === undefined) return "";
  return ms < 0 ? `▲ overlaps by ${showDuration(-ms)}` : showDuration(ms);
}

interface MeterProps {
  name: string;
  value: number | undefined;
  limit?: number | undefined;
  text?: string;
}

function Meter({ name, value, limit, text }: MeterProps) {
  if (value === undefined || Number.isNaN(value)) return null;
  const share = limit ? value / limit : 0;
  const state = share > 1 ? "over" : share > 0.8 ? "near" : "";
  return (
    <div class={`meter ${state}`}>
      <dt>{name}</dt>
      <dd>
        {share > 1 ? "▲ " : ""}
        {text ?? value.toLocaleString("en", { maximumFractionDigits: 1 })}
        {limit ? <span class="muted"> of {limit.toLocaleString("en", { maximumFractionDigits: 1 })}</span> : null}
      </dd>
    </div>
  );
}

export function Inspector({ app }: { app: App }) {
  app.session.version.value;
  const cue = app.session.cues.at(app.session.chosen.value);
  if (!cue) return <section class="inspector" aria-label="Cue"><p class="empty">Choose a cue.</p></section>;
  const { index } = cue;
  const limits = app.limits.value;
  const metrics = app.checker.metrics.value?.metrics;
  const gap = metrics?.gap[index];
  // Reading the markup of a cue takes as long as reading the file.
  const hasMarkup = cue.payload.includes("<") || app.session.format === "ttml";
  const { cues } = app.session;
  const before = index > 0 ? cue.start - cues.times[index * 2 - 1]! : undefined;
  return (
    <section class="inspector" aria-label="Cue">
      <h2>
        Cue {index + 1} <span class="muted">of {cues.length.toLocaleString("en")}</span>
      </h2>
      <div class="time-fields">
        <TimeField app={app} side="start" value={cue.start} cue={index} />
        <TimeField app={app} side="end" value={cue.end} cue={index} />
      </div>
      <dl class="meters">
        <Meter name="Duration" value={cue.end - cue.start} text={showDuration(cue.end - cue.start)} />
        <Meter name="Characters a second" value={metrics?.cps[index]} limit={limits.cps} />
        <Meter name="Words a minute" value={metrics?.wpm[index]} limit={limits.wpm} />
        <Meter name="Longest line" value={metrics?.longestLine[index]} limit={limits.lineLength} />
        <Meter name="Lines" value={metrics?.lines[index]} limit={limits.lines} />
        <Meter name="Gap before" value={before} text={showGap(before)} />
        <Meter name="Gap after" value={gap} text={showGap(gap)} />
      </dl>
      <p class="about">
        {metrics ? count(metrics.characters[index] ?? 0, "character") : ""}
        {hasMarkup && cue.speaker ? ` · Speaker: ${cue.speaker}` : ""}
        {cue.id && app.session.format !== "srt" ? ` · Identifier: ${cue.id}` : ""}
        {cue.settings ? ` · Settings: ${cue.settings}` : ""}
      </p>
    </section>
  );
}
