// Audio descriptions: how long each takes to speak, and hearing them.

import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import type { Script } from "cuesmith";

import type { App } from "../app.ts";
import { followPlayhead, isSpeaking, speak, speaking, speechState, stopSpeaking } from "../media/speak.ts";
import { count, showDuration, showTime } from "../model/times.ts";

const script = signal<Script | undefined>(undefined);

export function ScriptPanel({ app }: { app: App }) {
  const version = app.session.version.value;
  const language = app.language.value ?? "en-US";
  useEffect(() => {
    let isCurrent = true;
    app.checker.script().then(
      (made) => {
        if (isCurrent) script.value = made;
      },
      (error: unknown) => app.say(String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [app, version]);
  useEffect(() => {
    const stop = followPlayhead(app.player, () => script.peek()?.descriptions ?? [], () => app.language.peek() ?? "en-US");
    return () => {
      stop();
      isSpeaking.value = false;
      stopSpeaking();
    };
  }, [app]);
  const made = script.value;
  if (!made) return <p class="empty">Reading the descriptions…</p>;
  return (
    <>
      <p class="summary">
        {count(made.descriptions.length, "description")}, {count(made.words, "word")}, about {showDuration(made.speech)} of speech
        {made.beyond > 0 ? `; playback waits for up to ${showDuration(made.beyond)}` : ""}.
      </p>
      <p class="actions">
        <button
          type="button"
          class="primary"
          aria-pressed={isSpeaking.value}
          onClick={() => {
            isSpeaking.value = !isSpeaking.peek();
            if (!isSpeaking.peek()) stopSpeaking();
          }}
        >
          Speak while playing
        </button>
        <span class="muted" role="status">
          {speechState.value}
        </span>
      </p>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">Start</th>
            <th scope="col">Description</th>
            <th scope="col">Interval</th>
            <th scope="col">Speech</th>
            <th scope="col">
              <span class="visually-hidden">Hear it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {made.descriptions.map((one) => {
            const interval = one.end === null ? undefined : one.end - one.start;
            const longer = one.speech !== null && interval !== undefined ? one.speech - interval : 0;
            return (
              <tr key={one.cue} class={speaking.value === one.cue ? "is-chosen" : ""}>
                <td>
                  <button type="button" class="small" onClick={() => app.choose(one.cue, { seek: true })}>
                    {showTime(one.start)}
                  </button>
                </td>
                <td lang={language} dir="auto">
                  {one.text}
                </td>
                <td>{interval === undefined ? "open" : showDuration(interval)}</td>
                <td class={longer > 0 ? "warning" : ""}>
                  {one.speech === null ? "?" : showDuration(one.speech)}
                  {longer > 0 ? ` ▲ longer by ${showDuration(longer)}` : ""}
                </td>
                <td>
                  <button type="button" class="small" aria-label={`Speak description ${one.cue + 1}`} onClick={() => void speak(one, language)}>
                    Speak
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
