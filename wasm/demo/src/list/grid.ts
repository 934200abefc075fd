// The list of cues: rows of a fixed height, of which only those in sight exist. Plain DOM: it is the part that must be fast.

import { effect } from "@preact/signals";

import type { App } from "../app.ts";
import { showDuration, showTime } from "../model/times.ts";
import { SIGNS } from "../ui/labels.ts";
import { CueText } from "./text.ts";

/** Rows above and below those in sight. */
const MARGIN = 6;

export class CueGrid {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #body: HTMLElement;
  readonly #space: HTMLElement;
  readonly #rows = new Map<number, HTMLElement>();
  readonly #text: CueText;
  #shown: number[] | undefined;
  #height = 56;
  #frame = 0;
  #stops: (() => void)[] = [];
  #last = -1;

  constructor(app: App) {
    this.#app = app;
    this.element = make("div", "grid-box");
    const head = make("div", "grid-head");
    head.setAttribute("aria-hidden", "true");
    for (const [name, text] of [["no", "#"], ["time", "Start"], ["time", "End"], ["cps", "Speed"], ["text", "Text"], ["mark", ""]]) {
      head.append(make("span", `c-${name}`, text));
    }
    this.#body = make("div", "grid");
    this.#body.id = "cue-list";
    this.#body.setAttribute("role", "grid");
    this.#body.setAttribute("aria-label", "Cues");
    this.#body.setAttribute("aria-colcount", "6");
    this.#space = make("div", "grid-space");
    this.#space.setAttribute("role", "presentation");
    this.#body.append(this.#space);
    this.element.append(head, this.#body);
    this.#text = new CueText(app, () => this.focusChosen());
    this.#body.addEventListener("scroll", () => this.#schedule(), { passive: true });
    this.#body.addEventListener("mousedown", (event) => this.#pick(event));
    this.#body.addEventListener("dblclick", () => this.editChosen());
    new ResizeObserver(() => this.#schedule()).observe(this.#body);
    this.#stops.push(
      effect(() => {
        app.session.version.value;
        app.findingsByCue.value;
        app.checker.metrics.value;
        app.filtered.value;
        app.fates.value;
        this.#height = app.settings.value.dense ? 40 : 56;
        this.#schedule();
      }),
      effect(() => {
        const chosen = app.session.chosen.value;
        if (chosen !== this.#last) {
          this.#last = chosen;
          this.#reveal(chosen);
        }
        this.#schedule();
      }),
    );
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    cancelAnimationFrame(this.#frame);
    this.#text.close();
  }

  /** Moves the focus to the chosen cue. */
  focusChosen(): void {
    this.#reveal(this.#app.session.chosen.peek());
    this.#draw();
    const row = this.#rows.get(this.#app.session.chosen.peek());
    (row ?? this.#body).focus({ preventScroll: true });
  }

  /** Opens the text of the chosen cue for typing. */
  editChosen(at?: "start" | "end"): void {
    const chosen = this.#app.session.chosen.peek();
    this.#reveal(chosen);
    this.#draw();
    const row = this.#rows.get(chosen);
    if (row) this.#text.open(row.querySelector<HTMLElement>(".c-text")!, chosen, at);
  }

  get editor(): CueText {
    return this.#text;
  }

  // Row of a cue: its place among the cues that the filter leaves.
  #rowOf(cue: number): number {
    if (!this.#shown) return cue;
    let [low, high] = [0, this.#shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#shown[middle]! < cue) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #reveal(cue: number): void {
    if (cue < 0) return;
    this.#shown = this.#app.filtered.peek();
    const top = this.#rowOf(cue) * this.#height;
    const { scrollTop, clientHeight } = this.#body;
    if (top < scrollTop) this.#body.scrollTop = Math.max(0, top - this.#height);
    else if (top + this.#height > scrollTop + clientHeight) this.#body.scrollTop = top + 2 * this.#height - clientHeight;
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const app = this.#app;
    const { cues, chosen } = app.session;
    this.#shown = app.filtered.peek();
    const total = this.#shown?.length ?? cues.length;
    this.#body.setAttribute("aria-rowcount", String(total));
    this.#space.style.height = `${total * this.#height}px`;
    this.#body.classList.toggle("is-empty", total === 0);
    const first = Math.max(0, Math.floor(this.#body.scrollTop / this.#height) - MARGIN);
    const last = Math.min(total, Math.ceil((this.#body.scrollTop + this.#body.clientHeight) / this.#height) + MARGIN);
    const keep = new Set<number>();
    for (let row = first; row < last; row += 1) keep.add(this.#shown?.[row] ?? row);
    // The row with the focus and the one that is typed in stay.
    const active = document.activeElement?.closest<HTMLElement>(".cue-row");
    const focused = active && this.#body.contains(active) ? Number(active.dataset.cue) : -1;
    if (focused >= 0 && focused < cues.length) keep.add(focused);
    for (const [cue, row] of this.#rows) {
      if (keep.has(cue)) continue;
      row.remove();
      this.#rows.delete(cue);
    }
    for (const cue of keep) {
      let row = this.#rows.get(cue);
      if (!row) {
        row = this.#make(cue);
        this.#rows.set(cue, row);
        this.#space.append(row);
      }
      this.#fill(row, cue, this.#rowOf(cue));
    }
    const target = keep.has(chosen.peek()) ? chosen.peek() : (keep.values().next().value ?? -1);
    for (const [cue, row] of this.#rows) row.tabIndex = cue === target ? 0 : -1;
    this.#body.tabIndex = this.#rows.size === 0 ? 0 : -1;
  }

  #make(cue: number): HTMLElement {
    const row = make("div", "cue-row");
    row.setAttribute("role", "row");
    row.dataset.cue = String(cue);
    for (const name of ["no", "time", "time", "cps", "text", "mark"]) {
      const cell = make("span", `c-${name}`);
      cell.setAttribute("role", "gridcell");
      row.append(cell);
    }
    const text = row.querySelector<HTMLElement>(".c-text")!;
    text.dir = "auto";
    return row;
  }

  #fill(row: HTMLElement, cue: number, place: number): void {
    const app = this.#app;
    const { cues } = app.session;
    const [start, end] = [cues.times[cue * 2]!, cues.times[cue * 2 + 1]!];
    const text = cues.text(cue);
    const metrics = app.checker.metrics.peek()?.metrics;
    const cps = metrics?.cps[cue] ?? NaN;
    const found = app.findingsByCue.peek().get(cue) ?? [];
    const worst = found.some(({ severity }) => severity === "error") ? "error" : found.some(({ severity }) => severity === "warning") ? "warning" : found.length > 0 ? "info" : "";
    const limit = app.limits.peek().cps;
    const speed = limit && cps > limit ? "over" : limit && cps > limit * 0.8 ? "near" : "";
    const fate = app.fates.peek()?.get(cue) ?? "";
    const isChosen = cue === app.session.chosen.peek();
    const language = app.language.peek();
    const key = [place, start, end, text, cps, worst, found.length, speed, fate, isChosen, this.#height, language].join("\u0001");
    if (row.dataset.key === key) return;
    row.dataset.key = key;
    row.style.transform = `translateY(${place * this.#height}px)`;
    row.style.height = `${this.#height}px`;
    row.className = `cue-row${isChosen ? " is-chosen" : ""}${worst ? ` has-${worst}` : ""}`;
    row.setAttribute("aria-rowindex", String(place + 1));
    row.setAttribute("aria-selected", String(isChosen));
    const [no, from, to, rate, body, mark] = Array.from(row.children) as HTMLElement[];
    no!.textContent = String(cue + 1);
    from!.textContent = showTime(start);
    to!.textContent = showTime(end);
    rate!.textContent = Number.isFinite(cps) ? `${speed === "over" ? "▲" : ""}${cps.toFixed(cps < 1000 ? 1 : 0)}` : "–";
    rate!.className = `c-cps ${speed}`;
    if (!this.#text.isIn(body!)) {
      body!.textContent = text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
      if (language) body!.lang = language;
    }
    mark!.textContent = "";
    if (fate) mark!.append(make("span", `fate ${fate}`, SIGNS[fate].sign));
    if (worst) mark!.append(make("span", worst, { error: "✖", warning: "▲", info: "·" }[worst]));
    mark!.title = found.map(({ code, message }) => `${code}: ${message}`).join("\n");
    const kept = fate ? `, ${SIGNS[fate].word} for some viewers` : "";
    const many = found.length === 0 ? "" : `, ${found.length} ${found.length === 1 ? "finding" : "findings"}`;
    const rateText = Number.isFinite(cps) ? `, ${cps.toFixed(0)} characters a second` : "";
    row.setAttribute("aria-label", `${cue + 1}, ${showTime(start)} to ${showTime(end)}, ${showDuration(end - start)}${rateText}, ${text}${kept}${many}`);
  }

  #pick(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    if (target.closest("textarea")) return;
    const row = target.closest<HTMLElement>(".cue-row");
    if (!row) return;
    this.#app.choose(Number(row.dataset.cue), { seek: true });
    this.focusChosen();
    event.preventDefault();
  }
}

function make(name: string, className: string, text = ""): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  if (text) element.textContent = text;
  return element;
}
