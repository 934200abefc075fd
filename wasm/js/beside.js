// Files of the package, in browsers and in Node.

/** What is read from a file beside the package: Node cannot fetch files. */
export function beside(url) {
  const fs = url.protocol === "file:" && globalThis.process?.getBuiltinModule?.("node:fs");
  return fs ? fs.promises.readFile(url) : url;
}
