// The bar at the top: the file, its actions, the preset and the counts.

import type { Preset } from "cuesmith";

import type { App } from "../app.ts";
import { ariaKeys, hint } from "../keys/keys.ts";
import { change, settings } from "../model/settings.ts";
import { count } from "../model/times.ts";
import { pickFiles } from "./open.ts";
import { save, saveAs } from "./save.ts";

const PRESETS: [Preset, string][] = [
  ["kaltura-reach", "Kaltura REACH"],
  ["kaltura-ead", "Kaltura audio description"],
  ["kaltura-chapters", "Kaltura chapters"],
  ["recommended", "Recommended"],
  ["strict", "Strict"],
  ["netflix", "Netflix (unofficial)"],
  ["bbc", "BBC (unofficial)"],
  ["dcmp", "DCMP (unofficial)"],
  ["youtube", "YouTube (unofficial)"],
];

export function Counts({ app }: { app: App }) {
  const all = app.findings.value;
  const errors = all.filter(({ severity }) => severity === "error").length;
  const warnings = all.filter(({ severity }) => severity === "warning").length;
  if (!app.checker.checked.value) return <span class="counts muted">checking…</span>;
  return (
    <button
      type="button"
      class="counts"
      title="Show the findings"
      onClick={() => {
        app.rightTab.value = "findings";
        document.getElementById("panel")?.focus();
      }}
    >
      <span class="error">✖ {errors.toLocaleString("en")}</span>
      <span class="visually-hidden"> errors, </span> <span class="warning">▲ {warnings.toLocaleString("en")}</span>
      <span class="visually-hidden"> warnings</span>
    </button>
  );
}

export function Bar({ app }: { app: App }) {
  const { session } = app;
  session.version.value;
  app.file.value;
  const { history } = session;
  const isEdited = !history.isSaved;
  const edits = history.count;
  return (
    <header class="bar">
      <span class="brand" aria-hidden="true">
        cuesmith
      </span>
      <h1 class="file-name" title={app.file.value.name}>
        {app.file.value.name}
      </h1>
      <span class="edited">{isEdited ? `● ${edits > 0 ? count(edits, "edit") : "edited"}` : ""}</span>
      <span class="group">
        <button type="button" onClick={() => void pickFiles("captions")}>
          Open
        </button>
        <button type="button" onClick={() => void pickFiles("media")}>
          Video
        </button>
        <button type="button" class="primary" onClick={() => void save(app)} aria-keyshortcuts={ariaKeys("save")} title={hint("save")}>
          Save
        </button>
        <button type="button" class="secondary" onClick={() => void saveAs(app)}>
          Save as…
        </button>
      </span>
      <span class="group">
        <button type="button" disabled={!history.canUndo} onClick={() => session.undo()} aria-label="Undo" title={hint("undo")} aria-keyshortcuts={ariaKeys("undo")}>
          ↶
        </button>
        <button type="button" disabled={!history.canRedo} onClick={() => session.redo()} aria-label="Redo" title={hint("redo")} aria-keyshortcuts={ariaKeys("redo")}>
          ↷
        </button>
      </span>
      <label class="field">
        Preset{" "}
        <select value={app.effective.value.preset} onChange={(event) => app.setPreset(event.currentTarget.value as Preset)}>
          {PRESETS.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Counts app={app} />
      <span class="group at-end">
        <button type="button" aria-label="All commands" title={hint("palette")} aria-keyshortcuts={ariaKeys("palette")} onClick={() => (app.dialog.value = "palette")}>
          ⌘
        </button>
        <button type="button" aria-label="Keys" title={hint("keys")} aria-keyshortcuts={ariaKeys("keys")} onClick={() => (app.dialog.value = "keys")}>
          ?
        </button>
        <label class="field">
          <span class="visually-hidden">Colors</span>
          <select
            value={settings.value.theme}
            onChange={(event) => change({ theme: event.currentTarget.value as "system" | "light" | "dark" })}
          >
            <option value="system">System</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </select>
        </label>
      </span>
    </header>
  );
}
