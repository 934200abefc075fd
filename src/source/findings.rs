//! How readers report: the kinds of findings, declared once by [`findings!`], and a list with a limit.
//!
//! A hostile file can have an error in every byte, and each finding is some hundred bytes of memory.

use std::borrow::Cow;

use super::{Code, Diagnostic, Severity, Span, sort_by_key};

/// A kind of finding: its code and its severity.
pub(crate) type FindingKind = (&'static str, Severity);

/// A finding of a kind.
pub(crate) fn finding(
    kind: FindingKind,
    span: Span,
    message: impl Into<Cow<'static, str>>,
) -> Diagnostic {
    Diagnostic::new(Code(kind.0), kind.1, span, message)
}

/// Declares everything that a reader can report, in the module that calls it.
///
/// Each entry is a code, a severity, and the messages of that code: a name, perhaps with parameters,
/// and an expression. An entry makes a constant of type [`FindingKind`] with the name of the code, and for
/// each message a function from a span and the parameters to a finding. Where messages are made at
/// the place of the fault, an entry has none, and [`finding`] takes the constant. The list of all
/// codes, in the order of the entries, is the static `CODES`.
///
/// ```text
/// findings! {
///     /// Every code of this reader, with its severity.
///     pub static CODES;
///     ABC_LIMIT Error;
///     ABC_EMPTY Error empty: "the file is empty";
///     ABC_WORD Warning
///         word(found: &str): format!("expected a word, found {found}"),
///         no_word: "expected a word";
/// }
/// ```
macro_rules! findings {
    (
        $(#[$about:meta])*
        $public:vis static CODES;
        $($code:ident $severity:ident $($name:ident $(($($arg:ident: $of:ty),*))?: $message:expr),*;)*
    ) => {
        $(pub(super) const $code: $crate::source::FindingKind =
            (stringify!($code), $crate::source::Severity::$severity);)*

        $(#[$about])*
        $public static CODES: &[(&str, $crate::source::Severity)] = &[$($code),*];

        $($(
            pub(super) fn $name(
                span: $crate::source::Span,
                $($($arg: $of),*)?
            ) -> $crate::source::Diagnostic {
                $crate::source::finding($code, span, $message)
            }
        )*)*
    };
}
pub(crate) use findings;

/// The findings of one run of a reader, up to a limit. Without `TELL` it keeps none: the closures
/// given to [`DiagnosticList::add`] are not called.
#[derive(Debug)]
pub(crate) struct DiagnosticList<const TELL: bool> {
    list: Vec<Diagnostic>,
    limit: usize,
    left_out: Option<LeftOut>,
    /// The cue (zero-based) that findings are about from now on, where they do not say themselves.
    pub(crate) cue: Option<u32>,
}

/// The findings beyond the limit of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeftOut {
    /// Where the first finding that was left out is.
    pub(crate) span: Span,
    /// The cue that it is about.
    pub(crate) cue: Option<u32>,
    /// How many were left out.
    pub(crate) count: usize,
    /// How many were kept.
    pub(crate) limit: usize,
}

impl<const TELL: bool> DiagnosticList<TELL> {
    /// A list that keeps up to `limit` findings.
    pub(crate) const fn new(limit: usize) -> Self {
        Self { list: Vec::new(), limit, left_out: None, cue: None }
    }

    /// Adds a finding that costs next to nothing to make.
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        self.add(|| finding);
    }

    /// Adds the finding that `make` makes.
    pub(crate) fn add(&mut self, make: impl FnOnce() -> Diagnostic) {
        if !TELL {
            return;
        }
        let mut finding = make();
        finding.cue = finding.cue.or(self.cue);
        if self.list.len() < self.limit {
            self.list.push(finding);
            return;
        }
        let Diagnostic { span, cue, .. } = finding;
        let first = LeftOut { span, cue, count: 0, limit: self.limit };
        self.left_out.get_or_insert(first).count += 1;
    }

    /// The findings so far.
    pub(crate) fn as_mut_slice(&mut self) -> &mut [Diagnostic] {
        &mut self.list
    }

    /// The findings in file order; those at one place in the order they were made. `more` makes the
    /// finding that stands for those that were left out.
    pub(crate) fn in_file_order(
        mut self,
        more: impl FnOnce(LeftOut) -> Diagnostic,
    ) -> Vec<Diagnostic> {
        if TELL {
            self.list.extend(self.left_out.map(more));
            sort_by_key(&mut self.list, |finding| finding.span);
        }
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    mod abc {
        findings! {
            /// Every code of a reader that only exists here.
            pub(super) static CODES;
            ABC_LIMIT Error;
            ABC_EMPTY Error empty: "the file is empty";
            ABC_WORD Warning
                word(found: &str): format!("expected a word, found {found}"),
                no_word: "expected a word";
        }
    }

    fn list<const TELL: bool>(limit: usize) -> Vec<Diagnostic> {
        let mut list = DiagnosticList::<TELL>::new(limit);
        list.push(abc::empty(Span::at(9)));
        list.cue = Some(2);
        list.add(|| abc::word(Span::new(4, 5), "1"));
        list.add(|| abc::no_word(Span::new(4, 5)).with_cue(7));
        list.in_file_order(|left| {
            let message = format!("{} over {} (cue {:?})", left.count, left.limit, left.cue);
            finding(abc::ABC_LIMIT, left.span, message)
        })
    }

    #[test]
    fn codes_are_listed_once_and_in_order() {
        let codes: Vec<&str> = abc::CODES.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ["ABC_LIMIT", "ABC_EMPTY", "ABC_WORD"]);
    }

    #[test]
    fn findings_come_in_file_order_and_keep_their_cue() {
        let found: Vec<_> =
            list::<true>(3).into_iter().map(|d| (d.message.into_owned(), d.cue)).collect();
        let expected = [
            ("expected a word, found 1", Some(2)),
            ("expected a word", Some(7)),
            ("the file is empty", None),
        ];
        assert_eq!(found, expected.map(|(message, cue)| (message.to_owned(), cue)));
    }

    #[test]
    fn what_a_list_has_no_room_for_is_one_finding_at_the_first_of_them() {
        let found = list::<true>(1);
        let places: Vec<_> = found.iter().map(|d| (d.code.0, d.span.start)).collect();
        assert_eq!(places, [("ABC_LIMIT", 4), ("ABC_EMPTY", 9)]);
        assert_eq!(found[0].message, "2 over 1 (cue Some(2))");
    }

    #[test]
    fn a_silent_list_keeps_nothing() {
        assert_eq!(list::<false>(0), []);
    }
}
