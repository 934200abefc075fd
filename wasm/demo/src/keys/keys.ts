// Keys to commands. Letters act only in the list and the timeline, nothing acts while an input method composes.

import { current } from "../app.ts";
import { settings } from "../model/settings.ts";
import { commands, type Command } from "./commands.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The name of a pressed key: `Mod+Shift+Z`, `Space`, `Shift+F8`. */
export function nameOf(event: KeyboardEvent): string {
  let { key } = event;
  // Where the layout is not Latin, the place of the key counts.
  if (/^[^\u0000-\u024f]$/u.test(key)) {
    const place = /^Key([A-Z])$/.exec(event.code);
    if (place) key = place[1]!;
  }
  if (key === " ") key = "Space";
  if (key.length === 1) key = key.toUpperCase();
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key);
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const other = isMac ? event.ctrlKey : event.metaKey;
  return [mod ? "Mod" : "", other ? "Meta" : "", event.altKey ? "Alt" : "", event.shiftKey && !isSign ? "Shift" : "", key]
    .filter(Boolean)
    .join("+");
}

/** A key as it is shown to people. */
export function showKey(key: string): string {
  const mod = isMac ? "⌘" : "Ctrl";
  return key.replace("Mod", mod).replace("Arrow", "").replaceAll("+", isMac ? "" : "+");
}

/** For `aria-keyshortcuts`. */
export function ariaKeys(id: string): string {
  const command = commands.find((one) => one.id === id);
  return (command?.list ?? []).map((key) => key.replace("Mod", isMac ? "Meta" : "Control")).join(" ");
}

/** A hint for a button: its label and its first key. */
export function hint(id: string): string {
  const command = commands.find((one) => one.id === id);
  const key = command?.list[0] ?? command?.text[0];
  return command ? `${command.label}${key ? ` (${showKey(key)})` : ""}` : "";
}

type Place = "list" | "text" | "source" | "other";

function placeOf(event: Event): Place {
  const path = event.composedPath();
  const target = path[0];
  if (!(target instanceof Element)) return "other";
  if (path.some((node) => node instanceof Element && node.classList.contains("source-host"))) return "source";
  if (target.closest("dialog")) return "other";
  if (target.matches(".cue-text")) return "text";
  if (target.matches("input, textarea, select")) return "other";
  return target.closest(".grid, .timeline") ? "list" : "other";
}

const byKey = (place: "list" | "text") => {
  const map = new Map<string, Command>();
  for (const command of commands) for (const key of command[place]) map.set(key, command);
  return map;
};
const inList = byKey("list");
const inText = byKey("text");

/** The commands that are text editing, and so stay the source view's there. */
const OWN_TO_SOURCE = new Set(["Enter", "Escape", "Mod+Enter", "Mod+Shift+Enter", "Mod+ArrowUp", "Mod+ArrowDown", "Mod+Shift+ArrowUp", "Mod+Shift+ArrowDown"]);

function find(name: string, place: Place): Command | undefined {
  if (place === "text") return inText.get(name);
  if (place === "source") return OWN_TO_SOURCE.has(name) ? undefined : inText.get(name);
  if (place === "other") {
    // Anywhere: what has a modifier or is a function key, and no key of a control.
    return /^(Mod\+|(Shift\+)?F\d)/.test(name) && !/Arrow|Enter/.test(name) ? inList.get(name) : undefined;
  }
  const isLetter = name.replace("Shift+", "").length === 1 && name !== "?";
  if (isLetter && !settings.peek().letters) return undefined;
  return inList.get(name);
}

export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    const app = current.peek();
    if (!app || document.querySelector("dialog[open]")) return;
    const command = find(nameOf(event), placeOf(event));
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    command.run(app);
  }, { capture: true });
}
