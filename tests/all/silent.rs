//! Silent readers read the same: over every input there is, and over changed ones, whatever the format.

use crate::common::{all_inputs, reading};
use cuesmith::source::{DecodeOptions, decode};
use cuesmith::{Format, ReadOptions, read, read_silently};

/// What is inserted or removed, in turn.
const PIECES: [&str; 24] = [
    "",
    "\n",
    "\r",
    "\r\n\r\n",
    " ",
    "\u{a0}",
    "\u{feff}",
    "7",
    "２",
    "-",
    "-->",
    ".",
    ",",
    "2\n00:00:01,000 --> 00:00:02,000\n",
    "00:01.000 --> 00:02.000 line:1\n",
    "\0",
    "\u{1a}",
    "<i>",
    "</",
    "<!--",
    "&",
    "NOTE\n",
    "\n\nSTYLE\n",
    "99999999999999999999",
];

/// A few changes to a text: other line endings, or cut short, and pieces changed here and there. `at` says
/// which.
fn changed(text: &str, at: usize) -> Vec<String> {
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let ends = ["\r\n", "\r", "\n\n", "\n\n\n"].get(at % 5);
    let mut all = vec![match ends {
        Some(end) => text.replace("\r\n", "\n").replace('\n', end),
        None => text[..floor(text.len() * 2 / 3)].to_owned(),
    }];
    for i in at * 3..at * 3 + 3 {
        let start = floor(i * 7919 % (text.len() + 1));
        let end = floor((start + i % 6).min(text.len())).max(start);
        all.push([&text[..start], PIECES[i % PIECES.len()], &text[end..]].concat());
    }
    all
}

#[test]
fn silent_readers_read_the_same() {
    let mut texts = 0;
    for (at, (name, bytes)) in all_inputs().into_iter().enumerate() {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        // Some inputs are there for their size.
        if source.text.len() > 100_000 {
            continue;
        }
        let text = &source.text;
        for (change, text) in [text.to_string()].into_iter().chain(changed(text, at)).enumerate() {
            texts += 1;
            for &format in Format::ALL {
                let mut options = reading(format);
                match change {
                    0 | 1 => {}
                    2 => options = ReadOptions { format: Some(format), ..ReadOptions::default() },
                    _ => {
                        options.srt.max_cues = 2;
                        options.webvtt.max_cues = 2;
                        options.ttml.max_elements = 9;
                    }
                }
                let reported = read(&text, None, &options).document;
                let silent = read_silently(&text, None, &options);
                assert!(silent == reported, "{name} as {}: {text:?}", format.name());
            }
        }
    }
    println!("{texts} texts in every format");
}
