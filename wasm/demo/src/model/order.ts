// An order that was dropped: data for the library's reader. Only the ids of its tasks are looked up here, to choose one.

export interface Order {
  name: string;
  text: string;
  /** The task that was chosen; undefined if there is only one. */
  task: string | undefined;
  tasks: string[];
}

/** Larger files are refused. */
export const MOST_ORDER_BYTES = 1024 * 1024;

/** Ids of the tasks in an API response. */
export function tasksOf(text: string): string[] {
  const found = new Set<string>();
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null || depth > 6) return;
    if (Array.isArray(value)) {
      for (const one of value) look(one, depth + 1);
      return;
    }
    const { objectType, id, objects } = value as { objectType?: unknown; id?: unknown; objects?: unknown };
    if (objectType === "KalturaEntryVendorTask" && (typeof id === "string" || typeof id === "number")) found.add(String(id));
    look(objects, depth + 1);
  };
  look(JSON.parse(text), 0);
  return [...found];
}
