// The pane at the right: what viewers get, findings, the order, audio descriptions or chapters, conversion.

import { useEffect, useRef } from "preact/hooks";

import type { App, RightTab } from "../app.ts";
import { ChaptersPanel } from "./chapters.tsx";
import { Convert } from "./convert.tsx";
import { Findings } from "./findings.tsx";
import { JobPanel } from "./job.tsx";
import { ScriptPanel } from "./script.tsx";
import { Tabs } from "./tabs.tsx";
import { ViewersPanel } from "./viewers.tsx";

const PANELS = { viewers: ViewersPanel, findings: Findings, job: JobPanel, script: ScriptPanel, chapters: ChaptersPanel, convert: Convert };

export function Right({ app }: { app: App }) {
  const altered = app.checker.viewers.value?.viewers?.worst.size;
  const mode = app.mode.value;
  const tab = app.rightTab.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollTo(0, 0);
  }, [tab]);
  const tabs: [RightTab, string][] = [
    ["viewers", altered === undefined ? "Viewers" : `Viewers ${altered.toLocaleString("en")}`],
    ["findings", `Findings ${app.findings.value.length.toLocaleString("en")}`],
    ["job", "Order"],
    ["convert", "Convert"],
  ];
  if (mode === "ead") tabs.splice(2, 0, ["script", "Descriptions"]);
  if (mode === "chapters") tabs.splice(2, 0, ["chapters", "Chapters"]);
  const Panel = PANELS[tab];
  return (
    <aside class="pane-right" aria-label="Findings">
      <Tabs label="Panels" tabs={tabs} chosen={app.rightTab} panel="panel" />
      <div class="tab-panel" role="tabpanel" id="panel" tabIndex={-1} aria-labelledby={`tab-${tab}`} ref={box}>
        <Panel app={app} />
      </div>
    </aside>
  );
}
