// Keeps every edit on this device until the file is saved, and sees to it that only one tab edits a file.

import { signal } from "@preact/signals";

import { startWorker } from "../trust.ts";
import type { JournalAnswer, JournalAsk, Kept } from "../work/journal.ts";
import workerUrl from "../work/journal.worker.ts?worker&url";
import type { Session } from "./session.ts";

class Journal {
  #worker: Worker | undefined;
  #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #next = 0;

  ask<T>(ask: JournalAsk): Promise<T> {
    this.#worker ??= this.#start();
    const id = (this.#next += 1);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker!.postMessage({ ...ask, id });
    });
  }

  #start(): Worker {
    const worker = startWorker(workerUrl);
    worker.onmessage = ({ data }: MessageEvent<JournalAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.error === undefined) waiting?.resolve(data.value);
      else waiting?.reject(new Error(data.error));
    };
    return worker;
  }
}

const journal = new Journal();

/** Files with edits that were not saved, for the start page. */
export const recoverable = signal<Kept[]>([]);

/** Looks for such files, but for those that another tab has open. */
export async function findRecoverable(): Promise<void> {
  try {
    const locks = (await navigator.locks?.query())?.held ?? [];
    const held = locks.flatMap(({ name }) => (name?.startsWith(LOCK) ? [name.slice(LOCK.length)] : []));
    recoverable.value = await journal.ask<Kept[]>({ type: "list", held });
  } catch {
    recoverable.value = []; // no private file system here
  }
}

export async function discard(key: string): Promise<void> {
  await journal.ask({ type: "discard", key }).catch(() => undefined);
  recoverable.value = recoverable.value.filter((kept) => kept.key !== key);
}

const LOCK = "cuesmith ";
const lockOf = (key: string) => LOCK + key;

async function keyOf(name: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${name}\u0000${text}`));
  return Array.from(new Uint8Array(digest).subarray(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Keeper {
  /** For the status line. */
  readonly state = signal("");
  /** Whether all edits are kept. */
  readonly isKept = signal(false);
  /** Whether another tab edits the file. */
  readonly isElsewhere = signal(false);
  #session: Session;
  #key = "";
  #release: (() => void) | undefined;
  #stop: () => void;
  #isOpen = false;
  #opening: Promise<void>;

  /** `kept`: the key of a journal that has these edits already. */
  constructor(session: Session, name: string, base: string, kept?: string) {
    this.#session = session;
    this.#stop = session.listen((edits, origin) => {
      if (origin !== "journal") this.#append(edits);
    });
    this.#opening = this.#open(name, base, kept);
  }

  async #open(name: string, base: string, kept: string | undefined): Promise<void> {
    try {
      this.#key = kept ?? (await keyOf(name, base));
      if (!(await this.#lock(false))) {
        this.isElsewhere.value = true;
        this.#session.readOnly.value = true;
        return;
      }
      await journal.ask({ type: "open", key: this.#key, name, text: base, keep: kept !== undefined });
      this.#isOpen = true;
      this.isKept.value = true;
      this.state.value = "Edits are kept on this device";
    } catch {
      this.state.value = "Edits are not kept on this device";
    }
  }

  #lock(steal: boolean): Promise<boolean> {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      const held = navigator.locks.request(lockOf(this.#key), steal ? { steal: true } : { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise<void>((release) => (this.#release = release));
      });
      held.catch(() => {
        // Another tab has taken the file over.
        this.#isOpen = false;
        this.isElsewhere.value = true;
        this.#session.readOnly.value = true;
        void journal.ask({ type: "close", key: this.#key, discard: false }).catch(() => undefined);
      });
    });
  }

  /** Edits here what another tab edits: it becomes read-only there. The edits that it kept are returned. */
  async takeOver(): Promise<Kept | undefined> {
    await this.#lock(true);
    // The other tab closes its journal first.
    for (let tries = 0; tries < 20; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      try {
        const kept = await journal.ask<Kept | undefined>({ type: "read", key: this.#key });
        await journal.ask({ type: "open", key: this.#key, name: "", text: "", keep: true });
        this.#isOpen = true;
        this.isKept.value = true;
        this.isElsewhere.value = false;
        this.state.value = "Edits are kept on this device";
        this.#session.readOnly.value = false;
        return kept;
      } catch {
        // not closed yet
      }
    }
    return undefined;
  }

  #append(edits: Parameters<Parameters<Session["listen"]>[0]>[0]): void {
    if (!this.#isOpen) {
      void this.#opening.then(() => {
        if (this.#isOpen) this.#write(edits);
      });
      return;
    }
    this.#write(edits);
  }

  #write(edits: Parameters<Parameters<Session["listen"]>[0]>[0]): void {
    journal.ask({ type: "append", edits }).then(
      () => {
        this.state.value = "Edits are kept on this device";
      },
      () => {
        this.isKept.value = false;
        this.state.value = "Edits are not kept on this device";
      },
    );
  }

  /** The file is saved: the journal begins again with this text. */
  saved(text: string): void {
    if (this.#isOpen) void journal.ask({ type: "saved", key: this.#key, text }).catch(() => undefined);
  }

  /** Closes the file; its edits are discarded or were saved. */
  close(): void {
    this.#stop();
    if (this.#isOpen) void journal.ask({ type: "close", key: this.#key, discard: true }).catch(() => undefined);
    this.#isOpen = false;
    this.#release?.();
  }
}
