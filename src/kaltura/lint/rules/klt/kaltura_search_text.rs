//! KLT044: words of a cue that search does not find.

use crate::format::Format;
use crate::kaltura::lint::references::SEARCH_TEXT;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues whose words are not in the text by which an entry is found, though the server keeps
    /// them.
    ///
    /// ## Why
    ///
    /// The server makes that text by a reading of its own. Of SRT it deletes every line that is a number
    /// alone, also where `7` is what is said, and takes the bytes for UTF-8 whatever they are. DFXP must be
    /// well-formed from its first byte on: an empty line before the XML declaration is enough to make the
    /// file unsearchable.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// 1914
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
    /// Write such a number as a word or with a full stop. Take off what stands before the XML
    /// declaration. Write UTF-8.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, plugins/content/caption/search/CaptionSearchPlugin.php
    /// (`getCaptionSearchData`, `MAX_CAPTION_FILE_SIZE_FOR_INDEXING`) and `getContent` of
    /// plugins/content/caption/base/lib/captionManagers/srtCaptionsContentManager.php and
    /// dfxpCaptionsContentManager.php, read on 2026-11-30.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT044",
    name: "kaltura-search-text",
    summary: "words of a cue are not in the text that is searched",
    severity: Severity::Info,
    formats: &[
        Format::Srt,
        #[cfg(feature = "ttml")]
        Format::Ttml,
    ],
    references: &[SEARCH_TEXT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
