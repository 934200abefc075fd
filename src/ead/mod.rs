//! Extended audio description: what is spoken, and for about how long.
//!
//! The player pauses the video, gives the text of a description to the browser's speech engine, and
//! continues (WCAG 2.2, success criterion 1.2.7). Whether a text fits its interval does not matter.
//! What speech engines do with a text is only known in outline, so all lengths are estimates.

use crate::time::Interval;
use crate::timeline::{Timeline, one_line, visible_text, words};

/// The default speaking rate of descriptions, in words per minute.
///
/// Planning figures of 150 to 160 words a minute are in use; neither the Netflix audio description
/// guide nor the DCMP Description Key gives one (both read 2026-11-22).
pub const SPEECH_WPM: f64 = 160.0;

/// Longest text in characters that browsers are known to read to the end: remote voices of Chrome stop
/// after about 15 seconds, or 200 to 300 characters (Chromium issue 335907, read 2026-11-22).
pub const MAX_SPOKEN_CHARS: u32 = 250;

/// How a script is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScriptOptions {
    /// Words a minute, positive. Default [`SPEECH_WPM`].
    pub wpm: f64,
}

impl Default for ScriptOptions {
    fn default() -> Self {
        Self { wpm: SPEECH_WPM }
    }
}

/// All descriptions of a file, in file order, and their sums.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// One for each cue.
    pub descriptions: Vec<Description>,
    /// Words of all.
    pub words: u64,
    /// Estimated time to speak all, in ms: the video pauses in total for at most this time.
    pub speech: i64,
    /// The part of that which is longer than the descriptions' own intervals, in ms: the
    /// total pause of the video if speech begins while it continues to play.
    pub beyond: i64,
    /// Descriptions without an estimate.
    pub unestimated: u32,
}

/// One description.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Zero-based position of its cue in the file.
    pub cue: u32,
    /// When the event is on the picture, as written.
    pub interval: Interval,
    /// The text to be spoken, on one line.
    pub text: String,
    /// Its words (UAX #29); 0 where they cannot be counted.
    pub words: u32,
    /// Estimated time to speak it, in ms. `None` where words cannot be counted: scripts that put no
    /// spaces between them.
    pub speech: Option<i64>,
    /// The same for this description and all before it.
    pub total: i64,
}

/// Makes the script of a file.
///
/// ```
/// use cuesmith::ead::{ScriptOptions, script};
/// use cuesmith::{ReadOptions, read};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nA boat\nenters the harbour.\n";
/// let timeline = read(text, None, &ReadOptions::default()).document.lower();
/// let script = script(&timeline, &ScriptOptions { wpm: 150.0 });
/// assert_eq!(script.descriptions[0].text, "A boat enters the harbour.");
/// assert_eq!(script.speech, 2000); // five words
/// assert_eq!(script.beyond, 1000);
/// ```
#[must_use]
pub fn script(timeline: &Timeline<'_>, options: &ScriptOptions) -> Script {
    let mut script = Script::default();
    for (index, cue) in timeline.cues.iter().enumerate() {
        let text = one_line(&visible_text(timeline, cue));
        let speech = speech_ms(&text, options.wpm);
        let words = if speech.is_some() { words(&text) } else { 0 };
        script.words += u64::from(words);
        match speech {
            Some(ms) => {
                let window = cue.interval.duration().max(0);
                script.speech = script.speech.saturating_add(ms);
                script.beyond = script.beyond.saturating_add(ms.saturating_sub(window).max(0));
            }
            None => script.unestimated += 1,
        }
        script.descriptions.push(Description {
            cue: index as u32,
            interval: cue.interval,
            text,
            words,
            speech,
            total: script.speech,
        });
    }
    script
}

/// About how long a text takes to be spoken at `wpm` words a minute, in ms. `None` where it contains a
/// script without spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese).
#[must_use]
pub fn speech_ms(text: &str, wpm: f64) -> Option<i64> {
    if text.chars().any(crate::timeline::is_unspaced) {
        return None;
    }
    // `as` stops at the ends of the range.
    Some((f64::from(words(text)) * 60_000.0 / wpm).ceil() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{ReadOptions, read};

    #[test]
    fn totals_run_on_and_pauses_beyond_the_interval_are_counted_apart() {
        let text = "WEBVTT\n\n00:01.000 --> 00:03.000\nOne two three four.\n\n\
                    00:10.000 --> 00:10.500\nFive\n<i>six</i> &amp; seven eight.\n\n\
                    00:12.000 --> 00:11.000\nNine ten.\n\n00:20.000 --> 00:21.000\n船が港に入る\n";
        let timeline = read(text, None, &ReadOptions::default()).document.lower();
        let script = script(&timeline, &ScriptOptions { wpm: 120.0 });
        let rows: Vec<_> =
            script.descriptions.iter().map(|d| (d.words, d.speech, d.total)).collect();
        assert_eq!(
            rows[..3],
            [(4, Some(2000), 2000), (4, Some(2000), 4000), (2, Some(1000), 5000)]
        );
        assert_eq!(script.descriptions[1].text, "Five six & seven eight.");
        // 0 beyond the first interval, 1.5 s beyond the second, all of the reversed third.
        assert_eq!((script.speech, script.beyond), (5000, 2500));
        assert_eq!((rows[3].1, script.unestimated), (None, 1));
    }

    #[test]
    fn part_of_a_millisecond_counts_as_one() {
        assert_eq!(speech_ms("one", 160.0), Some(375));
        assert_eq!(speech_ms("one", 7000.0), Some(9));
        assert_eq!(speech_ms("", 160.0), Some(0));
    }
}
