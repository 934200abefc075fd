//! Changes to the cues of a WebVTT file, as edits.

use std::borrow::Cow;

use super::Document;
use super::cue_text::{self, Token};
use super::edit_times::{format_like, move_stamps};
use crate::format::Format;
use crate::source::{Edit, Span};
use crate::time::{Interval, Timestamp};
use crate::timeline::edit::open_tags::{MAX_DEPTH, OpenTags, Places};
use crate::timeline::edit::{Editor, Joint, open_tags, text};
use crate::timeline::{Cue, Run, Timeline};

impl Editor for Document<'_> {
    fn set_times(&self, view: &Timeline<'_>, cue: u32, to: Interval) -> Option<Vec<Edit>> {
        text::set_times(view, cue, to, format_like)
    }

    fn remove(&self, view: &Timeline<'_>, cues: &[u32]) -> Option<Vec<Edit>> {
        text::remove(view, cues)
    }

    fn remove_line(&self, view: &Timeline<'_>, cue: u32, line: &[Run<'_>]) -> Option<Vec<Edit>> {
        text::remove_line(view, cue, line)
    }

    fn at_place(&self, view: &Timeline<'_>, here: u32, moved: u32, _: bool) -> Option<String> {
        text::at_place(view, here, moved)
    }

    fn line_break(&self, view: &Timeline<'_>, at: u32) -> Cow<'static, str> {
        text::line_break(view, at)
    }

    fn escape_at<'t>(&self, _: u32, text: &'t str) -> Option<Cow<'t, str>> {
        Some(Format::WebVtt.escape(text))
    }

    /// Settings are repeated, an identifier stays with the first part, and timestamps at a cut belong
    /// to what comes after it.
    fn split(
        &self,
        view: &Timeline<'_>,
        cue: u32,
        cuts: &[Span],
        times: &[Interval],
        _: i64,
    ) -> Option<Vec<String>> {
        let (found, source) = (view.cues.get(cue as usize)?, view.source);
        let head = |to: &Interval| text::head(view, found, "", self.set_times(view, cue, *to)?);
        let heads = times.iter().map(head).collect::<Option<Vec<String>>>()?;
        let payload = found.origin.payload;
        let mut parts = open_tags::split(cuts, heads, |places| open_at(source, payload, places))?;
        for (part, cut) in parts.iter_mut().zip(cuts) {
            let tokens = cue_text::tokens(source, *cut);
            let stamps = tokens.filter(|token| matches!(token, Token::Timestamp(_)));
            part.extend(stamps.map(|token| token.span().slice(source)));
        }
        Some(parts)
    }

    fn join(&self, view: &Timeline<'_>, one: u32, two: u32, joint: Joint) -> Option<Edit> {
        let (one, two) = (view.cues.get(one as usize)?, view.cues.get(two as usize)?);
        let payload = one.origin.payload;
        let open = open_at(view.source, payload, &[payload.end])?;
        text::join(view, one, two, two.origin.payload.start, open.first()?, joint)
    }

    fn move_stamps(
        &self,
        view: &Timeline<'_>,
        cue: &Cue<'_>,
        to: Interval,
        moved: &dyn Fn(Timestamp) -> Timestamp,
    ) -> Vec<Edit> {
        move_stamps(view, cue, to, moved)
    }
}

/// The elements open at each place (bytes, rising) of a cue's text. `None` inside ruby, and where they
/// lie too deep.
fn open_at(source: &str, payload: Span, places: &[u32]) -> Option<Vec<OpenTags>> {
    let mut open: Vec<(&str, Span)> = Vec::new();
    let mut places = Places::new(places);
    let state = |open: &[(&str, Span)]| {
        if open.len() > MAX_DEPTH || open.iter().any(|(name, _)| *name == "ruby") {
            return None;
        }
        let mut tags = OpenTags::default();
        for (name, span) in open {
            tags.open.push_str(span.slice(source));
            tags.close.insert_str(0, &format!("</{name}>"));
        }
        Some(tags)
    };
    for token in cue_text::tokens(source, payload) {
        places.until(token.span().end, || state(&open))?;
        match token {
            Token::Start(tag) => {
                let name = tag.name.slice(source);
                let inside = open.last().is_some_and(|(around, _)| *around == "ruby");
                let known = matches!(name, "c" | "i" | "b" | "u" | "ruby" | "v" | "lang");
                if known || name == "rt" && inside {
                    open.push((name, tag.span));
                }
            }
            Token::End(tag) => {
                let name = tag.name.slice(source);
                let top = open.last().map_or("", |(name, _)| *name);
                if name == top {
                    open.pop();
                } else if name == "ruby" && top == "rt" {
                    open.truncate(open.len().saturating_sub(2));
                }
            }
            Token::Text(_) | Token::Timestamp(_) => {}
        }
    }
    places.finish(|| state(&open))
}
