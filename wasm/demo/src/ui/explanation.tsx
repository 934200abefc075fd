// The documentation of a rule: its Markdown as headings, paragraphs, lists and code, without any HTML.

import type { VNode } from "preact";

function inline(text: string): (VNode | string)[] {
  return text.split(/(`[^`]+`)/).map((part, at) => (part.startsWith("`") && part.length > 1 ? <code key={at}>{part.slice(1, -1)}</code> : part.replace(/\[([^\]]+)\]\(([^)]+)\)/g, "$1")));
}

function blocks(text: string): VNode[] {
  const out: VNode[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.startsWith("```")) {
      const end = lines.findIndex((other, place) => place > at && other.startsWith("```"));
      const last = end < 0 ? lines.length : end;
      out.push(<pre key={at}>{lines.slice(at + 1, last).join("\n")}</pre>);
      at = last;
    } else if (line.startsWith("#")) {
      out.push(<h4 key={at}>{inline(line.replace(/^#+\s*/, ""))}</h4>);
    } else if (/^\s*[-*] |^\s*\d+\. /.test(line)) {
      out.push(<p key={at} class="item">{inline(line.replace(/^\s*[-*] /, "• "))}</p>);
    } else if (line.trim() !== "") {
      out.push(<p key={at}>{inline(line)}</p>);
    }
  }
  return out;
}

export function Explanation({ text, close }: { text: string; close(): void }) {
  return (
    <div class="explanation" role="region" aria-label="Explanation of the rule">
      {blocks(text)}
      <button type="button" onClick={close}>
        Close
      </button>
    </div>
  );
}
