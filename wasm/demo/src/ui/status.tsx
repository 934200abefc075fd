// The line at the foot, and what screen readers hear.

import { useEffect, useMemo, useState } from "preact/hooks";

import type { App } from "../app.ts";
import { count } from "../model/times.ts";
import { lineEnding } from "../source/offsets.ts";
import { isOffline } from "./start.tsx";

const ENDINGS = { "\r\n": "CRLF", "\n": "LF", "\r": "CR" };
const FORMATS = { srt: "SRT", webvtt: "WebVTT", ttml: "TTML" };

/** What is announced: the newest text, at most one in two seconds. */
function useAnnouncement(text: string): string {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}

export function Status({ app }: { app: App }) {
  const { session } = app;
  session.version.value;
  const said = session.said.value;
  const announced = useAnnouncement(said);
  const file = app.file.value;
  const ending = useMemo(() => ENDINGS[lineEnding(file.text.slice(0, 100_000))], [file]);
  return (
    <footer class="status">
      <span class="said">{said}</span>
      <span class="visually-hidden" role="status" aria-live="polite">
        {announced}
      </span>
      <span class="visually-hidden" role="alert">
        {app.alert.value ?? ""}
      </span>
      {app.alert.value && (
        <span class="error" aria-hidden="true">
          {app.alert.value}
        </span>
      )}
      <span>{app.keeper.state.value}</span>
      <span>{isOffline.value ? "Offline ready" : ""}</span>
      <span>No request leaves this page</span>
      <span class="at-end">
        {count(session.cues.length, "cue")} · {file.encoding.toUpperCase()} · {ending} · {FORMATS[session.format]}
      </span>
    </footer>
  );
}
