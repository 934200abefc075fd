// Opening files: captions and video are recognized by their content, whatever was asked for.

import { signal } from "@preact/signals";
import type { Format } from "cuesmith";

import { glimpse, isJson, isMedia, looksLikeCaptions, makeFile, readCaptions, type CaptionFile } from "../model/files.ts";
import { loadEditor } from "./load.ts";

/** A file that is being opened or could not be. */
export interface Trouble {
  title: string;
  /** The first bytes of a file that is no caption file. */
  glimpse?: { text: string; hex: string };
  file?: CaptionFile;
}

export const trouble = signal<Trouble | undefined>(undefined);
export const isOpening = signal(false);

/** The video or sound that was opened before any captions. */
export const media = signal("");

export interface Given {
  file: File;
  handle?: FileSystemFileHandle | undefined;
}

export async function openFiles(all: Given[]): Promise<void> {
  trouble.value = undefined;
  for (const { file, handle } of all) {
    try {
      if (isMedia(file)) {
        const { player } = await loadEditor();
        player.open(file);
        media.value = file.name;
        continue;
      }
      if (isJson(file)) {
        await openOrder(file);
        continue;
      }
      const captions = await readCaptions(file, handle);
      if (looksLikeCaptions(captions.text)) await openCaptions(captions);
      else trouble.value = { title: `This is not a caption file: ${file.name}`, glimpse: glimpse(captions.bytes), file: captions };
    } catch (error) {
      trouble.value = { title: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** An order waits for captions if there are none yet. */
let order: { name: string; text: string } | undefined;

async function openOrder(file: File): Promise<void> {
  const { current } = await loadEditor();
  const given = { name: file.name, text: await file.text() };
  const app = current.peek();
  if (app) app.setOrder(given.name, given.text);
  else order = given;
}

export async function openCaptions(file: CaptionFile, format?: Format): Promise<void> {
  trouble.value = undefined;
  isOpening.value = true;
  try {
    const parts = await loadEditor();
    await parts.open(file, format);
    if (order) parts.current.peek()?.setOrder(order.name, order.text);
    order = undefined;
  } catch (error) {
    trouble.value = { title: `The editor could not be loaded: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    isOpening.value = false;
  }
}

/** The file dialog: with handles where the browser has them. */
export async function pickFiles(kind: "captions" | "media" | "order"): Promise<void> {
  const picker = (globalThis as { showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]> }).showOpenFilePicker;
  if (picker && kind === "captions") {
    try {
      const handles = await picker({ multiple: false });
      await openFiles(await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle }))));
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    }
    return;
  }
  const input = document.createElement("input");
  input.type = "file";
  if (kind === "order") input.accept = ".json,application/json";
  if (kind === "media") input.accept = "video/*,audio/*,.mkv";
  input.addEventListener("change", () => void openFiles(Array.from(input.files ?? [], (file) => ({ file }))));
  input.click();
}

export async function openSample(name: string): Promise<void> {
  isOpening.value = true;
  try {
    const response = await fetch(`./${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    await openCaptions(makeFile(name, new Uint8Array(await response.arrayBuffer())));
  } catch (error) {
    trouble.value = { title: error instanceof Error ? error.message : String(error) };
  } finally {
    isOpening.value = false;
  }
}

/** An empty WebVTT file, named after the video. */
export async function openNew(): Promise<void> {
  const name = media.peek().replace(/\.[^.]*$/, "") || "captions";
  await openCaptions(makeFile(`${name}.vtt`, new TextEncoder().encode("WEBVTT\n")));
}

/** A long file, to type in: the sample again and again. */
export async function openLong(cues = 15_000): Promise<void> {
  const words = "we measure the tide every hour and write the height down so that the ferry knows when it can leave the harbor".split(" ");
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 23);
  const parts = ["WEBVTT\n"];
  for (let cue = 0; cue < cues; cue += 1) {
    const line = (at: number) => Array.from({ length: 5 }, (_, word) => words[(cue * 7 + at + word) % words.length]).join(" ");
    const start = cue * 2500;
    parts.push(`\n${time(start)} --> ${time(start + 2300 - (cue % 9) * 150)}\n${line(0)}\n${line(5)}\n`);
  }
  await openCaptions(makeFile("long.vtt", new TextEncoder().encode(parts.join(""))));
}
