// What people set, kept on this device.

import { signal } from "@preact/signals";
import type { Preset } from "cuesmith";

import { store } from "./store.ts";

export interface Settings {
  theme: "system" | "light" | "dark";
  dense: boolean;
  preset: Preset;
  /** Single letters act in the list and the timeline (WCAG 2.1.4). */
  letters: boolean;
  /** Pauses while typing, for this many seconds; 0 for off. */
  pauseTyping: number;
  /** Widths of panes in percent or pixels, by name. */
  panes: Record<string, number>;
  snapCues: boolean;
  snapSpeech: boolean;
}

const DEFAULTS: Settings = {
  theme: "system",
  dense: false,
  preset: "kaltura-reach",
  letters: true,
  pauseTyping: 0,
  panes: {},
  snapCues: true,
  snapSpeech: true,
};

export const settings = signal<Settings>(DEFAULTS);

export async function loadSettings(): Promise<void> {
  const kept = await store.get<Partial<Settings>>("settings");
  if (kept) settings.value = { ...DEFAULTS, ...kept };
  document.documentElement.dataset.theme = settings.value.theme;
}

export function change(part: Partial<Settings>): void {
  settings.value = { ...settings.value, ...part };
  document.documentElement.dataset.theme = settings.value.theme;
  void store.set("settings", settings.value);
}
