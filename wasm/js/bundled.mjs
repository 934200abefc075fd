// Opens built pages in Chromium: `node wasm/js/bundled.mjs FOLDER...` (scripts/check-bundlers). Each must set its
// title to what the package found, with a policy that allows nothing but its own files and WebAssembly.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

import { chromium } from "playwright-core";

const WANTED = "Here 3 true";
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  for (const folder of process.argv.slice(2)) {
    const server = createServer(async ({ url }, response) => {
      const path = new URL(url, "http://127.0.0.1").pathname;
      const file = join(folder, path === "/" ? "index.html" : path);
      try {
        const body = await readFile(file);
        response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
        response.setHeader("content-security-policy", POLICY);
        response.end(body);
      } catch {
        response.statusCode = 404;
        response.end();
      }
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const page = await browser.newPage();
    page.on("console", (message) => console.log(`  ${message.text()}`));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => document.title !== "waiting", { timeout: 20000 }).catch(() => {});
    const title = await page.title();
    console.log(`${folder}: ${title}`);
    if (title !== WANTED) process.exitCode = 1;
    await page.close();
    server.close();
  }
} finally {
  await browser.close();
}
