// What the canvas shows: ruler, waveform, cues in lanes, gaps, playhead. Only what is in sight is drawn.

import { showTime } from "../model/times.ts";
import type { Lanes } from "./lanes.ts";
import { MOST_LANES } from "./lanes.ts";
import type { Scale } from "./scale.ts";

export interface Colors {
  bg: string;
  surface: string;
  text: string;
  muted: string;
  line: string;
  accent: string;
  error: string;
  warning: string;
  chosen: string;
  kept: string;
}

/** Peaks of the sound: a minimum and a maximum for each `step` ms. */
export interface Wave {
  min: Int8Array;
  max: Int8Array;
  stepMs: number;
  /** Peaks that are known, in order from the start. */
  known: number;
  /** Parts with speech: start and end in ms. */
  speech: Float64Array;
}

export interface Scene {
  scale: Scale;
  colors: Colors;
  lanes: Lanes;
  times: Float64Array;
  text(cue: number): string;
  /** Share of the reading speed limit; NaN if none is known. */
  heat(cue: number): number;
  /** The worst finding of a cue: 0 none, 1 info, 2 warning, 3 error. */
  worst(cue: number): number;
  chosen: number;
  playhead: number;
  /** Where the drag has snapped to. */
  snapped: { ms: number; name: string } | undefined;
  dragged: { cue: number; start: number; end: number } | undefined;
  bubble: string;
  wave: Wave | undefined;
  /** Cues that the chosen parser keeps: start and end of each. */
  ghosts: Float64Array | undefined;
  height: number;
}

export const RULER = 22;
export const WAVE = 64;
export const LANE = 34;
/** Cues that are drawn at once. */
export const MOST_DRAWN = 800;

export function draw(context: CanvasRenderingContext2D, scene: Scene): void {
  const { scale, colors, height } = scene;
  context.fillStyle = colors.bg;
  context.fillRect(0, 0, scale.width, height);
  drawRuler(context, scene);
  drawWave(context, scene);
  drawCues(context, scene);
  const x = scale.x(scene.playhead);
  context.fillStyle = colors.error;
  context.fillRect(Math.round(x) - 1, 0, 2, height);
  if (scene.snapped) {
    const at = Math.round(scale.x(scene.snapped.ms));
    context.fillStyle = colors.accent;
    for (let y = 0; y < height; y += 6) context.fillRect(at, y, 1, 3);
    label(context, scene, `${scene.snapped.name}`, at + 4, RULER + 12);
  }
}

function label(context: CanvasRenderingContext2D, { colors, scale }: Scene, text: string, x: number, y: number): void {
  context.font = "12px system-ui, sans-serif";
  const width = context.measureText(text).width + 8;
  const left = Math.min(x, scale.width - width);
  context.fillStyle = colors.text;
  context.fillRect(left, y - 11, width, 16);
  context.fillStyle = colors.bg;
  context.fillText(text, left + 4, y + 1);
}

function drawRuler(context: CanvasRenderingContext2D, scene: Scene): void {
  const { scale, colors } = scene;
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, scale.width, RULER);
  context.font = "12px system-ui, sans-serif";
  const { step } = scale;
  for (let ms = Math.floor(scale.from / step) * step; ms <= scale.to; ms += step) {
    const x = Math.round(scale.x(ms));
    context.fillStyle = colors.line;
    context.fillRect(x, RULER - 6, 1, 6);
    context.fillStyle = colors.muted;
    context.fillText(showTime(ms).replace(/\.000$/, ""), x + 4, 14);
  }
}

function drawWave(context: CanvasRenderingContext2D, { scale, colors, wave }: Scene): void {
  if (!wave) return;
  const middle = RULER + WAVE / 2;
  const half = WAVE / 2 - 2;
  const { speech, min, max, stepMs, known } = wave;
  context.fillStyle = colors.chosen;
  for (let at = 0; at < speech.length; at += 2) {
    if (speech[at + 1]! < scale.from || speech[at]! > scale.to) continue;
    context.fillRect(scale.x(speech[at]!), RULER, ((speech[at + 1]! - speech[at]!) / 1000) * scale.zoom, WAVE);
  }
  context.fillStyle = colors.accent;
  const perPixel = 1000 / scale.zoom / stepMs;
  for (let x = 0; x < scale.width; x += 1) {
    const first = Math.floor(scale.ms(x) / stepMs);
    const last = Math.min(known, Math.max(first + 1, Math.floor(first + perPixel)));
    if (first >= known) break;
    let [low, high] = [0, 0];
    // At most 64 peaks a pixel: enough for the eye.
    const stride = Math.max(1, Math.floor((last - first) / 64));
    for (let at = Math.max(0, first); at < last; at += stride) {
      low = Math.min(low, min[at]!);
      high = Math.max(high, max[at]!);
    }
    const top = middle - (high / 127) * half;
    const bottom = middle - (low / 128) * half;
    context.fillRect(x, top, 1, Math.max(1, bottom - top));
  }
}

function drawCues(context: CanvasRenderingContext2D, scene: Scene): void {
  const { scale, colors, lanes, times, dragged } = scene;
  const top = RULER + WAVE;
  const shown = lanes.within(scale.from, scale.to, MOST_DRAWN);
  if (scene.ghosts) {
    context.fillStyle = colors.kept;
    for (let at = 0; at < scene.ghosts.length; at += 2) {
      const [from, to] = [scene.ghosts[at]!, scene.ghosts[at + 1]!];
      if (to < scale.from || from > scale.to) continue;
      context.fillRect(scale.x(from), top - 5, Math.max(2, ((to - from) / 1000) * scale.zoom), 4);
    }
  }
  let more = 0;
  let before: number | undefined;
  for (const cue of shown) {
    const lane = lanes.lane[cue]!;
    const isDragged = dragged?.cue === cue;
    const start = isDragged ? dragged.start : times[cue * 2]!;
    const end = isDragged ? dragged.end : times[cue * 2 + 1]!;
    if (before !== undefined && lane === 0) drawGap(context, scene, before, start, top);
    if (lane === 0) before = end;
    if (lane >= MOST_LANES) {
      more += 1;
      continue;
    }
    drawCue(context, scene, cue, start, end, top + lane * LANE);
  }
  if (more > 0) label(context, scene, `+${more}`, scale.width - 40, top + MOST_LANES * LANE - 4);
  if (dragged && scene.bubble) label(context, scene, scene.bubble, scale.x(dragged.start), top + lanes.lane[dragged.cue]! * LANE - 4);
}

function drawCue(context: CanvasRenderingContext2D, scene: Scene, cue: number, start: number, end: number, top: number): void {
  const { scale, colors } = scene;
  const x = scale.x(start);
  const width = Math.max(2, ((end - start) / 1000) * scale.zoom - 1);
  const isChosen = cue === scene.chosen;
  context.fillStyle = isChosen ? colors.chosen : colors.surface;
  context.fillRect(x, top + 2, width, LANE - 5);
  const worst = scene.worst(cue);
  context.strokeStyle = isChosen ? colors.accent : worst === 3 ? colors.error : worst === 2 ? colors.warning : colors.line;
  context.lineWidth = isChosen ? 2 : 1;
  context.strokeRect(x + 0.5, top + 2.5, Math.max(1, width - 1), LANE - 6);
  if (width > 24) {
    context.save();
    context.beginPath();
    context.rect(x + 3, top, width - 6, LANE);
    context.clip();
    context.fillStyle = colors.text;
    context.font = "13px system-ui, sans-serif";
    const sign = worst === 3 ? "✖ " : worst === 2 ? "▲ " : "";
    context.fillText(`${sign}${cue + 1} ${scene.text(cue).slice(0, 200).replaceAll("\n", " ")}`, x + 6, top + 19);
    context.restore();
  }
  const heat = scene.heat(cue);
  if (heat > 0.8) {
    context.fillStyle = heat > 1 ? colors.error : colors.warning;
    context.fillRect(x, top + LANE - 6, width, 3);
    // Hatched above the limit: color is not alone.
    if (heat > 1) {
      context.fillStyle = colors.bg;
      for (let at = 0; at < width; at += 6) context.fillRect(x + at, top + LANE - 6, 2, 3);
    }
  }
}

function drawGap(context: CanvasRenderingContext2D, { scale, colors }: Scene, from: number, to: number, top: number): void {
  const width = ((to - from) / 1000) * scale.zoom;
  if (to - from <= 0 || to - from > 2000 || width < 34) return;
  context.fillStyle = colors.muted;
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  context.fillText(`${Math.round(to - from)}`, scale.x(from) + width / 2, top + 20);
  context.textAlign = "start";
}
