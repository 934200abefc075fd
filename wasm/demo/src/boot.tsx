// The first script: the start page, and the editor once a file is opened.

import { render } from "preact";
import { signal } from "@preact/signals";

import { loadSettings } from "./model/settings.ts";
import { isOffline, Start } from "./ui/start.tsx";
import { registerOffline } from "./trust.ts";
import { listenToDrops } from "./ui/drop.ts";
import { editor, loadEditor } from "./ui/load.ts";
import "./style/base.css";
import "./style/start.css";

const isReady = signal(false);

function Root() {
  const parts = editor.value;
  if (!isReady.value) return null;
  return parts?.current.value ? <parts.Editor app={parts.current.value} /> : <Start />;
}

render(<Root />, document.getElementById("app")!);
listenToDrops();
void loadSettings().then(() => {
  isReady.value = true;
});
// What the editor needs is fetched while the person looks at the start page.
(globalThis.requestIdleCallback ?? setTimeout)(() => void loadEditor().catch(() => undefined));
void registerOffline().then((is) => {
  isOffline.value = is;
});
