import type { ModuleSource, PackSources } from "cuesmith";

export * from "cuesmith";

/** Loads the core (`source`, see `init` of `cuesmith`) and the pack `align` (`sources`, see `load`). */
export function init(
  source?: string | ModuleSource | PromiseLike<string | ModuleSource>,
  sources?: PackSources,
): Promise<void>;
