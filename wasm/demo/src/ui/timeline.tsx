// The pane of the timeline: its buttons and the canvas.

import { useEffect, useRef } from "preact/hooks";

import type { App } from "../app.ts";
import { change, settings } from "../model/settings.ts";
import { Timeline } from "../timeline/timeline.ts";

function Snap({ name, label }: { name: "snapCues" | "snapSpeech"; label: string }) {
  return (
    <label>
      <input type="checkbox" checked={settings.value[name]} onChange={(event) => change({ [name]: event.currentTarget.checked })} /> {label}
    </label>
  );
}

export function TimelinePane({ app }: { app: App }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timeline = new Timeline(app);
    app.timeline = timeline;
    host.current!.append(timeline.element);
    return () => {
      timeline.destroy();
      timeline.element.remove();
      app.timeline = undefined;
    };
  }, [app]);
  return (
    <section class="timeline-pane" aria-label="Timeline">
      <div class="tools">
        <button type="button" aria-label="Zoom out" onClick={() => app.timeline?.zoom(1 / 1.5)}>
          −
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => app.timeline?.zoom(1.5)}>
          +
        </button>
        <span>Snap to</span>
        <Snap name="snapCues" label="cues" />
        <Snap name="snapSpeech" label="speech" />
        <span class="muted" role="status">
          {app.waveState.value}
        </span>
      </div>
      <div class="timeline-host" ref={host} />
    </section>
  );
}
