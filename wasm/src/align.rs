//! The pack `align`: transcripts put onto times, and scores.

use cuesmith::align::score::{
    Counts, Normalization, ScoreText, Step, TimeErrors, lines, pairs, score,
};
use cuesmith::align::{
    self as aligning, AlignOptions, Alignment, RecognizedOptions, SegmentOptions, SegmentedCue,
    SpeakerMarks, Transcript, Unspoken, caption_timeline, misplaced_word, parse_transcript,
    read_timeline, recognized, segment,
};
use cuesmith::reflow::{BreakWords, Width};
use cuesmith::{Format, WriteOptions};
use cuesmith_wasm_parse::{Json, Utf16};

use crate::failure::{Failure, Result};
use crate::options::{number, read_with, target, wrong};

/// What the pack gives.
pub(crate) struct Table {
    /// See [`crate::align`].
    pub(crate) align: fn(&str, &str, &str) -> Result<String>,
    /// See [`crate::score`].
    pub(crate) score: fn(&str, &str, &str) -> Result<String>,
}

pub(crate) static TABLE: Table = Table { align, score: compare };

/// Puts a transcript onto a timeline, or makes captions of the timeline alone when `transcript` is empty: JSON of an
/// `Aligned` in `js/index.d.ts`.
fn align(transcript: &str, timeline: &str, lines: &str) -> Result<String> {
    let mut options = SegmentOptions::default();
    let mut how = AlignOptions::default();
    let (mut to, mut width, mut marks) = (Format::WebVtt, None, None);
    let (mut keep_cues, mut loops) = (false, RecognizedOptions::default());
    read_with(lines, |name, value| {
        match name {
            "to" => to = target(value)?,
            "language" => how.language = Some(value.to_owned()),
            "force" => how.force = value == "true",
            "maxChars" => options.max_chars = number(name, value)?,
            "maxLines" => options.max_lines = number(name, value)?,
            "width" => width = Some(Width::from_name(value).ok_or_else(|| wrong(name, value))?),
            "minDuration" => options.min_duration = number(name, value)?,
            "maxDuration" => options.max_duration = number(name, value)?,
            "minGap" => options.min_gap = number(name, value)?,
            "closeGaps" => options.close_gaps = number(name, value)?,
            "hang" => options.hang = number(name, value)?,
            "keepCues" => keep_cues = value == "true",
            "keepLoops" => loops.keep_loops = value == "true",
            "maxCps" => options.max_cps = number(name, value)?,
            "maxPause" => options.long_pause = number(name, value)?,
            "mediaDuration" => options.media_duration = Some(number(name, value)?),
            "sounds" => options.directions = value == "true",
            "speakers" => {
                marks = Some(match value {
                    "none" => SpeakerMarks::None,
                    "chevrons" => SpeakerMarks::Chevrons,
                    "dashes" => SpeakerMarks::Dashes,
                    "names" => SpeakerMarks::Names,
                    "chevrons-and-names" => SpeakerMarks::ChevronsAndNames,
                    "voice" => SpeakerMarks::Voice,
                    _ => return Err(wrong(name, value)),
                });
            }
            "unspoken" => {
                options.unspoken = match value {
                    "keep" => Unspoken::Keep,
                    "drop" => Unspoken::Drop,
                    "mark" => Unspoken::Mark,
                    _ => return Err(wrong(name, value)),
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    if options.min_duration > options.max_duration {
        return Err(Failure::new("minDuration is more than maxDuration".to_owned()));
    }
    let times = read_timeline(timeline)?;
    let existing = match keep_cues {
        true => times.cues().ok_or_else(|| {
            Failure::new("keepCues needs captions as the timeline, not words".to_owned())
        })?,
        false => Vec::new(),
    };
    how.language = how.language.or_else(|| times.language.clone());
    let language = how.language.clone();
    let parsed = parse_transcript(transcript);
    let heard;
    let aligned;
    let (transcript, alignment) = if transcript.trim().is_empty() {
        heard = recognized(&times, &loops);
        aligned = heard.alignment.clone();
        (heard.transcript(), &aligned)
    } else {
        aligned = aligning::align(&parsed, &times, &how)?;
        (parsed, &aligned)
    };
    options.existing = &existing;
    options.words = BreakWords::of(language.as_deref());
    options.width = width.unwrap_or_else(|| Width::of_text(transcript.text));
    options.speakers = marks.unwrap_or_else(|| SpeakerMarks::usual(&transcript, to != Format::Srt));
    options.media_duration = options.media_duration.or_else(|| Some(times.duration?.0));
    captions(&transcript, alignment, &options, to)
}

/// The captions, read back and compared with the transcript.
fn captions(
    transcript: &Transcript<'_>,
    alignment: &Alignment,
    options: &SegmentOptions<'_>,
    to: Format,
) -> Result<String> {
    let cues = segment(transcript, alignment, options);
    if let Some((cue, why)) = misplaced_word(transcript, alignment, &cues, options.unspoken) {
        let cue = cue + 1;
        return Err(Failure::new(format!("a bug in cuesmith: cue {cue} of the captions: {why}")));
    }
    let timeline = caption_timeline(&cues, &transcript.speakers, to);
    let writing = WriteOptions::default();
    let made = cuesmith::raise(&timeline, to, &writing);
    if let Some(first) = cuesmith::convert::verify(&timeline, &made, to, &writing).first() {
        return Err(Failure::new(format!("a bug in cuesmith: {}", first.message)));
    }
    let mut json = Json::default();
    json.object(|json| {
        json.key("text").string(&made.document);
        json.key("transcript").string(transcript.text);
        push_words(json.key("words"), transcript, alignment);
        json.key("cues").list(&cues, |json, cue| push_cue(json, alignment, cue));
        json.key("evidence").number(f64::from(alignment.evidence));
        json.key("moved").list(&alignment.moved, |json, block| {
            json.object(|json| {
                json.key("firstWord").integer(block.words.start);
                json.key("words").integer(block.words.end - block.words.start);
                json.key("start").number(block.interval.start.0 as f64);
                json.key("end").number(block.interval.end.0 as f64);
            });
        });
        json.key("repairs").list(&alignment.repairs, |json, repair| {
            json.object(|json| {
                json.key("kind").string(repair.kind.name());
                json.key("firstEntry").integer(repair.entries.start);
                json.key("entries").integer(repair.entries.end - repair.entries.start);
                json.key("at").number(repair.at.0 as f64);
            });
        });
    });
    Ok(json.text)
}

fn push_words(json: &mut Json, transcript: &Transcript<'_>, alignment: &Alignment) {
    let map = Utf16::new(transcript.text);
    let words: Vec<_> = transcript.words().zip(&alignment.words).collect();
    json.list(&words, |json, (item, word)| {
        json.object(|json| {
            let range = &item.range;
            let [start, end] = map.span(cuesmith::source::Span::new(range.start, range.end));
            json.key("span").object(|json| {
                json.key("start").integer(start);
                json.key("end").integer(end);
            });
            let times = word.interval.map(|times| (times.start.0 as f64, times.end.0 as f64));
            json.key("start").number_or_null(times.map(|(start, _)| start));
            json.key("end").number_or_null(times.map(|(_, end)| end));
            json.key("confidence").number(f64::from(word.confidence));
            json.key("interpolated").boolean(word.flags.interpolated);
            json.key("unspoken").boolean(word.flags.unspoken);
            json.key("moved").boolean(word.flags.moved);
        });
    });
}

fn push_cue(json: &mut Json, alignment: &Alignment, cue: &SegmentedCue) {
    let words = cue.words.start as usize..cue.words.end as usize;
    let words = alignment.words.get(words).unwrap_or_default();
    let least = words.iter().map(|word| word.confidence).reduce(f32::min);
    json.object(|json| {
        json.key("start").number(cue.interval.start.0 as f64);
        json.key("end").number(cue.interval.end.0 as f64);
        json.key("text").string(&cue.text);
        json.key("firstWord").integer(cue.words.start);
        json.key("words").integer(cue.words.end - cue.words.start);
        json.key("confidence").number_or_null(least.map(f64::from));
    });
}

/// How well a text has the words of a reference: JSON of a `Score` in `js/index.d.ts`.
fn compare(reference: &str, hypothesis: &str, lines: &str) -> Result<String> {
    let mut normalization = Normalization::default();
    read_with(lines, |name, value| {
        let is = value == "true";
        match name {
            "case" => normalization.case = is,
            "punctuation" => normalization.punctuation = is,
            "fillers" => normalization.fillers = is,
            "speakers" => normalization.speakers = is,
            "sounds" => normalization.sounds = is,
            "language" => normalization.language = Some(value.to_owned()),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let (one, other) = (side(reference, &normalization), side(hypothesis, &normalization));
    let result = score(&one, &other);
    let mut json = Json::default();
    json.object(|json| {
        push_counts(json, &result.words);
        json.key("cer").number_or_null(finite(result.characters.cer()));
        json.key("exact").boolean(result.exact);
        for (name, errors) in [("starts", &result.starts), ("ends", &result.ends)] {
            match errors {
                Some(errors) => push_times(json.key(name), errors),
                None => json.key(name).null(),
            }
        }
        push_lines(json.key("lines"), &one, &other, &result.steps);
    });
    Ok(json.text)
}

/// One text: captions, the output of a recognizer, or a transcript.
fn side(text: &str, normalization: &Normalization) -> ScoreText {
    if Format::sniff(text).is_some() {
        let document = cuesmith::read_silently(text, None, &cuesmith::ReadOptions::default());
        return ScoreText::of_captions(&document.lower(), normalization);
    }
    match read_timeline(text) {
        Ok(words) => ScoreText::of_words(&words, normalization),
        Err(_) => ScoreText::of_transcript(&parse_transcript(text), normalization),
    }
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

fn push_counts(json: &mut Json, counts: &Counts) {
    let numbers = [
        ("hits", counts.hits),
        ("substitutions", counts.substitutions),
        ("deletions", counts.deletions),
        ("insertions", counts.insertions),
    ];
    for (name, number) in numbers {
        json.key(name).number(number as f64);
    }
    json.key("wer").number_or_null(finite(counts.wer()));
    json.key("mer").number_or_null(finite(counts.mer()));
    json.key("wil").number_or_null(finite(counts.wil()));
    json.key("accuracy").integer(u32::from(counts.accuracy()));
}

fn push_times(json: &mut Json, errors: &TimeErrors) {
    json.object(|json| {
        json.key("compared").number(errors.compared as f64);
        json.key("mean").number(errors.mean_ms);
        json.key("meanAbsolute").number(errors.mean_absolute_ms);
        json.key("median").number(errors.median_ms as f64);
        json.key("p95").number(errors.p95_ms as f64);
        json.key("max").number(errors.max_ms as f64);
        json.key("within100").number(errors.within_100_ms);
        json.key("within250").number(errors.within_250_ms);
    });
}

/// The lines of the reference with an error, each as a list of steps.
fn push_lines(json: &mut Json, one: &ScoreText, other: &ScoreText, steps: &[Step]) {
    let all = pairs(steps);
    let mut wrong = lines(one, &all);
    wrong.retain(|line| line.errors > 0);
    json.list(&wrong, |json, line| {
        json.object(|json| {
            let number = one.lines.get(line.line as usize).map_or(0, |line| line.number);
            json.key("number").integer(number);
            json.key("errors").integer(line.errors);
            json.key("steps").list(&all[line.pairs.clone()], |json, pair| {
                json.object(|json| {
                    let step = match pair.step {
                        Step::Hit => "hit",
                        Step::Substitution => "substitution",
                        Step::Deletion => "deletion",
                        Step::Insertion => "insertion",
                    };
                    json.key("step").string(step);
                    let word = |side: &ScoreText, at: u32, absent: Step| {
                        let word = side.words.get(at as usize).filter(|_| pair.step != absent)?;
                        Some(side.text_of(word).to_owned())
                    };
                    let reference = word(one, pair.reference, Step::Insertion);
                    json.key("reference").string_or_null(reference.as_deref());
                    let hypothesis = word(other, pair.hypothesis, Step::Deletion);
                    json.key("hypothesis").string_or_null(hypothesis.as_deref());
                });
            });
        });
    });
}
