//! Reads a safe file back and compares it with the timeline it was made from.

use super::safe::{SafeOptions, write_plain};
use crate::convert::{Difference, verify, verify_against};
use crate::format::Format;
use crate::read::raise;
use crate::srt::Voice;
use crate::timeline::{Converted, Timeline};

/// [`verify`](crate::convert::verify()) for a file that [`write_safe`](super::write_safe()) made. It checks two
/// things: that the file reads back as the plain timeline it was made from, and that this timeline is the old one
/// except for what the losses report ([`verify_against`]).
///
/// `options` are those the file was written with. Linear in the size of both.
#[must_use]
pub fn verify_safe(
    timeline: &Timeline<'_>,
    made: &Converted<String>,
    to: Format,
    options: &SafeOptions,
) -> Vec<Difference> {
    let plain = write_plain(timeline, to, options);
    let raised = raise(&plain.timeline, to, &options.write);
    let written = Converted { document: made.document.clone(), losses: raised.losses };
    let mut differences = verify(&plain.timeline, &written, to, &options.write);
    for difference in &mut differences {
        difference.cue = difference.cue.map(|at| plain.from[at as usize]);
    }
    let prefixed = options.voice == Voice::Prefix;
    let (plain, from) = (&plain.timeline, &plain.from);
    differences.extend(verify_against(timeline, plain, from, &made.losses, prefixed));
    differences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kaltura::write_safe;
    use crate::read::{ReadOptions, read};
    use crate::timeline::{DifferenceKind, LossKind};

    #[test]
    fn a_safe_file_is_verified_but_for_what_it_says_it_changed() {
        let text = "WEBVTT\n\n00:00:01.000 --> 00:02:01.000 line:0\n<v Ada>1 &lt; <i>2</i>\n\n\
                    00:03:40.000 --> 00:03:41.000\nplain\n";
        let file = read(text, None, &ReadOptions::default());
        let timeline = file.document.lower();
        let options = SafeOptions::default();
        for to in [Format::Srt, Format::WebVtt] {
            let made = write_safe(&timeline, to, &options);
            assert_eq!(verify_safe(&timeline, &made, to, &options), [], "{}", made.document);
            for (was, is, kind) in [
                ("plain", "plane", DifferenceKind::Words),
                ("03:41", "03:42", DifferenceKind::Times),
                ("<i>2</i>", "<b>2</b>", DifferenceKind::Form),
            ] {
                let mut other = made.clone();
                other.document = other.document.replacen(was, is, 1);
                let found = verify_safe(&timeline, &other, to, &options);
                assert_eq!(found.len(), 1, "{was}: {found:?}");
                assert_eq!(found[0].kind, kind, "{was}: {found:?}");
            }
            // A loss that is not reported is a difference.
            for kind in [LossKind::Time, LossKind::Settings, LossKind::Voice] {
                let mut other = made.clone();
                other.losses.retain(|loss| loss.kind != kind);
                let found = verify_safe(&timeline, &other, to, &options);
                let here = found.iter().all(|f| f.cue == Some(0));
                assert!(here && !found.is_empty(), "{}, {kind:?}: {found:?}", to.name());
            }
        }
    }
}
