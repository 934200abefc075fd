//! Dictionaries: merging as an algebra, and repairs measured on misrecognitions made by rule.

use std::fs;

use cuesmith::dictionary::{
    Applier, ApplyOptions, Dictionary, MergeOptions, Prefer, Proposal, Reason, Term, key, merge,
    parse,
};
use cuesmith::source::{Edits, Source};
use cuesmith::{ReadOptions, open};
use proptest::prelude::*;

use crate::common::shared;

const NO_LIMIT: MergeOptions = MergeOptions {
    prefer: Prefer::First,
    order: cuesmith::dictionary::Order::AsRead,
    max_characters: None,
    max_bytes: None,
    newline: 1,
};

fn dictionary(file: &str, texts: &[String]) -> Dictionary {
    let term = |(line, text): (u32, &String)| Term {
        text: text.clone(),
        file: file.into(),
        line,
        ..Term::default()
    };
    Dictionary { language: None, terms: (1..).zip(texts).map(term).collect() }
}

fn merged(dictionaries: &[Dictionary], options: &MergeOptions) -> Dictionary {
    merge(dictionaries, options).into_iter().next().map(|m| m.dictionary).unwrap_or_default()
}

/// Terms that are often the same but for case, apostrophes, spaces and accents.
fn terms() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "Ferry",
        "ferry",
        "FERRY",
        "Müller",
        "Muller",
        "müller",
        "O’Neill",
        "O'Neill",
        "e-mail",
        "e\u{2010}mail",
        "New York",
        "new york",
        "Łódź",
        "iPhone",
        "IPHONE",
        "pier",
        "straße",
        "STRASSE",
        "東京",
        "x",
    ]);
    prop::collection::vec(word.prop_map(str::to_owned), 0..12)
}

fn policies() -> impl Strategy<Value = MergeOptions> {
    prop::sample::select(vec![Prefer::First, Prefer::Last, Prefer::MixedCase])
        .prop_map(|prefer| MergeOptions { prefer, ..NO_LIMIT })
}

proptest! {
    #[test]
    fn merging_is_associative(a in terms(), b in terms(), c in terms(), options in policies()) {
        let [a, b, c] = [("a", a), ("b", b), ("c", c)].map(|(name, texts)| dictionary(name, &texts));
        let left = merged(&[merged(&[a.clone(), b.clone()], &options), c.clone()], &options);
        let right = merged(&[a, merged(&[b, c], &options)], &options);
        prop_assert_eq!(left, right);
    }

    #[test]
    fn merging_a_result_again_changes_nothing(a in terms(), b in terms(), options in policies(), most in 0_u32..60) {
        let options = MergeOptions { max_characters: Some(most), max_bytes: Some(most + 10), ..options };
        let once = merge(&[dictionary("a", &a), dictionary("b", &b)], &options);
        let again = merge(&once.iter().map(|m| m.dictionary.clone()).collect::<Vec<_>>(), &options);
        for (once, again) in once.iter().zip(&again) {
            prop_assert_eq!(&once.dictionary, &again.dictionary);
            prop_assert!(again.conflicts.is_empty() && again.left.is_empty() && again.repeated == 0);
        }
    }

    #[test]
    fn every_entry_is_kept_dropped_repeated_or_left(a in terms(), b in terms(), most in 0_u32..40) {
        let options = MergeOptions { max_bytes: Some(most), ..NO_LIMIT };
        for one in merge(&[dictionary("a", &a), dictionary("b", &b)], &options) {
            let dropped: usize = one.conflicts.iter().map(|c| c.dropped.len()).sum();
            let kept = one.dictionary.terms.len();
            prop_assert_eq!(kept + dropped + one.left.len() + one.repeated as usize, a.len() + b.len());
            let texts: Vec<&str> = one.dictionary.terms.iter().map(|t| t.text.as_str()).collect();
            let data = texts.join("\n");
            prop_assert_eq!(data.len(), one.size.bytes as usize);
            prop_assert!(data.len() <= most as usize);
            let mut keys: Vec<String> = texts.iter().map(|text| key(text, "")).collect();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), kept);
        }
    }
}

#[test]
fn both_limits_hold_and_no_entry_is_cut() {
    // 8,000 characters that are 16,000 bytes.
    let word = |n: u32| {
        format!(
            "слово{}",
            char::from_u32(0x430 + n % 32).unwrap().to_string().repeat(1 + n as usize / 32)
        )
    };
    let texts: Vec<String> = (0..640).map(word).collect();
    let options = MergeOptions { max_characters: Some(8_000), max_bytes: Some(10_000), ..NO_LIMIT };
    let one = merge(&[dictionary("a", &texts)], &options).remove(0);
    assert!(one.size.bytes <= 10_000 && one.size.characters <= 8_000);
    assert!(one.size.bytes > 9_900, "{:?}", one.size);
    assert!(one.dictionary.terms.iter().all(|term| texts.contains(&term.text)));
    assert_eq!(one.dictionary.terms.len() + one.left.len() + one.repeated as usize, texts.len());
}

#[test]
fn a_higher_priority_goes_first_and_the_order_stays() {
    let mut dictionary = dictionary("a", &["aaaa".into(), "bbbb".into(), "cccc".into()]);
    dictionary.terms[2].priority = 1;
    let options = MergeOptions { max_bytes: Some(9), ..NO_LIMIT };
    let one = merge(&[dictionary], &options).remove(0);
    let texts: Vec<&str> = one.dictionary.terms.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(texts, ["aaaa", "cccc"]);
    assert_eq!((one.left[0].term.text.as_str(), one.left[0].size.bytes), ("bbbb", 5));
}

fn file(text: &str) -> String {
    format!("1\n00:00:01,000 --> 00:00:03,000\n{text}\n")
}

fn proposals(terms: &[Term], text: &str, fuzzy: bool) -> Vec<Proposal> {
    let file = file(text);
    let source = Source::from_text(&file);
    let file = open(&source, Some("a.srt"), &ReadOptions::default());
    let options = ApplyOptions { fuzzy, language: Some("en".into()), ..ApplyOptions::default() };
    Applier::new(terms, &options).propose(&file)
}

fn applied(terms: &str, text: &str, fuzzy: bool) -> String {
    let before = file(text);
    let mut edits = Edits::default();
    for proposal in proposals(&parse(terms, "a", true), text, fuzzy) {
        proposal.edits.into_iter().for_each(|edit| edits.push(edit));
    }
    let after = edits.apply(&before).unwrap();
    after
        .strip_prefix("1\n00:00:01,000 --> 00:00:03,000\n")
        .unwrap()
        .strip_suffix('\n')
        .unwrap()
        .to_owned()
}

#[test]
fn case_and_diacritics_are_repaired_across_lines_and_markup() {
    let terms =
        "Kubernetes\nNew York City\nMüller\niPhone\nC++\nO'Neill\nbollard\nMay\nAT&T\nŁódź\ne-mail";
    for (text, after) in [
        ("We run kubernetes, KUBERNETES' pods.", "We run Kubernetes, Kubernetes' pods."),
        ("in new <i>york</i>\ncity.", "in New <i>York</i>\nCity."),
        ("Mrs. muller and Lodz", "Mrs. Müller and Łódź"),
        ("Iphone or iphone", "iPhone or iPhone"),
        ("the c++ and the c", "the C++ and the c"),
        ("o’neill", "O’Neill"),
        ("The Bollard. Bollard!", "The Bollard. Bollard!"),
        ("It may rain in may.", "It may rain in may."),
        ("at&t and at t", "AT&T and at t"),
        ("ALL ABOUT KUBERNETES", "ALL ABOUT KUBERNETES"),
        ("MRS. MULLER IN LODZ", "MRS. MÜLLER IN ŁÓDŹ"),
        ("Mûller", "Mûller"),
        ("An E-MAIL, an e mail", "An E-MAIL, an e mail"),
        ("kubernetesque", "kubernetesque"),
    ] {
        assert_eq!(applied(terms, text, false), after);
    }
}

#[test]
fn wrong_forms_become_the_term() {
    let terms =
        "Kubernetes = cooper netties | cube net is\nferry = fairy boat\nNew York = noo york";
    for (text, after) in [
        ("Cooper netties is fine.", "Kubernetes is fine."),
        ("We use cooper\nnetties.", "We use Kubernetes."),
        ("We use cooper\nnetties now.", "We use Kubernetes\nnow."),
        ("<i>cube</i> net is it", "<i>Kubernetes</i> it"),
        ("Fairy boat ahead", "Ferry ahead"),
        ("COOPER NETTIES IS FINE", "KUBERNETES IS FINE"),
        ("copper netties", "copper netties"),
    ] {
        assert_eq!(applied(terms, text, false), after);
    }
}

#[test]
fn webvtt_references_and_voices_stay() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jo>at&amp;t &amp; kubernetes\n";
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let terms = parse("AT&T\nKubernetes", "a", true);
    let mut edits = Edits::default();
    for proposal in Applier::new(&terms, &ApplyOptions::default()).propose(&file) {
        proposal.edits.into_iter().for_each(|edit| edits.push(edit));
    }
    assert!(edits.apply(text).unwrap().ends_with("<v Jo>AT&amp;T &amp; Kubernetes\n"));
}

#[test]
fn applying_twice_changes_nothing_more() {
    let terms = "Kubernetes = cooper netties\nNew York City\nMüller\nPostgreSQL";
    for text in [
        "cooper\nnetties in new york\ncity",
        "muller's postgres queue ell, cubernetes",
        "COOPER NETTIES",
    ] {
        let once = applied(terms, text, true);
        assert_eq!(applied(terms, &once, true), once);
    }
}

/// The terms of the measured set: names of products, people and places.
const TERMS: &[&str] = &[
    "Kubernetes",
    "Kaltura",
    "PostgreSQL",
    "Terraform",
    "Grafana",
    "Elasticsearch",
    "Prometheus",
    "Cassandra",
    "Jenkins",
    "Wireshark",
    "Svalbard",
    "Reykjavík",
    "Ljubljana",
    "Szczecin",
    "Guadalajara",
    "Mississippi",
    "Schopenhauer",
    "Nietzsche",
    "Tchaikovsky",
    "Dostoevsky",
    "Kierkegaard",
    "Wittgenstein",
    "Heisenberg",
    "Schrödinger",
    "Mitochondria",
    "Photosynthesis",
    "Chlorophyll",
    "Streptococcus",
    "Ibuprofen",
    "Paracetamol",
    "Amoxicillin",
    "Hippocampus",
    "Cerebellum",
    "Fibonacci",
    "Pythagoras",
    "Eigenvalue",
    "Laplacian",
    "Aurora Borealis",
    "Captain Halvorsen",
    "Port Ellery",
    "Marigold Quay",
    "Skagerrak",
    "Kattegat",
    "Halyard",
    "Spinnaker",
    "Bathymetry",
    "Thermocline",
    "Phytoplankton",
    "Zooplankton",
    "Echinoderm",
    "Nudibranch",
];

const FRAMES: &[&str] = &[
    "Today we look at # again.",
    "And then # came up in the meeting.",
    "I had never heard of # before last year.",
    "What does # have to do with it?",
    "She wrote her book about #, of all things.",
];

/// Ways in which a recognizer hears a word wrong; each gives one misrecognition or none.
fn misheard(term: &str) -> Vec<String> {
    let lower = term.to_lowercase();
    let plain = cuesmith::words::skeleton(term);
    let swap = |from: &str, to: &str| plain.contains(from).then(|| plain.replacen(from, to, 1));
    let mut out: Vec<String> = [
        ("k", "c"),
        ("c", "k"),
        ("ph", "f"),
        ("f", "ph"),
        ("ss", "s"),
        ("tt", "t"),
        ("ll", "l"),
        ("rr", "r"),
        ("y", "i"),
        ("ie", "ee"),
        ("ei", "ai"),
        ("th", "t"),
        ("v", "f"),
        ("z", "s"),
        ("ch", "sh"),
        ("b", "p"),
        ("d", "t"),
        ("ae", "e"),
        ("or", "er"),
        ("er", "or"),
        ("an", "en"),
        ("el", "al"),
        ("in", "en"),
        ("u", "oo"),
    ]
    .iter()
    .filter_map(|(from, to)| swap(from, to))
    .collect();
    out.push(lower.clone());
    out.push(plain.clone());
    // Cut in two at a vowel, as recognizers do with words they do not know.
    let chars: Vec<char> = plain.chars().collect();
    let cut = (chars.len() / 2..chars.len() - 2).find(|at| "aeiou".contains(chars[*at]));
    if let Some(at) = cut.filter(|_| !plain.contains(' ')) {
        let (a, b): (String, String) =
            (chars[..=at].iter().collect(), chars[at + 1..].iter().collect());
        out.push(format!("{a} {b}"));
    }
    out.retain(|text| text != term);
    out.sort();
    out.dedup();
    out
}

/// Words that are right as they are and look like a term.
const RIGHT: &[&str] = &[
    "The cabernet is in the cellar.",
    "A grafted tree needs a gardener.",
    "Prominent people came.",
    "The terrace form is on the table.",
    "He is a jerk in jeans.",
    "The wire shook in the wind.",
    "Small boats and bald wards.",
    "Photos in the thesis.",
    "The hallway and the yard.",
    "Spinach on the spanner.",
    "A thermal incline.",
    "Zoo plants on the lawn.",
    "The captain and Halvor's son.",
    "The port of Ellerby.",
    "Marry gold to clay.",
    "The kettle at the gate.",
    "A chlorine fill.",
    "Strapped to caucus rooms.",
    "The hippo on campus.",
    "A cereal bell.",
    "A piano for the fibber.",
    "Pythons and gorillas.",
    "An eager value.",
    "The lap of Ian.",
    "My toe and rye bread.",
    "The casserole and a saucer.",
    "Elastic straps and a search party.",
    "Aurora is a girl's name.",
    "Guitars and large areas.",
    "Missing slippers and sippers.",
    "Shoppers and hours.",
    "The niche of each.",
    "The sky and the rack.",
];

#[test]
fn repairs_of_misrecognitions_are_precise() {
    let terms = parse(&TERMS.join("\n"), "terms", true);
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), 0);
    for (at, term) in TERMS.iter().enumerate() {
        for (n, heard) in misheard(term).iter().enumerate() {
            let frame = FRAMES[(at + n) % FRAMES.len()];
            let found = proposals(&terms, &frame.replace('#', heard), true);
            let is_right = |p: &Proposal| p.after == *term && p.before == *heard;
            if !found.iter().any(is_right) {
                missed += 1;
            }
            right += found.iter().filter(|p| is_right(p)).count();
            let others = found.iter().filter(|p| !is_right(p));
            wrong.extend(
                others.map(|p| {
                    format!("{heard}: `{}` becomes `{}` {:.2}", p.before, p.after, p.score)
                }),
            );
        }
    }
    for text in RIGHT {
        let found = proposals(&terms, text, true);
        wrong.extend(
            found
                .iter()
                .map(|p| format!("{text}: `{}` becomes `{}` {:.2}", p.before, p.after, p.score)),
        );
    }
    let precision = right as f64 / (right + wrong.len()) as f64;
    let recall = right as f64 / (right + missed) as f64;
    println!(
        "misrecognitions: {} right, {} wrong, {missed} missed: precision {precision:.3}, recall {recall:.3}",
        right,
        wrong.len()
    );
    assert!(precision >= 0.98, "precision {precision:.3}\n{}", wrong.join("\n"));
    assert!(recall >= 0.6, "recall {recall:.3}");
}

#[test]
fn an_unrelated_dictionary_changes_nothing_in_broadcast_captions() {
    let Some(path) = shared("srt/linebreak/pbs_pycaption_example.jsonl") else { return };
    let text = fs::read_to_string(path).unwrap();
    let terms = parse(&TERMS.join("\n"), "terms", true);
    // The program is about physics: the words that it contains are not unrelated.
    let related = ["Heisenberg", "Schrödinger", "Laplacian"];
    let terms: Vec<Term> =
        terms.into_iter().filter(|term| !related.contains(&term.text.as_str())).collect();
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let found = proposals(&terms, case["text"].as_str().unwrap(), true);
        assert!(found.iter().all(|p| p.reason == Reason::Fuzzy), "{found:?}");
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn addresses_and_everyday_words_are_left_alone() {
    let text = "1\n00:00:01,000 --> 00:00:09,000\nhttp://kaltura.com/new or @kaltura, kaltura.com,\n\
                info@kaltura.com. within reach of kaltura.\nthe rose is red. See kaltura.now\n";
    let source = Source::from_text(text);
    let file = open(&source, None, &ReadOptions::default());
    let terms = parse("Kaltura\nReach\nRosé\n", "a.txt", true);
    let options = ApplyOptions { language: Some("en".into()), ..ApplyOptions::default() };
    let found = Applier::new(&terms, &options).propose(&file);
    let changes: Vec<(&str, &str)> = found.iter().map(|p| (&*p.before, &*p.after)).collect();
    assert_eq!(changes, [("kaltura", "Kaltura")]);
}
