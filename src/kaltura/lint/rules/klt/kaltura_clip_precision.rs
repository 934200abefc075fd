//! KLT040: times that a clip of the entry changes.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_CLIP;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds TTML files with times that do not stand on a tenth of a second, once for the file.
    ///
    /// ## Why
    ///
    /// When the entry is clipped, the server writes DFXP times with one digit of fraction, and `.95` to
    /// `.99` as `.10`: a cue moves by up to 0.9 seconds.
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
    /// Round the times to tenths where clips matter. The fix does, and no cue becomes shorter by it if
    /// the next one leaves room; it is unsafe, since it moves times. It is not offered where a frame rate
    /// is given: times cannot stand on frames and tenths at once.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 3.5 (K310 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT040",
    name: "kaltura-clip-precision",
    summary: "times that a clip of the entry changes",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Unsafe),
    references: &[SERVER_CLIP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
