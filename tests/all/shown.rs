//! The contract of `ShownPiece`, by which all changes to visible text are made: over every input there
//! is, and over changed ones.

use std::fs;
use std::process::Command;

use crate::common::{all_inputs, files, reading, shared};
use cuesmith::rewrite::is_shared;
use cuesmith::source::{DecodeOptions, Edits, Source, Span, decode};
use cuesmith::timeline::{Shown, ShownPiece};
use cuesmith::words::{Editing, Replacement};
use cuesmith::{Format, detect, open_silently, read};
use serde_json::json;

/// The visible text of every cue.
fn texts(source: &str, format: Format) -> Vec<String> {
    let timeline = read(source, None, &reading(format)).document.lower();
    timeline.cues.iter().map(|cue| Shown::of(&timeline, cue).text).collect()
}

/// What one piece promises.
fn check_piece(source: &str, shown: &Shown, piece: &ShownPiece) -> Result<(), String> {
    let text = &shown.text[piece.at as usize..piece.end() as usize];
    let range = piece.span.start as usize..piece.span.end as usize;
    let Some(written) = source.get(range).filter(|written| !written.is_empty()) else {
        return Err(format!("{text:?} has no place in the source: {:?}", piece.span));
    };
    if piece.exact {
        return if written == text { Ok(()) } else { Err(format!("{text:?} is {written:?}")) };
    }
    let mut chars = text.chars();
    let one = (chars.next(), chars.next());
    // A few references of HTML stand for two characters.
    let reference = written.starts_with('&') && chars.next().is_none();
    if reference || matches!(one, (Some(_), None)) {
        return Ok(());
    }
    Err(format!("{text:?} is not exact ({written:?}) and more than one character"))
}

/// Every character leads to its source, and the source back to it.
fn check_characters(shown: &Shown) -> Result<(), String> {
    for (at, c) in shown.text.char_indices() {
        let end = at + c.len_utf8();
        let spans = shown.spans(at..end);
        let [span] = spans[..] else { return Err(format!("{c:?} at {at} stands at {spans:?}")) };
        if (shown.start(at), shown.end(end)) != (span.start, span.end) {
            return Err(format!("{c:?} at {at}: {span:?} is not from start to end"));
        }
        let back =
            shown.pieces.iter().filter(|p| p.span.start < span.end && span.start < p.span.end);
        let back: Vec<&ShownPiece> = back.collect();
        let [piece] = back[..] else { return Err(format!("{c:?} at {at}: back to {back:?}")) };
        let place = if piece.exact { piece.at + span.start - piece.span.start } else { piece.at };
        if place > at as u32 || (piece.exact && place != at as u32) {
            return Err(format!("{c:?} at {at}: back to {place}"));
        }
    }
    Ok(())
}

/// The edits that replace every piece but line breaks by what it shows.
fn itself(source: &Source<'_>, format: Format) -> Result<Edits, String> {
    let file = open_silently(source, None, &reading(format));
    let mut editing = Editing::new(&file);
    let mut out = Edits::default();
    for (index, cue) in file.timeline.cues.iter().enumerate() {
        let shown = Shown::of(&file.timeline, cue);
        let own = |piece: &ShownPiece| {
            let range = piece.at as usize..piece.end() as usize;
            let text = shown.text[range.clone()].to_owned();
            (text != "\n").then(|| vec![Replacement::new(range, text)])
        };
        let groups: Vec<_> = shown.pieces.iter().filter_map(own).collect();
        for (made, group) in editing.make(index as u32, &shown, &groups).into_iter().zip(groups) {
            // XML does not know control characters; of cues made of one paragraph the first counts.
            let control = group.iter().any(|one| one.text.contains(char::is_control));
            let may_be_left = control || is_shared(&file.timeline, index as u32);
            let edits = made.map(|made| made.edits).or(may_be_left.then(Vec::new));
            let edits = edits.ok_or_else(|| format!("{group:?} cannot be written"))?;
            edits.into_iter().for_each(|edit| out.push(edit));
        }
    }
    Ok(out)
}

fn masked(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_lowercase() { 'x' } else { c }).collect()
}

fn check(source: &str, format: Format) -> Result<(), String> {
    let timeline = read(source, None, &reading(format)).document.lower();
    let mut changed = source.to_owned().into_bytes();
    let (mut before, mut expected) = (Vec::new(), Vec::new());
    for cue in &timeline.cues {
        let shown = Shown::of(&timeline, cue);
        let mut want = String::new();
        let mut last = Span::at(0);
        for piece in &shown.pieces {
            check_piece(source, &shown, piece)?;
            if piece.span.start < last.end {
                return Err(format!("{:?} and {last:?} overlap", piece.span));
            }
            last = piece.span;
            let text = &shown.text[piece.at as usize..piece.end() as usize];
            if piece.exact {
                let range = piece.span.start as usize..piece.span.end as usize;
                changed[range].copy_from_slice(masked(text).as_bytes());
                want.push_str(&masked(text));
            } else {
                want.push_str(text);
            }
        }
        check_characters(&shown)?;
        before.push(shown.text);
        expected.push(want);
    }
    let changed = String::from_utf8(changed).unwrap();
    same(&expected, &texts(&changed, format), "with other letters")?;
    let text = Source::from_text(source);
    let kept = itself(&text, format)?.apply(source).map_err(|e| e.to_string())?;
    same(&before, &texts(&kept, format), "with itself in its place")
}

fn same(expected: &[String], found: &[String], what: &str) -> Result<(), String> {
    for (expected, found) in expected.iter().zip(found) {
        if expected != found {
            return Err(format!("{what}: {expected:?} became {found:?}"));
        }
    }
    if expected.len() == found.len() { Ok(()) } else { Err(format!("{what}: other cues")) }
}

/// What is put into the text of files.
const INSERTS: [&[&str]; 3] = [
    &["&amp;", "<b>", "</b>", "<i> ", "{x}", "\t", "  ", "&#10;", "\u{a0}", "<x>", "\n"],
    &["&amp;", "&#10;", "&NotEqualTilde;", "<b>", "</b>", "<v A>", "\t", "  ", "&lt", "\0", "\n"],
    &[
        "\n",
        "\t",
        "\r",
        "\r\n",
        " ",
        "\n\t ",
        "&#10;",
        "&#9;",
        "&#13;",
        "&#32;",
        "&amp;",
        "&nbsp;",
        "<!-- c -->",
        "<?a b?>",
        "<![CDATA[ \n]]>",
        "<![CDATA[a\tb]]>",
        "<br/>",
        "<span>a</span>\n",
        "\n<span> a\n</span>",
        "<span xml:space=\"preserve\">\ta\n</span>\n",
        "<set begin=\"1s\"/>",
    ],
];

/// A file with one to four of these inserted, mostly next to markup and white space.
pub(crate) fn mutation(source: &str, format: Format, random: &mut Random) -> String {
    let mut text = source.to_owned();
    let inserts = INSERTS[format as usize % 3];
    for _ in 0..=random.below(4) {
        let mut at = random.below(text.len() + 1);
        if random.below(4) > 0 {
            let next = text.as_bytes()[at..].iter().position(|b| b"> \n".contains(b));
            at += next.map_or(0, |next| next + 1);
        }
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, inserts[random.below(inserts.len())]);
    }
    text
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

#[test]
fn every_visible_character_leads_to_its_source_and_back() {
    let mut random = Random(20_261_130);
    let mut broken = Vec::new();
    let (mut read, mut changed) = (0, 0);
    let mut inputs = all_inputs();
    if let Some(folder) = shared("kaltura") {
        inputs.extend(files(&folder, &["srt", "vtt", "ttml", "dfxp", "xml"]));
    }
    for (name, bytes) in inputs {
        let Ok(source) = decode(&bytes, &DecodeOptions::default()) else { continue };
        let format = detect(&source.text, Some(&name));
        read += 1;
        if let Err(why) = check(&source.text, format) {
            broken.push(format!("{name}: {why}"));
        }
        if source.text.len() > 20_000 {
            continue;
        }
        for _ in 0..20 {
            let text = mutation(&source.text, format, &mut random);
            changed += 1;
            if let Err(why) = check(&text, format) {
                broken.push(format!("{name}, changed: {why}\n{text}\n"));
            }
        }
    }
    println!("{read} files, {changed} changed ones");
    assert!(read > 500, "there are more fixtures than that");
    assert!(
        broken.is_empty(),
        "{} broken:\n{}",
        broken.len(),
        broken[..broken.len().min(20)].join("\n")
    );
}

const HEAD: &str = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><body><div>\n";

/// Paragraphs of the same words, with white space that is not a blank next to markup.
const PARAGRAPHS: [&str; 6] = [
    "<p begin=\"1s\" end=\"5s\"><span>Hello.</span>\nWe met in the cafe\u{301} this damn morning.</p>",
    "<p begin=\"1s\" end=\"5s\"><span>Hello.\t</span><!-- c -->We\tmet<?a b?>\r\nin the cafe\u{301} this damn \
     morning.</p>",
    "<p begin=\"1s\" end=\"5s\">Hello.<![CDATA[\nWe met\n]]>\tin&#10;the\n<![CDATA[cafe\u{301} this damn \
     morning.]]></p>",
    "<p begin=\"1s\" end=\"5s\">Hello.\n<span><span>\nWe</span>\rmet</span>\n in the cafe\u{301}<span>\tthis \
     </span>\ndamn morning.</p>",
    "<p begin=\"1s\" end=\"5s\" xml:space=\"preserve\"><span>Hello.</span>\tWe met <span \
     xml:space=\"default\"><span>in</span>\n&#x9;the cafe\u{301} </span>this damn morning.</p>",
    "<p begin=\"1s\" end=\"5s\">Hello.<metadata/>\r\nWe met<br/>\nin the<span/>\n\tcafe\u{301} \
     this&#13;damn\nmorning.</p>",
];

/// Runs a command on each of the paragraphs and gives the words that are shown then.
fn words_after(arguments: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let order = json!({
        "task": {"id": 1, "entryId": "1_quay", "accuracy": 98,
                 "taskJobData": {"entryDuration": 60_000}},
        "reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 30},
        "catalogItem": {"serviceFeature": 1, "outputFormat": "2", "sourceLanguage": "English"}
    });
    fs::write(folder.path().join("order.json"), order.to_string()).unwrap();
    fs::write(folder.path().join("words.txt"), "DAMN\n").unwrap();
    let of = |paragraph: &&str| {
        let path = folder.path().join("talk.ttml");
        fs::write(&path, format!("{HEAD}{paragraph}\n</div></body></tt>\n")).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_cuesmith"))
            .current_dir(&folder)
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        let written = folder.path().join("out.ttml");
        let written = if written.exists() { written } else { path };
        let after = texts(&fs::read_to_string(written).unwrap(), Format::Ttml).join(" ");
        let words: Vec<&str> = after.split_whitespace().collect();
        words.join(" ")
    };
    PARAGRAPHS.iter().map(of).collect()
}

const SENTENCE: &str = "Hello. We met in the cafe\u{301} this damn morning.";

#[test]
fn the_sentence_survives_the_fix_of_its_normalization() {
    let after = words_after(&["check", "--fix", "--select", "ENC008", "talk.ttml"]);
    assert_eq!(after, vec![SENTENCE.replace("e\u{301}", "é"); 6]);
}

#[test]
fn the_sentence_survives_new_line_breaks() {
    assert_eq!(
        words_after(&["reflow", "--all", "--max-chars", "30", "-i", "talk.ttml"]),
        [SENTENCE; 6]
    );
}

#[test]
fn the_sentence_survives_masking() {
    let after = words_after(&["profanity", "-i", "talk.ttml"]);
    assert_eq!(after, vec![SENTENCE.replace("damn", "****"); 6]);
}

#[test]
fn the_sentence_survives_a_dictionary() {
    let after =
        words_after(&["dictionary", "apply", "--dictionary", "words.txt", "-i", "talk.ttml"]);
    assert_eq!(after, vec![SENTENCE.replace("damn", "DAMN"); 6]);
}

#[test]
fn the_sentence_survives_splitting() {
    assert_eq!(words_after(&["retime", "--split-longer", "2s", "-i", "talk.ttml"]), [SENTENCE; 6]);
}

#[test]
fn the_sentence_survives_delivery() {
    let arguments = ["deliver", "--order", "order.json", "talk.ttml", "-o", "out.ttml"];
    // It is corrected and its words are masked in between.
    let expected = SENTENCE.replace("e\u{301}", "é").replace("damn", "****");
    assert_eq!(words_after(&arguments), vec![expected; 6]);
}
