//! A picture of an alignment: words on the waveform of their audio, with the timeline's times above and
//! the aligned ones below, as one self-contained SVG file.
//!
//! The same input gives the same bytes. Text of the files is escaped; characters that SVG cannot represent are
//! removed.

use std::fmt::Write as _;

use super::{Activity, Alignment, TimelineKind, Transcript, WordTimeline};
use crate::chars::as_markup;
use crate::time::{Interval, Timestamp};

/// The contents of a picture. Everything except the times is optional: missing parts are not drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Picture<'a> {
    /// The title, one line of text; empty for none.
    pub title: &'a str,
    /// Words with their previous times: drawn above the waveform.
    pub before: Option<&'a WordTimeline>,
    /// Words with their new times: drawn below the waveform.
    pub after: Option<(&'a Transcript<'a>, &'a Alignment)>,
    /// The audio.
    pub audio: Option<&'a Activity>,
}

/// Options for drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureOptions {
    /// The part to show, at most ten minutes. Default: the first minute.
    pub range: Interval,
    /// The duration of a row, in milliseconds: 1,000 to 60,000. Default: 10,000.
    pub row_ms: i64,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self { range: Interval::from_ms(0, 60_000), row_ms: 10_000 }
    }
}

/// The maximum duration of a picture, in milliseconds.
const LONGEST: i64 = 600_000;
/// Anything later is not drawn, in milliseconds: a year.
const LATEST: i64 = 31_536_000_000;
/// Pixels: the width of a row, the margin, and the heights of the parts of a row.
const WIDTH: i64 = 1_000;
const PAD: i64 = 20;
const LANE: i64 = 15;
const WAVE: i64 = 44;
const GAP: i64 = 22;
/// The width of a letter, in tenths of a pixel.
const LETTER: i64 = 62;

const GROUND: &str = "#1c2128";
const TEXT: &str = "#d1d7e0";
const FAINT: &str = "#9198a1";
const VOICE: &str = "#2d3642";
const SOUND: &str = "#768390";
const BEFORE: &str = "#f0b429";
/// High, medium and low confidence.
const AFTER: [&str; 3] = ["#8ddb8c", "#6cb6ff", "#f47067"];

/// A word as it is drawn.
struct Word<'a> {
    text: &'a str,
    start: i64,
    end: i64,
    color: &'static str,
}

/// Draws words on the waveform of their audio.
///
/// ```
/// use cuesmith::align::svg::{Picture, PictureOptions, picture};
/// use cuesmith::align::{TimedWord, WordTimeline};
/// use cuesmith::time::Timestamp;
///
/// let mut timeline = WordTimeline::default();
/// let (start, end) = (Some(Timestamp(500)), Some(Timestamp(900)));
/// timeline.push("Ahoy", TimedWord { start, end, ..TimedWord::default() });
/// let drawn = Picture { before: Some(&timeline), ..Picture::default() };
/// let svg = picture(&drawn, &PictureOptions::default());
/// assert!(svg.starts_with("<svg ") && svg.contains(">Ahoy</text>"));
/// ```
#[must_use]
pub fn picture(drawn: &Picture, options: &PictureOptions) -> String {
    let row_ms = options.row_ms.clamp(1_000, 60_000);
    let start = options.range.start.0.clamp(0, LATEST);
    let before = drawn.before.map(before).unwrap_or_default();
    let after = drawn.after.map(|(transcript, alignment)| after(transcript, alignment));
    let after = after.unwrap_or_default();
    let known = [&before, &after].into_iter().flatten().map(|word| word.end).max().unwrap_or(0);
    let known = known.max(drawn.audio.map_or(0, |audio| audio.duration.0));
    let end = options
        .range
        .end
        .0
        .min(known.min(LATEST))
        .min(start.saturating_add(LONGEST))
        .max(start + 1);
    let rows = (end - start + row_ms - 1) / row_ms;

    let lanes = |words: &[Word]| if words.is_empty() { 0 } else { 2 * LANE + 4 };
    let wave = if drawn.audio.is_some() { WAVE } else { 6 };
    let height = lanes(&before) + wave + lanes(&after) + GAP;
    let top = PAD + if drawn.title.is_empty() { 24 } else { 48 };
    let (width, total) = (WIDTH + 2 * PAD, top + rows * height + PAD);

    let mut svg = String::new();
    let out = &mut svg;
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{total}\" \
         viewBox=\"0 0 {width} {total}\" font-family=\"ui-monospace, Menlo, Consolas, monospace\" \
         font-size=\"10.3\">\n\
         <rect width=\"{width}\" height=\"{total}\" rx=\"8\" fill=\"{GROUND}\"/>"
    );
    head(out, drawn, !before.is_empty(), !after.is_empty());
    let mut rest: [&[Word]; 2] = [&before, &after];
    for row in 0..rows {
        let from = start + row * row_ms;
        let shown = Row {
            from,
            to: (from + row_ms).min(end),
            ms: row_ms,
            top: top + row * height,
            wave: (top + row * height + lanes(&before), wave),
        };
        for (side, words) in rest.iter_mut().enumerate() {
            // Words come in order of their times.
            let past = words.iter().take_while(|word| word.end <= shown.from).count();
            *words = &words[past..];
            let here = words.iter().take_while(|word| word.start < shown.to).count();
            shown.words(out, &words[..here], side == 1);
        }
        shown.sound(out, drawn.audio);
    }
    svg.push_str("</svg>\n");
    svg
}

/// Title and legend.
fn head(out: &mut String, drawn: &Picture, before: bool, after: bool) {
    let mut y = PAD + 10;
    if !drawn.title.is_empty() {
        let _ = writeln!(
            out,
            "<text x=\"{PAD}\" y=\"{y}\" font-size=\"14\" font-weight=\"bold\" fill=\"{TEXT}\">{}</text>",
            as_markup(drawn.title)
        );
        y += 22;
    }
    let mut legend: Vec<(&str, &str)> = Vec::new();
    if before {
        legend.push((BEFORE, "before"));
    }
    if after {
        legend.extend([(AFTER[0], "after: sure"), (AFTER[1], "fair"), (AFTER[2], "unsure")]);
    }
    if drawn.audio.is_some() {
        legend.push((SOUND, "audio"));
        legend.push((VOICE, "speech"));
    }
    let mut x = PAD;
    for (color, label) in legend {
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"10\" height=\"10\" fill=\"{color}\"/>\
             <text x=\"{}\" y=\"{y}\" fill=\"{TEXT}\">{label}</text>",
            y - 9,
            x + 15
        );
        x += 35 + label.len() as i64 * LETTER / 10;
    }
}

/// A row of a picture: a time range and its position.
struct Row {
    from: i64,
    to: i64,
    ms: i64,
    top: i64,
    /// The waveform: top and height.
    wave: (i64, i64),
}

impl Row {
    /// The position of a moment, in tenths of a pixel.
    fn x(&self, ms: i64) -> i64 {
        PAD * 10 + (ms.clamp(self.from, self.to) - self.from) * WIDTH * 10 / self.ms
    }

    fn words(&self, out: &mut String, words: &[Word], below: bool) {
        let (wave_top, wave) = self.wave;
        let bar = if below { wave_top + wave + 2 } else { wave_top - 2 };
        for color in [BEFORE].iter().chain(&AFTER) {
            let (mut stems, mut bars, mut texts) = (String::new(), String::new(), String::new());
            for (index, word) in words.iter().enumerate().filter(|(_, word)| word.color == *color) {
                // Neighbors are written in different lanes to give each enough room.
                let lane = (index % 2) as i64 * LANE;
                let (left, right) = (self.x(word.start), self.x(word.end));
                let next =
                    words.get(index + 2).map_or(10 * (WIDTH + PAD), |next| self.x(next.start));
                // A stem from the text to the middle of the waveform, a bar as long as the word.
                let y = if below { wave_top + wave + 14 + lane } else { self.top + 9 + lane };
                let (from, to) =
                    if below { (wave_top + wave / 2, y) } else { (y + 2, wave_top + wave / 2) };
                let _ = write!(stems, "M{} {from}V{to}", tenths(left));
                let _ =
                    write!(bars, "M{} {bar}h{}", tenths(left), tenths((right - left - 5).max(5)));
                // A word that began in the previous row is not repeated.
                if word.start >= self.from {
                    let room = usize::try_from((next - left) / LETTER).unwrap_or_default();
                    let text = as_markup(&cut(word.text, room));
                    let _ = writeln!(
                        texts,
                        "<text x=\"{}\" y=\"{y}\">{text}</text>",
                        tenths(left + 20)
                    );
                }
            }
            if !stems.is_empty() {
                let _ = write!(
                    out,
                    "<g fill=\"{color}\"><path d=\"{stems}\" stroke=\"{color}\" opacity=\".6\"/>\
                     <path d=\"{bars}\" stroke=\"{color}\" stroke-width=\"2\"/>\n{texts}</g>\n"
                );
            }
        }
    }

    fn sound(&self, out: &mut String, audio: Option<&Activity>) {
        let (top, height) = self.wave;
        let middle = top + height / 2;
        let right = self.x(self.to);
        if let Some(audio) = audio {
            let first = audio.voices.partition_point(|voice| voice.end.0 <= self.from);
            for voice in audio.voices[first..].iter().take_while(|voice| voice.start.0 < self.to) {
                let (left, right) = (self.x(voice.start.0), self.x(voice.end.0));
                let _ = writeln!(
                    out,
                    "<rect x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{height}\" fill=\"{VOICE}\"/>",
                    tenths(left),
                    tenths(right - left)
                );
            }
            self.wave_form(out, audio, middle, height);
        }
        let _ = writeln!(
            out,
            "<path d=\"M{PAD} {middle}H{}\" stroke=\"{FAINT}\" stroke-width=\".5\"/>",
            tenths(right)
        );
        let step = if self.ms > 20_000 { 5_000 } else { 1_000 };
        let mut time = (self.from + step - 1) / step * step;
        while time < self.to {
            let x = tenths(self.x(time));
            let _ = writeln!(
                out,
                "<path d=\"M{x} {}v4\" stroke=\"{TEXT}\"/><text x=\"{x}\" y=\"{}\" dx=\"2\" fill=\"{FAINT}\" \
                 font-size=\"8\">{}</text>",
                middle - 2,
                top + height - 2,
                clock(time)
            );
            time += step;
        }
    }

    /// The largest sample of each two pixels, up and down.
    fn wave_form(&self, out: &mut String, audio: &Activity, middle: i64, height: i64) {
        let most = audio.peaks.iter().copied().fold(0.01, f32::max);
        let columns = (self.x(self.to) / 10 - PAD) / 2;
        let peak = |column: i64| {
            let step = |column: i64| {
                let ms = self.from + column * 2 * self.ms / WIDTH;
                usize::try_from(ms / Activity::STEP_MS).unwrap_or_default()
            };
            let (from, to) = (step(column), step(column + 1).max(step(column) + 1));
            let steps = audio.peaks.get(from..to.min(audio.peaks.len())).unwrap_or_default();
            let peak = steps.iter().copied().fold(0.0, f32::max) / most;
            (peak * (height / 2) as f32).round() as i64
        };
        // Lines from top to bottom, each starting where the previous one ends.
        let mut path = format!("M{PAD} {middle}");
        let (mut x, mut y) = (0, 0);
        let start = path.len();
        for column in 0..columns {
            let half = peak(column);
            if half > 0 {
                let _ = write!(path, "m{} {}v{}", column * 2 - x, -half - y, 2 * half);
                (x, y) = (column * 2, half);
            }
        }
        if path.len() > start {
            let _ = writeln!(out, "<path d=\"{path}\" stroke=\"{SOUND}\"/>");
        }
    }
}

/// The words of a timeline. The words of a cue divide its time by their letters.
fn before(timeline: &WordTimeline) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for entry in &timeline.words {
        let (Some(Timestamp(start)), Some(Timestamp(end))) = (entry.start, entry.end) else {
            continue;
        };
        let (start, end) = (start.clamp(0, LATEST), end.clamp(start.clamp(0, LATEST), LATEST));
        let text = timeline.text_of(entry).trim();
        if timeline.kind != TimelineKind::Cues {
            words.push(Word { text, start, end, color: BEFORE });
            continue;
        }
        let length = |word: &str| word.chars().count() as i64 + 1;
        let total = text.split_whitespace().map(length).sum::<i64>().max(1);
        let mut done = 0;
        for text in text.split_whitespace() {
            let time = |done: i64| start + (end - start) * done / total;
            let from = done;
            done += length(text);
            words.push(Word { text, start: time(from), end: time(done), color: BEFORE });
        }
    }
    in_order(words)
}

fn after<'a>(transcript: &Transcript<'a>, alignment: &Alignment) -> Vec<Word<'a>> {
    let words = transcript.words().zip(&alignment.words).filter_map(|(item, word)| {
        let Interval { start: Timestamp(start), end: Timestamp(end) } = word.interval?;
        let (start, end) = (start.clamp(0, LATEST), end.clamp(0, LATEST));
        let color = match word.confidence {
            sure if sure >= 0.8 => AFTER[0],
            fair if fair >= 0.4 => AFTER[1],
            _ => AFTER[2],
        };
        Some(Word { text: transcript.text_of(item), start, end: end.max(start), color })
    });
    in_order(words.collect())
}

fn in_order(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_by_key(|word| (word.start, word.end));
    // Long words that contain the start of others must not hide them from later rows.
    for index in (0..words.len().saturating_sub(1)).rev() {
        words[index].end = words[index].end.min(words[index + 1].start.max(words[index].start));
    }
    words
}

/// A number given in tenths.
fn tenths(number: i64) -> String {
    match number % 10 {
        0 => format!("{}", number / 10),
        rest => format!("{}.{}", number / 10, rest.abs()),
    }
}

fn clock(ms: i64) -> String {
    format!("{}:{:02}", ms / 60_000, ms / 1000 % 60)
}

/// As much of a text as fits, with an ellipsis if something is cut off.
fn cut(text: &str, room: usize) -> String {
    let mut characters = text.chars();
    let mut kept: String = characters.by_ref().take(room.min(60)).collect();
    if characters.next().is_some() {
        kept.pop();
        if !kept.is_empty() {
            kept.push('…');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{TimedWord, parse_transcript};

    fn timeline(words: &[(&str, i64, i64)]) -> WordTimeline {
        let mut timeline = WordTimeline::default();
        for &(text, start, end) in words {
            let (start, end) = (Some(Timestamp(start)), Some(Timestamp(end)));
            timeline.push(text, TimedWord { start, end, ..TimedWord::default() });
        }
        timeline
    }

    fn texts(svg: &str) -> Vec<&str> {
        let ends = svg.split("</text>").filter_map(|piece| piece.rsplit_once('>'));
        ends.map(|(_, text)| text).collect()
    }

    #[test]
    fn hostile_text_stays_text() {
        let words = timeline(&[("</text><script>\"&'\u{0}\u{202e}", 0, 5_000)]);
        let svg = picture(
            &Picture { title: "<b>", before: Some(&words), ..Picture::default() },
            &PictureOptions::default(),
        );
        assert!(!svg.contains("<script") && !svg.contains("<b>"));
        assert!(
            texts(&svg).contains(&"&lt;/text&gt;&lt;script&gt;&quot;&amp;&#39;\u{2400}\u{fffd}"),
            "{svg}"
        );
        assert!(texts(&svg).contains(&"&lt;b&gt;"));
    }

    #[test]
    fn each_word_of_the_range_is_written_once_where_it_begins() {
        let words = timeline(&[("one", 0, 400), ("two", 9_800, 10_400), ("three", 61_000, 62_000)]);
        let drawn = Picture { before: Some(&words), ..Picture::default() };
        let svg = picture(&drawn, &PictureOptions::default());
        let count = |word: &str| texts(&svg).iter().filter(|text| **text == word).count();
        assert_eq!((count("one"), count("two"), count("three")), (1, 1, 0));
        assert!(svg.contains("<text x=\"22\" y=\"53\">one</text>"), "{svg}");
    }

    #[test]
    fn the_words_of_a_cue_share_its_time() {
        let mut cues = timeline(&[("one three", 0, 1_000)]);
        cues.kind = TimelineKind::Cues;
        let drawn = Picture { before: Some(&cues), ..Picture::default() };
        let svg = picture(&drawn, &PictureOptions::default());
        assert!(svg.contains("<text x=\"22\" y=\"53\">one</text>"), "{svg}");
        assert!(svg.contains("<text x=\"62\" y=\"68\">three</text>"), "{svg}");
    }

    #[test]
    fn without_anything_there_is_an_empty_picture() {
        let svg = picture(&Picture::default(), &PictureOptions::default());
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        let far = PictureOptions { range: Interval::from_ms(i64::MAX, i64::MIN), row_ms: 0 };
        assert!(picture(&Picture::default(), &far).len() < 1_000);
    }

    #[test]
    fn colors_say_how_sure_times_are() {
        let transcript = parse_transcript("Ahoy there");
        let mut alignment = Alignment::default();
        for (at, confidence) in [(0, 0.95), (1, 0.1)] {
            let interval = Some(Interval::from_ms(at * 1000, at * 1000 + 500));
            let word = crate::align::AlignedWord { interval, confidence, ..Default::default() };
            alignment.words.push(word);
        }
        let drawn = Picture { after: Some((&transcript, &alignment)), ..Picture::default() };
        let svg = picture(&drawn, &PictureOptions::default());
        let group = |color: &str| {
            let start = svg.find(&format!("<g fill=\"{color}\">")).unwrap();
            svg[start..].split("</g>").next().unwrap()
        };
        assert!(group("#8ddb8c").contains(">Ahoy</text>"));
        assert!(group("#f47067").contains(">there</text>"));
    }

    #[test]
    fn the_waveform_is_as_high_as_the_loudest_sample() {
        let activity = Activity {
            duration: Timestamp(1_000),
            levels: vec![-20.0; 100],
            peaks: [vec![0.5; 50], vec![0.0; 50]].concat(),
            voices: vec![Interval::from_ms(0, 500)],
        };
        let drawn = Picture { audio: Some(&activity), ..Picture::default() };
        let svg = picture(&drawn, &PictureOptions::default());
        // The row begins at 44, and the waveform is 44 high.
        assert!(svg.contains("M20 66m0 -22v44m2 -44v44"), "{svg}");
        assert!(
            svg.contains("<rect x=\"20\" y=\"44\" width=\"50\" height=\"44\" fill=\"#2d3642\"/>")
        );
    }
}
