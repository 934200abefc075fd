// Dialogs: keys, all commands, questions.

import { useEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";

import type { App } from "../app.ts";
import { commands } from "../keys/commands.ts";
import { showKey } from "../keys/keys.ts";
import { isUnchangedOnDisk } from "../model/files.ts";
import { change, settings } from "../model/settings.ts";
import { openFiles } from "./open.ts";
import { saveAs, write } from "./save.ts";

interface DialogProps {
  label: string;
  close(): void;
  children: ComponentChildren;
}

function Dialog({ label, close, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    element.current!.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={element} aria-label={label} onClose={close} onCancel={close}>
      <h2>{label}</h2>
      {children}
    </dialog>
  );
}

const GROUPS = ["Playing", "Timing", "Cues", "Findings", "Editor"] as const;

function Keys({ app }: { app: App }) {
  const [find, setFind] = useState("");
  const close = () => (app.dialog.value = undefined);
  const word = find.toLowerCase();
  return (
    <Dialog label="Keys" close={close}>
      <p>
        <input type="search" aria-label="Find a key" placeholder="Find" value={find} onInput={(event) => setFind(event.currentTarget.value)} />{" "}
        <label>
          <input type="checkbox" checked={settings.value.letters} onChange={(event) => change({ letters: event.currentTarget.checked })} /> Single letters act in the list and the timeline
        </label>
      </p>
      <div class="key-sheet">
        {GROUPS.map((group) => {
          const shown = commands.filter((command) => command.group === group && `${command.label} ${[...command.list, ...command.text].join(" ")}`.toLowerCase().includes(word));
          if (shown.length === 0) return null;
          return (
            <table key={group}>
              <caption>{group}</caption>
              <thead>
                <tr>
                  <th scope="col">Action</th>
                  <th scope="col">List, timeline</th>
                  <th scope="col">While typing</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((command) => (
                  <tr key={command.id}>
                    <td>{command.label}</td>
                    <td>{command.list.map((key) => <kbd key={key}>{showKey(key)}</kbd>)}</td>
                    <td>{command.text.map((key) => <kbd key={key}>{showKey(key)}</kbd>)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        })}
      </div>
      <p class="actions">
        <button type="button" onClick={close}>
          Close
        </button>
      </p>
    </Dialog>
  );
}

function Palette({ app }: { app: App }) {
  const [find, setFind] = useState("");
  const [at, setAt] = useState(0);
  const close = () => (app.dialog.value = undefined);
  const words = find.toLowerCase().split(/\s+/);
  const shown = commands.filter(({ id, label }) => id !== "palette" && words.every((word) => label.toLowerCase().includes(word)));
  const chosen = shown[Math.min(at, shown.length - 1)];
  const run = (command: (typeof commands)[number] | undefined) => {
    close();
    if (command) requestAnimationFrame(() => command.run(app));
  };
  return (
    <Dialog label="All commands" close={close}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={chosen ? `command-${chosen.id}` : undefined}
        aria-label="Find a command"
        value={find}
        onInput={(event) => {
          setFind(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (by !== undefined) {
            event.preventDefault();
            setAt(Math.min(Math.max(0, at + by), shown.length - 1));
          }
          if (event.key === "Enter") {
            event.preventDefault();
            run(chosen);
          }
        }}
      />
      <ul id="palette-list" role="listbox" aria-label="Commands">
        {shown.map((command) => (
          <li key={command.id} id={`command-${command.id}`} role="option" aria-selected={command === chosen} onClick={() => run(command)}>
            {command.label} {(command.list[0] ?? command.text[0]) && <kbd>{showKey(command.list[0] ?? command.text[0]!)}</kbd>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Question({ app }: { app: App }) {
  const question = app.question.value!;
  return (
    <Dialog label={question.title} close={() => app.question.peek()?.answer(false)}>
      <p>{question.text}</p>
      <p class="actions">
        <button type="button" class="primary" onClick={() => question.answer(true)}>
          {question.yes}
        </button>
        <button type="button" onClick={() => question.answer(false)}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}

function Changed({ app }: { app: App }) {
  const { handle } = app.file.peek();
  const close = () => (app.dialog.value = undefined);
  const act = (run: () => Promise<void>) => () => {
    close();
    run().catch((error: unknown) => (app.alert.value = `Not saved: ${String(error)}`));
  };
  if (!handle) return null;
  return (
    <Dialog label="The file was changed elsewhere" close={close}>
      <p>Another program has changed {handle.name} since it was opened here.</p>
      <p class="actions">
        <button type="button" onClick={act(() => write(app, handle))}>
          Overwrite
        </button>
        <button
          type="button"
          onClick={act(async () => {
            if (!(await isUnchangedOnDisk(app.file.peek()))) await openFiles([{ file: await handle.getFile(), handle }]);
          })}
        >
          Reload
        </button>
        <button type="button" onClick={act(() => saveAs(app))}>
          Save as…
        </button>
        <button type="button" onClick={close}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}

export function Dialogs({ app }: { app: App }) {
  if (app.question.value) return <Question app={app} />;
  switch (app.dialog.value) {
    case "keys":
      return <Keys app={app} />;
    case "palette":
      return <Palette app={app} />;
    case "changed":
      return <Changed app={app} />;
    default:
      return null;
  }
}
