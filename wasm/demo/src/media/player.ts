// Playing: a video or sound file of this machine, or a silent clock with the length of the captions.

import { signal } from "@preact/signals";

export class Player {
  /** The element that plays; its source is a file of this machine. */
  readonly element: HTMLVideoElement;
  readonly isPlaying = signal(false);
  readonly hasMedia = signal(false);
  /** The name of the file that plays. */
  readonly name = signal("");
  readonly error = signal<string | undefined>(undefined);
  readonly rate = signal(1);
  /** The playhead in ms, about ten times a second while it plays. */
  readonly time = signal(0);
  readonly duration = signal(0);
  file: File | undefined;
  #clock = 0;
  #since = 0;
  #until: number | undefined;
  #frame = 0;
  #url = "";

  constructor() {
    const video = document.createElement("video");
    video.playsInline = true;
    video.preload = "auto";
    this.element = video;
    const state = () => {
      if (this.hasMedia.peek()) this.isPlaying.value = !video.paused && !video.ended;
      this.#tick();
    };
    for (const name of ["play", "pause", "ended"]) video.addEventListener(name, state);
    for (const name of ["seeked", "timeupdate"]) video.addEventListener(name, () => this.#show());
    video.addEventListener("loadedmetadata", () => {
      this.duration.value = Number.isFinite(video.duration) ? video.duration * 1000 : 0;
      video.playbackRate = this.rate.peek();
    });
    video.addEventListener("error", () => {
      const why = video.error?.message || "the browser cannot play this kind of file";
      this.error.value = `${this.name.peek()} cannot be played: ${why}`;
      this.hasMedia.value = false;
    });
  }

  open(file: File): void {
    this.pause();
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = URL.createObjectURL(file);
    this.file = file;
    this.error.value = undefined;
    this.name.value = file.name;
    this.hasMedia.value = true;
    this.element.src = this.#url;
  }

  /** The playhead in ms, exactly. */
  get now(): number {
    if (this.hasMedia.peek()) return this.element.currentTime * 1000;
    if (!this.isPlaying.peek()) return this.#clock;
    return this.#clock + (performance.now() - this.#since) * this.rate.peek();
  }

  seek(ms: number): void {
    const most = this.hasMedia.peek() && this.duration.peek() > 0 ? this.duration.peek() : Infinity;
    const to = Math.max(0, Math.min(ms, most));
    this.#until = undefined;
    if (this.hasMedia.peek()) this.element.currentTime = to / 1000;
    this.#clock = to;
    this.#since = performance.now();
    this.time.value = to;
  }

  play(): void {
    this.#until = undefined;
    this.#start();
  }

  /** Plays from one moment to another and stops. */
  playPart(from: number, to: number): void {
    this.seek(from);
    this.#until = to;
    this.#start();
  }

  pause(): void {
    if (this.hasMedia.peek()) this.element.pause();
    this.#clock = this.now;
    this.isPlaying.value = false;
    this.#show();
  }

  toggle(): void {
    if (this.isPlaying.peek()) this.pause();
    else this.play();
  }

  setRate(rate: number): void {
    this.#clock = this.now;
    this.#since = performance.now();
    this.rate.value = rate;
    this.element.playbackRate = rate;
  }

  /** The length of the clock when there is no video: that of the captions. */
  setLength(ms: number): void {
    if (!this.hasMedia.peek()) this.duration.value = ms;
  }

  #start(): void {
    if (this.hasMedia.peek()) {
      void this.element.play().catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === "AbortError")) this.error.value = String(error);
      });
      return;
    }
    this.#since = performance.now();
    this.isPlaying.value = true;
    this.#tick();
  }

  #tick(): void {
    cancelAnimationFrame(this.#frame);
    this.#show();
    if (!this.isPlaying.peek()) return;
    this.#frame = requestAnimationFrame(() => {
      const now = this.now;
      const end = this.#until ?? Infinity;
      if (now >= end) {
        this.#until = undefined;
        this.pause();
        this.seek(end);
        return;
      }
      this.#tick();
    });
  }

  #show(): void {
    const now = this.now;
    if (Math.abs(now - this.time.peek()) >= 90 || !this.isPlaying.peek()) this.time.value = now;
  }
}
