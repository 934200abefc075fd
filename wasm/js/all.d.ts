import type { ModuleSource } from "cuesmith";

export * from "cuesmith";

/** Loads the whole module, by default from beside the package; `source`: see `init` of `cuesmith`. */
export function init(source?: string | ModuleSource | PromiseLike<string | ModuleSource>): Promise<void>;
