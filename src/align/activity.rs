//! What can be measured in audio without recognition: its level, and when there is speech.

use crate::time::{Interval, Timestamp};

/// The level of audio every [`Activity::STEP_MS`], and when there is speech.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activity {
    /// The duration of the audio.
    pub duration: Timestamp,
    /// The mean power of each step, in dB relative to full scale: 0 is the loudest, [`Activity::SILENCE`]
    /// digital silence. The last step may be shorter.
    pub levels: Vec<f32>,
    /// The largest sample of each step, from 0 to 1.
    pub peaks: Vec<f32>,
    /// When there is speech: in order, without overlap, each at least 30 ms long. Pauses of 50 ms and more
    /// are excluded; [`Activity::speech`] also bridges longer pauses, up to a limit of your choice.
    pub voices: Vec<Interval>,
}

impl Activity {
    /// The duration of one entry of [`Activity::levels`], in milliseconds.
    pub const STEP_MS: i64 = 10;
    /// The level of digital silence, in dB.
    pub const SILENCE: f32 = -100.0;

    /// When there is speech, with pauses shorter than `pause` milliseconds counted as speech.
    #[must_use]
    pub fn speech(&self, pause: i64) -> Vec<Interval> {
        let mut joined: Vec<Interval> = Vec::new();
        for &voice in &self.voices {
            match joined.last_mut() {
                Some(last) if voice.start.0 - last.end.0 < pause => last.end = voice.end,
                _ => joined.push(voice),
            }
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_shorter_than_asked_for_are_speech() {
        let voice = |start, end| Interval { start: Timestamp(start), end: Timestamp(end) };
        let activity = Activity {
            voices: vec![voice(100, 500), voice(600, 900), voice(1050, 1200)],
            ..Activity::default()
        };
        assert_eq!(activity.speech(100), activity.voices);
        assert_eq!(activity.speech(101), [voice(100, 900), voice(1050, 1200)]);
        assert_eq!(activity.speech(1000), [voice(100, 1200)]);
    }
}
