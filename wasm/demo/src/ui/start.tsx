// The start page: what can be opened, and what was seen of a file that is none.

import { signal } from "@preact/signals";
import type { Format } from "cuesmith";

import { isOver } from "./drop.ts";
import { isOpening, media, openCaptions, openLong, openNew, openSample, pickFiles, trouble } from "./open.ts";
import { Recovery } from "./recovery.tsx";

export const isOffline = signal(false);

const FORMATS: [Format, string][] = [["srt", "SRT"], ["webvtt", "WebVTT"], ["ttml", "TTML"]];

export function TroubleBox() {
  const found = trouble.value;
  if (!found) return null;
  return (
    <div class="trouble" role="alert">
      <p>{found.title}</p>
      {found.glimpse && (
        <>
          <p>The first bytes, as text and in hexadecimal:</p>
          <pre>{found.glimpse.text}</pre>
          <pre>{found.glimpse.hex}</pre>
        </>
      )}
      {found.file && (
        <p>
          Open it anyway as{" "}
          {FORMATS.map(([format, name]) => (
            <button key={format} type="button" onClick={() => void openCaptions(found.file!, format)}>
              {name}
            </button>
          ))}
        </p>
      )}
      <button type="button" onClick={() => (trouble.value = undefined)}>
        Close
      </button>
    </div>
  );
}

export function Start() {
  return (
    <main class={`start${isOver.value ? " is-over" : ""}`}>
      <h1>cuesmith caption editor</h1>
      <p class="lead">
        Edit SRT, WebVTT and TTML captions, and see what each of a platform’s parsers will keep of them before you upload.
      </p>
      <div class="drop-zone">
        <p>
          <strong>Drop a caption file and a video here</strong>
        </p>
        <p>
          <button type="button" class="primary" onClick={() => void pickFiles("captions")}>
            Open captions
          </button>{" "}
          <button type="button" onClick={() => void pickFiles("media")}>
            Open video
          </button>{" "}
          <button type="button" onClick={() => void openNew()}>
            New captions
          </button>{" "}
          <button type="button" onClick={() => void openSample("sample.vtt")}>
            Try the sample
          </button>{" "}
          <button type="button" onClick={() => void openLong()}>
            Try 15,000 cues
          </button>
        </p>
      </div>
      <TroubleBox />
      <Recovery />
      <p role="status">{isOpening.value ? "Opening…" : media.value ? `${media.value} is ready: open or drop its captions, or make new ones.` : ""}</p>
      <ul class="promises">
        <li>No request leaves this page: your files stay on this machine.</li>
        <li>Saving changes only the bytes that you edited.</li>
        <li>Every change can be undone. Everything has a key: press ? for the list.</li>
      </ul>
      <p class="muted">{isOffline.value ? "Offline ready." : ""}</p>
    </main>
  );
}
