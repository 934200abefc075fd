// A separator between panes: dragged, or moved with the arrow keys.

import { change, settings } from "../model/settings.ts";

interface Props {
  name: string;
  label: string;
  initial: number;
  min: number;
  max: number;
  /** Whether the pane that it sizes is after it. */
  isAfter?: boolean;
}

export function Separator({ name, label, initial, min, max, isAfter = false }: Props) {
  const width = settings.value.panes[name] ?? initial;
  document.documentElement.style.setProperty(`--pane-${name}`, `${width}px`);
  const set = (to: number) => {
    const panes = { ...settings.peek().panes, [name]: Math.round(Math.min(max, Math.max(min, to))) };
    change({ panes });
  };
  return (
    <div
      class="separator"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        set(width + (isAfter ? -by : by));
      }}
      onPointerDown={(event) => {
        const target = event.currentTarget;
        target.setPointerCapture(event.pointerId);
        const from = event.clientX;
        const move = (moved: PointerEvent) => set(width + (moved.clientX - from) * (isAfter ? -1 : 1));
        target.addEventListener("pointermove", move);
        target.addEventListener("pointerup", () => target.removeEventListener("pointermove", move), { once: true });
      }}
    />
  );
}
