//! Speech that the transcriber could not understand: `[inaudible 00:12:34]`, `(crosstalk)`. Something is spoken there
//! that a recognizer may have heard; a time code gives its time.

use super::grammar;
use super::{Item, ItemKind, Transcript};

/// Remarks for speech without words, in several languages.
const UNCLEAR: &str = "|inaudible|indiscernible|unclear|unintelligible|incomprehensible|crosstalk|cross talk|overlapping|\
    overlapping speech|overtalk|multiple speakers|speaking simultaneously|simultaneous speech|foreign|foreign language|\
    non-english|speaks foreign language|speaking foreign language|audio unclear|no audio|unverständlich|unv|inaudibile|\
    incompréhensible|ininteligible|inaudível|onverstaanbaar|";

/// A transcript in which speech that was not understood is words too, and which words these are. `None` if everything
/// was understood.
pub(crate) fn with_unclear<'a>(transcript: &Transcript<'a>) -> Option<(Transcript<'a>, Vec<bool>)> {
    let found = |item: &Item| {
        (item.kind == ItemKind::Direction).then(|| unclear(transcript.text_of(item))).flatten()
    };
    transcript.items.iter().find_map(found)?;
    let mut items = Vec::with_capacity(transcript.items.len());
    let mut are_unclear = Vec::new();
    for item in &transcript.items {
        let Some((word, time)) = found(item) else {
            if item.kind == ItemKind::Word {
                are_unclear.push(false);
            }
            items.push(item.clone());
            continue;
        };
        let start = item.range.start;
        if let Some(time) = time {
            let kind = ItemKind::TimeCode(time);
            items.push(Item { range: start..start, kind, ..item.clone() });
        }
        let range = start + word.start as u32..start + word.end as u32;
        items.push(Item { range, kind: ItemKind::Word, ..item.clone() });
        are_unclear.push(true);
    }
    let text = transcript.text;
    Some((Transcript { text, items, speakers: transcript.speakers.clone() }, are_unclear))
}

/// The range of the word in a remark about unclear speech, and the time code in it.
fn unclear(remark: &str) -> Option<(std::ops::Range<usize>, Option<crate::time::Timestamp>)> {
    let start = remark.find(char::is_alphanumeric)?;
    let inner = remark[start..].trim_end_matches(|c: char| !c.is_alphanumeric());
    // The code is after the words, or before them.
    let digit = inner.find(|c: char| c.is_ascii_digit()).unwrap_or(inner.len());
    let (before, code) = inner.split_at(digit);
    let (after, time) =
        grammar::time(code).map_or((code, None), |(after, time)| (after, Some(time)));
    let is_edge = |c: char| !c.is_alphabetic();
    let word = if before.is_empty() { after } else { before }.trim_matches(is_edge);
    let rest = if before.is_empty() { "" } else { after };
    let folded = word.to_lowercase();
    let is = !rest.contains(char::is_alphabetic) && UNCLEAR.contains(&format!("|{folded}|"));
    let at = remark.find(word)?;
    (is && !word.is_empty()).then_some((at..at + word.len(), time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::parse_transcript;
    use crate::time::Timestamp;

    #[test]
    fn remarks_for_unclear_speech_are_words_with_times() {
        let code = |ms| Some(Timestamp(ms));
        for (remark, word, time) in [
            ("[inaudible]", "inaudible", None),
            ("[inaudible 00:01:02]", "inaudible", code(62_000)),
            ("(Crosstalk)", "Crosstalk", None),
            ("[00:10:00 unclear]", "unclear", code(600_000)),
            ("[foreign language]", "foreign language", None),
        ] {
            let (range, found) = unclear(remark).unwrap_or_else(|| panic!("{remark}"));
            assert_eq!((&remark[range], found), (word, time), "{remark}");
        }
        for remark in ["(applause)", "[music 00:01:02]", "[]", "[inaudible 3 words]", "[00:01:02]"]
        {
            assert_eq!(unclear(remark), None, "{remark}");
        }
    }

    #[test]
    fn other_directions_stay_what_they_are() {
        assert!(with_unclear(&parse_transcript("We met. (applause)")).is_none());
        let text = "We met [inaudible 0:42] at sea. (applause)";
        let transcript = parse_transcript(text);
        let (more, are_unclear) = with_unclear(&transcript).unwrap();
        assert_eq!(are_unclear, [false, false, true, false, false]);
        assert_eq!(more.items.len(), transcript.items.len() + 1);
    }
}
