//! TXT012: a word of the profanity lists.

use crate::lint::references::REACH_FAQ;
use crate::lint::references::REACH_PROFILE;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::profanity::{Options, mask};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Looks for the words and phrases of profanity lists in what viewers read: whole words, with
    /// their inflected forms, whatever markup, soft hyphen or line break lies inside. The built-in
    /// lists are for English, French, German, Spanish, Italian, Portuguese, Dutch, Turkish and Russian;
    /// that of the file's language (option, header or name of the file: `talk.vi.srt`) is used and English words that
    /// mean nothing else, all of them where the language is unknown; the
    /// option `profanity_words` holds a list on top, one entry a line (`word[,severity,category]`),
    /// with `!phrase` for what is never found. Names (`Dick Cheney`), everyday words of other
    /// languages (Swedish `slut`) and harmless company (`a blue tit at the feeder`) are left alone.
    ///
    /// The rule is off unless a preset or `--select` asks for it: most guides forbid censoring. An
    /// order with `enableProfanityRemoval` off (the option `mask_profanity`) silences it.
    ///
    /// ## Why
    ///
    /// Removal of profanity is on for a Kaltura REACH job unless the profile switches it off. A job
    /// delivered with such words does not follow its order.
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
    /// `--fix --unsafe-fixes` masks each word as `****`, as the platform's machine captions do.
    /// `cuesmith profanity` has other styles, finds disguised words and takes lists of allowed words.
    ///
    /// ## Where it comes from
    ///
    /// `enableProfanityRemoval` and its default: kaltura.md 1.3; the four asterisks: kaltura.md 9.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT012",
    name: "profanity",
    summary: "a word of the profanity lists is not masked",
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    references: &[REACH_PROFILE, REACH_FAQ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !subject.context.mask_profanity {
        return; // the order says so
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
