// The module: compiled once, used by the page and by the worker.

import { initSync } from "cuesmith";
import address from "../../../pkg/web/all.wasm?url";

let loading: Promise<WebAssembly.Module> | undefined;

/** Loads and compiles the module; a failed download may be tried again. */
export function loadModule(): Promise<WebAssembly.Module> {
  loading ??= compile().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the caption module could not be loaded: ${response.status}`);
  const module = await WebAssembly.compile(await response.arrayBuffer());
  initSync(module);
  return module;
}
