// Saving: in place where the browser can, otherwise as a download. What was not edited is written as it was read.

import { current, type App } from "../app.ts";
import { bytesToSave, canSaveInPlace, download, isUnchangedOnDisk, makeFile, writeHandle } from "../model/files.ts";

export function listenToSaves(): void {
  document.addEventListener("cuesmith-save", () => {
    const app = current.peek();
    if (app) void save(app);
  });
  addEventListener("beforeunload", (event) => {
    const app = current.peek();
    if (app && !app.session.history.isSaved && !app.keeper.isKept.peek()) event.preventDefault();
  });
}

/** Asks before bytes in another encoding are written as UTF-8. */
async function agrees(app: App): Promise<boolean> {
  const { file } = app;
  if (file.peek().isExact || app.session.text === file.peek().text) return true;
  return app.ask({
    title: "Save as UTF-8?",
    text: `The file is in ${file.peek().encoding}. An edited file is saved as UTF-8: all its bytes change, its characters stay.`,
    yes: "Save as UTF-8",
  });
}

export async function save(app: App): Promise<void> {
  const file = app.file.peek();
  if (app.session.text === file.text && file.handle) {
    app.session.history.markSaved();
    app.session.version.value += 0;
    app.say("Nothing to save: no byte was edited");
    return;
  }
  if (!(await agrees(app))) return;
  if (!file.handle) {
    const bytes = bytesToSave(file, app.session.text);
    download(file.name, bytes);
    settle(app, bytes, undefined);
    app.say(`Downloaded ${file.name}`);
    return;
  }
  try {
    if (!(await isUnchangedOnDisk(file))) {
      app.dialog.value = "changed";
      return;
    }
    await write(app, file.handle);
  } catch (error) {
    app.alert.value = `Not saved: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Writes to a handle, whatever the file on the disk has become. */
export async function write(app: App, handle: FileSystemFileHandle): Promise<void> {
  const bytes = bytesToSave(app.file.peek(), app.session.text);
  const written = await writeHandle(handle, bytes);
  settle(app, bytes, handle, written);
  app.say(`Saved ${handle.name}`);
}

export async function saveAs(app: App): Promise<void> {
  if (!(await agrees(app))) return;
  const file = app.file.peek();
  if (!canSaveInPlace) {
    download(file.name, bytesToSave(file, app.session.text));
    return;
  }
  try {
    const picker = (globalThis as unknown as { showSaveFilePicker(options: object): Promise<FileSystemFileHandle> }).showSaveFilePicker;
    await write(app, await picker({ suggestedName: file.name }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    app.alert.value = `Not saved: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function settle(app: App, bytes: Uint8Array, handle: FileSystemFileHandle | undefined, written?: File): void {
  const { name } = app.file.peek();
  app.session.history.markSaved();
  app.file.value = makeFile(handle?.name ?? name, bytes, handle, written?.lastModified);
  app.keeper.saved(app.session.text);
  app.alert.value = undefined;
}
