// The timeline: a canvas that is drawn when something changes, and the pointer on it. Keys and screen readers use the list
// and the fields of the chosen cue; they do the same.

import { effect } from "@preact/signals";

import type { App } from "../app.ts";
import { MOST_LANES, Lanes } from "./lanes.ts";
import { LANE, RULER, WAVE, draw, type Colors } from "./draw.ts";
import { Drag, hit } from "./drag.ts";
import { Scale } from "./scale.ts";

const NAMES = ["bg", "surface", "text", "muted", "line", "accent", "error", "warning", "chosen", "kept"] as const;

export class Timeline {
  readonly element: HTMLElement;
  readonly scale = new Scale();
  lanes: Lanes;
  drag: Drag | undefined;
  #canvas: HTMLCanvasElement;
  #app: App;
  #frame = 0;
  #colors: Colors | undefined;
  #stops: (() => void)[] = [];
  #still = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(app: App) {
    this.#app = app;
    this.lanes = new Lanes(app.session.cues.times);
    this.element = document.createElement("div");
    this.element.className = "timeline";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", "Timeline. The keys of the list act here");
    this.#canvas = document.createElement("canvas");
    this.#canvas.setAttribute("aria-hidden", "true");
    this.element.append(this.#canvas);
    const schemes = [matchMedia("(prefers-color-scheme: dark)"), matchMedia("(forced-colors: active)")];
    const recolor = () => {
      this.#colors = undefined;
      this.#schedule();
    };
    for (const scheme of schemes) scheme.addEventListener("change", recolor);
    const observer = new ResizeObserver(() => this.#schedule());
    observer.observe(this.element);
    this.#stops.push(
      () => {
        for (const scheme of schemes) scheme.removeEventListener("change", recolor);
      },
      () => observer.disconnect(),
      effect(() => {
        app.session.version.value;
        const { times } = app.session.cues;
        if (!this.lanes.isOf(times)) this.lanes = new Lanes(times);
        this.#schedule();
      }),
      effect(() => {
        app.findingsByCue.value;
        app.checker.metrics.value;
        app.wave.value;
        app.ghosts.value;
        app.player.duration.value;
        this.#schedule();
      }),
      effect(() => {
        app.settings.value;
        recolor();
      }),
      effect(() => {
        const chosen = app.session.chosen.value;
        const start = app.session.cues.times[chosen * 2];
        if (start !== undefined && !app.player.isPlaying.peek()) this.scale.reveal(start);
        this.#schedule();
      }),
      effect(() => {
        const now = app.player.time.value;
        if (app.player.isPlaying.peek()) this.#followPlayhead(now);
        this.#schedule();
      }),
      effect(() => {
        if (app.player.isPlaying.value) this.#schedule();
      }),
    );
    this.#listen();
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    cancelAnimationFrame(this.#frame);
    this.drag?.cancel();
  }

  zoom(factor: number): void {
    this.scale.zoomAt(this.scale.x(this.#app.player.now), factor);
    this.#schedule();
  }

  /** Draws in the next frame. */
  refresh(): void {
    this.#schedule();
  }

  #followPlayhead(now: number): void {
    if (this.#still.matches) this.scale.reveal(now);
    else if (now > this.scale.from + (this.scale.to - this.scale.from) * 0.7 || now < this.scale.from) {
      this.scale.from = now - (this.scale.to - this.scale.from) * 0.3;
      this.scale.hold();
    }
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#draw();
      if (this.#app.player.isPlaying.peek()) this.#schedule();
    });
  }

  #readColors(): Colors {
    // A canvas does not know custom properties: read them from an element.
    const probe = document.createElement("span");
    probe.className = "color-probe";
    this.element.append(probe);
    const read = Object.fromEntries(
      NAMES.map((name) => {
        probe.style.color = `var(--${name})`;
        return [name, getComputedStyle(probe).color];
      }),
    );
    probe.remove();
    return read as unknown as Colors;
  }

  #draw(): void {
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth === 0) return;
    const ratio = devicePixelRatio;
    if (this.#canvas.width !== Math.round(clientWidth * ratio) || this.#canvas.height !== Math.round(clientHeight * ratio)) {
      this.#canvas.width = Math.round(clientWidth * ratio);
      this.#canvas.height = Math.round(clientHeight * ratio);
    }
    const app = this.#app;
    const { cues } = app.session;
    this.scale.width = clientWidth;
    this.scale.end = Math.max(10_000, app.player.duration.peek());
    this.scale.hold();
    this.#colors ??= this.#readColors();
    const context = this.#canvas.getContext("2d")!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const metrics = app.checker.metrics.peek()?.metrics;
    const limit = app.limits.peek().cps ?? NaN;
    const byCue = app.findingsByCue.peek();
    draw(context, {
      scale: this.scale,
      colors: this.#colors,
      lanes: this.lanes,
      times: cues.times,
      text: (cue) => cues.text(cue),
      heat: (cue) => (metrics?.cps[cue] ?? NaN) / limit,
      worst: (cue) => Math.max(0, ...(byCue.get(cue) ?? []).map(({ severity }) => ({ info: 1, warning: 2, error: 3 })[severity])),
      chosen: app.session.chosen.peek(),
      playhead: app.player.now,
      snapped: this.drag?.snapped,
      dragged: this.drag?.shown,
      bubble: this.drag?.bubble ?? "",
      wave: app.wave.peek(),
      ghosts: app.ghosts.peek(),
      height: clientHeight,
    });
  }

  #place(event: MouseEvent): { x: number; y: number; lane: number } {
    const box = this.element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return { x, y, lane: Math.floor((y - RULER - WAVE) / LANE) };
  }

  #listen(): void {
    const { element } = this;
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      element.focus();
      const { x, y, lane } = this.#place(event);
      if (y < RULER + WAVE) {
        this.#scrub(event);
        return;
      }
      const found = lane >= MOST_LANES ? undefined : hit(this.#app.session.cues.times, this.lanes, this.scale, x, lane);
      if (found && found.part !== "empty") this.#app.choose(found.cue);
      element.setPointerCapture(event.pointerId);
      this.drag = new Drag(this.#app, this, found ?? { part: "empty", cue: -1 }, x);
      event.preventDefault();
    });
    element.addEventListener("pointermove", (event) => {
      const { x, lane, y } = this.#place(event);
      if (this.drag) {
        this.drag.move(x, { free: event.altKey, both: event.shiftKey });
        this.#schedule();
        return;
      }
      const found = y >= RULER + WAVE && lane < MOST_LANES ? hit(this.#app.session.cues.times, this.lanes, this.scale, x, lane) : undefined;
      element.style.cursor = !found ? "default" : found.part === "body" ? "grab" : "col-resize";
    });
    const finish = () => {
      this.drag?.finish();
      this.drag = undefined;
      this.#schedule();
    };
    element.addEventListener("pointerup", finish);
    element.addEventListener("pointercancel", () => {
      this.drag?.cancel();
      this.drag = undefined;
      this.#schedule();
    });
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.drag) return;
      this.drag.cancel();
      this.drag = undefined;
      event.stopPropagation();
      this.#schedule();
    });
    element.addEventListener("dblclick", () => {
      const { cue, player } = this.#app;
      if (cue) player.playPart(cue.start, cue.end);
    });
    element.addEventListener("wheel", (event) => {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) this.scale.zoomAt(this.#place(event).x, Math.exp(-event.deltaY / 300));
      else this.scale.scroll(((event.deltaX || event.deltaY) / this.scale.zoom) * 1000);
      this.#schedule();
    }, { passive: false });
  }

  #scrub(event: PointerEvent): void {
    const { element } = this;
    element.setPointerCapture(event.pointerId);
    const seek = (at: MouseEvent) => this.#app.player.seek(this.scale.ms(this.#place(at).x));
    seek(event);
    element.addEventListener("pointermove", seek);
    const stop = () => element.removeEventListener("pointermove", seek);
    element.addEventListener("pointerup", stop, { once: true });
    element.addEventListener("pointercancel", stop, { once: true });
  }
}
