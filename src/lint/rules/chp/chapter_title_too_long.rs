//! CHP006: titles that platforms cut.

use crate::chapters::MAX_TITLE_BYTES;
use crate::lint::references::WEBVTT_CHAPTERS;
use crate::lint::rule::{CHAPTERS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::timeline::{Shown, one_line};

docs! {
    /// ## What it does
    ///
    /// Finds titles of more than 255 bytes in UTF-8.
    ///
    /// ## Why
    ///
    /// Platforms store titles in fields of limited length: 255 bytes are 255 Latin letters, but 85
    /// Chinese characters. Menus show far less.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:50.000
    /// 港の朝は早い、漁師たちはまだ暗いうちに起きて、網とロープを確かめ、熱いお茶を一杯飲んでから船に乗りこみ、沖の島を目ざして静かな海へ漕ぎ出し、日が昇る前に最初の網を上げる、町の人びとの長い一日
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:50.000
    /// A morning in the harbour
    /// ```
    ///
    /// ## How to fix
    ///
    /// Shorten the title; a longer text belongs in the description.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment: 255 bytes is a common limit of stored names.
}

pub(super) static RULE: Rule = Rule {
    code: "CHP006",
    name: "chapter-title-too-long",
    summary: "a chapter title is too long for menus and platforms",
    severity: Severity::Warning,
    kinds: CHAPTERS,
    references: &[WEBVTT_CHAPTERS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut shown = Shown::default();
    for (index, cue) in subject.timeline.cues.iter().enumerate() {
        shown.fill(subject.timeline, cue);
        if shown.text.len() <= MAX_TITLE_BYTES {
            continue; // a title of one line is not longer
        }
        let bytes = one_line(&shown.text).len();
        if bytes > MAX_TITLE_BYTES {
            let message = format!(
                "the title has {bytes} bytes, the server keeps the first {MAX_TITLE_BYTES}"
            );
            findings.push(
                findings.finding(cue.origin.payload, message).with_cue(index as u32).with_measured(
                    bytes as f64,
                    MAX_TITLE_BYTES as f64,
                    "bytes",
                ),
            );
        }
    }
}
