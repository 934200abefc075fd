// The page's side of the worker that checks: sends edits, keeps the newest answer, starts another worker after a trap.

import { batch, signal } from "@preact/signals";
import type { ChapterList, CheckOptions, Converted, Edit, Format, Metrics, Report, Script } from "cuesmith";

import { startWorker } from "../trust.ts";
import { applyDelta } from "../work/delta.ts";
import type { Answer, Ask } from "../work/protocol.ts";
import type { ShownCue, Viewers } from "../work/viewers.ts";
import workerUrl from "../work/checks.worker.ts?worker&url";
import { loadModule } from "./module.ts";
import type { Session } from "./session.ts";

export interface Rounds {
  rounds: Edit[][];
  fixed: number;
  cues: number;
  open: number;
  version: number;
}

/** A report, and the version of the text that it is for. */
export interface Checked {
  report: Report;
  version: number;
  ms: number;
  /** Whether findings were added or removed, or only moved. */
  isChanged: boolean;
}

export class Checker {
  readonly checked = signal<Checked | undefined>(undefined);
  readonly metrics = signal<{ metrics: Metrics; version: number } | undefined>(undefined);
  /** What the parsers of the platform keep; undefined without a preset of the platform. */
  readonly viewers = signal<{ viewers: Viewers | undefined; version: number; ms: number } | undefined>(undefined);
  readonly failure = signal<string | undefined>(undefined);
  #session: Session;
  #options: CheckOptions;
  #worker: Worker | undefined;
  #asked = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  #next = 0;
  #early: Ask[] = [];
  #traps = 0;
  #stop: () => void;

  constructor(session: Session, options: CheckOptions) {
    this.#session = session;
    this.#options = options;
    // The version is the one after the edits, which the session counts once its listeners have heard of them.
    this.#stop = session.listen((edits) => this.#send({ type: "edit", edits, version: session.version.peek() + 1 }));
    void this.#start();
  }

  get options(): CheckOptions {
    return this.#options;
  }

  /** Whether the newest report is for the current text. */
  get isFresh(): boolean {
    return this.checked.value?.version === this.#session.version.value;
  }

  setOptions(options: CheckOptions): void {
    this.#options = options;
    this.#send({ type: "options", options });
  }

  /** All fixes that may be applied, round by round: nothing is changed. */
  fixes(choice: { rule?: string; unsafe: boolean }): Promise<Rounds> {
    return this.#ask((id) => ({ type: "fix", id, version: this.#session.version.peek(), ...choice }));
  }

  async convert(to: Format, how: { voice: "drop" | "prefix"; lineEnding: "lf" | "crlf" }): Promise<Converted> {
    const answer = await this.#ask<{ converted: Converted }>((id) => ({ type: "convert", id, to, ...how }));
    return answer.converted;
  }

  /** How long audio descriptions take to speak. */
  async script(): Promise<Script> {
    const answer = await this.#ask<{ script: Script }>((id) => ({ type: "script", id }));
    return answer.script;
  }

  /** The chapters of the file, and their list in another form. */
  async chapters(to?: "json" | "csv"): Promise<ChapterList> {
    const answer = await this.#ask<{ list: ChapterList }>((id) => ({ type: "chapters", id, ...(to ? { to } : {}) }));
    return answer.list;
  }

  /** The cues that a parser of the platform has, as it shows them. */
  async shownBy(reader: string): Promise<ShownCue[]> {
    const answer = await this.#ask<{ cues: ShownCue[] }>((id) => ({ type: "shown", id, reader }));
    return answer.cues;
  }

  /** Resolves once the report is for the current text. */
  fresh(): Promise<Checked> {
    return new Promise((resolve) => {
      const stop = this.checked.subscribe((checked) => {
        if (checked?.version !== this.#session.version.peek()) return;
        queueMicrotask(() => stop());
        resolve(checked);
      });
    });
  }

  close(): void {
    this.#stop();
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  retry(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.failure.value = undefined;
    void this.#start();
  }

  #ask<T>(make: (id: number) => Ask): Promise<T> {
    const id = (this.#next += 1);
    return new Promise<T>((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#send(make(id));
    });
  }

  // What is asked before the worker runs waits; edits are in the text that it gets.
  #send(ask: Ask): void {
    if (this.#worker) this.#worker.postMessage(ask);
    else if ("id" in ask) this.#early.push(ask);
  }

  async #start(): Promise<void> {
    try {
      const module = await loadModule();
      const worker = startWorker(workerUrl);
      worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data);
      worker.onerror = (event) => this.#hear({ type: "failed", message: event.message || "the worker stopped", fatal: true });
      this.#worker = worker;
      this.#send({ type: "load", module });
      const { text, version } = this.#session;
      this.#send({ type: "open", text, version: version.peek(), options: this.#options });
      for (const ask of this.#early.splice(0)) this.#send(ask);
    } catch (error) {
      this.failure.value = error instanceof Error ? error.message : String(error);
    }
  }

  #hear(answer: Answer): void {
    switch (answer.type) {
      case "report":
        this.#take(answer, answer.report, true);
        break;
      case "delta": {
        const old = this.checked.peek()?.report.diagnostics ?? [];
        const { keep, tail, middle } = answer.delta;
        this.#take(answer, applyDelta(old, answer.delta), middle.length > 0 || keep + tail < old.length);
        break;
      }
      case "viewers": {
        const viewers = answer.isSame ? this.viewers.peek()?.viewers : answer.viewers;
        this.viewers.value = { viewers, version: answer.version, ms: answer.ms };
        break;
      }
      case "shown":
      case "script":
      case "chapters":
      case "fixed":
      case "converted":
        this.#asked.get(answer.id)?.resolve(answer as never);
        this.#asked.delete(answer.id);
        break;
      case "failed":
        this.#fail(answer);
    }
  }

  #take({ metrics, version, ms }: { metrics: Metrics; version: number; ms: number }, report: Report, isChanged: boolean): void {
    batch(() => {
      this.failure.value = undefined;
      this.#traps = 0;
      this.metrics.value = { metrics, version };
      this.checked.value = { report, version, ms, isChanged };
    });
  }

  #fail({ id, message, fatal }: Extract<Answer, { type: "failed" }>): void {
    if (id !== undefined) {
      this.#asked.get(id)?.reject(new Error(message));
      this.#asked.delete(id);
    }
    if (fatal && this.#traps < 3) {
      this.#traps += 1;
      this.retry();
    } else if (id === undefined) {
      this.failure.value = message;
    }
  }
}
