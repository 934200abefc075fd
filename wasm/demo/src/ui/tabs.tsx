// Tabs: arrow keys move and choose, as in the ARIA practices.

import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";

interface Props<T extends string> {
  label: string;
  tabs: [T, ComponentChildren][];
  chosen: Signal<T>;
  panel: string;
}

export function Tabs<T extends string>({ label, tabs, chosen, panel }: Props<T>) {
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(([name]) => name === chosen.value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const [name] = tabs[(to + tabs.length) % tabs.length]!;
    chosen.value = name;
    document.getElementById(`tab-${name}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(([name, text]) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={chosen.value === name}
          aria-controls={panel}
          tabIndex={chosen.value === name ? 0 : -1}
          onClick={() => (chosen.value = name)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
