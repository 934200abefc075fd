// Compiled by types.test.mjs with lib "dom", never run: the browser's own types fit.

import { cueToDOM, init, parse, toVTTCue } from "cuesmith";
import { toCodeMirrorDiagnostics, toLsp, toMonacoMarkers } from "cuesmith/adapters";
import { parseByteStream, parseResponse, parseTextStream } from "cuesmith/media-captions";
import { Parser, WebVTT } from "cuesmith/stream";

export async function run(response: Response, text: string): Promise<void> {
  await init(fetch("https://example.org/core.wasm"));
  await init(await WebAssembly.compileStreaming(response));
  const { cues, diagnostics } = parse(await response.arrayBuffer());
  const [cue] = cues;
  if (cue !== undefined) {
    const fragment: DocumentFragment = cueToDOM(cue, document);
    const shape = toVTTCue(cue, window);
    document.body.append(fragment, shape.text);
  }
  const parser = new Parser(window, new TextDecoder());
  parser.oncue = (shown) => console.log(shown.startTime);
  parser.parse(new Uint8Array(1)).flush();
  new WebVTT.Parser(window, undefined, WebVTT.StringDecoder()).parse(text);
  await parseResponse(fetch("https://example.org/a.vtt"), { onCue: (shown) => console.log(shown.text) });
  if (response.body) {
    await parseByteStream(response.body, { encoding: "utf-8" });
    await parseTextStream(response.body.pipeThrough(new TextDecoderStream()));
  }
  console.log(toLsp(diagnostics), toMonacoMarkers(diagnostics), toCodeMirrorDiagnostics(diagnostics, text));
}
