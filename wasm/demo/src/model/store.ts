// A small store on this device (IndexedDB). Where the browser denies it, everything is forgotten with the page.

const NAME = "cuesmith";
const TABLE = "kept";

let opening: Promise<IDBDatabase | undefined> | undefined;

function open(): Promise<IDBDatabase | undefined> {
  opening ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
      request.onblocked = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
  return opening;
}

async function run<T>(mode: IDBTransactionMode, make: (table: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const database = await open();
  if (!database) return undefined;
  return new Promise((resolve) => {
    try {
      const request = make(database.transaction(TABLE, mode).objectStore(TABLE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
}

export const store = {
  get: <T>(key: string) => run("readonly", (table) => table.get(key) as IDBRequest<T | undefined>),
  set: (key: string, value: unknown) => run("readwrite", (table) => table.put(value, key)),
  remove: (key: string) => run("readwrite", (table) => table.delete(key)),
  keys: () => run("readonly", (table) => table.getAllKeys()),
  clear: () => run("readwrite", (table) => table.clear()),
};
