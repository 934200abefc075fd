// Times as people read and type them.

const two = (n: number) => String(n).padStart(2, "0");

/** `12:01.200`, with hours only where there are some. */
export function showTime(ms: number): string {
  if (!Number.isFinite(ms)) return "–";
  const sign = ms < 0 ? "−" : "";
  const all = Math.round(Math.abs(ms));
  const hours = Math.floor(all / 3_600_000);
  const minutes = Math.floor(all / 60_000) % 60;
  const rest = `${two(minutes)}:${two(Math.floor(all / 1000) % 60)}.${String(all % 1000).padStart(3, "0")}`;
  return sign + (hours > 0 ? `${hours}:${rest}` : rest);
}

/** Ms of a typed time: `1:02:03.5`, `02:03,500`, `63.5`; undefined if it is none. */
export function readTime(text: string): number | undefined {
  const found = /^(?:(?:(\d{1,4}):)?(\d{1,2}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!found) return undefined;
  const [, hours = "0", minutes, seconds, part = ""] = found;
  if (minutes !== undefined && (Number(seconds) > 59 || (found[1] !== undefined && Number(minutes) > 59))) return undefined;
  return ((Number(hours) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds)) * 1000 + Number(part.padEnd(3, "0"));
}

/** `2.7 s`, `40 ms`. */
export function showDuration(ms: number): string {
  if (Math.abs(ms) < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A count and its noun: `1 cue`, `1,482 cues`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}
