//! KLT042: one of Kaltura's parsers does not keep the whole file.

use super::formats::FORMATS;
use crate::kaltura::lint::references::PLATFORM_PAGE;
use crate::kaltura::lint::rewrite_file;
use crate::lint::Rule;
use crate::lint::rule::{FileKind, docs};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Reports once for a file that one of Kaltura's parsers does not keep every cue whole, at the
    /// first place where that shows. Which cues, and why, is reported by the other rules of the family.
    /// Differences whose rule is switched off do not count.
    ///
    /// ## Why
    ///
    /// Many differences cannot be fixed in place: markup that one parser needs and another shows, times
    /// on `span`s, styles that make several cues of one paragraph. The remedy is to rewrite the file as
    /// plainly as all parsers need it.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// <font color="red">The harbour opens at six.</font>
    ///
    /// 2
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
    /// `check --fix` rewrites the file, as `convert --for kaltura` does, once no other fix is left,
    /// since smaller fixes keep more of it. Without `--unsafe-fixes` it does so only if nothing at all
    /// is lost; otherwise the fix names what is: styles, placement, comments, finer times in TTML. If a
    /// block cannot be read, or a stray `<` or broken XML hides words, the fix is only a suggestion,
    /// since they would be lost too. The fix takes several times as long as the check, so it is
    /// computed only with `--fix` or `--diff`. None is offered if no rewrite helps, as for SRT of more
    /// than a day.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment, from what each parser does (docs/platform.md). What the rewritten file keeps
    /// is tested with cuesmith's models of the parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT042",
    name: "kaltura-not-kept-whole",
    summary: "one of Kaltura's parsers does not keep the whole file",
    severity: Severity::Info,
    formats: FORMATS,
    kinds: READ,
    fix: Some(Applicability::Safe),
    references: &[PLATFORM_PAGE],
    docs: DOCS,
    document: Some(rewrite_file::report_remaining),
    ..Rule::NEW
};

/// Chapters become cue points, which these parsers never see.
const READ: &[FileKind] = &[FileKind::Captions, FileKind::Ead];
