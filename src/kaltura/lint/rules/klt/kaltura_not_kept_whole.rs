//! KLT042: some reader does not keep the file whole.

use super::formats::FORMATS;
use crate::kaltura::lint::references::PLATFORM_PAGE;
use crate::kaltura::lint::rewrite_file;
use crate::lint::Rule;
use crate::lint::rule::{FileKind, docs};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Says once for a file that one of the platform's readers does not keep every cue whole, at the
    /// first place where that shows. Which cues, and why, is what the other rules of the family say.
    /// Differences whose rule is switched off do not count.
    ///
    /// ## Why
    ///
    /// Many differences cannot be mended in their place: markup that one reader needs and another
    /// shows, times on `span`s, styles that make several cues of one paragraph. The file rewritten,
    /// as plainly as all readers want it, is what is left then.
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
    /// since smaller ones keep more of it. It does so without `--unsafe-fixes` only if nothing at all
    /// is lost; else the fix names what is: styles, placement, comments, finer times in TTML. Where a
    /// block cannot be read, or a stray `<` or broken XML hides words, the fix is only shown, since they
    /// would go too. The fix takes several times as long as the check, so it is made only with `--fix`
    /// or `--diff`. None is offered where no spelling helps, as in SRT beyond a day.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 11, "Safe writer profile". Observed with kaltura/server c447fdb3
    /// (2026-04-27), playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT042",
    name: "kaltura-not-kept-whole",
    summary: "one of the readers does not keep the file whole",
    severity: Severity::Info,
    formats: FORMATS,
    kinds: READ,
    fix: Some(Applicability::Safe),
    references: &[PLATFORM_PAGE],
    docs: DOCS,
    document: Some(rewrite_file::report_remaining),
    ..Rule::NEW
};

/// Chapters become cue points, which these readers never see.
const READ: &[FileKind] = &[FileKind::Captions, FileKind::Ead];
