// `cuesmith`: the core, and packs that are loaded on demand.

import { files } from "../pkg/web/files.js";
import { beside } from "./beside.js";
import { loadPack, start } from "./load.js";

export * from "./functions.js";
export { isLoaded, loadSync, startSync as initSync } from "./load.js";

/** Loads the core once; later calls wait for the first one. */
export function init(source) {
  return start(source ?? beside(files.core()), files);
}

/** Loads a pack once, and first the core and what it needs; later calls wait for the first one. */
export async function load(pack, sources) {
  await init();
  await loadPack(pack, sources);
}
