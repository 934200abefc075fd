//! Changes to the paragraphs of a TTML document, as edits.
//!
//! TTML1 10.2 to 10.4: times are relative to what is around a paragraph. Changes that cannot be made in the
//! paragraph alone are refused: in `seq` containers, with timed parts, past the end of a container or
//! region. Only [`remap`] changes containers and regions too.

mod first;
mod remap;
mod split;
mod tags;
#[cfg(test)]
mod tests;
mod time_format;
mod times;

use std::borrow::Cow;

use super::Document;
use crate::format::Format;
use crate::source::{Edit, Span};
use crate::time::{Interval, TimeMap, Timestamp};
use crate::timeline::edit::{Around, Editor, Frame, Joint, MapError, Mapped, is_shared};
use crate::timeline::{Cue, Run, Timeline};

impl Editor for Document<'_> {
    fn set_times(&self, view: &Timeline<'_>, cue: u32, to: Interval) -> Option<Vec<Edit>> {
        times::set_times(self, view, cue, to)
    }

    /// Also for paragraphs with timed parts: these end with it.
    fn end_at(&self, view: &Timeline<'_>, cue: u32, at: Timestamp) -> Option<Vec<Edit>> {
        let found = view.cues.get(cue as usize)?;
        let to = Interval { end: at, ..found.interval };
        self.set_times(view, cue, to).or_else(|| times::end_at(self, found, at))
    }

    fn frame(&self) -> Option<Frame> {
        let root = self.tt.filter(|_| self.ill_formed)?;
        let name = self.element(root)?.name.slice(self.source);
        let prefix = name.strip_suffix("tt").unwrap_or_default();
        let before = self.start_tag(root).slice(self.source);
        let sentinel = "\u{e000}";
        Some(Frame {
            before: format!("{before}<{prefix}body><{prefix}div>"),
            sentinel,
            after: format!(
                "<{prefix}p begin=\"0s\" end=\"1s\">{sentinel}</{prefix}p></{prefix}div></{prefix}body></{name}>"
            ),
        })
    }

    fn remove(&self, view: &Timeline<'_>, cues: &[u32]) -> Option<Vec<Edit>> {
        let block = |cue: &u32| view.cues.get(*cue as usize).map(|cue| cue.origin.block);
        let whole = |group: &[u32]| {
            let (first, last) = (*group.first()?, *group.last()?);
            let own = block(&first)?;
            let more = |cue: Option<u32>| cue.and_then(|cue| block(&cue)) == Some(own);
            let shared =
                !own.is_empty() && (more(first.checked_sub(1)) || more(last.checked_add(1)));
            let all = !shared && (last - first) as usize + 1 == group.len();
            let cue = view.cues.get(first as usize).filter(|_| all)?;
            parent(self, cue)?;
            Some(tags::removed(self.source, own))
        };
        cues.chunk_by(|a, b| block(a) == block(b)).map(whole).collect()
    }

    fn remove_line(&self, _: &Timeline<'_>, _: u32, line: &[Run<'_>]) -> Option<Vec<Edit>> {
        Some(line.iter().map(|run| Edit::delete(run.span)).collect())
    }

    /// Siblings, which are shown at the same time, may be reordered.
    fn at_place(&self, view: &Timeline<'_>, here: u32, moved: u32, _: bool) -> Option<String> {
        let parent = |cue: u32| parent(self, view.cues.get(cue as usize)?);
        // Where elements do not nest, another order of them hides text.
        let may = !self.ill_formed && !is_shared(view, moved) && parent(here)? == parent(moved)?;
        may.then(|| view.cues[moved as usize].origin.block.slice(view.source).to_owned())
    }

    fn line_break(&self, _: &Timeline<'_>, at: u32) -> Cow<'static, str> {
        tags::line_break(self, at)
    }

    /// In a CDATA section nothing is escaped; `]]>` cannot be there, and characters that XML does
    /// not allow cannot be written anywhere.
    fn escape_at<'t>(&self, at: u32, text: &'t str) -> Option<Cow<'t, str>> {
        let allowed = |c: char| {
            matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
                || c > '\u{ffff}'
        };
        if !text.chars().all(allowed) {
            return None;
        }
        if tags::in_cdata(self, at) {
            return (!text.contains("]]>")).then_some(Cow::Borrowed(text));
        }
        Some(Format::Ttml.escape(text))
    }

    /// Elsewhere than in the text of paragraphs, white space is no text.
    fn hidden_space(&self, between: Span) -> Vec<Span> {
        tags::hidden_space(self, between)
    }

    fn split(
        &self,
        view: &Timeline<'_>,
        cue: u32,
        cuts: &[Span],
        times: &[Interval],
        _: i64,
    ) -> Option<Vec<String>> {
        split::split(self, view, cue, cuts, times)
    }

    fn before_all(&self, view: &Timeline<'_>, interval: Interval) -> Option<Around> {
        first::before_all(self, view, interval)
    }

    fn join(&self, view: &Timeline<'_>, one: u32, two: u32, joint: Joint) -> Option<Edit> {
        let cue = |cue: u32| view.cues.get(cue as usize);
        split::join(self, cue(one)?, cue(two)?, joint)
    }

    fn remap(&self, view: &Timeline<'_>, map: TimeMap) -> Option<Result<Mapped, MapError>> {
        Some(remap::remap(self, view, map))
    }
}

/// The parent of the paragraph that a cue came from. `None` where containers put their children one
/// after the other.
fn parent(document: &Document<'_>, cue: &Cue<'_>) -> Option<u32> {
    let p = tags::paragraph(document, cue)?;
    times::around(document, p)?;
    Some(document.nodes.get(p as usize)?.parent)
}
