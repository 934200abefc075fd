//! What never goes on one line with what is before it: another speaker, a song, a sound, another language.
//!
//! A block is a stretch of a cue's text that may be rewrapped as a whole.

use std::ops::Range;

use super::measure::Measure;
use super::piece::{Piece, is_dash, is_gap};
use super::pieces::{ends_sentence, pieces};
use super::scripts::script_of;

/// A place in a text where markup says that someone else speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpeakerChange {
    /// Where it is, in bytes of the text.
    pub at: usize,
    /// Whether it is one in the middle of a line too: another voice is, while another color may
    /// only stress a word.
    pub inline: bool,
}

/// What a line of a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// It goes on with what the line before began.
    Plain,
    /// It begins with a speaker's mark: a dash, `>>`, `NAME:`.
    Speaker,
    /// It begins with a note, and the song ends on it or goes on.
    Song { ends: bool },
    /// It is nothing but a sound label or a speaker's name.
    Alone,
}

/// The pieces of a cue's text, block by block.
#[derive(Debug, Default)]
pub(super) struct LineGroups {
    pieces: Vec<Piece>,
    /// Where each block ends in `pieces`.
    ends: Vec<usize>,
    lines: Vec<Range<usize>>,
}

impl LineGroups {
    /// The blocks, one after the other.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Piece]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.pieces[start..*end])
    }

    /// Cuts a text into blocks. `turns` are sorted.
    pub(super) fn fill(&mut self, text: &str, turns: &[SpeakerChange], measure: Measure) {
        self.pieces.clear();
        self.ends.clear();
        let mut all = std::mem::take(&mut self.lines);
        all.clear();
        all.extend(lines(text));
        let mut block: Option<Range<usize>> = None;
        let mut before = Line::Alone;
        let (mut last, one_script) = (None, text.is_ascii());
        let mut at = 0;
        while let Some(line) = all.get(at) {
            // A label may go over several lines.
            let label = labeled(text, &all[at..]);
            let line = line.start..all[at + label.saturating_sub(1)].end;
            at += label.max(1);
            let kind = if label > 0 { Line::Alone } else { kind_of(&text[line.clone()]) };
            let goes_on = match (before, kind) {
                (Line::Alone, _) | (_, Line::Speaker | Line::Song { .. } | Line::Alone) => false,
                (Line::Song { ends }, Line::Plain) => !ends,
                _ => turns.binary_search_by_key(&line.start, |turn| turn.at).is_err(),
            };
            let script = if one_script { None } else { script_of(&text[line.clone()]) };
            let goes_on = goes_on && (script.is_none() || last.is_none() || script == last);
            last = script.or(last);
            block = Some(match block.take() {
                Some(block) if goes_on => block.start..line.end,
                Some(block) => {
                    self.push(text, block, turns, measure);
                    line.clone()
                }
                None => line.clone(),
            });
            before = match (before, kind) {
                // A song that was begun ends where a note closes it.
                (Line::Song { ends: false }, Line::Plain) => {
                    Line::Song { ends: ends_with_note(&text[line]) }
                }
                (before, Line::Plain) if goes_on => before,
                _ => kind,
            };
        }
        if let Some(block) = block {
            self.push(text, block, turns, measure);
        }
        self.lines = all;
    }

    /// Adds a block, or several where a second speaker is on the line of the first:
    /// `- Yes. - No.`
    fn push(&mut self, text: &str, block: Range<usize>, turns: &[SpeakerChange], measure: Measure) {
        let from = self.pieces.len();
        pieces(text, block, measure, &mut self.pieces);
        let written = |piece: &Piece| &text[piece.text.clone()];
        let is_inline = |at: usize| {
            let turn = turns.binary_search_by_key(&at, |turn| turn.at);
            turn.is_ok_and(|found| turns[found].inline)
        };
        let Some(first) = self.pieces.get(from) else { return };
        let dialogue = is_dash_turn(written(first));
        for at in from + 1..self.pieces.len() {
            let (last, piece) = (&self.pieces[at - 1], &self.pieces[at]);
            let word = written(piece);
            if word.starts_with(">>")
                || (dialogue && is_dash_turn(word) && written(last).ends_with(ends_sentence))
                || (!turns.is_empty() && is_inline(piece.text.start))
            {
                self.ends.push(at);
            }
        }
        self.ends.push(self.pieces.len());
    }
}

/// The lines of a text that show something, without the white space around them.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let start = at + (line.len() - line.trim_start_matches(is_gap).len());
        let end = at + line.trim_end_matches(is_gap).len();
        at += line.len() + 1;
        (start < end).then_some(start..end)
    })
}

fn kind_of(line: &str) -> Line {
    let name_alone = line.ends_with([':', '：']) && name_before_colon(line).is_some();
    if name_alone {
        return Line::Alone;
    }
    let notes = |c: char| matches!(c, '♪' | '♫' | '♬' | '♩');
    if line.starts_with(notes) || (line.starts_with("# ") && line.len() > 2) {
        let rest = line.trim_start_matches(notes).trim_start_matches('#');
        return Line::Song { ends: ends_with_note(rest) };
    }
    if line.starts_with(">>") || is_dash_turn(line) || name_before_colon(line).is_some() {
        return Line::Speaker;
    }
    Line::Plain
}

fn ends_with_note(line: &str) -> bool {
    line.ends_with(['♪', '♫', '♬', '♩', '#'])
}

/// `- Yes`, `-Yes`, `– Yes`; not `--and then` or `-5`.
fn is_dash_turn(line: &str) -> bool {
    let mut chars = line.chars();
    if !chars.next().is_some_and(is_dash) {
        return false;
    }
    let next = chars.next();
    next.is_some_and(|c| is_gap(c) || c == '\u{a0}' || !(is_dash(c) || c.is_numeric() || c == '>'))
}

/// The most lines of a label.
const LABEL_LINES: usize = 6;

/// How many lines a sound label takes that is all there is on them, `[wind howls]` or `(laughs)`;
/// 0 when the first of the lines begins none.
fn labeled(text: &str, lines: &[Range<usize>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let pairs = [('[', ']'), ('(', ')'), ('（', '）'), ('［', '］')];
    let pair = pairs.iter().find(|(open, _)| text[first.clone()].starts_with(*open));
    let Some(&(open, close)) = pair else { return 0 };
    for (at, line) in lines.iter().enumerate().take(LABEL_LINES) {
        let written = &text[line.clone()];
        let opened = written.matches(open).count();
        if opened != usize::from(at == 0) {
            return 0;
        }
        if let Some(end) = written.find(close) {
            return if end + close.len_utf8() == written.len() { at + 1 } else { 0 };
        }
    }
    0
}

/// The name in `MAN 2: ...`: capitals, digits and a little punctuation, at most 30 characters.
fn name_before_colon(line: &str) -> Option<&str> {
    let mut capitals = false;
    for (at, c) in line.char_indices().take(31) {
        match c {
            ':' | '：' => {
                let after = line[at..].chars().nth(1);
                return (capitals && after.is_none_or(is_gap)).then_some(&line[..at]);
            }
            ' ' | '.' | '\'' | '’' | '-' | '#' | '&' => {}
            _ if c.is_uppercase() => capitals = true,
            _ if c.is_numeric() => {}
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::width::Width;
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        cut_at(text, &[])
    }

    fn cut_at<'t>(text: &'t str, turns: &[SpeakerChange]) -> Vec<&'t str> {
        let mut blocks = LineGroups::default();
        blocks.fill(text, turns, Measure { limit: 42, width: Width::Graphemes, lines: None });
        let range = |block: &[Piece]| block[0].text.start..block[block.len() - 1].text.end;
        blocks.iter().map(|block| &text[range(block)]).collect()
    }

    #[test]
    fn speakers_stay_apart() {
        assert_eq!(cut("- Is it open?\n- Not yet,\nno."), ["- Is it open?", "- Not yet,\nno."]);
        assert_eq!(cut("- Is it open? - Not yet."), ["- Is it open?", "- Not yet."]);
        assert_eq!(cut(">> Is it?\n>> No."), [">> Is it?", ">> No."]);
        assert_eq!(cut("MAN: Is it\nopen?\nMAN 2: No."), ["MAN: Is it\nopen?", "MAN 2: No."]);
        assert_eq!(cut("MAN:\nIs it\nopen?"), ["MAN:", "Is it\nopen?"]);
    }

    #[test]
    fn what_only_looks_like_a_speaker_is_none() {
        assert_eq!(cut("and then\n--well, no\n-5 degrees"), ["and then\n--well, no\n-5 degrees"]);
        assert_eq!(cut("At 10:30 we\nLeft: the quay"), ["At 10:30 we\nLeft: the quay"]);
        assert_eq!(cut("left - right\nagain"), ["left - right\nagain"]);
    }

    #[test]
    fn songs_and_sounds_stay_apart() {
        assert_eq!(cut("♪ Over the\nsea ♪\nHe sings."), ["♪ Over the\nsea ♪", "He sings."]);
        assert_eq!(cut("♪ Over\n♪ the sea"), ["♪ Over", "♪ the sea"]);
        assert_eq!(cut("[wind]\nCome in\n(laughs)"), ["[wind]", "Come in", "(laughs)"]);
        assert_eq!(cut("[wind\nhowls]\nCome in\n[so] he"), ["[wind\nhowls]", "Come in\n[so] he"]);
    }

    #[test]
    fn languages_in_different_scripts_stay_apart() {
        assert_eq!(
            cut("我们已经\n看到\nwe have\nseen that"),
            ["我们已经\n看到", "we have\nseen that"]
        );
        assert_eq!(cut("Мы в Docker\nи Linux"), ["Мы в Docker\nи Linux"]);
        assert_eq!(cut("你好\n...\nHello\nfriends"), ["你好\n...", "Hello\nfriends"]);
    }

    #[test]
    fn the_markup_can_say_that_somebody_else_speaks() {
        let text = "Yes\nNo\nwell now";
        let turn = |at, inline| SpeakerChange { at, inline };
        assert_eq!(cut_at(text, &[turn(4, false)]), ["Yes", "No\nwell now"]);
        assert_eq!(cut_at(text, &[turn(5, false)]), [text]);
        assert_eq!(cut_at(text, &[turn(12, false)]), [text]);
        assert_eq!(cut_at(text, &[turn(12, true)]), ["Yes\nNo\nwell", "now"]);
        assert!(cut(" \n ").is_empty());
    }
}
