// Conversion: the result, and what is lost.

import { signal } from "@preact/signals";
import type { Converted, Format } from "cuesmith";
import { useEffect } from "preact/hooks";

import type { App } from "../app.ts";
import { download } from "../model/files.ts";
import { count } from "../model/times.ts";

const NAMES: [Format, string, string][] = [
  ["srt", "SRT", "srt"],
  ["webvtt", "WebVTT", "vtt"],
  ["ttml", "TTML", "ttml"],
];
const MOST_SHOWN = 20_000;

const to = signal<Format | undefined>(undefined);
const voice = signal<"drop" | "prefix">("prefix");
const ending = signal<"lf" | "crlf">("lf");
const result = signal<{ converted: Converted; version: number } | undefined>(undefined);

export function Convert({ app }: { app: App }) {
  const version = app.session.version.value;
  const target = to.value;
  const [how, end] = [voice.value, ending.value];
  useEffect(() => {
    if (!target) return;
    const timer = setTimeout(() => {
      app.checker.convert(target, { voice: how, lineEnding: end }).then(
        (converted) => (result.value = { converted, version }),
        (error: unknown) => app.say(String(error)),
      );
    }, 150);
    return () => clearTimeout(timer);
  }, [app, target, how, end, version]);
  const done = target ? result.value?.converted : undefined;
  const extension = NAMES.find(([format]) => format === target)?.[2];
  return (
    <>
      <p class="actions" role="group" aria-label="Format">
        {NAMES.map(([format, name]) => (
          <button key={format} type="button" aria-pressed={target === format} onClick={() => (to.value = format)}>
            {name}
          </button>
        ))}
      </p>
      {!target && <p class="empty">Choose a format.</p>}
      {target && (
        <p class="actions">
          {target === "srt" && (
            <label class="field">
              Speaker names{" "}
              <select value={how} onChange={(event) => (voice.value = event.currentTarget.value as "drop" | "prefix")}>
                <option value="prefix">as “NAME: ”</option>
                <option value="drop">dropped</option>
              </select>
            </label>
          )}
          <label class="field">
            Lines end with{" "}
            <select value={end} onChange={(event) => (ending.value = event.currentTarget.value as "lf" | "crlf")}>
              <option value="lf">LF</option>
              <option value="crlf">CRLF</option>
            </select>
          </label>
        </p>
      )}
      {done && (
        <>
          <p class="summary">{done.losses.length === 0 ? "Nothing is lost." : `${count(done.losses.length, "thing")} of the file cannot be written in this format:`}</p>
          <ul class="losses">
            {done.losses.slice(0, 200).map((loss, at) => (
              <li key={at}>
                <button type="button" class="finding-text" onClick={() => { if (loss.cue !== null) app.choose(loss.cue, { seek: true }); app.leftTab.value = "source"; requestAnimationFrame(() => app.source?.goTo(loss.span.start, loss.span.end)); }}>
                  <span class="where">{loss.cue === null ? "file" : `cue ${loss.cue + 1}`}</span> {loss.message}
                </button>
              </li>
            ))}
            {done.losses.length > 200 && <li class="muted">and {done.losses.length - 200} more</li>}
          </ul>
          <p class="actions">
            <button type="button" class="primary" onClick={() => download(app.file.peek().name.replace(/\.[^.]*$/, "") + `.${extension}`, done.text, "text/plain")}>
              Save as {extension}…
            </button>
          </p>
          <pre class="converted" tabIndex={0} aria-label="Converted file">
            {done.text.length > MOST_SHOWN ? `${done.text.slice(0, MOST_SHOWN)}…` : done.text}
          </pre>
        </>
      )}
    </>
  );
}
