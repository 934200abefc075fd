// What the package must do, as a list of named checks that run in Node and in a browser alike:
// nothing here may import anything. `cuesmith` is the loaded package.

export const assertions = {
  "a cue's offsets slice the JavaScript string it came from"(cuesmith) {
    // An emoji is four bytes of UTF-8 and two UTF-16 units, é is two and one.
    const text = "WEBVTT\n\n1\n00:01.000 --> 00:02.500 line:0\nCafé 🎬 <b>open</b> &amp; warm\n\n00:03.000 --> 00:04.000\nnext\n";
    const { format, cues, diagnostics } = cuesmith.parse(text);
    equal(format, "webvtt");
    equal(diagnostics, []);
    equal(cues.length, 2);
    const cue = cues.at(0);
    equal([cue.start, cue.end, cue.id, cue.settings], [1000, 2500, "1", "line:0"]);
    equal(cue.payload, "Café 🎬 <b>open</b> &amp; warm");
    equal(cue.text, "Café 🎬 open & warm");
    equal(slice(text, cue.origin.start), "00:01.000");
    equal(slice(text, cue.origin.end), "00:02.500");
    equal(slice(text, cues.at(1).origin.payload), "next");
    equal([...cues].map((c) => c.text), ["Café 🎬 open & warm", "next"]);
    equal(cues.at(2), undefined);
  },

  "TTML is read, checked, fixed and converted like the others"(cuesmith) {
    const head = '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>';
    const text = `${head}<p begin="1s" end="2.5s">Café 🎬<br/>&amp; warm</p></div></body></tt>\n`;
    const { format, cues } = cuesmith.parse(text);
    equal(format, "ttml");
    equal([cues.at(0).start, cues.at(0).end, cues.at(0).text], [1000, 2500, "Café 🎬\n& warm"]);
    equal(slice(text, cues.at(0).origin.end), "2.5s");
    const broken = text.replace('xmlns="http://www.w3.org/ns/ttml" ', "");
    const codes = cuesmith.check(broken).diagnostics.map((d) => d.code);
    equal(codes.filter((code) => code.startsWith("TTM")).length > 0, true);
    equal(cuesmith.fix(broken, { select: ["TTM"] }).text.includes("http://www.w3.org/ns/ttml"), true);
    const srt = cuesmith.convert(text, "srt").text;
    equal(srt, "1\n00:00:01,000 --> 00:00:02,500\nCafé 🎬\n& warm\n");
    const back = cuesmith.convert(srt, "ttml", { path: "a.srt" }).text;
    equal(cuesmith.parse(back).cues.at(0).text, "Café 🎬\n& warm");
  },

  "lines are rewrapped, and the edits give the same text"(cuesmith) {
    const text = "1\n00:00:01,000 --> 00:00:05,000\nIt rains here every day of the week.\n";
    const { text: after, edits, changes } = cuesmith.reflow(text, { path: "a.srt", maxChars: 24 });
    equal(after, text.replace("every day", "every\nday").replace("here every\nday", "here every\nday"));
    equal(cuesmith.applyEdits(text, edits), after);
    equal(changes.map(({ cue, left }) => [cue, left]), [[0, null]]);
    const tight = cuesmith.reflow(text, { path: "a.srt", maxChars: 8 });
    equal(tight.changes[0].left, "it has more text than fits into its lines");
    throws(() => cuesmith.reflow(text, { maxChar: 3 }), "there is no option `maxChar` here: did you mean `maxChars`?");
    throws(() => cuesmith.reflow(text, { maxChars: 0 }), "`0` is no value for the option `maxChars`");
  },

  "times change as the command changes them"(cuesmith) {
    const text = "1\n00:00:01,000 --> 00:00:04,000\nOne\n\n2\n00:00:03,000 --> 00:00:05,000\nTwo\n";
    const retimed = (options) => cuesmith.retime(text, { path: "a.srt", ...options }).text;
    equal(retimed({ shift: 1500 }).includes("00:00:02,500 --> 00:00:05,500"), true);
    equal(retimed({ sync: [[1000, 2000], [3000, 6000]] }).includes("00:00:02,000 --> 00:00:08,000"), true);
    equal(retimed({ clip: [2500, 3500] }).includes("00:00:00,000 --> 00:00:01,000"), true);
    equal(retimed({ trimOverlaps: true, minGap: 80 }).includes("00:00:01,000 --> 00:00:02,920"), true);
    equal(cuesmith.retime(text, { path: "a.srt", shift: 1 }).changes[1].after, "00:00:03,001 --> 00:00:05,001");
    throws(() => retimed({ shift: -2000 }), "cue 1 would begin 1000 ms before zero");
    const open = cuesmith.Document.open(text, { path: "a.srt" });
    equal(open.retime({ shift: 1500 }).changes.length, 2);
    open.undo();
    equal(open.text, text);
    equal(cuesmith.Document.open(text, { path: "a.srt", history: false }).retime({ shift: 1 }).edits.length, 4);
  },

  "speaker marks are written in another style"(cuesmith) {
    const text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Is it far?\n";
    equal(cuesmith.speakers(text, { to: "names" }).text, text.replace("<v Ana>", "Ana: "));
    throws(() => cuesmith.speakers(text, { to: "arrows" }), "`arrows` is no value for the option `to`");
  },

  "what the platform keeps is known for each parser"(cuesmith) {
    // The player takes only hours of two digits; the upload check reads one.
    const text = "1\n0:00:01,000 --> 0:00:02,500\nAhoy 🎬\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n";
    const kept = cuesmith.simulate(text, { path: "a.srt" });
    equal([kept.captionType, kept.cues, kept.ready, kept.whole], ["srt", 2, true, false]);
    const reader = (name) => kept.readers.find((one) => one.name === name);
    equal(reader("gate").counts.kept, 2);
    equal(reader("gate").cues[0].start, 1000);
    equal(reader("player").outcomes.map(({ cue, what }) => [cue, what]), [[0, "lost"]]);
    equal(reader("player").cues[0].shown, "Two");
    const clip = cuesmith.simulate(text, { path: "a.srt", clip: [0, 2000] });
    equal(clip.clip, [0, 2000]);
    throws(() => cuesmith.simulate(text, { clip: [5, 1] }), "`5,1` is no value for the option `clip`");
  },

  "an order sets options, and says which field did"(cuesmith) {
    const order = { reachProfile: { id: 7, maxCharactersPerCaptionLine: 30 }, catalogItem: { id: 41, outputFormat: "1" } };
    const { preset, options } = cuesmith.settings({ order });
    equal(preset, "kaltura-reach");
    const option = (name) => options.find((one) => one.name === name);
    equal([option("maxChars").value, option("maxChars").from], [30, "order#/reachProfile/maxCharactersPerCaptionLine"]);
    equal(option("outputFormat").value, "srt");
    const own = cuesmith.settings({ order: JSON.stringify(order, null, 2), maxChars: 50 }).options;
    equal(own.find((one) => one.name === "maxChars").from, "options");
    const text = "1\n00:00:01,000 --> 00:00:05,000\nA line of thirty-five letters, oh yes\n";
    const codes = cuesmith.check(text, { path: "a.srt", order, select: ["LIN001"] }).diagnostics.map((d) => d.measured.limit);
    equal(codes, [30]);
    throws(() => cuesmith.check(text, { order: "{" }), "the order");
  },

  "audio descriptions have estimates, chapters have ends"(cuesmith) {
    const text = "WEBVTT\n\n00:01.000 --> 00:02.000\nA boat\nenters the harbour.\n";
    const { descriptions, speech, beyond } = cuesmith.ead(text, { wpm: 150 });
    equal([descriptions[0].text, speech, beyond], ["A boat enters the harbour.", 2000, 1000]);
    const list = '[{"start_time": 0, "title": "One"}, {"start_time": 65.5, "title": "Two"}]';
    const made = cuesmith.chapters(list, { to: "webvtt", mediaDuration: 90_000 });
    equal(made.chapters.map(({ start, end }) => [start, end]), [[0, 65_500], [65_500, 90_000]]);
    equal(made.text.startsWith("WEBVTT"), true);
    equal(cuesmith.chapters(made.text).chapters.map(({ title }) => title), ["One", "Two"]);
    equal(cuesmith.chapters(made.text, { to: "cue-points" }).text.includes('"startTime"'), true);
  },

  "the columns of all cues are typed arrays"(cuesmith) {
    const { cues } = cuesmith.parse("1\n00:00:01,000 --> 00:00:02,000\nHello\n", { path: "a.srt" });
    equal(cues.times instanceof Float64Array, true);
    equal([...cues.times], [1000, 2000]);
    equal(cues.spans.length, 12);
  },

  "a lone surrogate does not shift what follows"(cuesmith) {
    const text = "WEBVTT\n\n00:01.000 --> 00:02.000\na\ud83cb\n\n00:03.000 --> 00:04.000\nnext\n";
    const { cues } = cuesmith.parse(text);
    equal(slice(text, cues.at(1).origin.payload), "next");
  },

  "a finding carries its rule, its place and its cue"(cuesmith) {
    const text = "WEBVTT\n\n00:01.000 --> 00:03.000\n🎬🎬🎬\n\n00:03.000 --> 00:03.001\nGone at once\n";
    const { diagnostics, rulesRun } = cuesmith.check(text, { select: ["TIM003"] });
    equal(rulesRun, 1);
    equal(diagnostics.length, 1);
    const [found] = diagnostics;
    equal([found.code, found.name, found.severity, found.cue], ["TIM003", "one-millisecond-cue", "error", 1]);
    equal(slice(text, found.span), "00:03.000 --> 00:03.001");
    equal(found.measured, { actual: 1, limit: 1, unit: "ms" });
  },

  "a rule that lacks something is listed as skipped"(cuesmith) {
    const { skipped } = cuesmith.check("WEBVTT\n", { select: ["TIM010"] });
    equal(skipped.map((rule) => rule.code), ["TIM010"]);
    const given = cuesmith.check("WEBVTT\n", { select: ["TIM010"], mediaDuration: 1000 });
    equal([given.skipped, given.rulesRun], [[], 1]);
  },

  "a fix in a finding and the fixing function agree"(cuesmith) {
    const text = "1\n00:00:01.000 --> 00:00:02.000\nÉtienne 🎬 waves\n";
    const options = { path: "a.srt", select: ["SRT"] };
    let byHand = text;
    for (const { fix } of cuesmith.check(text, options).diagnostics) {
      equal(fix.applicability, "safe");
      byHand = cuesmith.applyEdits(text, cuesmith.check(text, options).diagnostics.flatMap((d) => d.fix.edits));
    }
    const fixed = cuesmith.fix(text, options);
    equal(fixed.text, "1\n00:00:01,000 --> 00:00:02,000\nÉtienne 🎬 waves\n");
    equal(byHand, fixed.text);
    equal(fixed.report.diagnostics, []);
  },

  "a conversion says what was lost, and where"(cuesmith) {
    const text = "WEBVTT\n\nNOTE 🎬 for the editor\n\n00:01.000 --> 00:02.000\n<i>Hello</i> &amp; welcome\n";
    const made = cuesmith.convert(text, "srt");
    equal(made.text, "1\n00:00:01,000 --> 00:00:02,000\n<i>Hello</i> & welcome\n");
    const note = made.losses.find((loss) => loss.kind === "note");
    equal(slice(text, note.span).startsWith("NOTE 🎬 for the editor"), true);
  },

  "a conversion takes the writer's options"(cuesmith) {
    const text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hello\n";
    const made = cuesmith.convert(text, "srt", { lineEnding: "crlf", voice: "prefix" });
    equal(made.text.includes("\r\nAna: Hello\r\n"), true);
    for (const to of ["srt", "webvtt", "ttml"]) {
      const { text: written } = cuesmith.convert(text, to, { lineEnding: "crlf" });
      equal(/[^\r]\n/.test(written), false);
    }
  },

  async "every rule can be listed and explained"(cuesmith) {
    const list = cuesmith.rules();
    equal(list.length > 0, true);
    for (const { code, name, summary } of list) {
      const docs = await cuesmith.explain(code);
      equal(docs.includes("## What it does"), true);
      equal(await cuesmith.explain(name), docs);
      equal(summary.length > 0, true);
    }
    equal(await cuesmith.explain("NO999"), undefined);
  },

  "an option that does not exist throws, content never does"(cuesmith) {
    throws(() => cuesmith.check("", { maxCharacters: 3 }), "maxCharacters");
    throws(() => cuesmith.check("", { maxChars: -1 }), "maxChars");
    throws(() => cuesmith.parse("", { format: "docx" }), "docx");
    throws(() => cuesmith.convert("", "docx"), "docx");
    throws(() => cuesmith.check("", { select: ["TIM03"] }), "TIM03");
    for (const junk of ["", "\0", "-->", "WEBVTT\n\n-->\n", "1\n99:99:99,9999 --> \ud800", "\ufeff\ufeff"]) {
      cuesmith.parse(junk);
      cuesmith.check(junk);
      cuesmith.fix(junk);
      cuesmith.convert(junk, "webvtt");
    }
  },

  "edits that overlap are refused"(cuesmith) {
    const edit = (start, end, replacement) => ({ span: { start, end }, replacement });
    equal(cuesmith.applyEdits("abc", [edit(2, 2, "-"), edit(0, 1, "A")]), "Ab-c");
    throws(() => cuesmith.applyEdits("abc", [edit(0, 2, ""), edit(1, 3, "")]), "overlaps");
  },

  "the version is the package's"(cuesmith, { version }) {
    equal(cuesmith.version(), version);
  },
};

function slice(text, { start, end }) {
  return text.slice(start, end);
}

function equal(actual, expected) {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`got ${a}, expected ${e}`);
}

function throws(run, word) {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && error.message.includes(word)) return;
    throw new Error(`threw ${error}, expected a message with ${word}`);
  }
  throw new Error(`did not throw, expected a message with ${word}`);
}
