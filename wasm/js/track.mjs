// Runs in a page: compares cues with those of the browser's own <track> parser.

/** `files`: names, and bytes in base64. Gives what was compared, and every difference. */
export async function compareWithTrack(files) {
  const cuesmith = await import("/js/index.js");
  await cuesmith.init();
  const counts = { files: 0, cues: 0, regions: 0, unreadable: 0, differences: [] };
  const video = document.body.appendChild(document.createElement("video"));

  const load = (bytes) =>
    new Promise((resolve, reject) => {
      const track = document.createElement("track");
      const url = URL.createObjectURL(new Blob([bytes], { type: "text/vtt" }));
      const timer = setTimeout(() => reject(new Error("the track neither loads nor fails")), 10000);
      const done = (isLoaded) => {
        clearTimeout(timer);
        URL.revokeObjectURL(url);
        const cues = isLoaded ? [...track.track.cues] : undefined;
        track.remove();
        resolve(cues);
      };
      track.onload = () => done(true);
      track.onerror = () => done(false);
      track.src = url;
      video.append(track);
      track.track.mode = "hidden";
    });

  // Attributes in any order, and adjacent texts as one: everything else counts.
  const serialize = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return JSON.stringify(node.data);
    if (node.nodeType === Node.PROCESSING_INSTRUCTION_NODE) return `<?${node.target} ${node.data}?>`;
    const children = [...node.childNodes].map(serialize).join("");
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return children;
    const attributes = [...node.attributes].map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`).sort();
    return `<${node.localName}${attributes.join("")}>${children}</>`;
  };
  const NAMES = ["id", "startTime", "endTime", "text", "vertical", "snapToLines", "line", "position", "size", "align"];
  const REGION = ["id", "width", "lines", "regionAnchorX", "regionAnchorY", "viewportAnchorX", "viewportAnchorY", "scroll"];
  const pick = (object, names) => Object.fromEntries(names.map((name) => [name, object[name]]));
  const shape = (cue, fragment) => {
    fragment.normalize();
    return { ...pick(cue, NAMES), region: cue.region && pick(cue.region, REGION), dom: serialize(fragment) };
  };

  for (const [name, base64] of files) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const native = await load(bytes);
    counts.files += 1;
    if (native === undefined) counts.unreadable += 1;
    const parsed = cuesmith.parse(bytes, { format: "webvtt" });
    const ours = [...parsed.cues].sort((a, b) => a.start - b.start || b.end - a.end);
    const want = (native ?? []).map((cue) => shape(cue, cue.getCueAsHTML()));
    const have = ours.map((cue) => shape(cuesmith.toVTTCue(cue, {}), cuesmith.cueToDOM(cue, document)));
    // A native cue that we make gives the same DOM from its text.
    const made = ours.map((cue) => serialize(((dom) => (dom.normalize(), dom))(cuesmith.toVTTCue(cue).getCueAsHTML())));
    counts.cues += want.length;
    counts.regions += want.filter((cue) => cue.region).length;
    for (let at = 0; at < Math.max(want.length, have.length); at += 1) {
      const [a, b] = [JSON.stringify(want[at]), JSON.stringify(have[at])];
      if (a !== b) counts.differences.push(`${name} ${at}: <track> ${a}, cuesmith ${b}`);
      else if (made[at] !== want[at].dom) counts.differences.push(`${name} ${at}: VTTCue ${made[at]}, <track> ${a}`);
    }
  }
  video.remove();
  return counts;
}
