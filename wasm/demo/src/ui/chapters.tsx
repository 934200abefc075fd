// Chapters as viewers see them: title and start; where one ends the next begins.

import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import type { ChapterList } from "cuesmith";

import type { App } from "../app.ts";
import { download } from "../model/files.ts";
import { showTime } from "../model/times.ts";

const list = signal<ChapterList | undefined>(undefined);

/** Ends every chapter where the next one starts, in one step. */
function closeGaps(app: App): void {
  const { cues } = app.session;
  const order = Array.from({ length: cues.length }, (_, cue) => cue).sort((a, b) => cues.times[a * 2]! - cues.times[b * 2]!);
  const changes = order.slice(0, -1).flatMap((cue, at) => {
    const [start, end, next] = [cues.times[cue * 2]!, cues.times[cue * 2 + 1]!, cues.times[order[at + 1]! * 2]!];
    return end === next ? [] : [(document: typeof app.session.document) => document.setCueTimes(cue, start, next)];
  });
  if (changes.length === 0) app.say("There is no gap");
  else if (app.runAll(changes, { label: "Close the gaps between chapters" })) app.say("Gaps closed");
}

const FORMS: ["json" | "csv", string][] = [["json", "application/json"], ["csv", "text/csv"]];

export function ChaptersPanel({ app }: { app: App }) {
  const version = app.session.version.value;
  useEffect(() => {
    let isCurrent = true;
    app.checker.chapters().then(
      (made) => {
        if (isCurrent) list.value = made;
      },
      (error: unknown) => app.say(String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [app, version]);
  const made = list.value;
  if (!made) return <p class="empty">Reading the chapters…</p>;
  const save = async (to: "json" | "csv", type: string) => {
    const { text } = await app.checker.chapters(to);
    if (text !== null) download(app.file.peek().name.replace(/\.[^.]*$/, "") + `.${to}`, text, type);
  };
  return (
    <>
      <p class="actions">
        <button type="button" class="primary" onClick={() => closeGaps(app)}>
          Close the gaps
        </button>
        {FORMS.map(([form, type]) => (
          <button key={form} type="button" onClick={() => void save(form, type)}>
            Save as {form.toUpperCase()}…
          </button>
        ))}
      </p>
      {made.problems.map((problem) => (
        <p key={problem} class="warning">
          ▲ {problem}
        </p>
      ))}
      <ol class="chapter-list">
        {made.chapters.map(({ start, end, title }, at) => (
          <li key={at}>
            <button type="button" class="finding-text" onClick={() => app.player.seek(start)}>
              <span class="where">
                {showTime(start)}
                {end === null ? "" : ` – ${showTime(end)}`}
              </span>{" "}
              {title}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
