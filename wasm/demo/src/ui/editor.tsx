// The editor: layout, and what opens and closes a file.

import { useEffect } from "preact/hooks";
import type { Format } from "cuesmith";

import { App, current, player } from "../app.ts";
import { listenToKeys } from "../keys/keys.ts";
import { makeFile, type CaptionFile } from "../model/files.ts";
import { loadModule } from "../model/module.ts";
import type { Kept } from "../work/journal.ts";
import { Bar } from "./bar.tsx";
import { Dialogs } from "./dialogs.tsx";
import { isOver } from "./drop.ts";
import { Inspector } from "./inspector.tsx";
import { Middle } from "./middle.tsx";
import { Right } from "./right.tsx";
import { listenToSaves } from "./save.ts";
import { Separator } from "./separator.tsx";
import { TroubleBox } from "./start.tsx";
import { Status } from "./status.tsx";
import { TimelinePane } from "./timeline.tsx";
import { VideoPane } from "./video.tsx";
import "../style/editor.css";
import "../style/panels.css";

export { current, player };

/** A file that waits until the person decides about the edits of the open one. */
export async function open(file: CaptionFile, format?: Format): Promise<void> {
  await loadModule();
  const app = current.peek();
  if (app && !app.session.history.isSaved && !(await app.mayLeave())) return;
  app?.close();
  current.value = new App(file, format);
}

/** Opens a file with the edits that were not saved. */
export async function restore(kept: Kept): Promise<void> {
  await loadModule();
  current.value = new App(makeFile(kept.name, new TextEncoder().encode(kept.base)), undefined, kept);
}

listenToKeys();
listenToSaves();
// For developers: the open file and the player, from the console.
Object.assign(globalThis, { cuesmithEditor: { current, player } });

export function Editor({ app }: { app: App }) {
  useEffect(() => {
    document.title = `${app.file.value.name} · cuesmith`;
  }, [app]);
  return (
    <div class={`editor${isOver.value ? " is-over" : ""}`} key={app.id}>
      <a class="skip" href="#cue-list" onClick={(event) => { event.preventDefault(); app.focusList(); }}>
        Skip to the cues
      </a>
      <a class="skip" href="#panel" onClick={(event) => { event.preventDefault(); document.getElementById("panel")?.focus(); }}>
        Skip to the findings
      </a>
      <Bar app={app} />
      <TroubleBox />
      {app.keeper.isElsewhere.value && (
        <p class="banner" role="alert">
          Another tab edits this file: it is read-only here.{" "}
          <button type="button" onClick={() => void app.takeOver()}>
            Take over
          </button>
        </p>
      )}
      <main class="panes">
        <div class="pane-left">
          <VideoPane app={app} />
          <Inspector app={app} />
        </div>
        <Separator name="left" label="Width of the video" initial={320} min={220} max={640} />
        <Middle app={app} />
        <Separator name="right" label="Width of the findings" initial={400} min={280} max={720} isAfter />
        <Right app={app} />
      </main>
      <TimelinePane app={app} />
      <Status app={app} />
      <Dialogs app={app} />
    </div>
  );
}
