// The journal of edits on this device: for each open file its text once, then each edit as it is made. A torn last entry is
// dropped. Files of the origin's private file system; nothing leaves the device.

import { applyEdits, type Edit } from "cuesmith";

import type { JournalAnswer, JournalAsk, Kept } from "./journal.ts";

const FOLDER = "journal";

let log: FileSystemSyncAccessHandle | undefined;
let end = 0;

// One after the other: an append never overtakes the opening.
let queue = Promise.resolve();
onmessage = ({ data }: MessageEvent<JournalAsk & { id: number }>) => {
  queue = queue.then(async () => {
    try {
      postMessage({ id: data.id, value: await take(data) } satisfies JournalAnswer);
    } catch (error) {
      postMessage({ id: data.id, error: String(error) } satisfies JournalAnswer);
    }
  });
};

async function folder(create = true): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create });
}

async function write(place: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const file = await place.getFileHandle(name, { create: true });
  const access = await file.createSyncAccessHandle();
  access.truncate(0);
  access.write(new TextEncoder().encode(text), { at: 0 });
  access.flush();
  access.close();
}

async function take(ask: JournalAsk): Promise<unknown> {
  switch (ask.type) {
    case "open": {
      const place = await (await folder()).getDirectoryHandle(ask.key, { create: true });
      if (!ask.keep) {
        await write(place, "base", ask.text);
        await write(place, "about", JSON.stringify({ name: ask.name, opened: Date.now() }));
      }
      log?.close();
      log = await (await place.getFileHandle("log", { create: true })).createSyncAccessHandle();
      if (!ask.keep) log.truncate(0);
      end = log.getSize();
      log.flush();
      return true;
    }
    case "append": {
      if (!log) throw new Error("no journal is open");
      const bytes = entry(ask.edits);
      log.write(bytes, { at: end });
      end += bytes.length;
      log.flush();
      return true;
    }
    case "saved": {
      const place = await (await folder()).getDirectoryHandle(ask.key, { create: true });
      await write(place, "base", ask.text);
      log?.truncate(0);
      log?.flush();
      end = 0;
      return true;
    }
    case "close":
      log?.close();
      log = undefined;
      if (ask.discard) await (await folder()).removeEntry(ask.key, { recursive: true });
      return true;
    case "list":
      return list(ask.held);
    case "read":
      return read(ask.key);
    case "discard":
      await (await folder()).removeEntry(ask.key, { recursive: true });
      return true;
  }
}

/** Length, checksum, JSON. */
function entry(edits: Edit[]): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify(edits.map(({ span, replacement }) => [span.start, span.end, replacement])));
  const bytes = new Uint8Array(8 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  view.setUint32(4, checksum(body));
  bytes.set(body, 8);
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5; // FNV-1a
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The entries that are whole, in order. */
function entries(bytes: Uint8Array): Edit[][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out: Edit[][] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length || checksum(body) !== view.getUint32(at + 4)) break;
    const edits = JSON.parse(new TextDecoder().decode(body)) as [number, number, string][];
    out.push(edits.map(([start, end, replacement]) => ({ span: { start, end }, replacement })));
    at += 8 + length;
  }
  return out;
}

async function bytesOf(place: FileSystemDirectoryHandle, name: string): Promise<{ bytes: Uint8Array; time: number }> {
  const file = await (await place.getFileHandle(name)).getFile();
  return { bytes: new Uint8Array(await file.arrayBuffer()), time: file.lastModified };
}

async function read(key: string): Promise<Kept | undefined> {
  try {
    const place = await (await folder()).getDirectoryHandle(key);
    const log = await bytesOf(place, "log");
    const rounds = entries(log.bytes);
    if (rounds.length === 0) return undefined;
    const base = new TextDecoder("utf-8", { ignoreBOM: true }).decode((await bytesOf(place, "base")).bytes);
    const { name } = JSON.parse(new TextDecoder().decode((await bytesOf(place, "about")).bytes)) as { name: string };
    // What cannot be applied is left out with all after it.
    let text = base;
    const good: Edit[][] = [];
    for (const edits of rounds) {
      try {
        text = applyEdits(text, edits);
      } catch {
        break;
      }
      good.push(edits);
    }
    return text === base ? undefined : { key, name, base, text, rounds: good, time: log.time };
  } catch {
    return undefined; // open in another tab, or half written
  }
}

async function list(held: readonly string[]): Promise<Kept[]> {
  const out: Kept[] = [];
  const all = await folder();
  for await (const key of (all as unknown as { keys(): AsyncIterable<string> }).keys()) {
    if (held.includes(key)) continue;
    const kept = await read(key);
    if (kept) out.push(kept);
    else await all.removeEntry(key, { recursive: true }).catch(() => undefined); // no edits
  }
  return out.sort((a, b) => b.time - a.time);
}
