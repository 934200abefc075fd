//! KLT040: the clip tool changes times that are not on a tenth of a second.

use crate::format::Format;
use crate::kaltura::lint::references::{SERVER_CLIP, XML_TIME_WRITER};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds TTML files with times that are not on a tenth of a second. Reported once for the file.
    ///
    /// ## Why
    ///
    /// When the entry is clipped, the clip tool writes DFXP times with one decimal, and `.95` to `.99`
    /// as `.10`: a cue moves by up to 0.9 seconds.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    /// <p begin="00:00:04.970" end="00:00:06.000">Bring a coat.</p>
    /// <p begin="00:00:07.000" end="00:00:09.000">We leave.</p>
    /// </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    /// <p begin="00:00:04.000" end="00:00:06.000">Bring a coat.</p>
    /// </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Round the times to tenths of a second if the entry will be clipped. The fix does so, and
    /// shortens no cue if the next one leaves room; it is unsafe, since it changes times. It is not
    /// offered if a frame rate is given: times cannot be on frames and on tenths at once.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `kXml.class.php` (`integerToTime` writes tenths, and carries wrongly
    /// from 950 ms), used by `dfxpCaptionsContentManager.php` for clips. Observed when the program
    /// was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT040",
    name: "kaltura-clip-precision",
    summary: "the clip tool changes times that are not on a tenth of a second",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Unsafe),
    references: &[SERVER_CLIP, XML_TIME_WRITER],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
