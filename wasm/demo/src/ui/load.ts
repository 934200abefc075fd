// The editor's own script, loaded when it is needed.

import { signal } from "@preact/signals";

type Parts = typeof import("./editor.tsx");

export const editor = signal<Parts | undefined>(undefined);

let loading: Promise<Parts> | undefined;

export function loadEditor(): Promise<Parts> {
  loading ??= import("./editor.tsx").then(
    (parts) => (editor.value = parts),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
