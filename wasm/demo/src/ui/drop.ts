// Files that are dropped anywhere on the page.

import { signal } from "@preact/signals";

import { openFiles } from "./open.ts";

export const isOver = signal(false);

export function listenToDrops(): void {
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    isOver.value = true;
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) isOver.value = false;
  });
  addEventListener("drop", (event) => {
    isOver.value = false;
    if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    // Handles must be asked for before the event is over.
    const waiting = Array.from(event.dataTransfer.items)
      .filter((item) => item.kind === "file")
      .map(async (item) => {
        const file = item.getAsFile();
        const handle = await (item as { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> }).getAsFileSystemHandle?.();
        return { file, handle: handle?.kind === "file" ? (handle as FileSystemFileHandle) : undefined };
      });
    void Promise.all(waiting).then((all) => openFiles(all.flatMap(({ file, handle }) => (file ? [{ file, handle }] : []))));
  });
}
