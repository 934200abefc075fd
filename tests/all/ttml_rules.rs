//! The list of errors in TTML (`docs/ttml-rules.md`): a document with each error yields the rule that the
//! table names. Where the table has a safe fix, it removes the finding.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cuesmith::kaltura::lint::RULES;
use cuesmith::lint::{self, Options, Plan};
use cuesmith::source::{Applicability, DecodeOptions, Source};
use cuesmith::{Format, ReadOptions, open};

const URI: &str = "http://www.w3.org/ns/ttml";

/// How a document with an error is made from the entries of the table below.
enum Doc {
    /// Children of a `div`.
    Body(&'static str),
    /// The content of `head`, children of a `div`.
    Head(&'static str, &'static str),
    /// Further attributes of `tt`, children of a `div`.
    Root(&'static str, &'static str),
    /// The whole document; `$` stands for the namespace.
    Whole(&'static str),
}

impl Doc {
    fn text(&self) -> String {
        let build = |root: &str, head: &str, body: &str| {
            let namespaces = format!(
                "xmlns=\"{URI}\" xmlns:tts=\"{URI}#styling\" xmlns:ttp=\"{URI}#parameter\" xmlns:ttm=\"{URI}#metadata\""
            );
            let lang = if root.contains("xml:lang") { "" } else { " xml:lang=\"en\"" };
            let head = if head.is_empty() { String::new() } else { format!("<head>{head}</head>") };
            format!(
                "<tt {namespaces}{lang} {root}>\n{head}<body><div>\n{body}\n</div></body>\n</tt>\n"
            )
        };
        match self {
            Self::Body(body) => build("", "", body),
            Self::Head(head, body) => build("", head, body),
            Self::Root(root, body) => build(root, "", body),
            Self::Whole(text) => text.replace('$', URI),
        }
    }
}

const P: &str = "<p begin=\"00:00:01.000\" end=\"00:00:03.000\">The ferry leaves.</p>";
const IMSC: &str = "ttml_model=imsc1.1-text";

/// The id, whether the list asks for a safe fix (F), an option, the document.
const SAMPLES: &[(&str, bool, &str, Doc)] = {
    use Doc::{Body, Head, Root, Whole};
    &[
        ("ttml/bare-ampersand", false, "", Body("<p end=\"00:00:01\">R & B</p>")),
        (
            "ttml/unbound-prefix",
            true,
            "",
            Whole(
                "<tt xmlns=\"$\" xml:lang=\"en\"><body><div><p end=\"00:00:01\" tts:color=\"red\">a</p></div></body></tt>",
            ),
        ),
        ("ttml/duplicate-attribute", false, "", Body("<p end=\"00:00:01\" end=\"00:00:02\">a</p>")),
        ("ttml/invalid-char", false, "", Body("<p end=\"00:00:01\">a\u{1}b</p>")),
        (
            "ttml/encoding",
            false,
            "",
            Whole("<?xml version=\"1.0\" encoding=\"utf-16\"?><tt xmlns=\"$\" xml:lang=\"en\"/>"),
        ),
        ("ttml/no-namespace", false, "", Whole("<tt xml:lang=\"en\"><body/></tt>")),
        (
            "ttml/draft-namespace",
            true,
            "",
            Whole("<tt xmlns=\"http://www.w3.org/2006/10/ttaf1\" xml:lang=\"en\"><body/></tt>"),
        ),
        (
            "ttml/unknown-style-namespace",
            false, // a fix would change the rendering: the styles take effect
            "",
            Whole(
                "<tt xmlns=\"$\" xmlns:tts=\"http://www.w3.org/ns/10/ttml#style\" xml:lang=\"en\"><body><div><p end=\"00:00:01\" tts:color=\"red\">a</p></div></body></tt>",
            ),
        ),
        (
            "ttml/not-ttml",
            false,
            "",
            Whole(
                "<timedtext format=\"3\"><body><p t=\"1000\" d=\"2000\">a</p></body></timedtext>",
            ),
        ),
        ("ttml/root", false, "", Whole("<div xmlns=\"$\"><p end=\"00:00:01\">a</p></div>")),
        ("ttml/element-order", false, "", Head("<layout/><styling/>", P)),
        ("ttml/unknown-element", false, "", Body("<p end=\"00:00:01\"><bold>a</bold></p>")),
        ("ttml/unknown-attribute", false, "", Body("<p end=\"00:00:01\" ccrow=\"1\">a</p>")),
        ("ttml/missing-lang", false, "", Whole("<tt xmlns=\"$\"><body/></tt>")),
        ("ttml/bad-lang", true, "", Root("xml:lang=\"pt_BR\"", P)),
        ("ttml/id-not-xml-id", true, "", Body("<p id=\"a\" end=\"00:00:01\">a</p>")),
        ("ttml/id-syntax", false, "", Body("<p xml:id=\"1 a\" end=\"00:00:01\">a</p>")),
        (
            "ttml/duplicate-id",
            false,
            "",
            Body(
                "<p xml:id=\"a\" end=\"00:00:01\">a</p><p xml:id=\"a\" begin=\"00:00:01\" end=\"00:00:02\">b</p>",
            ),
        ),
        (
            "ttml/doctype",
            false,
            "",
            Whole("<!DOCTYPE tt><tt xmlns=\"$\" xml:lang=\"en\"><body/></tt>"),
        ),
        (
            "ttml/custom-entity",
            false,
            "",
            Whole(
                "<!DOCTYPE tt [<!ENTITY x \"a\">]><tt xmlns=\"$\" xml:lang=\"en\"><body><div><p end=\"00:00:01\">&x;</p></div></body></tt>",
            ),
        ),
        ("ttml/time-syntax", true, "", Body("<p begin=\"1:02:03\" end=\"01:02:05,500\">a</p>")),
        (
            "ttml/time-range",
            false,
            "",
            Body("<p begin=\"00:00:61.000\" end=\"00:02:00.000\">a</p>"),
        ),
        (
            "ttml/frames-without-rate",
            false,
            "",
            Body("<p begin=\"00:00:01:10\" end=\"00:00:03:00\">a</p>"),
        ),
        ("ttml/ticks-without-rate", false, "", Body("<p begin=\"1t\" end=\"3t\">a</p>")),
        ("ttml/rate-syntax", false, "", Root("ttp:frameRate=\"25.5\"", P)),
        ("ttml/rate-zero", false, "", Root("ttp:frameRate=\"0\"", P)),
        (
            "ttml/drop-frame-hint",
            false,
            "",
            Root(
                "ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\" ttp:timeBase=\"smpte\" ttp:dropMode=\"nonDrop\"",
                "<p begin=\"01:30:00:00\" end=\"01:30:02:00\">a</p>",
            ),
        ),
        ("ttml/smpte-timebase", false, "", Root("ttp:frameRate=\"30\" ttp:timeBase=\"smpte\"", P)),
        ("ttml/clock-timebase", false, "", Root("ttp:timeBase=\"clock\"", P)),
        (
            "ttml/child-outside-parent",
            false,
            "",
            Whole(
                "<tt xmlns=\"$\" xml:lang=\"en\"><body begin=\"00:00:10.000\" end=\"00:00:15.000\"><div><p begin=\"00:00:10.000\" end=\"00:00:12.000\">a</p></div></body></tt>",
            ),
        ),
        (
            "ttml/never-shown",
            false,
            "",
            Body("<p begin=\"00:00:03.000\" end=\"00:00:02.000\">a</p>"),
        ),
        ("ttml/no-end", false, "", Body("<p begin=\"00:00:03.000\">a</p>")),
        (
            "ttml/end-and-dur",
            false,
            "",
            Body("<p begin=\"00:00:03.000\" end=\"00:00:05.000\" dur=\"00:00:01.000\">a</p>"),
        ),
        (
            "ttml/ambiguous-parent-begin",
            false,
            "",
            Whole(
                "<tt xmlns=\"$\" xml:lang=\"en\"><body begin=\"00:00:10.000\"><div><p begin=\"00:00:01.000\" end=\"00:00:02.000\">a</p></div></body></tt>",
            ),
        ),
        (
            "cue/overlap",
            false,
            "",
            Body(
                "<p begin=\"00:00:01.000\" end=\"00:00:04.000\">a</p><p begin=\"00:00:03.000\" end=\"00:00:05.000\">b</p>",
            ),
        ),
        (
            "cue/gap",
            false,
            "min_gap=80",
            Body(
                "<p begin=\"00:00:01.000\" end=\"00:00:03.000\">a</p><p begin=\"00:00:03.040\" end=\"00:00:05.000\">b</p>",
            ),
        ),
        ("cue/short", false, "", Body("<p begin=\"00:00:01.000\" end=\"00:00:01.200\">a</p>")),
        ("cue/long", false, "", Body("<p begin=\"00:00:01.000\" end=\"00:00:31.200\">a</p>")),
        (
            "cue/order",
            false,
            "",
            Body(
                "<p begin=\"00:00:05.000\" end=\"00:00:06.000\">a</p><p begin=\"00:00:01.000\" end=\"00:00:02.000\">b</p>",
            ),
        ),
        (
            "cue/cps",
            false,
            "",
            Body(
                "<p begin=\"00:00:01.000\" end=\"00:00:02.000\">The ferry leaves the harbour at six.</p>",
            ),
        ),
        (
            "cue/line-length",
            false,
            "",
            Body(
                "<p begin=\"00:00:01.000\" end=\"00:00:05.000\">The ferry leaves the harbour at six, whatever the weather may be.</p>",
            ),
        ),
        (
            "cue/line-count",
            false,
            "",
            Body(
                "<p begin=\"00:00:01.000\" end=\"00:00:05.000\">The ferry leaves<br/>at six, whatever<br/>the weather may be.</p>",
            ),
        ),
        (
            "ttml/tenth-hour-start",
            false,
            "",
            Body("<p begin=\"10:00:01.000\" end=\"10:00:03.000\">a</p>"),
        ),
        ("ttml/style-ref-unknown", false, "", Body("<p style=\"x\" end=\"00:00:01\">a</p>")),
        (
            "ttml/style-ref-loop",
            false,
            "",
            Head(
                "<styling><style xml:id=\"a\" style=\"b\"/><style xml:id=\"b\" style=\"a\"/></styling>",
                "<p style=\"a\" end=\"00:00:01\">a</p>",
            ),
        ),
        ("ttml/region-ref-unknown", false, "", Body("<p region=\"x\" end=\"00:00:01\">a</p>")),
        ("ttml/region-missing", false, "", Head("<layout><region xml:id=\"r\"/></layout>", P)),
        (
            "ttml/region-conflict",
            false,
            "",
            Head(
                "<layout><region xml:id=\"r\"/><region xml:id=\"s\"/></layout>",
                "<p region=\"r\" end=\"00:00:01\"><span region=\"s\">a</span></p>",
            ),
        ),
        ("ttml/color-syntax", false, "", Body("<p tts:color=\"#12\" end=\"00:00:01\">a</p>")),
        ("ttml/length-syntax", false, "", Body("<p tts:fontSize=\"12 pt\" end=\"00:00:01\">a</p>")),
        (
            "ttml/negative-length",
            false,
            "",
            Body("<p tts:fontSize=\"-1px\" end=\"00:00:01\">a</p>"),
        ),
        (
            "ttml/unit-not-allowed",
            false,
            IMSC,
            Head(
                "<layout><region xml:id=\"r\" tts:origin=\"10px 10px\" tts:extent=\"80% 20%\"/></layout>",
                "<p region=\"r\" begin=\"1s\" end=\"2s\">a</p>",
            ),
        ),
        ("ttml/enum-value", false, "", Body("<p tts:textAlign=\"middle\" end=\"00:00:01\">a</p>")),
        (
            "ttml/inherit-keyword",
            false,
            "",
            Body("<p tts:color=\"inherits\" end=\"00:00:01\">a</p>"),
        ),
        (
            "ttml/region-outside-root",
            false,
            "",
            Head(
                "<layout><region xml:id=\"r\" tts:origin=\"10% 90%\" tts:extent=\"80% 20%\"/></layout>",
                "<p region=\"r\" begin=\"1s\" end=\"2s\">a</p>",
            ),
        ),
        (
            "ttml/regions-overlap",
            false,
            "",
            Head(
                "<layout><region xml:id=\"r\"/><region xml:id=\"s\"/></layout>",
                "<p region=\"r\" begin=\"1s\" end=\"2s\">a</p><p region=\"s\" begin=\"1s\" end=\"2s\">b</p>",
            ),
        ),
        (
            "ttml/too-many-regions",
            false,
            "",
            Head(
                "<layout><region xml:id=\"a\"/><region xml:id=\"b\"/><region xml:id=\"c\"/><region xml:id=\"d\"/><region xml:id=\"e\"/></layout>",
                "<p region=\"a\" begin=\"1s\" end=\"2s\">a</p><p region=\"b\" begin=\"1s\" end=\"2s\">a</p><p region=\"c\" begin=\"1s\" end=\"2s\">a</p><p region=\"d\" begin=\"1s\" end=\"2s\">a</p><p region=\"e\" begin=\"1s\" end=\"2s\">a</p>",
            ),
        ),
        (
            "ttml/region-extent-missing",
            false,
            IMSC,
            Head(
                "<layout><region xml:id=\"r\" tts:origin=\"10% 10%\"/></layout>",
                "<p region=\"r\" begin=\"1s\" end=\"2s\">a</p>",
            ),
        ),
        (
            "ttml/contradictory-nested-style",
            false,
            "",
            Head(
                "<layout><region xml:id=\"r\"><style tts:color=\"red\"/><style tts:color=\"blue\"/></region></layout>",
                "<p region=\"r\" begin=\"1s\" end=\"2s\">a</p>",
            ),
        ),
        (
            "ttml/unused-style",
            false,
            "",
            Head("<styling><style xml:id=\"a\" tts:color=\"red\"/></styling>", P),
        ),
        (
            "ttml/unused-region",
            false,
            "",
            Head(
                "<layout><region xml:id=\"r\"/><region xml:id=\"s\"/></layout>",
                "<p region=\"r\" begin=\"1s\" end=\"2s\">a</p>",
            ),
        ),
        (
            "ttml/non-inherited-misplaced",
            false,
            "",
            Body("<p tts:extent=\"80% 20%\" end=\"00:00:01\">a</p>"),
        ),
        ("ttml/profile-missing", false, IMSC, Body(P)),
        (
            "ttml/profile-unknown",
            false,
            "",
            Root("ttp:profile=\"http://www.w3.org/ns/ttml/profile/imsc9/text\"", P),
        ),
        (
            "ttml/feature-not-in-profile",
            false,
            IMSC,
            Root(
                "ttp:contentProfiles=\"http://www.w3.org/ns/ttml/profile/imsc1.1/text\"",
                "<p begin=\"1s\" end=\"2s\" tts:fontVariant=\"super\"><set begin=\"1s\" tts:fontKerning=\"none\"/>a</p>",
            ),
        ),
        (
            "ttml/whitespace-significant",
            false,
            "",
            Body("<p xml:space=\"preserve\" end=\"00:00:01\">\n      a\n    </p>"),
        ),
        ("ttml/br-adjacent-space", false, "", Body("<p end=\"00:00:01\">a <br/> b</p>")),
        ("ttml/cdata", true, "", Body("<p end=\"00:00:01\"><![CDATA[a]]></p>")),
        (
            "ttml/br-display",
            false,
            "",
            Body("<p end=\"00:00:01\">a<br tts:display=\"none\"/>b</p>"),
        ),
        ("ttml/tab", false, "", Body("<p xml:space=\"preserve\" end=\"00:00:01\">a\tb</p>")),
        ("ttml/tab", false, "", Body("<p end=\"00:00:01\">a\tb</p>")),
        ("ttml/private-use", false, "", Body("<p end=\"00:00:01\">a\u{e000}</p>")),
        ("ttml/not-nfc", true, "", Body("<p end=\"00:00:01\">e\u{301}</p>")),
    ]
};

/// The table of the document: what each id is found by.
fn table() -> BTreeMap<String, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ttml-rules.md");
    let text = fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
        let id = cells.next()?.trim_end_matches('`').to_owned();
        let codes = cells.next()?.split([' ', ',']).filter(|code| !code.is_empty());
        Some((id, codes.map(str::to_owned).collect()))
    };
    text.lines().filter_map(row).collect()
}

fn options(option: &str) -> Options {
    // Also the rules that only a preset, or none, enables.
    let select = vec![RULES.selector("all").unwrap()];
    let mut options = Options::default();
    options.choice.select = select;
    if let Some((name, value)) = option.split_once('=') {
        options.set(name, value).unwrap();
    }
    options
}

#[test]
fn the_table_and_the_samples_have_the_same_entries() {
    let table = table();
    for (id, ..) in SAMPLES {
        assert!(table.contains_key(*id), "{id} has no row");
    }
    for (id, codes) in &table {
        assert!(!codes.is_empty(), "{id}");
        for code in codes.iter().filter(|code| *code != "later") {
            assert!(RULES.find(code).is_some(), "{id}: there is no rule {code}");
        }
        let is_shared = id.starts_with("kaltura/") || id.ends_with("/*");
        assert!(is_shared || SAMPLES.iter().any(|sample| sample.0 == id), "{id} has no sample");
    }
    assert!(table.len() > 80, "{} rows", table.len());
}

#[test]
fn every_error_is_found_by_the_rule_that_the_table_names() {
    let table = table();
    let mut problems = Vec::new();
    for (id, _, option, doc) in SAMPLES {
        let text = doc.text();
        let reading = ReadOptions { format: Some(Format::Ttml), ..ReadOptions::default() };
        let source = Source::from_text(&text);
        let report = lint::check(
            &open(&source, Some("a.ttml"), &reading),
            &Plan::new(&RULES, options(option)),
        );
        let found: Vec<&str> = report.diagnostics.iter().map(|d| d.code.0).collect();
        let wanted = table.get(*id).cloned().unwrap_or_default();
        if !wanted.iter().any(|code| found.contains(&code.as_str())) {
            problems.push(format!("{id}: {found:?}, not {wanted:?}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn safe_fixes_that_the_table_names_remove_the_finding() {
    let table = table();
    for (id, _, option, doc) in SAMPLES.iter().filter(|sample| sample.1) {
        let text = doc.text();
        let reading = ReadOptions { format: Some(Format::Ttml), ..ReadOptions::default() };
        let codes = &table[*id];
        let select = codes.iter().map(|code| RULES.selector(code).unwrap()).collect();
        let mut options = options(option);
        options.choice.select = select;
        let plan = Plan::new(&RULES, options);
        let decoding = DecodeOptions::default();
        let least = Applicability::Safe;
        let fixed =
            lint::fix(text.as_bytes(), Some("a.ttml"), &decoding, &reading, &plan, least).unwrap();
        let left: Vec<&str> = fixed.report.diagnostics.iter().map(|d| d.code.0).collect();
        assert!(fixed.bytes != text.as_bytes() && left.is_empty(), "{id}: {left:?} is left");
    }
}
