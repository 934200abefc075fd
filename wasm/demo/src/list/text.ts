// Typing the text of a cue in its row. Plain text where the cue has no markup, otherwise the text as it is written.

import type { App } from "../app.ts";

export class CueText {
  #app: App;
  #leave: () => void;
  #area: HTMLTextAreaElement | undefined;
  #cue = -1;
  #isMarkup = false;
  #stop: (() => void) | undefined;
  #isOwn = false;

  constructor(app: App, leave: () => void) {
    this.#app = app;
    this.#leave = leave;
  }

  isIn(cell: HTMLElement): boolean {
    return this.#area !== undefined && cell.contains(this.#area);
  }

  get isOpen(): boolean {
    return this.#area !== undefined;
  }

  get area(): HTMLTextAreaElement | undefined {
    return this.#area;
  }

  open(cell: HTMLElement, cue: number, at: "start" | "end" = "end"): void {
    this.close();
    const { session } = this.#app;
    if (session.readOnly.peek()) return;
    const found = session.cues.at(cue);
    if (!found) return;
    this.#cue = cue;
    // Also where a `<` only hides text: it must not be lost.
    this.#isMarkup = session.format === "ttml" ? found.tokens.some(({ type }) => type !== "text") : found.payload.includes("<");
    const area = document.createElement("textarea");
    area.value = this.#read();
    area.className = "cue-text";
    area.dir = "auto";
    area.lang = this.#app.language.peek() ?? "";
    area.setAttribute("aria-label", `Text of cue ${cue + 1}${this.#isMarkup ? ", with markup" : ""}`);
    area.addEventListener("input", () => this.#type());
    area.addEventListener("blur", () => {
      if (this.#area === area) this.close();
    });
    cell.replaceChildren(area);
    this.#area = area;
    this.#stop = session.version.subscribe(() => this.#follow());
    area.focus({ preventScroll: true });
    const place = at === "start" ? 0 : area.value.length;
    area.setSelectionRange(place, place);
  }

  /** Ends typing; what was typed is in the file already. */
  close(): void {
    if (!this.#area) return;
    const cell = this.#area.parentElement;
    this.#stop?.();
    this.#area = undefined;
    this.#app.session.history.close();
    if (cell) {
      cell.textContent = this.#app.session.cues.text(this.#cue) ?? "";
      const row = cell.closest<HTMLElement>(".cue-row");
      if (row) row.dataset.key = "";
    }
    this.#cue = -1;
  }

  /** Closes and puts the focus back into the list. */
  leave(): void {
    this.close();
    this.#leave();
  }

  #read(): string {
    const cue = this.#app.session.cues.at(this.#cue);
    if (!cue) return "";
    return this.#isMarkup ? cue.payload.replace(/\r\n?/g, "\n") : cue.text;
  }

  #type(): void {
    const area = this.#area!;
    const cue = this.#cue;
    if (area.value === this.#read()) return;
    this.#isOwn = true;
    const isWritten = this.#app.session.run((document) => document.setCueText(cue, area.value, { markup: this.#isMarkup }), {
      label: `Text of cue ${cue + 1}`,
      join: `text ${cue}`,
    });
    this.#isOwn = false;
    area.setAttribute("aria-invalid", String(!isWritten));
    if (!isWritten) this.#app.say("This text would not be read as the text of one cue: the file is unchanged");
  }

  // Another view or undo changed the text.
  #follow(): void {
    if (this.#isOwn || !this.#area) return;
    if (this.#cue >= this.#app.session.cues.length) {
      this.leave();
      return;
    }
    const text = this.#read();
    if (this.#area.value !== text) this.#area.value = text;
    this.#area.removeAttribute("aria-invalid");
  }
}
