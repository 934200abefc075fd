//! TXT012: a word of the profanity lists.

use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::profanity::{Options, mask};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Searches what viewers read for the words and phrases of profanity lists: whole words with their
    /// inflected forms, also across markup, soft hyphens and line breaks. The built-in lists are for
    /// English, French, German, Spanish, Italian, Portuguese, Dutch, Turkish and Russian. The list of
    /// the file's language is used (from the option, the header or the file name, `talk.vi.srt`),
    /// together with English words that mean nothing else; all lists if the language is unknown. The
    /// option `profanity_words` adds a list, one entry a line (`word[,severity,category]`), with
    /// `!phrase` for what is never reported. Names (`Dick Cheney`), everyday words of other languages
    /// (Swedish `slut`) and harmless phrases (`a blue tit at the feeder`) are left alone.
    ///
    /// The rule is off unless a preset, an order or `--select` turns it on: most guides forbid
    /// censoring. The option `mask_profanity` set to `false` silences it.
    ///
    /// ## Why
    ///
    /// A customer who orders captions without profanity expects it to be masked.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:02,000
    /// Holy shit, it floats!
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:02,000
    /// Holy ****, it floats!
    /// ```
    ///
    /// ## How to fix
    ///
    /// `--fix --unsafe-fixes` masks each word as `****`. `cuesmith profanity` has other styles, finds
    /// disguised words and takes lists of allowed words.
    ///
    /// ## Where it comes from
    ///
    /// The order. The lists are our own. Guides disagree with masking: the BBC, for example, asks not
    /// to edit out strong language.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT012",
    name: "profanity",
    summary: "a word of the profanity lists is not masked",
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    references: &[Reference {
        title: "BBC Subtitle Guidelines, section 2.11, strong language",
        url: "https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !subject.context.mask_profanity {
        return; // the order asks for no masks
    }
    let matcher = subject.plan.prepared().matcher(subject.context);
    let language = subject.language().map(str::to_owned);
    let options = Options { language, ..Options::default() };
    for change in mask(subject.file, matcher, &options) {
        let entry = &matcher.entries[change.entry];
        let (category, severity) = (entry.category.name(), entry.severity);
        let word = change.word.replace('\n', " ");
        let cited = subject.context.citation("mask_profanity");
        let message =
            format!("`{word}` is profanity ({category}, severity {severity} of 3){cited}");
        let title = format!("write `{}`", change.mask.replace('\n', " "));
        let mut finding = findings
            .finding(change.span, message)
            .with_cue(change.cue)
            .with_asked_by(subject.context.asked_by("mask_profanity"));
        finding.fix = (!change.stays).then(|| Fix::risky(title, change.edits));
        findings.push(finding);
    }
}
