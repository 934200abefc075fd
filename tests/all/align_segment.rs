//! Cues made of words with times: that the limits hold for any text and any times, that no character is lost,
//! and where cues begin and end.

use cuesmith::align::{
    AlignedWord, Alignment, Exceeded, Item, ItemKind, MovedBlock, SegmentOptions, SegmentedCue,
    SpeakerMarks, Transcript, Unspoken, WordFlags, caption_timeline, karaoke_timeline,
    misplaced_word, segment,
};
use cuesmith::reflow::{BreakWords, Width};
use cuesmith::time::Interval;
use cuesmith::timeline::{graphemes, visible_text};
use cuesmith::{Format, WriteOptions, raise};
use proptest::prelude::*;

/// A talk: its transcript, and when each word is spoken.
#[derive(Clone, Debug, Default)]
struct Talk {
    text: String,
    items: Vec<Item>,
    speakers: Vec<String>,
    alignment: Alignment,
    at: i64,
}

impl Talk {
    /// A talk of words, parted by blanks that the transcript keeps, 80 ms for each letter. `|500|` is a pause in
    /// milliseconds, `@Anna:` the label of a speaker, `(laughs)` a direction, `~word` is not spoken; none of
    /// `|`, `@` and `~` is in the transcript.
    fn new(script: &str) -> Self {
        let mut talk = Self::default();
        let mut speaker = None;
        let mut rest = script;
        while !rest.is_empty() {
            let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let gap = rest[len..].len() - rest[len..].trim_start().len();
            let (token, blank) = (&rest[..len], &rest[len..len + gap]);
            rest = &rest[len + gap..];
            if token.is_empty() {
                talk.text.push_str(blank);
                continue;
            }
            if let Some(pause) = token.strip_prefix('|') {
                talk.at += pause.trim_end_matches('|').parse::<i64>().unwrap();
                continue;
            }
            if let Some(label) = token.strip_prefix('@') {
                let name = label.trim_end_matches(':').to_owned();
                let known = talk.speakers.iter().position(|known| *known == name);
                speaker = Some(known.unwrap_or(talk.speakers.len()) as u32);
                if known.is_none() {
                    talk.speakers.push(name);
                }
                talk.push(label, ItemKind::Speaker, speaker);
            } else if token == "." {
                // No word: punctuation of the next one.
                talk.text.push_str(token);
            } else if token.starts_with('(') && token.ends_with(')') {
                talk.push(token, ItemKind::Direction, speaker);
            } else {
                talk.word(token, speaker);
            }
            talk.text.push_str(blank);
        }
        talk
    }

    fn push(&mut self, text: &str, kind: ItemKind, speaker: Option<u32>) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let range = start..self.text.len() as u32;
        self.items.push(Item { range, kind, speaker, paragraph: 0 });
    }

    /// A word with its punctuation, spoken now; `~` before one that is not.
    fn word(&mut self, token: &str, speaker: Option<u32>) {
        let (token, spoken) = token.strip_prefix('~').map_or((token, true), |word| (word, false));
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        let before = token.find(bare).unwrap();
        self.text.push_str(&token[..before]);
        self.push(bare, ItemKind::Word, speaker);
        self.text.push_str(&token[before + bare.len()..]);
        let lasts = 80 * i64::from(graphemes(bare));
        let flags = WordFlags { unspoken: !spoken, ..WordFlags::default() };
        let interval = spoken.then(|| Interval::from_ms(self.at, self.at + lasts));
        self.alignment.words.push(AlignedWord { interval, confidence: 1.0, flags });
        if spoken {
            self.at += lasts;
        }
    }

    fn transcript(&self) -> Transcript<'_> {
        Transcript { text: &self.text, items: self.items.clone(), speakers: self.speakers.clone() }
    }

    fn segment(&self, options: &SegmentOptions<'_>) -> Vec<SegmentedCue> {
        segment(&self.transcript(), &self.alignment, options)
    }

    /// What viewers should see of it at least: words, directions and punctuation without white space.
    fn visible(&self) -> String {
        let mut text = self.text.clone().into_bytes();
        for item in self.items.iter().filter(|item| item.kind == ItemKind::Speaker) {
            text[item.range.start as usize..item.range.end as usize].fill(b' ');
        }
        String::from_utf8(text).unwrap().split_whitespace().collect()
    }
}

fn english() -> SegmentOptions<'static> {
    SegmentOptions { words: BreakWords::of(Some("en")), ..SegmentOptions::default() }
}

fn texts(script: &str, options: &SegmentOptions<'_>) -> Vec<String> {
    Talk::new(script).segment(options).into_iter().map(|cue| cue.text).collect()
}

fn times(script: &str, options: &SegmentOptions<'_>) -> Vec<(i64, i64)> {
    let cues = Talk::new(script).segment(options);
    cues.iter().map(|cue| (cue.interval.start.0, cue.interval.end.0)).collect()
}

#[test]
fn cues_end_at_sentences_and_pauses_rather_than_elsewhere() {
    let script = "The ferry left at six. |100| We stood on the quay, |400| and no one said a word \
                  for a long while. |100| Then the lights of the harbour went out.";
    assert_eq!(
        texts(script, &english()),
        [
            "The ferry left at six.\nWe stood on the quay,",
            "and no one said a word for a long while.",
            "Then the lights of the harbour went out.",
        ]
    );
}

#[test]
fn a_number_and_its_unit_and_an_article_and_its_noun_stay_together() {
    let options = SegmentOptions { max_chars: 20, max_lines: 1, ..english() };
    for text in texts("we sailed for about 25 kilometres along the coast of the island", &options) {
        assert!(!text.ends_with("25") && !text.ends_with("the"), "{text}");
    }
}

#[test]
fn a_long_pause_always_ends_a_cue() {
    assert_eq!(texts("We waited |1500| for him", &english()), ["We waited", "for him"]);
    assert_eq!(texts("We waited |1499| for him", &english()).len(), 1);
}

#[test]
fn another_speaker_begins_a_cue_with_a_mark() {
    let script = "@Anna: Is the harbour open today?\n@Ben: It opens at six in the morning.";
    let marked = |speakers| texts(script, &SegmentOptions { speakers, ..english() });
    let (first, second) = ("Is the harbour open today?", "It opens at six in the morning.");
    let with = |a: &str, b: &str| [format!("{a}{first}"), format!("{b}{second}")];
    assert_eq!(marked(SpeakerMarks::None), with("", ""));
    assert_eq!(marked(SpeakerMarks::Chevrons), with(">> ", ">> "));
    assert_eq!(marked(SpeakerMarks::Dashes), with("- ", "- "));
    assert_eq!(marked(SpeakerMarks::Names), with("Anna: ", "Ben: "));
    assert_eq!(marked(SpeakerMarks::Voice), with("", ""));
}

#[test]
fn voices_are_markup_in_web_vtt() {
    let script = "@Anna: Is it open?\n@Ben: No.\n@Anna: Why?";
    let talk = Talk::new(script);
    let cues = talk.segment(&SegmentOptions { speakers: SpeakerMarks::Voice, ..english() });
    let timeline = caption_timeline(&cues, &talk.speakers, Format::WebVtt);
    let made = raise(&timeline, Format::WebVtt, &WriteOptions::default());
    assert!(made.losses.is_empty(), "{:?}", made.losses);
    let shown: Vec<&str> = made.document.lines().filter(|line| line.starts_with("<v ")).collect();
    let spoken = ["<v Anna>Is it open?</v>", "<v Ben>No.</v>", "<v Anna>Why?</v>"];
    assert_eq!(shown, spoken, "{}", made.document);
}

#[test]
fn the_times_of_words_are_timestamp_tags_in_web_vtt() {
    let talk = Talk::new("@Anna: “Is it open,” ~he asked, today?");
    let cues = talk.segment(&SegmentOptions { speakers: SpeakerMarks::Voice, ..english() });
    let timeline = karaoke_timeline(&cues, &talk.speakers, &talk.alignment, Format::WebVtt);
    let made = raise(&timeline, Format::WebVtt, &WriteOptions::default());
    assert!(made.losses.is_empty(), "{:?}", made.losses);
    let line = made.document.lines().last().unwrap();
    // `he` is not spoken, and a tag precedes the word, not its punctuation.
    let expected = "<v Anna>“Is <00:00:00.160>it <00:00:00.320>open,” he <00:00:00.640>asked, \
                    <00:00:01.040>today?</v>";
    assert_eq!(line, expected);
}

#[test]
fn a_word_that_is_lost_or_elsewhere_is_noticed() {
    let talk = Talk::new("One begins here. |2000| Two goes second.");
    let cues = talk.segment(&english());
    let wrong = |cues: &[SegmentedCue]| {
        misplaced_word(&talk.transcript(), &talk.alignment, cues, Unspoken::Keep)
    };
    assert_eq!(wrong(&cues), None);
    assert_eq!(wrong(&cues[..1]), Some((1, "`Two` is missing".to_owned())));
    let mut changed = cues.clone();
    changed[1].text = "Two goes second".replace("goes", "gets");
    assert_eq!(wrong(&changed), Some((1, "`goes` is not where it should be".to_owned())));
    let twice = [cues[0].clone(), cues[0].clone(), cues[1].clone()];
    assert_eq!(wrong(&twice), Some((1, "`One` is there twice".to_owned())));
}

#[test]
fn the_same_speaker_gets_no_second_mark() {
    let options = SegmentOptions { speakers: SpeakerMarks::Chevrons, ..english() };
    let script = "@Anna: The harbour opens at six.\n\n@Anna: It closes at ten in the evening.";
    let joined = texts(script, &options).join(" / ");
    assert_eq!(joined.matches(">>").count(), 1, "{joined}");
}

#[test]
fn two_short_turns_share_a_cue_that_alone_would_be_too_short() {
    let options = SegmentOptions { speakers: SpeakerMarks::Dashes, ..english() };
    let cues = texts("@Anna: Is it open today, after all?\n@Ben: No.\n@Anna: Why?", &options);
    assert_eq!(cues, ["- Is it open today, after all?", "- No.\n- Why?"]);
}

#[test]
fn a_cue_stays_a_little_after_its_last_word_and_never_over_the_next() {
    // 10 letters take 800 ms, 5 letters 400.
    let far = "Aaaaaaaaaa. |3000| Bbbbb.";
    assert_eq!(times(far, &english()), [(0, 1_000), (3_800, 4_633)]);
    // A gap below half a second is closed to the shortest gap.
    let near = "Aaaaaaaaaa aaaaaaaaaa. |600| Bbbbbbbbbb bbbbbbbbbb.";
    let options = SegmentOptions { long_pause: 600, ..english() };
    assert_eq!(times(near, &options), [(0, 2_120), (2_200, 4_000)]);
}

#[test]
fn nothing_is_shown_after_the_end_of_the_media() {
    let options = SegmentOptions { media_duration: Some(1_500), ..english() };
    assert_eq!(times("|800| Aaaaaaaa.", &options), [(667, 1_500)]);
}

#[test]
fn a_cue_extends_into_silence_to_be_read() {
    // 40 characters in 600 ms, then silence: two seconds at 20 a second.
    let mut talk = Talk::new("Aaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbb |5000| c");
    for (at, word) in talk.alignment.words.iter_mut().take(2).enumerate() {
        word.interval = Some(Interval::from_ms(300 * at as i64, 300 * at as i64 + 300));
    }
    let cues = talk.segment(&english());
    assert_eq!(cues[0].interval, Interval::from_ms(0, 2_000));
    assert_eq!(cues[0].exceeded, Exceeded::default());
}

#[test]
fn cues_that_begin_too_close_to_each_other_share_the_shift() {
    let script =
        "@Aa: Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.\n@Bb: Bb.\n@Cc: Cccccccccccccccccccccccccccccc.";
    let options = SegmentOptions { max_lines: 1, ..english() };
    // Bb begins at 2400 and Cc at 2560: 913 ms are needed between them, 753 more than there are.
    assert_eq!(times(script, &options), [(0, 1_943), (2_023, 2_856), (2_936, 5_160)]);
}

#[test]
fn what_is_not_spoken_is_kept_dropped_or_marked() {
    let script = "The harbour ~usually, opens at six.";
    let with = |unspoken| texts(script, &SegmentOptions { unspoken, ..english() });
    assert_eq!(with(Unspoken::Keep), ["The harbour usually, opens at six."]);
    assert_eq!(with(Unspoken::Drop), ["The harbour opens at six."]);
    assert_eq!(with(Unspoken::Mark), ["The harbour [usually,] opens at six."]);
}

#[test]
fn a_paragraph_that_is_not_spoken_moves_no_other_cue() {
    let foreign = "~This ~part ~of ~the ~text ~was ~never ~spoken ~by ~anyone ~at ~all, ~and ~it ~is \
                   ~so ~long ~that ~no ~cue ~has ~room ~for ~it ~between ~the ~others ~here.";
    let (first, last) = (
        "The harbour of the town opens at six in the morning. ",
        "It closes at ten in the evening, and on Sundays at eight.",
    );
    let without = times(&format!("{first}{last}"), &english());
    let options = english();
    let talk = Talk::new(&format!("{first}{foreign} {last}"));
    let cues = talk.segment(&options);
    let (squeezed, spoken): (Vec<&SegmentedCue>, Vec<_>) =
        cues.iter().partition(|cue| cue.exceeded.time);
    assert!(squeezed.len() >= 2 && spoken.len() == without.len(), "{cues:?}");
    for (cue, before) in spoken.iter().zip(without) {
        assert!((cue.interval.start.0 - before.0).abs() <= 10, "{cue:?} was {before:?}");
    }
    ordered(&cues);
    // With time for it, it is shown at the speed of reading.
    let talk = Talk::new(&format!("{first}|20000| {foreign} |20000| {last}"));
    let cues = talk.segment(&options);
    assert!(cues.iter().all(|cue| !cue.exceeded.any()), "{cues:?}");
    within_limits(&cues, &options);
}

#[test]
fn a_part_that_is_spoken_elsewhere_goes_there() {
    let mut talk = Talk::new("One begins here. Two goes second. Three ends it.");
    let spoken = [0, 0, 0, 4, 4, 4, 2, 2, 2];
    for (at, word) in talk.alignment.words.iter_mut().enumerate() {
        let start = spoken[at] * 1_000 + 400 * (at as i64 % 3);
        word.interval = Some(Interval::from_ms(start, start + 400));
    }
    talk.alignment.moved =
        vec![MovedBlock { words: 3..6, interval: Interval::from_ms(4_000, 5_200) }];
    let cues = talk.segment(&english());
    let texts: Vec<&str> = cues.iter().map(|cue| cue.text.as_str()).collect();
    assert_eq!(texts, ["One begins here.", "Three ends it.", "Two goes second."]);
    assert_eq!(cues[2].words, 3..6);
}

#[test]
fn a_sound_is_shown_in_the_pause_that_it_fills() {
    let script = "Thank you all for coming. (applause) |4000| And now to the harbour.";
    let cues = texts(script, &english());
    assert_eq!(cues, ["Thank you all for coming. (applause)", "And now to the harbour."]);
    let without = SegmentOptions { directions: false, ..english() };
    assert_eq!(texts(script, &without), ["Thank you all for coming.", "And now to the harbour."]);
}

#[test]
fn text_without_spaces_gets_none_and_no_line_begins_with_a_closing_mark() {
    let text = "港は朝六時に開きます。夜は十時に閉まります。船は毎日出ますが、冬は日曜日だけです。";
    let mut talk = Talk::default();
    for c in text.chars() {
        let start = talk.at;
        if c.is_alphanumeric() {
            talk.push(&c.to_string(), ItemKind::Word, None);
            talk.at += 150;
            let interval = Some(Interval::from_ms(start, talk.at));
            let flags = WordFlags::default();
            talk.alignment.words.push(AlignedWord { interval, confidence: 1.0, flags });
        } else {
            talk.text.push(c);
        }
    }
    let options =
        SegmentOptions { max_chars: 26, width: Width::EastAsian, ..SegmentOptions::default() };
    let cues = talk.segment(&options);
    let joined: String = cues.iter().map(|cue| cue.text.replace('\n', "")).collect();
    assert_eq!(joined, text);
    for line in cues.iter().flat_map(|cue| cue.text.lines()) {
        assert!(!line.starts_with(['。', '、']), "{line}");
        assert!(Width::EastAsian.of(line) <= 26, "{line}");
    }
}

#[test]
fn punctuation_before_a_word_is_in_its_cue_or_holds_no_word() {
    let script = ". 1,000 ge |3500| da";
    let talk = Talk::new(script);
    for max_chars in 3..12 {
        for max_lines in [1, 2] {
            let options = SegmentOptions { max_chars, max_lines, ..english() };
            let cues = talk.segment(&options);
            let wrong = misplaced_word(&talk.transcript(), &talk.alignment, &cues, Unspoken::Keep);
            assert_eq!(wrong, None, "{max_chars} {max_lines}: {cues:?}");
            let alone = cues.iter().any(|cue| cue.text == ".");
            let fits = max_chars >= 7 || max_lines == 2 && max_chars >= 5;
            assert_eq!(alone, !fits, "{max_chars} {max_lines}: {cues:?}");
        }
    }
}

#[test]
fn spaces_that_hold_words_together_stay_and_line_breaks_do_not() {
    let script = "Il  dit\u{a0}:\t« Oui\u{202f}! »\nIl part.";
    let mut talk = Talk::new("");
    for word in ["Il", "dit", "Oui", "Il", "part"] {
        let from = talk.items.last().map_or(0, |item| item.range.end as usize);
        let start = from + script[from..].find(word).unwrap();
        let range = start as u32..(start + word.len()) as u32;
        talk.items.push(Item { range, kind: ItemKind::Word, speaker: None, paragraph: 0 });
        let interval = Some(Interval::from_ms(talk.at, talk.at + 300));
        talk.at += 300;
        talk.alignment.words.push(AlignedWord { interval, ..AlignedWord::default() });
    }
    talk.text = script.to_owned();
    let cues = talk.segment(&SegmentOptions::default());
    assert_eq!(cues[0].text, "Il dit\u{a0}: « Oui\u{202f}! » Il part.");
}

#[test]
fn existing_cues_keep_their_words_and_times() {
    let existing = [Interval::from_ms(0, 1_000), Interval::from_ms(1_000, 2_000)];
    let talk = Talk::new("Aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbb.");
    let options = SegmentOptions { existing: &existing, ..english() };
    let cues = talk.segment(&options);
    let found: Vec<_> = cues.iter().map(|cue| (cue.interval, cue.text.as_str())).collect();
    assert_eq!(found, [(existing[0], "Aaaaaaaaaaaaaaaa"), (existing[1], "bbbbbbbbbbbbbbbbbbbb.")]);
    // What does not fit any more is divided inside its times.
    let options =
        SegmentOptions { max_chars: 20, max_lines: 1, existing: &existing[..1], ..english() };
    let cues = talk.segment(&options);
    assert_eq!(cues.len(), 2);
    assert_eq!(cues[0].interval.start, existing[0].start);
    assert_eq!(cues[1].interval.end, existing[0].end);
    ordered(&cues);
}

#[test]
fn a_word_that_fits_no_line_is_said() {
    let cues = Talk::new("see the_harbour_and_its_opening_times today")
        .segment(&SegmentOptions { max_chars: 20, ..english() });
    let over: Vec<&str> =
        cues.iter().filter(|cue| cue.exceeded.chars).map(|cue| cue.text.as_str()).collect();
    assert_eq!(over, ["the_harbour_and_its_opening_times"]);
}

#[test]
fn a_hundred_thousand_words_take_seconds_and_a_long_word_no_longer() {
    let mut talk = Talk::new(&"word ".repeat(20_000));
    assert!(talk.segment(&english()).len() > 1_000);
    talk = Talk::new(&"x".repeat(1 << 20));
    assert_eq!(talk.segment(&english()).len(), 1);
}

/// Cues in order, none over another, each with a duration.
fn ordered(cues: &[SegmentedCue]) {
    for cue in cues {
        assert!(cue.interval.duration() > 0, "{cue:?}");
    }
    for pair in cues.windows(2) {
        assert!(pair[0].interval.end <= pair[1].interval.start, "{pair:?}");
    }
}

/// Every limit, but where a cue says that it cannot keep it.
fn within_limits(cues: &[SegmentedCue], options: &SegmentOptions<'_>) {
    let mut before: Option<&SegmentedCue> = None;
    for cue in cues {
        let Exceeded { chars, lines, time, cps } = cue.exceeded;
        let widest = cue.text.lines().map(|line| options.width.of(line)).max().unwrap();
        assert_eq!(chars, widest > options.max_chars, "{cue:?}");
        assert_eq!(lines, cue.text.lines().count() > options.max_lines as usize, "{cue:?}");
        let lasts = cue.interval.duration();
        assert!(lasts <= options.max_duration, "{cue:?}");
        assert!(time || lasts >= options.min_duration, "{cue:?}");
        let gap = before.map_or(i64::MAX, |before| cue.interval.start.0 - before.interval.end.0);
        let either = time || before.is_some_and(|before| before.exceeded.time);
        assert!(either || gap >= options.min_gap, "{before:?} {cue:?}");
        let read = f64::from(graphemes(&cue.text.replace('\n', " "))) * 1_000.0 / options.max_cps;
        assert_eq!(cps, read.ceil() as i64 > lasts, "{cue:?}");
        if let Some(end) = options.media_duration.filter(|_| !time) {
            assert!(cue.interval.end.0 <= end, "{cue:?}");
        }
        before = Some(cue);
    }
    ordered(cues);
}

/// A script as [`Talk::new`] reads it: words of all kinds, punctuation, pauses, speakers, sounds.
fn script() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        12 => "[a-z]{1,12}",
        3 => "[A-Z]?[a-z]{1,8}[.,;:!?…]",
        1 => "[\"“«(]?[a-z]{1,6}[\"”»)]{0,2}",
        2 => (0_i64..2_500).prop_map(|ms| format!("|{ms}|")),
        1 => prop::sample::select(vec!["@Anna:", "@BEN:", "@Dr.Q:", "\n", "\n\n"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["(laughs)", "NOTE:", "-5", "100", "km", "Mr.", "♪x♪", "--no", "...so", "a-b-c"])
            .prop_map(str::to_owned),
        1 => "~[a-z]{1,9}[,.]?",
        1 => prop::sample::select(vec!["שלום", "日本語", "ไทย", "naïve", "👩‍🚀x", "a\u{300}b"]).prop_map(str::to_owned),
        1 => "[a-z]{40,60}",
    ];
    prop::collection::vec(token, 1..80).prop_map(|tokens| tokens.join(" "))
}

fn options() -> impl Strategy<Value = SegmentOptions<'static>> {
    let marks = [
        SpeakerMarks::None,
        SpeakerMarks::Chevrons,
        SpeakerMarks::Dashes,
        SpeakerMarks::Names,
        SpeakerMarks::Voice,
    ];
    let text = (8_u32..50, 1_u32..4, prop::sample::select(Width::ALL.to_vec()));
    let times = (200_i64..1_500, 2_000_i64..8_000, 0_i64..200, 5.0_f64..30.0);
    let rest =
        (prop::sample::select(marks.to_vec()), prop::bool::ANY, prop::option::of(0_i64..60_000));
    (text, times, rest).prop_map(|(text, times, rest)| SegmentOptions {
        max_chars: text.0,
        max_lines: text.1,
        width: text.2,
        words: BreakWords::of(Some("en")),
        min_duration: times.0,
        max_duration: times.1,
        min_gap: times.2,
        max_cps: times.3,
        speakers: rest.0,
        unspoken: if rest.1 { Unspoken::Keep } else { Unspoken::Drop },
        media_duration: rest.2,
        ..SegmentOptions::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_limit_holds_or_the_cue_says_that_it_cannot(script in script(), options in options()) {
        let cues = Talk::new(&script).segment(&options);
        within_limits(&cues, &options);
    }

    #[test]
    fn limits_of_time_hold_whatever_the_text_where_the_media_is_long_enough(
        script in script(), options in options()
    ) {
        let options =
            SegmentOptions { unspoken: Unspoken::Drop, directions: false, media_duration: None, ..options };
        for cue in Talk::new(&script).segment(&options) {
            prop_assert!(!cue.exceeded.time, "{:?}", cue);
        }
    }

    #[test]
    fn every_character_is_shown_once_and_in_order(script in script(), options in options()) {
        let talk = Talk::new(&script);
        let options =
            SegmentOptions { unspoken: Unspoken::Keep, speakers: SpeakerMarks::None, ..options };
        let cues = talk.segment(&options);
        let shown: String = cues.iter().flat_map(|cue| cue.text.split_whitespace()).collect();
        prop_assert_eq!(shown, talk.visible());
        // A word that is cut in two is in both cues.
        let mut words: Vec<u32> = cues.iter().flat_map(|cue| cue.words.clone()).collect();
        words.dedup();
        prop_assert_eq!(misplaced_word(&talk.transcript(), &talk.alignment, &cues, options.unspoken), None);
        let all: Vec<u32> = (0..talk.alignment.words.len() as u32).collect();
        prop_assert_eq!(words, all);
    }

    #[test]
    fn the_same_input_gives_the_same_cues_and_a_shift_shifts_them(
        script in script(), options in options(), by in 10_000_i64..1_000_000
    ) {
        let talk = Talk::new(&format!("|200000| {script}"));
        let options = SegmentOptions { media_duration: None, unspoken: Unspoken::Drop, ..options };
        let cues = talk.segment(&options);
        prop_assert_eq!(&cues, &talk.segment(&options));
        let mut later = talk.clone();
        for time in later.alignment.words.iter_mut().filter_map(|word| word.interval.as_mut()) {
            *time = Interval::from_ms(time.start.0 + by, time.end.0 + by);
        }
        let moved = later.segment(&options);
        prop_assert_eq!(cues.len(), moved.len());
        for (cue, moved) in cues.iter().zip(&moved) {
            prop_assert_eq!(&cue.text, &moved.text);
            // A sound before the first word has the time before it, and there is more of that now.
            if cue.interval.start.0 > 190_000 {
                prop_assert_eq!(cue.interval.start.0 + by, moved.interval.start.0);
            }
        }
    }

    #[test]
    fn a_timeline_of_cues_shows_their_text(script in script(), options in options()) {
        let talk = Talk::new(&script);
        let cues = talk.segment(&options);
        let timeline = caption_timeline(&cues, &talk.speakers, Format::Srt);
        for (cue, made) in cues.iter().zip(&timeline.cues) {
            prop_assert_eq!(cue.interval, made.interval);
            prop_assert_eq!(&cue.text, &visible_text(&timeline, made));
        }
    }

    #[test]
    fn times_in_any_order_and_of_any_size_give_cues_in_order(
        script in script(), times in prop::collection::vec(prop::option::of((-5_000_i64..50_000, -100_i64..9_000)), 80),
        huge in prop::bool::ANY
    ) {
        let mut talk = Talk::new(&script);
        for (word, time) in talk.alignment.words.iter_mut().zip(times) {
            let scale = if huge { i64::MAX / 50_000 } else { 1 };
            word.interval = time.map(|(start, lasts)| {
                let start = start.saturating_mul(scale);
                Interval::from_ms(start, start.saturating_add(lasts.saturating_mul(scale)))
            });
        }
        let options = SegmentOptions::default();
        let cues = talk.segment(&options);
        ordered(&cues);
        let shown: String = cues.iter().flat_map(|cue| cue.text.split_whitespace()).collect();
        prop_assert_eq!(shown, talk.visible());
    }
}
