//! Line endings: which kind a file uses, and where it deviates from it (`EOL_CR_ONLY`, `EOL_MIXED`,
//! `EOL_CRCRLF`; docs/observations.md, SRT parsers).

use crate::source::{Diagnostic, DiagnosticList, Edit, Fix, Span, sort_by_key};
use crate::srt::diagnostics;
use crate::srt::lines;

/// What ends the first line of a file; the others are compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Lf,
    CrLf,
    Cr,
    CrCrLf,
    /// Every LF of the file is followed by a CR and every CR follows an LF.
    LfCr,
}

impl Ending {
    /// The kind of the first line ending of `text`; line feed when there is none.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        match memchr::memchr2(b'\n', b'\r', bytes).map(|at| &bytes[at..]) {
            Some([b'\n', b'\r', ..]) if is_lf_cr(bytes) => Self::LfCr,
            None | Some([b'\n', ..]) => Self::Lf,
            Some([b'\r', b'\n', ..]) => Self::CrLf,
            Some([b'\r', b'\r', b'\n', ..]) => Self::CrCrLf,
            Some(_) => Self::Cr,
        }
    }

    /// Whether this kind is fine.
    pub(super) const fn is_usual(self) -> bool {
        matches!(self, Self::Lf | Self::CrLf)
    }

    /// What to end an inserted line with.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
            Self::CrCrLf => "\r\r\n",
            Self::LfCr => "\n\r",
        }
    }

    /// Where the line that begins at `at` ends, and where the next one begins.
    pub(super) fn line(self, bytes: &[u8], at: usize) -> (usize, usize) {
        let rest = &bytes[at..];
        match memchr::memchr2(b'\n', b'\r', rest) {
            Some(len) => (at + len, at + len + self.terminator(&rest[len..])),
            None => (bytes.len(), bytes.len()),
        }
    }

    fn terminator(self, bytes: &[u8]) -> usize {
        match (self, bytes) {
            (Self::LfCr, [b'\n', b'\r', ..]) => 2,
            _ => lines::terminator(bytes),
        }
    }

    /// Whether `terminator` is of this kind.
    pub(super) fn matches(self, terminator: &[u8]) -> bool {
        terminator == self.as_str().as_bytes()
    }
}

fn is_lf_cr(bytes: &[u8]) -> bool {
    let mut lf = memchr::memchr_iter(b'\n', bytes);
    let mut cr = memchr::memchr_iter(b'\r', bytes);
    loop {
        match (lf.next(), cr.next()) {
            (Some(lf), Some(cr)) if cr == lf + 1 => {}
            (None, None) => return true,
            _ => return false,
        }
    }
}

/// Reports line endings that differ or that not all parsers know: one finding per kind for the whole
/// file. Their fix writes every line ending as the most frequent usual one.
pub(super) fn check<const TELL: bool>(
    text: &str,
    ending: Ending,
    found: &mut DiagnosticList<TELL>,
) {
    let mut kinds = [const { Vec::<Span>::new() }; 5];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (end, next) = ending.line(bytes, at);
        let kind = match &bytes[end..next] {
            b"\n" => Ending::Lf,
            b"\r\n" => Ending::CrLf,
            b"\r" => Ending::Cr,
            b"\r\r\n" => Ending::CrCrLf,
            b"\n\r" => Ending::LfCr,
            _ => break,
        };
        kinds[kind as usize].push(Span::of(end..next));
        at = next;
    }
    let [lf, crlf, cr, crcrlf, lfcr] = kinds;
    let target = match crlf.len() + crcrlf.len() > lf.len() + lfcr.len() + cr.len() {
        true => Ending::CrLf,
        false => Ending::Lf,
    };
    let cr_only = cr.len() > lf.len() + crlf.len() + crcrlf.len() + lfcr.len();
    let odd = if target == Ending::Lf { &crlf } else { &lf };
    let mixed = [odd.first(), lfcr.first(), cr.first().filter(|_| !cr_only)];
    // One fix for all of them: a CR CR LF after a lone CR must not be changed alone.
    let wrong = odd.iter().chain(&lfcr).chain(&cr).chain(&crcrlf);
    let mut edits: Vec<Edit> = wrong.map(|span| Edit::replace(*span, target.as_str())).collect();
    sort_by_key(&mut edits, |edit| edit.span);
    for (say, first) in [
        (diagnostics::eol_cr_only as fn(Span) -> Diagnostic, cr.first().filter(|_| cr_only)),
        (diagnostics::eol_crcrlf, crcrlf.first()),
        (diagnostics::eol_mixed, mixed.into_iter().flatten().min()),
    ] {
        if let Some(span) = first {
            let fix = Fix::safe("write all line endings the same way", edits.clone());
            found.push(say(*span).with_fix(fix));
        }
    }
}
