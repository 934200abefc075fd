//! What `cuesmith align` takes from audio: the times of speech and, with an acoustic model, the time of each
//! word.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::align::acoustic::{
    Features, ForceError, Forced, ForcedOptions, Model, force, force_words,
};
use crate::align::audio::{Audio, Damage, DamageKind, Listener, RATE};
use crate::align::{Activity, AlignedWord, Alignment, Transcript};
use crate::cli::input::Input;
use crate::cli::output::problem;
use crate::report::json::Problem;
use crate::time::{Clock, Interval};

/// The result of analyzing audio.
pub(super) struct Heard {
    pub(super) activity: Activity,
    /// For the acoustic model, if one is used.
    pub(super) features: Option<Features>,
    /// Problems with the file.
    pub(super) warnings: Vec<String>,
}

/// Analyzes the audio of a media file.
pub(super) fn listen(input: &Input, model: Option<&Model>) -> Result<Heard, Problem> {
    let shown = &input.shown;
    let fail = |error: crate::align::audio::AudioError| {
        problem(shown, format!("cannot read the audio of `{shown}`: {error}"), "")
    };
    let mut audio = Audio::open(input.media()?).map_err(fail)?;
    let bar = progress(audio.facts.duration.map(|time| time.0), "listening");
    let mut listener = Listener::default();
    let front_end = model.map(|model| model.front_end_at(RATE)).transpose();
    let mut front_end =
        front_end.map_err(|error| problem(shown, error.to_string(), "pass another file"))?;
    while let Some(samples) = audio.next_block().map_err(fail)? {
        listener.push(samples);
        if let Some(front_end) = &mut front_end {
            front_end.push(samples);
        }
        bar.set_position(audio.position().0.max(0) as u64);
    }
    bar.finish_and_clear();
    let warnings = audio.damage.iter().map(|damage| damaged(shown, damage)).collect();
    Ok(Heard {
        activity: listener.finish(),
        features: front_end.map(crate::align::acoustic::FrontEnd::finish),
        warnings,
    })
}

fn damaged(shown: &str, damage: &Damage) -> String {
    let at = Clock { time: damage.at, mark: '.' };
    match &damage.kind {
        DamageKind::Packets(count) => {
            format!(
                "`{shown}`: {count} packets cannot be decoded, from {at} on; silence stands for them"
            )
        }
        DamageKind::Stops(why) => format!("`{shown}` cannot be read after {at}: {why}"),
        DamageKind::Short(said) => {
            let said = Clock { time: *said, mark: '.' };
            format!("`{shown}` ends at {at}, and says that it is {said} long")
        }
        DamageKind::Jump => {
            format!("`{shown}`: the times of its packets jump at {at}; they are ignored from there")
        }
    }
}

/// A progress bar, drawn only on a terminal; `total` in milliseconds of audio, if known.
fn progress(total: Option<i64>, what: &'static str) -> ProgressBar {
    let total = total.filter(|ms| *ms > 0).map(|ms| ms as u64);
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    let template =
        if total.is_some() { "{msg} {bar:40} {percent} %, {eta} left" } else { "{msg} {spinner}" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}

/// Aligns a transcript with audio by the model alone.
pub(super) fn forced(
    model: &Model,
    features: &Features,
    transcript: &Transcript<'_>,
    despite: bool,
) -> Result<Forced, ForceError> {
    let bar = progress(Some(1_000), "aligning");
    let least = if despite { f64::NEG_INFINITY } else { ForcedOptions::default().refuse_below };
    let options = ForcedOptions { refuse_below: least, ..ForcedOptions::default() };
    let done = force(model, features, transcript, &options, &mut |share| {
        bar.set_position((share * 1_000.0) as u64);
    });
    bar.finish_and_clear();
    done
}

/// Words of the timeline with at least this confidence are kept as they are.
const SURE: f32 = 0.75;
/// The shortest and the longest interval of audio to search for words, in milliseconds.
const SHORTEST: i64 = 200;
const LONGEST: i64 = 600_000;

/// Finds words with low confidence in the timeline in the audio between words with high confidence. Returns the
/// number of words whose times changed.
pub(super) fn fill_holes(
    alignment: &mut Alignment,
    transcript: &Transcript<'_>,
    model: &Model,
    features: &Features,
) -> usize {
    let texts: Vec<&str> = transcript.words().map(|word| transcript.text_of(word)).collect();
    let holes = holes(&alignment.words, features);
    let bar = progress(Some(holes.len() as i64), "aligning");
    let mut changed = 0;
    for (words, within) in holes {
        let options = ForcedOptions::default();
        let texts = texts.get(words.clone()).unwrap_or_default();
        if let Ok(forced) = force_words(model, features, Some(within), texts, &options, &mut |_| {})
        {
            changed += take(&mut alignment.words[words], &forced.alignment.words);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    changed
}

/// Adopts the model's times for a whole hole if its confidence is high for at least half of the words, so that
/// the words stay in order. Words spoken elsewhere keep their times. Returns the number of words whose times
/// changed.
fn take(hole: &mut [AlignedWord], new: &[AlignedWord]) -> usize {
    let is_sure = |word: &&AlignedWord| {
        word.interval.is_some() && !word.flags.low_evidence && word.confidence >= SURE
    };
    if new.iter().filter(is_sure).count() * 2 < hole.len() {
        return 0;
    }
    let mut changed = 0;
    for (word, new) in hole.iter_mut().zip(new).filter(|(word, _)| !word.flags.moved) {
        changed += usize::from(word.interval != new.interval);
        *word = *new;
    }
    changed
}

/// Runs of words with low confidence in the timeline, and the audio between their neighbors.
fn holes(words: &[AlignedWord], features: &Features) -> Vec<(std::ops::Range<usize>, Interval)> {
    let is_sure = |word: &AlignedWord| {
        word.interval.is_some() && !word.flags.interpolated && word.confidence >= SURE
    };
    let mut holes = Vec::new();
    let mut first = 0;
    while first < words.len() {
        if is_sure(&words[first]) {
            first += 1;
            continue;
        }
        let last = first + words[first..].iter().take_while(|word| !is_sure(word)).count();
        let before = first.checked_sub(1).and_then(|at| words[at].interval);
        let after = words.get(last).and_then(|word| word.interval);
        let from = before.map_or(0, |time| time.end.0);
        let to = after.map_or(features.duration_ms() as i64, |time| time.start.0);
        if (SHORTEST..=LONGEST).contains(&(to - from)) {
            holes.push((first..last, Interval::from_ms(from, to)));
        }
        first = last;
    }
    holes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(times: Option<(i64, i64)>, confidence: f32) -> AlignedWord {
        let interval = times.map(|(start, end)| Interval::from_ms(start, end));
        AlignedWord { interval, confidence, ..AlignedWord::default() }
    }

    #[test]
    fn a_hole_is_taken_over_as_a_whole_or_not_at_all() {
        let estimated = [(0, 1000), (1000, 2000), (2000, 3000)].map(|at| word(Some(at), 0.5));
        // The model finds the last two words where the estimate placed the first.
        let found =
            [word(Some((0, 200)), 0.4), word(Some((200, 500)), 0.9), word(Some((500, 900)), 0.9)];
        let mut hole = estimated;
        assert_eq!(take(&mut hole, &found), 3);
        assert_eq!(hole, found);
        let mut hole = estimated;
        let unsure = found.map(|word| AlignedWord { confidence: 0.4, ..word });
        assert_eq!(take(&mut hole, &unsure), 0);
        assert_eq!(hole, estimated);
    }

    #[test]
    fn a_word_that_is_spoken_elsewhere_keeps_its_time() {
        let mut hole = [word(Some((9000, 9500)), 0.5), word(Some((0, 100)), 0.5)];
        hole[0].flags.moved = true;
        let found = [word(Some((0, 100)), 0.9), word(Some((100, 400)), 0.9)];
        assert_eq!(take(&mut hole, &found), 1);
        assert_eq!((hole[0].interval, hole[1]), (Some(Interval::from_ms(9000, 9500)), found[1]));
    }
}
