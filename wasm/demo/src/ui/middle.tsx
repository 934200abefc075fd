// The middle pane: the list of cues or the source.

import { useEffect, useRef } from "preact/hooks";
import { effect } from "@preact/signals";

import type { App, Filter } from "../app.ts";
import { commands } from "../keys/commands.ts";
import { CueGrid } from "../list/grid.ts";
import { change, settings } from "../model/settings.ts";
import { count } from "../model/times.ts";
import { SourceView } from "../source/source.ts";
import { Tabs } from "./tabs.tsx";

function List({ app }: { app: App }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const grid = new CueGrid(app);
    app.grid = grid;
    host.current!.append(grid.element);
    return () => {
      grid.destroy();
      grid.element.remove();
      app.grid = undefined;
    };
  }, [app]);
  return <div class="grid-host" ref={host} />;
}

function Source({ app }: { app: App }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const source = new SourceView(host.current!, app.session, app.checker.checked);
    app.source = source;
    const stop = effect(() => {
      app.session.version.value;
      const cue = app.session.chosen.value;
      source.showCue(app.session.cues, cue, !source.view.hasFocus);
    });
    return () => {
      stop();
      source.destroy();
      app.source = undefined;
    };
  }, [app]);
  return <div class="source-host" ref={host} />;
}

function Tools({ app }: { app: App }) {
  const shown = app.filtered.value;
  return (
    <div class="tools">
      <label class="field grow">
        <span class="visually-hidden">Find in the cues</span>
        <input id="find" type="search" placeholder="Find" value={app.find.value} onInput={(event) => (app.find.value = event.currentTarget.value)} />
      </label>
      <label class="field">
        <span class="visually-hidden">Show</span>
        <select value={app.filter.value} onChange={(event) => (app.filter.value = event.currentTarget.value as Filter)}>
          <option value="all">All cues</option>
          <option value="findings">With findings</option>
          <option value="errors">With errors</option>
          <option value="viewers">Not kept by a parser</option>
          <option value="fast">Too fast</option>
        </select>
      </label>
      <button type="button" aria-pressed={settings.value.dense} onClick={() => change({ dense: !settings.peek().dense })}>
        Compact
      </button>
      {shown && <span class="muted">{count(shown.length, "cue")}</span>}
    </div>
  );
}

export function Middle({ app }: { app: App }) {
  app.session.version.value;
  const isEmpty = app.session.cues.length === 0;
  return (
    <div class="pane-middle">
      <Tabs
        label="Views of the file"
        tabs={[
          ["cues", "Cues"],
          ["source", "Source"],
        ]}
        chosen={app.leftTab}
        panel="panel-file"
      />
      <div class="tab-panel" role="tabpanel" id="panel-file" aria-labelledby={`tab-${app.leftTab.value}`}>
        {app.leftTab.value === "cues" ? (
          <>
            <Tools app={app} />
            {isEmpty && (
              <p class="empty">
                No cues yet.{" "}
                <button type="button" onClick={() => commands.find(({ id }) => id === "new")!.run(app)}>
                  New cue at the playhead (N)
                </button>
              </p>
            )}
            <List app={app} />
          </>
        ) : (
          <Source app={app} />
        )}
      </div>
    </div>
  );
}
