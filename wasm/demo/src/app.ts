// What is open: the session and all that looks at it. Views read its signals; commands call its methods.

import { computed, effect, signal } from "@preact/signals";
import { Document, settings as effectiveOptions, type CheckOptions, type Cue, type Diagnostic, type Format, type Preset } from "cuesmith";

import type { CueGrid } from "./list/grid.ts";
import { CaptionTrack } from "./media/track.ts";
import { Player } from "./media/player.ts";
import { followPlayer, wave, waveState } from "./media/waveform.ts";
import { Checker } from "./model/checker.ts";
import type { CaptionFile } from "./model/files.ts";
import { Keeper } from "./model/keeper.ts";
import { limitsOf } from "./model/limits.ts";
import { MOST_ORDER_BYTES, tasksOf, type Order } from "./model/order.ts";
import { Session, type How } from "./model/session.ts";
import { change, settings } from "./model/settings.ts";
import { store } from "./model/store.ts";
import { showTime } from "./model/times.ts";
import type { SourceView } from "./source/source.ts";
import type { Kept } from "./work/journal.ts";
import { FATES, type Fate, type ShownCue, type Viewers } from "./work/viewers.ts";
import type { Timeline } from "./timeline/timeline.ts";

/** A file declares its language within so many characters. */
const HEAD = 2000;

/** A question with two answers. */
export interface Question {
  title: string;
  text: string;
  yes: string;
}

export type LeftTab = "cues" | "source";
export type RightTab = "viewers" | "findings" | "job" | "script" | "chapters" | "convert";
/** What the file is edited as. */
export type Mode = "captions" | "ead" | "chapters";
export type Filter = "all" | "errors" | "findings" | "fast" | "viewers";

/** The player is one for the page: its video stays when another caption file is opened. */
export const player = new Player();
const track = new CaptionTrack(player.element);
followPlayer(player);

export class App {
  static #count = 0;
  readonly session: Session;
  readonly checker: Checker;
  readonly player = player;
  readonly settings = settings;
  readonly file;
  readonly leftTab = signal<LeftTab>("cues");
  readonly rightTab = signal<RightTab>(settings.peek().preset.startsWith("kaltura") ? "viewers" : "findings");
  /** A dialog that is open, by name. */
  readonly dialog = signal<string | undefined>(undefined);
  readonly filter = signal<Filter>("all");
  readonly find = signal("");
  /** Which finding is chosen, by its key. */
  readonly finding = signal<string | undefined>(undefined);
  /** The worst that happens to each cue that some parser of the platform does not keep whole. */
  readonly fates = computed(() => {
    const worst = this.checker.viewers.value?.viewers?.worst;
    if (!worst) return undefined;
    return new Map([...worst].map(([cue, fate]) => [cue, FATES[fate]!]));
  });
  /** What viewers had before any edit, to compare with. */
  readonly firstViewers = signal<Viewers | undefined>(undefined);
  /** The parser whose cues are played: empty for the file's own. */
  readonly playAs = signal("");
  /** Its cues. */
  readonly played = signal<ShownCue[] | undefined>(undefined);
  /** Which cues the panel of viewers shows: of one parser, of one fate. */
  readonly viewerFilter = signal<{ reader?: string; fate?: Fate }>({});
  /** Data at risk: said at once. */
  readonly alert = signal<string | undefined>(undefined);
  /** A question that waits for an answer. */
  readonly question = signal<(Question & { answer(yes: boolean): void }) | undefined>(undefined);
  readonly id = String((App.#count += 1));
  readonly keeper: Keeper;
  /** The peaks of the sound that plays. */
  readonly wave = wave;
  readonly waveState = waveState;
  /** Start and end of the cues that the chosen parser keeps. */
  readonly ghosts = computed(() => {
    const played = this.played.value;
    return played && Float64Array.from(played.flatMap(({ start, end }) => [start, end]));
  });
  grid: CueGrid | undefined;
  timeline: Timeline | undefined;
  source: SourceView | undefined;
  #stops: (() => void)[] = [];
  #format: Format | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Rules and findings that are ignored in this file, kept on this device. */
  readonly ignored = signal<Set<string>>(new Set());
  /** The findings that are not ignored, for the current text or the last that was checked. */
  readonly findings = computed(() => {
    const all = this.checker.checked.value?.report.diagnostics ?? [];
    const ignored = this.ignored.value;
    return ignored.size === 0 ? all : all.filter((found) => !ignored.has(found.code) && !ignored.has(this.keyOf(found)));
  });
  readonly findingsByCue = computed(() => {
    const map = new Map<number, Diagnostic[]>();
    for (const found of this.findings.value) {
      if (found.cue === null) continue;
      const list = map.get(found.cue);
      if (list) list.push(found);
      else map.set(found.cue, [found]);
    }
    return map;
  });
  /** The order that sets options, and why one that was dropped could not be read. */
  readonly order = signal<Order | undefined>(undefined);
  readonly orderError = signal("");
  /** The options of the check, and who has set them. */
  readonly effective = computed(() => effectiveOptions(this.#options(settings.value.preset, this.order.value)));
  /** What the file is edited as, by the preset. */
  readonly mode = computed((): Mode => {
    const { preset } = this.effective.value;
    return preset === "kaltura-ead" ? "ead" : preset === "kaltura-chapters" ? "chapters" : "captions";
  });
  readonly limits = computed(() => limitsOf(this.effective.value));
  /** The language of the file: read again when its first lines change, which is where a file declares it. */
  readonly language = signal<string | null>(null);
  /** The cues that the filter and the search leave, in order; undefined for all. */
  readonly filtered = computed(() => {
    const filter = this.filter.value;
    const find = this.find.value.trim().toLocaleLowerCase();
    if (filter === "all" && find === "") return undefined;
    this.session.version.value;
    const { cues } = this.session;
    const byCue = this.findingsByCue.value;
    const worst = this.checker.viewers.value?.viewers?.worst;
    const cps = this.checker.metrics.value?.metrics.cps;
    const limit = this.limits.value.cps ?? Infinity;
    const out: number[] = [];
    for (let cue = 0; cue < cues.length; cue += 1) {
      const found = byCue.get(cue);
      if (filter === "findings" && !found) continue;
      if (filter === "errors" && !found?.some(({ severity }) => severity === "error")) continue;
      if (filter === "viewers" && !worst?.has(cue)) continue;
      if (filter === "fast" && !(cps && cps[cue]! > limit)) continue;
      if (find && !cues.text(cue).toLocaleLowerCase().includes(find)) continue;
      out.push(cue);
    }
    return out;
  });

  /** `kept`: edits that were not saved, whose journal exists. */
  constructor(file: CaptionFile, format?: Format, kept?: Kept) {
    this.file = signal(file);
    this.#format = format;
    this.session = new Session(file.text, file.name, format ? { format } : {});
    if (kept) this.session.applyRounds(kept.rounds, { label: "Restored edits" });
    this.checker = new Checker(this.session, this.#options(settings.peek().preset, undefined));
    this.keeper = new Keeper(this.session, file.name, file.text, kept?.key);
    const place = `ignored ${file.name}`;
    void store.get<string[]>(place).then((kept) => {
      if (kept && this.ignored.peek().size === 0) this.ignored.value = new Set(kept);
    });
    let head = "";
    let isFirst = true;
    this.#stops.push(
      effect(() => {
        this.session.version.value;
        const now = this.session.text.slice(0, HEAD);
        if (now === head) return;
        head = now;
        this.language.value = this.session.document.parse().language;
      }),
      effect(() => {
        const ignored = [...this.ignored.value];
        if (!isFirst) void store.set(place, ignored);
        isFirst = false;
      }),
      effect(() => {
        const found = this.checker.viewers.value;
        if (found?.version === 0 && found.viewers) this.firstViewers.value ??= found.viewers;
        const reader = this.playAs.value;
        if (reader && found?.viewers) void this.#play(reader);
        else this.played.value = undefined;
      }),
      effect(() => {
        this.played.value;
        this.showCaptions();
      }),
      effect(() => {
        this.session.version.value;
        const { times, length } = this.session.cues;
        let end = 0;
        for (let cue = 0; cue < length; cue += 1) end = Math.max(end, times[cue * 2 + 1]!);
        if (Number.isFinite(end)) player.setLength(end);
        clearTimeout(this.#timer);
        // Native cues are made again, all of them.
        this.#timer = setTimeout(() => this.showCaptions(), length > 3000 ? 1500 : 200);
      }),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#timer);
    this.checker.close();
    this.keeper.close();
    track.clear();
  }

  async #play(reader: string): Promise<void> {
    try {
      const cues = await this.checker.shownBy(reader);
      if (this.playAs.peek() === reader) this.played.value = cues;
    } catch (error) {
      this.say(`The cues of this parser could not be made: ${String(error)}`);
    }
  }

  #options(preset: Preset, order: Order | undefined): CheckOptions {
    const base: CheckOptions = { path: this.file.peek().name, ...(this.#format ? { format: this.#format } : {}) };
    if (!order) return { ...base, preset };
    return { ...base, order: order.text, ...(order.task ? { task: order.task } : {}) };
  }

  #recheck(): void {
    const mode = this.mode.peek();
    if (mode !== "captions") this.rightTab.value = mode === "ead" ? "script" : "chapters";
    else if (["script", "chapters"].includes(this.rightTab.peek())) this.rightTab.value = "findings";
    this.checker.setOptions(this.#options(settings.peek().preset, this.order.peek()));
  }

  /** Takes the options from a REACH order; of several tasks the first one, unless one is named. */
  setOrder(name: string, text: string, task?: string): void {
    this.rightTab.value = "job";
    this.orderError.value = "";
    try {
      if (text.length > MOST_ORDER_BYTES) throw new Error("an order may have 1 MB at most");
      const tasks = tasksOf(text);
      const order: Order = { name, text, task: task ?? (tasks.length > 1 ? tasks[0] : undefined), tasks };
      effectiveOptions(this.#options(settings.peek().preset, order));
      this.order.value = order;
    } catch (error) {
      this.orderError.value = `${name} is not an order that can be read: ${error instanceof Error ? error.message : String(error)}`;
      return;
    }
    this.#recheck();
    this.rightTab.value = "job";
    const set = this.effective.peek().options.filter(({ from }) => from.startsWith("order"));
    this.say(`${name} sets the preset ${this.effective.peek().preset} and ${set.length} options`);
  }

  forgetOrder(): void {
    this.order.value = undefined;
    this.#recheck();
    this.say("Order forgotten");
  }

  setPreset(preset: Preset): void {
    change({ preset });
    this.order.value = undefined;
    this.#recheck();
  }

  /** Which finding it is, wherever its cue moves: the rule, the text of the cue and the message. */
  keyOf(found: Diagnostic): string {
    const text = found.cue === null ? "" : this.session.cues.text(found.cue);
    return `${found.code}\u0000${text}\u0000${found.message}`;
  }

  /** Asks the person; resolves with the answer. */
  ask(question: Question): Promise<boolean> {
    return new Promise((resolve) => {
      this.question.value = {
        ...question,
        answer: (yes) => {
          this.question.value = undefined;
          resolve(yes);
        },
      };
    });
  }

  /** Asks before edits that are not saved are left. */
  mayLeave(): Promise<boolean> {
    return this.ask({
      title: "Leave the edits?",
      text: `${this.file.peek().name} has edits that are not saved.`,
      yes: "Open the other file",
    });
  }

  /** Edits here what another tab edits, with the edits made there. */
  async takeOver(): Promise<void> {
    const kept = await this.keeper.takeOver();
    // The edits made there are in the journal already.
    if (kept && this.session.text === kept.base) this.session.applyRounds(kept.rounds, { label: "Edits of the other tab", origin: "journal" });
    this.say("This tab edits the file now");
  }

  say(text: string): void {
    this.session.said.value = text;
  }

  get chosen(): number {
    return this.session.chosen.peek();
  }

  /** The chosen cue. */
  get cue(): Cue | undefined {
    return this.session.cues.at(this.chosen);
  }

  choose(cue: number, { seek = false, focus = false } = {}): void {
    const { cues, chosen } = this.session;
    if (cue < 0 || cue >= cues.length) return;
    chosen.value = cue;
    if (seek && !player.isPlaying.peek()) player.seek(cues.times[cue * 2]!);
    if (focus) this.focusList();
  }

  focusList(): void {
    this.leftTab.value = "cues";
    requestAnimationFrame(() => this.grid?.focusChosen());
  }

  run(change: (document: Document) => ReturnType<Document["undo"]>, how: How): boolean {
    try {
      const isDone = this.session.run(change, how);
      if (isDone) this.say(how.label);
      return isDone;
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      this.say(`Not possible: ${error.message}`);
      return false;
    }
  }

  /** Runs several changes as one step; where one of them cannot be made, none is. */
  runAll(changes: ((document: Document) => ReturnType<Document["undo"]>)[], how: How): boolean {
    return this.session.runAll(changes, how);
  }

  /** Sets times of the chosen cue; `undefined` leaves one as it is. */
  setTimes(start: number | undefined, end: number | undefined, label: string, join?: string): boolean {
    const { cue } = this;
    if (!cue) return false;
    const from = Math.max(0, Math.round(start ?? cue.start));
    const to = Math.round(end ?? cue.end);
    if (to < from) {
      this.say(`Not changed: the end ${showTime(to)} would be before the start ${showTime(from)}`);
      return false;
    }
    return this.run((document) => document.setCueTimes(cue.index, from, to), {
      label: `${label} of cue ${cue.index + 1}`,
      ...(join ? { join: `${join} ${cue.index}` } : {}),
    });
  }

  /** The cue at a moment, or the last one before it; -1 before all. */
  cueAt(ms: number): number {
    const { times, length } = this.session.cues;
    let before = -1;
    for (let cue = 0; cue < length; cue += 1) {
      const start = times[cue * 2]!;
      if (start <= ms && ms < times[cue * 2 + 1]!) return cue;
      if (start <= ms && (before < 0 || start >= times[before * 2]!)) before = cue;
    }
    return before;
  }

  /** The text on screen at a moment. */
  shownAt(ms: number): string {
    const played = this.played.value;
    if (played) return played.filter(({ start, end }) => start <= ms && ms < end).map(({ text }) => text).join("\n");
    const { cues } = this.session;
    const found: string[] = [];
    for (let cue = 0; cue < cues.length; cue += 1) {
      if (cues.times[cue * 2]! <= ms && ms < cues.times[cue * 2 + 1]!) found.push(cues.text(cue));
    }
    return found.join("\n");
  }

  /** Puts the cues on the video: those of the file, or those that a parser of the platform keeps. */
  showCaptions(): void {
    if (!player.hasMedia.peek()) return;
    const played = this.played.peek();
    if (played) track.showPlain(played);
    else track.show(this.session.cues);
  }
}

export const current = signal<App | undefined>(undefined);
