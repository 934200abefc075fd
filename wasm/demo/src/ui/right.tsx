// The pane at the right: what viewers get, findings, conversion.

import { useEffect, useRef } from "preact/hooks";

import type { App } from "../app.ts";
import { Convert } from "./convert.tsx";
import { Findings } from "./findings.tsx";
import { ViewersPanel } from "./viewers.tsx";
import { Tabs } from "./tabs.tsx";

export function Right({ app }: { app: App }) {
  const altered = app.checker.viewers.value?.viewers?.worst.size;
  const tab = app.rightTab.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollTo(0, 0);
  }, [tab]);
  return (
    <aside class="pane-right" aria-label="Findings">
      <Tabs
        label="Panels"
        tabs={[
          ["viewers", altered === undefined ? "Viewers" : `Viewers ${altered.toLocaleString("en")}`],
          ["findings", `Findings ${app.findings.value.length.toLocaleString("en")}`],
          ["convert", "Convert"],
        ]}
        chosen={app.rightTab}
        panel="panel"
      />
      <div class="tab-panel" role="tabpanel" id="panel" tabIndex={-1} aria-labelledby={`tab-${tab}`} ref={box}>
        {tab === "viewers" ? <ViewersPanel app={app} /> : tab === "convert" ? <Convert app={app} /> : <Findings app={app} />}
      </div>
    </aside>
  );
}
