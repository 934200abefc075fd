//! SRT002: cues without a number.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{SERVER_SRT, SRT_READERS};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues whose times have no number line above them.
    ///
    /// ## Why
    ///
    /// The Kaltura server looks for a number in front of every timing line. A cue without one is not
    /// found: it is lost, or its times and its text become text of the cue before. A file without any
    /// number goes to ERROR. The packager (nginx-vod-module) refuses it too, pycaption stops at the
    /// first such cue, and ffmpeg, VLC and Subtitle Edit read on as if nothing were wrong.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the number on a line of its own above the times. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// The pattern in the Kaltura server's SRT reader, which begins with the digits of the number; our
    /// measurement of twelve readers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT002",
    name: "missing-index",
    summary: "a cue has no number above its times",
    severity: Severity::Error,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_INDEX_MISSING"],
    references: &[SERVER_SRT, SRT_READERS],
    docs: DOCS,
    ..Rule::NEW
};
