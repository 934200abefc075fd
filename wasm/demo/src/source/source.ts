// The text of the file in CodeMirror. It follows the session's edits and hands typing to it; undo is the session's.

import { defaultKeymap } from "@codemirror/commands";
import { Compartment, EditorState, Transaction, type ChangeSpec } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import type { Cues, Edit } from "cuesmith";

import type { Checked } from "../model/checker.ts";
import type { Origin, Session } from "../model/session.ts";
import { chosen, findingMarks, findings, setChosen, setFindings, shownSpan } from "./marks.ts";
import { Offsets, lineEnding } from "./offsets.ts";
import { colors } from "./tokens.ts";

/** Control characters, and those that change the direction of text, as named boxes. */
const SPECIAL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]/gu;

const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--bg)", color: "var(--text)", fontSize: "var(--source-size, 14px)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", border: "none" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".chosen-cue": { backgroundColor: "var(--chosen)" },
  ".cm-specialChar": { color: "var(--error)", border: "1px solid currentColor", borderRadius: "3px" },
  ".tok-time": { color: "var(--accent)" },
  ".tok-setting": { color: "var(--merged)" },
  ".tok-tag": { color: "var(--kept)" },
  ".tok-entity": { color: "var(--warning)" },
  ".tok-note, .tok-number": { color: "var(--muted)" },
  ".finding": { textDecorationLine: "underline", textDecorationSkipInk: "none", textDecorationThickness: "1.5px" },
  ".finding-error": { textDecorationStyle: "wavy", textDecorationColor: "var(--error)" },
  ".finding-warning": { textDecorationStyle: "wavy", textDecorationColor: "var(--warning)" },
  ".finding-info": { textDecorationStyle: "dotted", textDecorationColor: "var(--muted)" },
});

export class SourceView {
  readonly view: EditorView;
  #session: Session;
  #offsets: Offsets;
  #ending: string;
  #stop: (() => void)[] = [];
  #isFollowing = false;
  #marked = false;
  #readOnly = new Compartment();

  constructor(host: HTMLElement, session: Session, checked: { subscribe(f: (checked: Checked | undefined) => void): () => void }) {
    this.#session = session;
    this.#offsets = new Offsets(session.text);
    this.#ending = lineEnding(session.text);
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const place = document.createElement("div");
    place.style.height = "100%";
    root.replaceChildren(place);
    this.view = new EditorView({
      root,
      parent: place,
      state: EditorState.create({
        doc: session.text,
        extensions: [
          theme,
          lineNumbers(),
          drawSelection(),
          highlightSpecialChars({ specialChars: SPECIAL }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Source of the file", spellcheck: "false", dir: "auto" }),
          keymap.of(defaultKeymap),
          colors,
          findings,
          chosen,
          this.#readOnly.of(EditorState.readOnly.of(session.readOnly.peek())),
          EditorView.updateListener.of((update) => {
            if (update.selectionSet && !this.#isFollowing && update.view.hasFocus) this.#chooseAtCursor();
          }),
        ],
      }),
      dispatchTransactions: (transactions, view) => this.#dispatch(transactions, view),
    });
    this.#stop.push(
      session.listen((edits, origin) => this.#follow(edits, origin)),
      session.readOnly.subscribe((is) => {
        this.view.dispatch({ effects: this.#readOnly.reconfigure(EditorState.readOnly.of(is)) });
      }),
      checked.subscribe((found) => {
        if (!found || found.version !== session.version.peek()) return;
        // Marks move with the text.
        if (!found.isChanged && this.#marked) return;
        this.#marked = true;
        const marks = findingMarks(found.report.diagnostics, this.#offsets, this.view.state.doc.length);
        this.view.dispatch({ effects: setFindings.of(marks) });
      }),
    );
  }

  /** Marks the lines of a cue, and scrolls there unless the cursor is in the text. */
  showCue(cues: Cues, cue: number, scroll: boolean): void {
    const block = cues.at(cue)?.origin.block;
    const place = block && shownSpan(block, this.#offsets);
    const effects: ReturnType<typeof setChosen.of>[] = [setChosen.of(place)];
    this.#isFollowing = true;
    const scrolled = place && scroll ? [EditorView.scrollIntoView(Math.min(place.from, this.view.state.doc.length), { y: "center" })] : [];
    this.view.dispatch({ effects: [...effects, ...scrolled] });
    this.#isFollowing = false;
  }

  /** Puts the cursor at a place of the text. */
  goTo(start: number, end: number): void {
    const [anchor, head] = [this.#offsets.shown(start), this.#offsets.shown(end)];
    this.view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.view.focus();
  }

  /** The place of the cursor in the text. */
  get cursor(): number {
    return this.#offsets.raw(this.view.state.selection.main.head);
  }

  destroy(): void {
    for (const stop of this.#stop) stop();
    this.view.destroy();
  }

  #dispatch(transactions: readonly Transaction[], view: EditorView): void {
    view.update(transactions);
    if (this.#isFollowing) return;
    for (const transaction of transactions) {
      if (!transaction.docChanged) continue;
      const edits: Edit[] = [];
      transaction.changes.iterChanges((from, to, _from, _to, inserted) => {
        const span = { start: this.#offsets.raw(from), end: this.#offsets.raw(to) };
        edits.push({ span, replacement: inserted.toString().replaceAll("\n", this.#ending) });
      });
      const join = transaction.isUserEvent("input") || transaction.isUserEvent("delete") ? "typing" : undefined;
      const label = transaction.isUserEvent("input.paste") ? "Paste" : "Typing in the source";
      this.#session.apply(edits, { label, origin: "source", ...(join === undefined ? {} : { join }) });
    }
  }

  #follow(edits: Edit[], origin: Origin): void {
    if (origin !== "source") {
      const changes: ChangeSpec[] = edits.map(({ span, replacement }) => ({
        from: this.#offsets.shown(span.start),
        to: this.#offsets.shown(span.end),
        insert: replacement,
      }));
      this.#isFollowing = true;
      this.view.dispatch({ changes });
      this.#isFollowing = false;
    }
    if (this.#ending === "\r\n" || edits.some(({ replacement }) => replacement.includes("\r"))) {
      this.#offsets = new Offsets(this.#session.text);
    }
  }

  #chooseAtCursor(): void {
    const { spans, length } = this.#session.cues;
    const at = this.cursor;
    let [low, high] = [0, length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle * 12]! <= at) low = middle + 1;
      else high = middle;
    }
    if (low > 0) this.#session.chosen.value = low - 1;
  }
}
