// Time to pixels and back.

export class Scale {
  /** The moment at the left edge, in ms. */
  from = 0;
  /** Pixels a second. */
  zoom = 100;
  width = 1;
  /** The end of everything that can be shown. */
  end = 60_000;

  x(ms: number): number {
    return ((ms - this.from) / 1000) * this.zoom;
  }

  ms(x: number): number {
    return this.from + (x / this.zoom) * 1000;
  }

  get to(): number {
    return this.ms(this.width);
  }

  /** Zooms, keeping the moment at `x` where it is. */
  zoomAt(x: number, factor: number): void {
    const at = this.ms(x);
    this.zoom = Math.min(1000, Math.max(0.05, this.zoom * factor));
    this.from = at - (x / this.zoom) * 1000;
    this.hold();
  }

  scroll(ms: number): void {
    this.from += ms;
    this.hold();
  }

  /** Scrolls so that a moment is in sight, by pages. */
  reveal(ms: number, margin = 0.1): boolean {
    const span = this.to - this.from;
    if (ms >= this.from + span * margin && ms <= this.to - span * margin) return false;
    this.from = ms - span * margin * 2;
    this.hold();
    return true;
  }

  hold(): void {
    const span = (this.width / this.zoom) * 1000;
    this.from = Math.max(0, Math.min(this.from, Math.max(0, this.end + 2000 - span)));
  }

  /** The step of the ruler's labels in ms: at least 80 pixels. */
  get step(): number {
    const steps = [100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];
    return steps.find((step) => (step / 1000) * this.zoom >= 80) ?? 3_600_000;
  }
}
