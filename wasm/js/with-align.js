// `cuesmith/align`: `cuesmith`, whose `init` also loads the pack `align`.

import { init as initCore, load } from "./index.js";

export * from "./index.js";

/** Loads the core and the pack. */
export async function init(source, sources) {
  await initCore(source);
  await load("align", sources);
}
