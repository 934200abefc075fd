//! Changes to the cues of an SRT file, as edits.

use std::borrow::Cow;

use super::{Cue, Document, Fraction, Tag, TokenKind, tokens};
use crate::chars::is_digits;
use crate::format::Format;
use crate::source::{Edit, Span};
use crate::time::{Clock, Interval, Timestamp};
use crate::timeline::edit::open_tags::{MAX_DEPTH, OpenTags, Places};
use crate::timeline::edit::{Editor, Joint, open_tags, text, timestamp_format};
use crate::timeline::{Run, Timeline};

impl Editor for Document<'_> {
    fn set_times(&self, view: &Timeline<'_>, cue: u32, to: Interval) -> Option<Vec<Edit>> {
        text::set_times(view, cue, to, |like, time| match self.fraction {
            // There `,5` is five milliseconds; parsers only agree on three digits.
            Fraction::Milliseconds => canonical(like, time),
            Fraction::Decimal => format_like(like, time),
        })
    }

    fn counts_cues(&self, view: &Timeline<'_>, next: u32) -> bool {
        let is_numbered = |cue: &Cue| cue.number(view.source).is_some();
        self.numbers_decide && self.cues.get(next as usize).is_some_and(|cue| !is_numbered(cue))
    }

    fn remove(&self, view: &Timeline<'_>, cues: &[u32]) -> Option<Vec<Edit>> {
        text::remove(view, cues)
    }

    fn remove_line(&self, view: &Timeline<'_>, cue: u32, line: &[Run<'_>]) -> Option<Vec<Edit>> {
        text::remove_line(view, cue, line)
    }

    fn at_place(
        &self,
        view: &Timeline<'_>,
        here: u32,
        moved: u32,
        renumbered: bool,
    ) -> Option<String> {
        let mut out = text::at_place(view, here, moved)?;
        let (place, cue) = (view.cues.get(here as usize)?, view.cues.get(moved as usize)?);
        let (block, id) = (cue.origin.block, cue.origin.id);
        let number = place.id.as_deref().filter(|_| renumbered && !id.is_empty());
        if let Some(number) = number {
            let start = out.find(block.slice(view.source))? + (id.start - block.start) as usize;
            out.replace_range(start..start + id.len() as usize, number);
        }
        Some(out)
    }

    fn line_break(&self, view: &Timeline<'_>, at: u32) -> Cow<'static, str> {
        text::line_break(view, at)
    }

    fn escape_at<'t>(&self, _: u32, text: &'t str) -> Option<Cow<'t, str>> {
        Some(Format::Srt.escape(text))
    }

    fn split(
        &self,
        view: &Timeline<'_>,
        cue: u32,
        cuts: &[Span],
        times: &[Interval],
        added: i64,
    ) -> Option<Vec<String>> {
        let (found, source) = (view.cues.get(cue as usize)?, view.source);
        let (id, timing) = (found.origin.id, found.origin.start.start);
        let head = |(part, to): (i64, &Interval)| {
            let mut before = String::new();
            if !id.is_empty() {
                let written = id.slice(source);
                before.push_str(number(written, added + part).as_deref().unwrap_or(written));
                before.push_str(&source[id.end as usize..timing as usize]);
            }
            text::head(view, found, &before, self.set_times(view, cue, *to)?)
        };
        let heads = (1..).zip(times).map(head).collect::<Option<Vec<String>>>()?;
        open_tags::split(cuts, heads, |places| open_at(source, found.origin.payload, places))
    }

    fn join(&self, view: &Timeline<'_>, one: u32, two: u32, joint: Joint) -> Option<Edit> {
        let (one, two) = (view.cues.get(one as usize)?, view.cues.get(two as usize)?);
        let (source, payload) = (view.source, one.origin.payload);
        let (here, there) = (overrides(source, payload), overrides(source, two.origin.payload));
        if !there.is_empty() && here.slice(source) != there.slice(source) {
            return None;
        }
        let open = open_at(source, payload, &[payload.end])?;
        text::join(view, one, two, there.end, open.first()?, joint)
    }

    /// Lines that are not numbers are left alone, and so are gaps. Blocks that cannot be read count on with
    /// the others: what makes a block of them is that their number fits.
    fn renumber(&self, view: &Timeline<'_>, added: &[(u32, i64)]) -> Vec<Edit> {
        let mut rest = added.iter().peekable();
        let mut unread = self.unparsed.iter().peekable();
        let mut shift = 0;
        let mut edits = Vec::new();
        for (index, cue) in view.cues.iter().enumerate() {
            while let Some(block) = unread.next_if(|block| block.start < cue.origin.block.start) {
                if shift != 0 {
                    edits.extend(unread_number(view.source, *block, shift));
                }
            }
            if shift != 0
                && let Some(number) = number(cue.origin.id.slice(view.source), shift)
            {
                edits.push(Edit::replace(cue.origin.id, number));
            }
            while let Some((_, more)) = rest.next_if(|(cue, _)| *cue as usize <= index) {
                shift += more;
            }
        }
        if shift != 0 {
            edits.extend(unread.filter_map(|block| unread_number(view.source, *block, shift)));
        }
        edits
    }
}

/// Another number for a block that cannot be read, if it has one.
fn unread_number(source: &str, block: Span, shift: i64) -> Option<Edit> {
    let line = super::lines::split(block.slice(source)).next()?;
    let written = line.trim();
    let start = block.start + (line.len() - line.trim_start().len()) as u32;
    let span = Span::new(start, start + written.len() as u32);
    Some(Edit::replace(span, number(written, shift)?))
}

/// A time in the form of `like` where that can express it.
fn format_like(like: &str, time: Timestamp) -> String {
    timestamp_format::in_style_of(',', like, time).unwrap_or_else(|| canonical(like, time))
}

/// `HH:MM:SS` and milliseconds. A full stop stays: another rule reports it.
fn canonical(like: &str, time: Timestamp) -> String {
    let mark = if like.contains('.') && !like.contains(',') { '.' } else { ',' };
    Clock { time, mark }.to_string()
}

fn number(written: &str, shift: i64) -> Option<String> {
    let plain = is_digits(written);
    let number: i64 = written.parse().ok().filter(|_| plain)?;
    Some(number.checked_add(shift).filter(|n| *n >= 0)?.to_string())
}

/// The elements open at each place (bytes, rising) of a cue's text. `None` where they lie too deep.
fn open_at(source: &str, payload: Span, places: &[u32]) -> Option<Vec<OpenTags>> {
    let mut open: Vec<(Tag, bool, Span)> = Vec::new();
    let mut places = Places::new(places);
    let head = overrides(source, payload);
    let state = |open: &[(Tag, bool, Span)]| {
        if open.len() > MAX_DEPTH {
            return None;
        }
        let mut tags = OpenTags { open: head.slice(source).to_owned(), close: String::new() };
        tags.open.extend(open.iter().map(|(.., span)| span.slice(source)));
        for (tag, curly, _) in open.iter().rev() {
            let (a, b) = if *curly { ('{', '}') } else { ('<', '>') };
            tags.close.extend([a, '/']);
            tags.close.push_str(tag.name());
            tags.close.push(b);
        }
        Some(tags)
    };
    for token in tokens(payload.slice(source), payload.start) {
        places.until(token.span.end, || state(&open))?;
        match token.kind {
            TokenKind::Open { .. } if open.len() > MAX_DEPTH => return None,
            TokenKind::Open { tag, curly, .. } => open.push((tag, curly, token.span)),
            TokenKind::Close { tag, .. } => {
                if let Some(at) = open.iter().rposition(|(known, ..)| *known == tag) {
                    open.remove(at);
                }
            }
            _ => {}
        }
    }
    places.finish(|| state(&open))
}

/// The override blocks at the start of an SRT cue: they hold for all of it.
fn overrides(source: &str, payload: Span) -> Span {
    let tokens = tokens(payload.slice(source), payload.start);
    let head = tokens.take_while(|token| token.kind == TokenKind::Override);
    head.map(|token| token.span).reduce(Span::join).unwrap_or(Span::at(payload.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn srt_times_keep_their_form() {
        for (like, ms, want) in [
            ("00:00:05,500", 6500, "00:00:06,500"),
            ("0:00:05,50", 6500, "0:00:06,50"),
            ("0:00:05,50", 6504, "0:00:06,504"),
            ("0:00:05,5", 36_000_000, "10:00:00,0"),
            ("000:00:05,000", 6000, "000:00:06,000"),
            ("100:00:05,000", 5000, "00:00:05,000"),
            ("99:00:05,000", 360_000_000, "100:00:00,000"),
            ("00:05,500", 6500, "00:06,500"),
            ("00:05,500", 3_606_500, "01:00:06,500"),
            ("00:00:05", 6000, "00:00:06"),
            ("00:00:05", 6500, "00:00:06,500"),
            ("00:05", 3_606_000, "01:00:06"),
            ("00:00:05.500", 6504, "00:00:06.504"),
            ("00:00:05;500", 6504, "00:00:06;504"),
            ("00:00:05:500", 6504, "00:00:06:504"),
            ("00.00.05.500", 6504, "00.00.06.504"),
            ("00.01.000", 62_500, "01.02.500"),
            ("00.00.01", 2000, "00.00.02"),
            ("00 : 00 : 05 , 500", 6504, "00 : 00 : 06 , 504"),
            ("00:00:05,1234", 6504, "00:00:06,5044"),
            ("00:00:05,123456", 6504, "00:00:06,504456"),
            ("0:5:3,5", 603_500, "0:10:3,5"),
            // `01:00:05;50` would count frames.
            ("00:05;50", 3_605_500, "01:00:05,500"),
        ] {
            assert_eq!(format_like(like, Timestamp(ms)), want, "{like} {ms}");
        }
    }

    #[test]
    fn what_is_no_plain_clock_is_written_in_full() {
        for like in [
            "00:00:75,000",
            "75:00,000",
            "-00:00:05,000",
            "00:00:05:12",
            "٠٠:٠٠:٠٥,٠٠٠",
            "x",
            "5",
            "",
        ] {
            assert_eq!(format_like(like, Timestamp(6504)), "00:00:06,504", "{like}");
        }
        assert_eq!(format_like("00:00:05,5", Timestamp(-1)), "-00:00:00,001");
    }
}
