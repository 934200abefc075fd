// The video pane: the element, its buttons, and the captions where there is no video.

import { useEffect, useRef } from "preact/hooks";

import { player, type App } from "../app.ts";
import { ariaKeys, hint } from "../keys/keys.ts";
import { showTime } from "../model/times.ts";
import { LABELS } from "./labels.ts";
import { pickFiles } from "./open.ts";

/** Parsers that keep times. */
const PLAYABLE = new Set(["player", "served", "hls", "clip", "gate", "transcript", "packager", "burn_in"]);
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

function Silent({ app }: { app: App }) {
  const now = player.time.value;
  app.session.version.value;
  const text = app.shownAt(now);
  return (
    <div class="silent">
      <p>
        {player.error.value ?? "Drop a video or sound file here; it stays on this machine."}{" "}
        <button type="button" onClick={() => void pickFiles("media")}>
          Open video
        </button>
      </p>
      <p class="caption" lang={app.language.value ?? undefined} dir="auto">
        {text}
      </p>
    </div>
  );
}

/** Whose cues are on the video: those of the file, or those that a parser of the platform has. */
function PlayAs({ app }: { app: App }) {
  const readers = app.checker.viewers.value?.viewers?.readers.filter(({ judged, name }) => judged && PLAYABLE.has(name));
  if (!readers) return null;
  return (
    <label class="field">
      Play as{" "}
      <select id="play-as" value={app.playAs.value} onChange={(event) => (app.playAs.value = event.currentTarget.value)}>
        <option value="">Your file</option>
        {readers.map(({ name }) => (
          <option key={name} value={name}>
            {LABELS[name].label}
          </option>
        ))}
      </select>
    </label>
  );
}

export function VideoPane({ app }: { app: App }) {
  const host = useRef<HTMLDivElement>(null);
  const hasMedia = player.hasMedia.value;
  useEffect(() => {
    if (!hasMedia) return;
    player.element.setAttribute("aria-label", `Video: ${player.name.peek()}`);
    host.current!.append(player.element);
    app.showCaptions();
  }, [app, hasMedia]);
  return (
    <section class="video" aria-label="Video">
      <div class="picture" ref={host}>
        {!hasMedia && <Silent app={app} />}
      </div>
      <div class="controls">
        <button type="button" aria-label="1 s back" title={hint("back")} aria-keyshortcuts={ariaKeys("back")} onClick={() => player.seek(player.now - 1000)}>
          ◀◀
        </button>
        <button type="button" class="play" title={hint("play")} aria-keyshortcuts={ariaKeys("play")} aria-label={player.isPlaying.value ? "Pause" : "Play"} onClick={() => player.toggle()}>
          {player.isPlaying.value ? "❚❚" : "▶"}
        </button>
        <button type="button" aria-label="1 s forward" title={hint("on")} aria-keyshortcuts={ariaKeys("on")} onClick={() => player.seek(player.now + 1000)}>
          ▶▶
        </button>
        <label class="field">
          <span class="visually-hidden">Speed</span>
          <select value={String(player.rate.value)} onChange={(event) => player.setRate(Number(event.currentTarget.value))}>
            {RATES.map((rate) => (
              <option key={rate} value={String(rate)}>
                {rate}×
              </option>
            ))}
          </select>
        </label>
        <PlayAs app={app} />
        <span class="clock">{showTime(player.time.value)}</span>
      </div>
    </section>
  );
}
