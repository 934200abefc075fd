// Edits that were not saved, on the start page.

import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";

import { download } from "../model/files.ts";
import { discard, findRecoverable, recoverable } from "../model/keeper.ts";
import { count } from "../model/times.ts";
import type { Kept } from "../work/journal.ts";
import { Diff } from "./diff.tsx";
import { loadEditor } from "./load.ts";

const compared = signal<string | undefined>(undefined);

async function restore(kept: Kept): Promise<void> {
  const parts = await loadEditor();
  await parts.restore(kept);
}

/** The difference as one edit: what is between the common start and the common end. */
function difference({ base, text }: Kept) {
  let start = 0;
  while (start < base.length && start < text.length && base[start] === text[start]) start += 1;
  let end = 0;
  while (end < Math.min(base.length, text.length) - start && base[base.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  return [{ span: { start, end: base.length - end }, replacement: text.slice(start, text.length - end) }];
}

export function Recovery() {
  useEffect(() => void findRecoverable(), []);
  const all = recoverable.value;
  if (all.length === 0) return null;
  return (
    <section class="recovery" aria-label="Edits that were not saved">
      <h2>Edits that were not saved</h2>
      <ul>
        {all.map((kept) => (
          <li key={kept.key}>
            <p>
              <strong>{kept.name}</strong> has {count(kept.rounds.length, "edit")} after the last save, {new Date(kept.time).toLocaleString()}
            </p>
            <p class="actions">
              <button type="button" class="primary" onClick={() => void restore(kept)}>
                Restore
              </button>
              <button type="button" aria-expanded={compared.value === kept.key} onClick={() => (compared.value = compared.peek() === kept.key ? undefined : kept.key)}>
                Show difference
              </button>
              <button type="button" onClick={() => download(kept.name, kept.text, "text/plain")}>
                Download
              </button>
              <button type="button" onClick={() => void discard(kept.key)}>
                Discard
              </button>
            </p>
            {compared.value === kept.key && <Diff text={kept.base} edits={difference(kept)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
