//! Writing the speaker marks of a file in another style, or removing them.

use std::collections::HashSet;

#[cfg(feature = "ttml")]
use super::agents;
use super::detect::{Speakers, Turn};
use super::marks::ends_sentence;
use super::{MarkStyle, voices};
use crate::read::{Document, Opened};
use crate::rewrite;
use crate::source::{Edit, Span, sort_by_key};
use crate::timeline::{Replacement, Shown, Timeline, is_visible, replace_all};

/// How to rewrite the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The style to write; `None` removes all marks. Default chevrons.
    pub to: Option<MarkStyle>,
    /// Chevrons and dashes keep the name after them: `>> MARY: `. Default false.
    pub keep_names: bool,
    /// Dashes only where two speakers share a cue, as Netflix requires; elsewhere the mark is removed.
    /// Default false: every change stays marked.
    pub dialogue_only: bool,
    /// A space after the dash. Default true.
    pub dash_space: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            to: Some(MarkStyle::Chevrons),
            keep_names: false,
            dialogue_only: false,
            dash_space: true,
        }
    }
}

/// A mark that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkChange {
    /// Zero-based place of the cue in the file.
    pub cue: u32,
    /// The mark in the source; empty where one is inserted.
    pub span: Span,
    /// The old mark as shown, or the name in the markup.
    pub before: String,
    /// The new mark.
    pub after: String,
    /// The changes to the visible text of the cue ([`Shown`]): none if only markup changes.
    pub shown: Vec<Replacement>,
    /// The change. All edits of a conversion fit together.
    pub edits: Vec<Edit>,
}

/// A mark that stays as it is, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Unresolved {
    /// Zero-based place of the cue in the file.
    pub cue: u32,
    /// The mark in the source.
    pub span: Span,
    /// The mark as shown.
    pub mark: String,
    /// Why, in a few words: `no name is known`.
    pub reason: &'static str,
}

/// What [`convert`] changes, and what it cannot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conversion {
    /// The changes in file order.
    pub changes: Vec<MarkChange>,
    /// What stays.
    pub left: Vec<Unresolved>,
}

/// Writes the marks that [`super::detect`] found in another style.
///
/// Marks that are in that style already stay untouched, so that converting twice changes nothing the
/// second time. A mark without a name cannot become a name: it stays and is listed, and so does text that may be a
/// name as well as a sound ([`Speakers::doubtful`]). Markup that
/// names the speaker of every cue becomes a mark where the speaker changes, or continues after a cue
/// that names none.
///
/// Turns need not come from [`super::detect`]: a turn of style [`MarkStyle::Voice`] with an empty mark and
/// without an element is a speaker known from elsewhere, and is marked where it begins.
///
/// ```
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::speakers::{Options, MarkStyle, convert, detect};
/// use cuesmith::{ReadOptions, open};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Is it far?\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let options = Options { to: Some(MarkStyle::Names), ..Options::default() };
/// let changes = convert(&file, &detect(&file.timeline), &options).changes;
/// let edits: Edits = changes.into_iter().flat_map(|change| change.edits).collect();
/// assert_eq!(edits.apply(text).unwrap(), "WEBVTT\n\n00:01.000 --> 00:02.000\nAna: Is it far?\n");
/// ```
#[must_use]
pub fn convert(file: &Opened<'_>, speakers: &Speakers<'_>, options: &Options) -> Conversion {
    let timeline = &file.timeline;
    let mut work = Work {
        file,
        timeline,
        options,
        #[cfg(feature = "ttml")]
        agents: agents::Agents::default(),
        stripped: HashSet::new(),
        out: Conversion::default(),
    };
    #[cfg(feature = "ttml")]
    if let (Document::Ttml(document), Some(MarkStyle::Voice)) = (&file.document, options.to) {
        let wanted = speakers.turns.iter().filter(|turn| turn.style != MarkStyle::Voice);
        work.agents = agents::Agents::of(document, wanted.filter_map(|turn| turn.name.as_deref()));
    }
    // The last cue that says who speaks.
    let mut last = None;
    for turns in speakers.turns.chunk_by(|a, b| a.cue == b.cue) {
        let cue = turns[0].cue;
        work.cue(turns, last.is_some_and(|last| last + 1 < cue));
        last = Some(cue);
    }
    if options.to != Some(MarkStyle::Brackets) {
        for turn in &speakers.doubtful {
            let shown = Shown::of(timeline, &timeline.cues[turn.cue as usize]);
            work.leave(&shown, turn, "it may be a name or a sound, and occurs only once");
        }
        sort_by_key(&mut work.out.left, |left| (i64::from(left.cue), i64::from(left.span.start)));
    }
    work.out
}

/// What happens to a turn's mark.
enum Action {
    Keep,
    Leave(&'static str),
    /// Replace it with this text; empty removes it.
    Write(String),
    /// Replace it with markup with this name.
    Voice(String),
}

struct Work<'w, 'a> {
    file: &'w Opened<'a>,
    timeline: &'w Timeline<'a>,
    options: &'w Options,
    #[cfg(feature = "ttml")]
    agents: agents::Agents,
    /// Where markup is already removed: one element of TTML may contain many cues.
    stripped: HashSet<u32>,
    out: Conversion,
}

impl Work<'_, '_> {
    /// Works on the marks of a cue. `follows_unmarked` is true if the previous cue has none.
    fn cue(&mut self, turns: &[Turn<'_>], follows_unmarked: bool) {
        let index = turns[0].cue;
        let cue = &self.timeline.cues[index as usize];
        let shown = Shown::of(self.timeline, cue);
        let several = turns.len() > 1 || is_said(&shown.text[..turns[0].mark.start]);
        let mut actions: Vec<Action> = turns
            .iter()
            .enumerate()
            .map(|(n, turn)| self.action(turn, several, follows_unmarked && n == 0))
            .collect();
        if rewrite::is_shared(self.timeline, index) {
            let reason = "the cue shares its paragraph with other cues";
            forbid(&mut actions, reason);
        }
        if self.file.document.editor().is_none() {
            forbid(&mut actions, "files of this format can only be read");
        }
        if leaves_nothing(&shown.text, turns, &actions) {
            forbid(&mut actions, "nothing else is in the cue");
        }
        let (changes, left) = (self.out.changes.len(), self.out.left.len());
        if self.options.to == Some(MarkStyle::Voice) && wants_voice(&actions) {
            match self.put_voices(index, &shown, turns, &actions) {
                Ok(changes) => self.out.changes.extend(changes),
                Err(reason) => forbid(&mut actions, reason),
            }
        }
        self.open_with_dash(index, &shown, turns, &actions);
        self.carry_out(&shown, turns, &actions);
        if !self.reads_as_changed(index, &shown, changes) {
            self.out.changes.truncate(changes);
            self.out.left.truncate(left);
            forbid(&mut actions, "the cue would be read as something else");
            self.carry_out(&shown, turns, &actions);
        }
    }

    fn carry_out(&mut self, shown: &Shown, turns: &[Turn<'_>], actions: &[Action]) {
        for (turn, action) in turns.iter().zip(actions) {
            match action {
                Action::Keep | Action::Voice(_) => {}
                Action::Leave(reason) => self.leave(shown, turn, reason),
                Action::Write(text) => self.write(shown, turn, text),
            }
        }
    }

    /// Whether a cue has the intended text after the changes from an index in the list on. A TTML
    /// paragraph always does.
    fn reads_as_changed(&self, cue: u32, shown: &Shown, from: usize) -> bool {
        let changes = &self.out.changes[from..];
        if changes.is_empty() || !self.file.format().is_line_based() {
            return true;
        }
        let text = replace_all(&shown.text, changes.iter().flat_map(|change| &change.shown));
        let edits: Vec<Edit> = changes.iter().flat_map(|change| change.edits.clone()).collect();
        let says = rewrite::Says::Text(&text);
        let expected = rewrite::Expected { cues: cue..=cue, becomes: 1, says };
        rewrite::reads_as(self.file, &edits, &expected)
    }

    fn action(&self, turn: &Turn<'_>, several: bool, follows_unmarked: bool) -> Action {
        let Some(to) = self.options.to else { return Action::Write(String::new()) };
        // A voice without an element is known from elsewhere.
        if turn.style == to && (to != MarkStyle::Voice || turn.voice.is_some()) {
            return Action::Keep;
        }
        let name = turn.name.as_deref();
        match to {
            MarkStyle::Chevrons | MarkStyle::Dashes => {
                let alone = to == MarkStyle::Dashes && self.options.dialogue_only && !several;
                let kept = name.filter(|_| self.options.keep_names);
                if !turn.change && !alone && kept.is_some() && turn.style != MarkStyle::Voice {
                    // The sign marks a change of speaker; the name alone, who continues.
                    return match (turn.style, kept) {
                        (MarkStyle::Names, _) | (_, None) => Action::Keep,
                        (_, Some(name)) => Action::Write(format!("{name}: ")),
                    };
                }
                if !turn.change || alone {
                    return Action::Write(String::new());
                }
                let mut text = self.sign(to);
                if let Some(name) = kept {
                    text.push_str(&format!("{name}: "));
                }
                Action::Write(text)
            }
            _ if name.is_none() => Action::Leave("no name is known"),
            MarkStyle::Names | MarkStyle::Brackets => {
                let said = turn.style != MarkStyle::Voice || turn.change || follows_unmarked;
                let name = name.filter(|_| said).unwrap_or_default();
                Action::Write(match to {
                    _ if name.is_empty() => String::new(),
                    MarkStyle::Names => format!("{name}: "),
                    _ => format!("[{name}] "),
                })
            }
            MarkStyle::Voice => Action::Voice(name.unwrap_or_default().to_owned()),
        }
    }

    fn sign(&self, style: MarkStyle) -> String {
        match style {
            MarkStyle::Dashes if self.options.dash_space => "- ".to_owned(),
            MarkStyle::Dashes => "-".to_owned(),
            _ => ">> ".to_owned(),
        }
    }

    /// Where the second speaker of a cue gets a dash, the first has one too.
    fn open_with_dash(&mut self, cue: u32, shown: &Shown, turns: &[Turn<'_>], actions: &[Action]) {
        let first = turns[0].mark.start;
        let written = matches!(&actions[0], Action::Write(text) if !text.is_empty());
        let opening = &shown.text[..first];
        if self.options.to != Some(MarkStyle::Dashes) || !written || !is_said(opening) {
            return;
        }
        let at = shown.start(opening.len() - opening.trim_start().len());
        let after = self.sign(MarkStyle::Dashes);
        let edits = vec![Edit::insert(at, after.clone())];
        let place = opening.len() - opening.trim_start().len();
        self.out.changes.push(MarkChange {
            cue,
            span: Span::at(at),
            before: String::new(),
            shown: vec![Replacement::new(place..place, after.clone())],
            after,
            edits,
        });
    }

    fn leave(&mut self, shown: &Shown, turn: &Turn<'_>, reason: &'static str) {
        let (span, mark) = self.place(shown, turn);
        self.out.left.push(Unresolved { cue: turn.cue, span, mark, reason });
    }

    /// The place of a turn's mark, and its text.
    fn place(&self, shown: &Shown, turn: &Turn<'_>) -> (Span, String) {
        let mark = &shown.text[turn.mark.clone()];
        if let (true, Some(scope)) = (mark.is_empty(), turn.voice) {
            let name = turn.name.as_deref().unwrap_or_default().to_owned();
            return (self.timeline.scopes[scope as usize].span, name);
        }
        let spans = shown.spans(turn.mark.clone());
        let here = Span::at(shown.start(turn.mark.start));
        (spans.into_iter().reduce(Span::join).unwrap_or(here), mark.trim_end().to_owned())
    }

    /// Replaces a turn's mark with `text` and removes its markup.
    fn write(&mut self, shown: &Shown, turn: &Turn<'_>, text: &str) {
        let (span, before) = self.place(shown, turn);
        let mut edits = match turn.voice {
            Some(scope) => self.strip(turn.cue, scope),
            None => Vec::new(),
        };
        let mut from = turn.mark.start;
        let after = text.trim_end().to_owned();
        let mut seen = text.to_owned();
        let mut replaced = Vec::new();
        let Some(mut text) = self.escape(shown.start(from), text) else {
            return self.leave(shown, turn, "it cannot be written here");
        };
        let line = line_before(&shown.text, from);
        let sign = matches!(self.options.to, Some(MarkStyle::Chevrons | MarkStyle::Dashes));
        if sign && !text.is_empty() && is_visible(line) && !is_said(line) {
            // The singer is named before the note.
            let note = from - line.len() + (line.len() - line.trim_start().len());
            edits.push(Edit::insert(shown.start(note), std::mem::take(&mut text)));
            replaced.push(Replacement::new(note..note, std::mem::take(&mut seen)));
        }
        let line = if text.is_empty() { "" } else { line };
        if !text.is_empty() && is_visible(line) && self.opens_line(turn, line) {
            from -= line.len() - line.trim_end().len();
            let broken = rewrite::line_break(self.file, shown.end(from));
            text.insert_str(0, &broken.unwrap_or_default());
            seen.insert(0, '\n');
        }
        let spans = shown.spans(from..turn.mark.end);
        if spans.is_empty() && !text.is_empty() {
            edits.push(Edit::insert(shown.start(from), text));
        } else {
            edits.extend(replace(self.timeline.source, &spans, text));
        }
        replaced.push(Replacement::new(from..turn.mark.end, seen));
        if !edits.is_empty() {
            let cue = turn.cue;
            self.out.changes.push(MarkChange { cue, span, before, after, shown: replaced, edits });
        }
    }

    /// Whether the mark of a turn needs its own line after `line`: a dash always, others where
    /// no sentence ends or only markup marked the change.
    fn opens_line(&self, turn: &Turn<'_>, line: &str) -> bool {
        let to = self.options.to;
        to == Some(MarkStyle::Dashes)
            || turn.style == MarkStyle::Voice && to != Some(MarkStyle::Chevrons)
            || !line.ends_with(char::is_whitespace)
            || !ends_sentence(line)
    }

    /// Plain text as it is in the source. A `>` needs no reference in any format, and `>>` as
    /// such is what people look for.
    fn escape(&self, at: u32, text: &str) -> Option<String> {
        let escaped = rewrite::escape_at(self.file, at, text)?;
        Some(escaped.replace("&gt;", ">"))
    }

    /// Removes a voice's markup, once: that of a whole cue in WebVTT, of an element in TTML.
    fn strip(&mut self, cue: u32, scope: u32) -> Vec<Edit> {
        let payload = self.timeline.cues[cue as usize].origin.payload;
        #[cfg(not(feature = "ttml"))]
        let _ = scope; // only TTML removes markup by the element
        match &self.file.document {
            #[cfg(feature = "ttml")]
            Document::Ttml(document) => {
                let tag = self.timeline.scopes[scope as usize].span;
                match self.stripped.insert(tag.start) {
                    true => agents::strip(document, tag),
                    false => Vec::new(),
                }
            }
            Document::WebVtt(_) => match self.stripped.insert(payload.start) {
                true => voices::strip(self.timeline.source, payload),
                false => Vec::new(),
            },
            _ => Vec::new(), // no voices
        }
    }

    /// The changes that put the voices of a cue into markup.
    fn put_voices(
        &mut self,
        cue: u32,
        shown: &Shown,
        turns: &[Turn<'_>],
        actions: &[Action],
    ) -> Result<Vec<MarkChange>, &'static str> {
        let parts = voices::parts(self.timeline, cue, shown, turns)?;
        let mut changes = Vec::new();
        for ((turn, action), part) in turns.iter().zip(actions).zip(parts) {
            let Action::Voice(name) = action else { continue };
            let (span, before) = self.place(shown, turn);
            let spans = shown.spans(turn.mark.clone());
            let mut edits: Vec<Edit> = spans.into_iter().map(Edit::delete).collect();
            edits.extend(match &self.file.document {
                Document::WebVtt(_) => voices::put(name, &part),
                #[cfg(feature = "ttml")]
                Document::Ttml(document) => self.agents.put(document, name, &part)?,
                _ => return Err("SRT has no markup for speakers"),
            });
            let replaced = vec![Replacement::new(turn.mark.clone(), "")];
            let after = name.clone();
            changes.push(MarkChange { cue, span, before, after, shown: replaced, edits });
        }
        Ok(changes)
    }
}

/// Replaces the text at `spans`, between which there is markup, with `text`. White space at its end is
/// moved after the markup; markup around nothing is removed.
fn replace(source: &str, spans: &[Span], text: String) -> Vec<Edit> {
    let Some((first, rest)) = spans.split_first() else { return Vec::new() };
    let mut edits = Vec::new();
    match rest.split_last() {
        Some((last, between)) if text.ends_with(' ') && last.slice(source).ends_with(' ') => {
            edits.push(Edit::replace(*first, text.trim_end().to_owned()));
            edits.extend(between.iter().map(|span| Edit::delete(*span)));
            edits.push(Edit::replace(*last, " "));
            return edits;
        }
        _ => {}
    }
    if text.is_empty() {
        edits.extend(emptied(source, *first).into_iter().flatten().map(Edit::delete));
    }
    edits.push(Edit::replace(*first, text));
    edits.extend(rest.iter().map(|span| Edit::delete(*span)));
    edits
}

/// The tags of an element that contains nothing but `span`: `<b>` and `</b>`.
fn emptied(source: &str, span: Span) -> Option<[Span; 2]> {
    let (before, tail) = (&source[..span.start as usize], &source[span.end as usize..]);
    let open = &before[before.rfind('<').filter(|_| before.ends_with('>'))?..];
    let name = open[1..].split(|c: char| !c.is_alphanumeric() && c != ':').next()?;
    let close = tail.strip_prefix("</")?.strip_prefix(name)?;
    let close = tail.len() - close.strip_prefix('>')?.len();
    let (start, end) = (span.start, span.end);
    (!name.is_empty())
        .then(|| [Span::new(start - open.len() as u32, start), Span::new(end, end + close as u32)])
}

/// Whether anything except notes is visible.
fn is_said(text: &str) -> bool {
    is_visible(text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '♩' | '♪' | '♫' | '♬')))
}

/// The text before a place on its line; only the end of it if the line is very long.
fn line_before(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(256);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let near = &text[start..at];
    &near[near.rfind('\n').map_or(0, |end| end + 1)..]
}

fn forbid(actions: &mut [Action], reason: &'static str) {
    for action in actions.iter_mut().filter(|action| !matches!(action, Action::Keep)) {
        *action = Action::Leave(reason);
    }
}

fn wants_voice(actions: &[Action]) -> bool {
    actions.iter().any(|action| matches!(action, Action::Voice(_)))
}

/// Whether the cue would be empty without the removed marks.
fn leaves_nothing(text: &str, turns: &[Turn<'_>], actions: &[Action]) -> bool {
    let mut from = 0;
    let mut removes = false;
    for (turn, action) in turns.iter().zip(actions) {
        let removed = match action {
            Action::Write(text) => text.is_empty(),
            Action::Voice(_) => true,
            Action::Keep | Action::Leave(_) => false,
        };
        if is_visible(&text[from..turn.mark.start]) || !removed {
            return false;
        }
        removes |= !turn.mark.is_empty();
        from = turn.mark.end;
    }
    removes && !is_visible(&text[from..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Edits, Source};
    use crate::speakers::detect;
    use crate::{ReadOptions, open};

    fn converted(text: &str, options: &Options) -> (String, Conversion) {
        let source = Source::from_text(text);
        let file = open(&source, None, &ReadOptions::default());
        let done = convert(&file, &detect(&file.timeline), options);
        let mut edits = Edits::default();
        for change in &done.changes {
            change.edits.iter().for_each(|edit| edits.push(edit.clone()));
        }
        (edits.apply(text).unwrap(), done)
    }

    fn srt(texts: &[&str]) -> String {
        let cue = |(n, text): (usize, &&str)| {
            format!("{}\n00:00:{n:02},000 --> 00:00:{n:02},500\n{text}\n\n", n + 1)
        };
        texts.iter().enumerate().map(cue).collect()
    }

    fn to(style: MarkStyle) -> Options {
        Options { to: Some(style), ..Options::default() }
    }

    /// The cue texts of an SRT file after a conversion, which must not change a second time.
    fn texts(from: &[&str], options: &Options) -> Vec<String> {
        let (text, _) = converted(&srt(from), options);
        assert_eq!(converted(&text, options).0, text, "twice");
        let cues = text.split("\n\n").filter(|cue| !cue.is_empty());
        cues.map(|cue| cue.splitn(3, '\n').nth(2).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn every_style_becomes_chevrons() {
        let from =
            ["MARY: <i>Hello</i>", "- Is it?\n- No.", "[Tom] Stop. [Mary] Why?", "Note: none"];
        let want = [">> <i>Hello</i>", ">> Is it?\n>> No.", ">> Stop. >> Why?", "Note: none"];
        assert_eq!(texts(&from, &to(MarkStyle::Chevrons)), want);
        let names = Options { keep_names: true, ..to(MarkStyle::Chevrons) };
        assert_eq!(texts(&["MARY: Hello"], &names), [">> MARY: Hello"]);
    }

    #[test]
    fn a_dash_opens_a_line_and_comes_in_pairs() {
        let from = [">> Is it? >> No.", "I see.\n>> Good.", ">> Bye."];
        let want = ["- Is it?\n- No.", "- I see.\n- Good.", "- Bye."];
        assert_eq!(texts(&from, &to(MarkStyle::Dashes)), want);
        let dialogue = Options { dialogue_only: true, dash_space: false, ..to(MarkStyle::Dashes) };
        assert_eq!(texts(&from, &dialogue), ["-Is it?\n-No.", "-I see.\n-Good.", "Bye."]);
    }

    #[test]
    fn names_and_brackets_change_into_each_other_and_nameless_marks_stay() {
        assert_eq!(
            texts(&["<b>DR. LEE</b>: Yes", ">> No"], &to(MarkStyle::Brackets)),
            ["<b>[DR. LEE]</b> Yes", ">> No"]
        );
        assert_eq!(texts(&["[Tom] Yes"], &to(MarkStyle::Names)), ["Tom: Yes"]);
        let (_, done) = converted(&srt(&[">> No"]), &to(MarkStyle::Names));
        assert_eq!((done.left.len(), done.left[0].reason), (1, "no name is known"));
    }

    #[test]
    fn marks_are_taken_out_but_never_a_whole_cue() {
        let none = Options { to: None, ..Options::default() };
        let from = [">> MARY:\nHello", "- A.\n- B.", ">>", "<b>TOM:</b> Yes"];
        assert_eq!(texts(&from, &none), ["Hello", "A.\nB.", ">>", "Yes"]);
    }

    #[test]
    fn names_in_brackets_are_read_back() {
        let names = ["JOHN: ho\nMARY: hey", "Well."];
        let brackets = texts(&names, &to(MarkStyle::Brackets));
        assert_eq!(brackets, ["[JOHN] ho\n[MARY] hey", "Well."]);
        let brackets: Vec<&str> = brackets.iter().map(String::as_str).collect();
        assert_eq!(texts(&brackets, &to(MarkStyle::Names)), names);
        let (_, done) = converted(&srt(&["[RAVI] Yes", "No."]), &to(MarkStyle::Names));
        assert_eq!(done.left[0].mark, "[RAVI]");
    }

    #[test]
    fn who_goes_on_is_named_behind_a_cue_that_names_nobody() {
        let names = ["MARY: hi", "JOHN: ho\nMARY: hey", "still", "MARY: yo"];
        for style in [MarkStyle::Chevrons, MarkStyle::Dashes] {
            let there = texts(&names, &Options { keep_names: true, ..to(style) });
            assert_eq!(there[3], "MARY: yo", "{}", style.name());
            let there: Vec<&str> = there.iter().map(String::as_str).collect();
            assert_eq!(texts(&there, &to(MarkStyle::Names)), names, "{}", style.name());
        }
        let voices = "<v MARY>hi\n\n00:01.000 --> 00:02.000\nstill\n\n00:02.000 --> 00:03.000\n<v MARY>yo\n\n\
                      00:03.000 --> 00:04.000\n<v MARY>ho";
        let named = vtt(voices, &to(MarkStyle::Names));
        assert!(named.contains("MARY: hi") && named.contains("MARY: yo"), "{named}");
        assert!(named.ends_with("\nho"), "{named}");
    }

    #[test]
    fn a_singer_is_marked_in_front_of_the_note() {
        let song = ["♪ MARY: la la ♪", "TOM: Hm."];
        assert_eq!(texts(&song, &to(MarkStyle::Dashes)), ["- ♪ la la ♪", "- Hm."]);
        assert_eq!(texts(&song, &to(MarkStyle::Chevrons)), [">> ♪ la la ♪", ">> Hm."]);
        let named = Options { keep_names: true, ..to(MarkStyle::Chevrons) };
        assert_eq!(texts(&song, &named)[0], ">> MARY: ♪ la la ♪");
        assert_eq!(texts(&song, &to(MarkStyle::Brackets))[0], "♪ [MARY] la la ♪");
        let two = ["TOM: Hm.\n♪ MARY: la la ♪"];
        assert_eq!(texts(&two, &to(MarkStyle::Dashes)), ["- Hm.\n- ♪ la la ♪"]);
    }

    const HEAD: &str = "WEBVTT\n\n00:00.000 --> 00:01.000\n";

    fn vtt(text: &str, options: &Options) -> String {
        let (text, _) = converted(&format!("{HEAD}{text}\n"), options);
        assert_eq!(converted(&text, options).0, text, "twice");
        text[HEAD.len()..].trim_end().to_owned()
    }

    #[test]
    fn voices_become_text_and_keep_their_classes() {
        let voices = "<v.loud Ana>Is it <i>far</i>?</v>\n<v Ben>No.</v>";
        assert_eq!(
            vtt(voices, &to(MarkStyle::Names)),
            "<c.loud>Ana: Is it <i>far</i>?</c>\nBen: No."
        );
        assert_eq!(
            vtt(voices, &to(MarkStyle::Chevrons)),
            "<c.loud>>> Is it <i>far</i>?</c>\n>> No."
        );
        let none = Options { to: None, ..Options::default() };
        assert_eq!(vtt("<v Ana>So.", &none), "So.");
    }

    #[test]
    fn speakers_known_from_elsewhere_are_added() {
        let text = format!("{HEAD}<i>Is it?</i> No.\n");
        let source = Source::from_text(&text);
        let file = open(&source, None, &ReadOptions::default());
        let turn = |at, name: &'static str| Turn {
            cue: 0,
            style: MarkStyle::Voice,
            mark: at..at,
            name: Some(name.into()),
            voice: None,
            change: true,
        };
        let known = Speakers { turns: vec![turn(0, "Ana"), turn(7, "Ben")], ..Speakers::default() };
        let added = |to| {
            let mut edits = Edits::default();
            let done = convert(&file, &known, &self::to(to));
            done.changes.into_iter().flat_map(|c| c.edits).for_each(|edit| edits.push(edit));
            edits.apply(&text).unwrap()[HEAD.len()..].trim_end().to_owned()
        };
        assert_eq!(added(MarkStyle::Names), "<i>Ana: Is it?</i>\nBen: No.");
        assert_eq!(added(MarkStyle::Voice), "<v Ana><i>Is it?</i></v> <v Ben>No.</v>");
    }

    #[test]
    fn text_becomes_voices_unless_markup_crosses() {
        let voice = to(MarkStyle::Voice);
        assert_eq!(vtt("<i>ANA: Hello</i>", &voice), "<v ANA><i>Hello</i>");
        assert_eq!(
            vtt("ANA: Is it?\nBEN &amp; CO: No.", &voice),
            "<v ANA>Is it?</v>\n<v BEN &amp; CO>No.</v>"
        );
        let crossed = "ANA: <i>Is it?\nBEN: No.</i>";
        assert_eq!(vtt(crossed, &voice), crossed);
        let (_, done) = converted(&srt(&["ANA: Hello"]), &voice);
        assert_eq!(done.left[0].reason, "SRT has no markup for speakers");
    }

    #[cfg(feature = "ttml")]
    #[test]
    fn agents_of_ttml_are_written_and_taken_out() {
        let text = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><body><div>\
                    <p begin=\"0s\" end=\"1s\">ANA: Is it?<br/>BEN: No.</p>\
                    <p begin=\"1s\" end=\"2s\">ANA: Bye</p></div></body></tt>";
        let (voiced, _) = converted(text, &to(MarkStyle::Voice));
        let expected = "<tt xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" \
            xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><head><metadata>\
            <ttm:agent xml:id=\"speaker1\" type=\"person\"><ttm:name type=\"alias\">ANA</ttm:name></ttm:agent>\
            <ttm:agent xml:id=\"speaker2\" type=\"person\"><ttm:name type=\"alias\">BEN</ttm:name></ttm:agent>\
            </metadata></head><body><div><p begin=\"0s\" end=\"1s\"><span ttm:agent=\"speaker1\">Is it?</span><br/>\
            <span ttm:agent=\"speaker2\">No.</span></p>\
            <p ttm:agent=\"speaker1\" begin=\"1s\" end=\"2s\">Bye</p></div></body></tt>";
        assert_eq!(voiced, expected);
        let (back, _) = converted(&voiced, &to(MarkStyle::Names));
        let body = &text[text.find("<body").unwrap()..];
        assert_eq!(
            back[back.find("<body").unwrap()..].replace("<span>", "").replace("</span>", ""),
            body
        );
    }
}
