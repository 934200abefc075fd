//! The open elements while a body is walked: when they are active and which region they name.
//!
//! TTML1 9.3.3: content belongs to the region that it or an element around it names; content that
//! names another region than an element around it is shown nowhere.

use super::rational::{Rational, earlier};
use super::style::{RegionChoice, Ruby, Specified};
use super::timing::Timing;
use super::whitespace::RubyPart;

/// When an element is active: its begin and end on the document's clock.
pub(super) type Active = (Rational, Option<Rational>);

/// When a child begins and ends by its own times, which count from `origin`: the begin of its parent, in
/// a `seq` container the end of the child before, `None` when that never ends. `duration` is how long
/// it lasts with its content (`timing::durations`), where that has been computed.
pub(super) fn own_times(
    origin: Option<Rational>,
    timing: &Timing,
    duration: Option<Option<Rational>>,
) -> (Option<Rational>, Option<Rational>) {
    let begin = origin
        .filter(|_| !timing.beyond)
        .and_then(|o| o.checked_add(timing.begin.unwrap_or(Rational::ZERO)));
    let end = match duration {
        Some(duration) => begin.and_then(|b| b.checked_add(duration?)),
        None => begin.and_then(|b| timing.ends(origin?, b)),
    };
    (begin, end)
}

/// An open `body` or `div`.
pub(super) struct Frame {
    pub(super) node_end: u32,
    pub(super) node: u32,
    pub(super) begin: Rational,
    pub(super) end: Option<Rational>,
    /// In a `seq` container, where the next child begins; `None` when a child never ends.
    pub(super) cursor: Option<Option<Rational>>,
    pub(super) place: RegionChoice,
    pub(super) preserve: bool,
}

/// An open `p` or `span`.
pub(super) struct SpanFrame {
    pub(super) node_end: u32,
    pub(super) begin: Rational,
    pub(super) end: Option<Rational>,
    pub(super) seq: bool,
    pub(super) cursor: Option<Rational>,
    pub(super) place: RegionChoice,
    pub(super) preserve: bool,
    pub(super) part: RubyPart,
    /// White space between the parts of a ruby group.
    pub(super) ignored: bool,
    pub(super) chain: u32,
}

impl SpanFrame {
    /// When a child is active.
    pub(super) fn child(
        &mut self,
        timing: &Timing,
        duration: Option<Option<Rational>>,
    ) -> Option<Active> {
        let origin = if self.seq { self.cursor } else { Some(self.begin) };
        let (begin, end) = own_times(origin, timing, duration);
        if self.seq {
            self.cursor = end;
        }
        let begin = begin?;
        let end = earlier(end, self.end);
        end.is_none_or(|end| begin < end).then_some((begin, end))
    }

    pub(super) fn inside(&self, node_end: u32, on: Active, own: &Specified, seq: bool) -> Self {
        let ruby = own.ruby.unwrap_or_default();
        Self {
            node_end,
            begin: on.0,
            end: on.1,
            seq,
            cursor: Some(on.0),
            place: self.place,
            preserve: self.preserve,
            part: match ruby {
                Ruby::Delimiter => RubyPart::Delimiter,
                Ruby::Text | Ruby::TextContainer if self.part == RubyPart::Base => {
                    RubyPart::Annotation
                }
                _ => self.part,
            },
            ignored: matches!(ruby, Ruby::Container | Ruby::BaseContainer | Ruby::TextContainer),
            chain: self.chain,
        }
    }
}
