// The module and its packs: fetched, compiled, instantiated, each once.

import initModule, * as wasm from "../pkg/web/cuesmith.js";
import { needs } from "../pkg/web/needs.js";
import { beside } from "./beside.js";

// What the main module exports, once it runs: memory, table and functions that packs import.
let main;
let ready;
let addresses = {}; // of the files of packs, by name
const placed = new Map(); // from a file to the promise of its instance
const loading = new Map(); // from a pack to the promise of it
const inUse = new Set(); // packs

/** The names of the packs. */
export const packs = Object.keys(needs);

/** Starts the module of `source` once; later calls wait for the first one. `files`: where packs are. */
export function start(source, files = addresses) {
  addresses = files;
  ready ??= initModule({ module_or_path: source }).then(run, (error) => {
    ready = undefined; // a failed download may be tried again
    throw error;
  });
  return ready;
}

/** Starts the module from bytes or a compiled module, at once. */
export function startSync(module) {
  run(wasm.initSync({ module }));
  ready ??= Promise.resolve();
}

/** Loads a pack once, and first what it needs; later calls wait for the first one. The main module runs. */
export function loadPack(pack, sources = {}) {
  if (!Object.hasOwn(needs, pack)) return Promise.reject(unknown(pack));
  if (!loading.has(pack)) {
    const promise = place(pack, sources);
    loading.set(pack, promise);
    promise.catch(() => loading.delete(pack)); // a failed download may be tried again
  }
  return loading.get(pack);
}

/** Loads a pack from bytes or compiled modules, at once: one for each file that is not there yet. */
export function loadSync(pack, sources = {}) {
  if (!Object.hasOwn(needs, pack)) throw unknown(pack);
  if (isLoaded(pack)) return;
  if (main === undefined) throw new Error("call `initSync` first");
  for (const file of needs[pack]) {
    if (placed.has(file)) continue;
    if (sources[file] === undefined) throw new TypeError(`\`loadSync("${pack}")\` needs the bytes of ${file}.wasm`);
    const source = sources[file];
    const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
    placed.set(file, Promise.resolve(new WebAssembly.Instance(module, imports())));
  }
  use(needs[pack]);
}

/** Whether a pack is there: its functions can be called. */
export function isLoaded(pack) {
  return inUse.has(pack);
}

function run(exports) {
  main = exports;
  if (stamp() === undefined) use(packs); // the whole module
}

async function place(pack, sources) {
  if (isLoaded(pack)) return;
  await Promise.all(needs[pack].map((file) => fileOf(file, sources[file])));
  use(needs[pack]);
}

function fileOf(file, source) {
  if (!placed.has(file)) {
    const promise = instantiate(source ?? addressOf(file));
    placed.set(file, promise);
    promise.catch(() => placed.delete(file));
  }
  return placed.get(file);
}

function addressOf(file) {
  if (addresses[file] === undefined) throw new TypeError(`pass the address or the bytes of ${file}.wasm`);
  return beside(addresses[file]());
}

async function instantiate(given) {
  const source = await given;
  if (source instanceof WebAssembly.Module) return WebAssembly.instantiate(source, imports());
  const isBytes = source instanceof ArrayBuffer || ArrayBuffer.isView(source);
  const bytes = isBytes ? source : await bytesOf(source);
  return WebAssembly.instantiate(bytes, imports());
}

async function bytesOf(source) {
  const response = typeof Response === "function" && source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

// A file of another build asks for a module of another name, and cannot be instantiated.
function imports() {
  return { [stamp()]: main };
}

function stamp() {
  return Object.keys(main).find((name) => name.startsWith("cuesmith-"));
}

function use(files) {
  for (const pack of files.filter((file) => packs.includes(file) && !inUse.has(file))) {
    wasm.loaded(pack);
    inUse.add(pack);
  }
}

function unknown(pack) {
  return new RangeError(`there is no pack "${pack}", only ${packs.join(", ")}`);
}
