// Files in and out: bytes as they are, a handle where the browser has one, and saving that reads back what it wrote.

import { decode } from "cuesmith";

/** A file that was opened or saved. */
export interface CaptionFile {
  name: string;
  /** The bytes as they are on the disk. */
  bytes: Uint8Array;
  /** The text of the bytes. */
  text: string;
  /** A label that `TextDecoder` knows. */
  encoding: string;
  /** Whether the text as UTF-8 is the bytes. If not, saving an edited text changes the encoding. */
  isExact: boolean;
  handle: FileSystemFileHandle | undefined;
  /** Last change on the disk, to notice changes by others. */
  modified: number;
}

/** Files over this are refused. */
export const MOST_BYTES = 100 * 1024 * 1024;

export function makeFile(name: string, bytes: Uint8Array, handle?: FileSystemFileHandle, modified = Date.now()): CaptionFile {
  const { text, encoding } = decode(bytes);
  return { name, bytes, text, encoding, isExact: isSame(new TextEncoder().encode(text), bytes), handle, modified };
}

export async function readCaptions(file: File, handle?: FileSystemFileHandle): Promise<CaptionFile> {
  if (file.size > MOST_BYTES) throw new Error(`${file.name} has ${file.size} bytes; at most ${MOST_BYTES} can be edited`);
  return makeFile(file.name, new Uint8Array(await file.arrayBuffer()), handle, file.lastModified);
}

/** Whether a dropped file is video or sound. */
export function isMedia(file: File): boolean {
  return /^(video|audio)\//.test(file.type) || /\.(mp4|m4v|m4a|mov|webm|mkv|mp3|wav|ogg|oga|ogv|flac|aac|opus)$/i.test(file.name);
}

export function isJson(file: File): boolean {
  return file.type === "application/json" || /\.json$/i.test(file.name);
}

/** Whether the text looks like captions at all: timing lines, a WebVTT signature, or TTML. */
export function looksLikeCaptions(text: string): boolean {
  return /-->|^\ufeff?WEBVTT|<(\w+:)?tt[\s>]/.test(text.slice(0, 2_000_000)) || text.trim() === "";
}

/** The first bytes as text and in hexadecimal, for a file that is no caption file. */
export function glimpse(bytes: Uint8Array): { text: string; hex: string } {
  const first = bytes.subarray(0, 80);
  const text = Array.from(first, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "·")).join("");
  return { text, hex: Array.from(first, (byte) => byte.toString(16).padStart(2, "0")).join(" ") };
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** The bytes to save: those of the disk if the text is unchanged, otherwise the text as UTF-8. */
export function bytesToSave(file: CaptionFile, text: string): Uint8Array {
  return text === file.text ? file.bytes : new TextEncoder().encode(text);
}

/** Whether the file on the disk is still the one that was read. */
export async function isUnchangedOnDisk(file: CaptionFile): Promise<boolean> {
  if (!file.handle) return true;
  const now = await file.handle.getFile();
  return now.lastModified === file.modified && now.size === file.bytes.length;
}

export const canSaveInPlace = "showSaveFilePicker" in globalThis;

/** Writes in place and reads back. */
export async function writeHandle(handle: FileSystemFileHandle, bytes: Uint8Array): Promise<File> {
  const writable = await handle.createWritable();
  await writable.write(bytes as Uint8Array<ArrayBuffer>);
  await writable.close();
  const written = await handle.getFile();
  if (!isSame(new Uint8Array(await written.arrayBuffer()), bytes)) {
    throw new Error(`${handle.name} does not contain what was written to it: save under another name`);
  }
  return written;
}

/** Saves as a download. */
export function download(name: string, bytes: Uint8Array | string, type = "application/octet-stream"): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
