// `cuesmith/all`: the same functions over one whole module, for Node, Workers, and pages that know that they need it.

import { beside } from "./beside.js";
import { loadPack, packs, start } from "./load.js";

export * from "./functions.js";
export { isLoaded, loadSync, startSync as initSync } from "./load.js";

/** Loads the whole module once. Where the core runs already, it loads all packs. */
export async function init(source) {
  await start(source ?? beside(new URL("../pkg/web/all.wasm", import.meta.url)));
  await Promise.all(packs.map((pack) => loadPack(pack)));
}

/** Loads all. */
export async function load(pack, sources) {
  await init();
  await loadPack(pack, sources);
}
