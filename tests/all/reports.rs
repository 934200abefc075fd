//! Reports of `check` in the formats of other tools: one run writes several, each has every finding, and
//! nothing from a file becomes part of a report's own syntax. `scripts/check-reports` asks the programs
//! that read them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const FORMATS: &[(&str, &str)] = &[
    ("json", "r.json"),
    ("ndjson", "r.ndjson"),
    ("concise", "r.txt"),
    ("sarif", "r.sarif"),
    ("github", "github.txt"),
    ("gitlab", "gitlab.json"),
    ("junit", "junit.xml"),
    ("checkstyle", "checkstyle.xml"),
    ("rdjson", "rd.json"),
    ("csv", "r.csv"),
    ("html", "r.html"),
];

const HOSTILE: &str = "</pre><script>alert(1)</script> \"&'\u{202e}::error::x";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let cue = |from: &str, to: &str, text: &str| format!("1\n{from} --> {to}\n{text}\n");
    let overlap = cue("00:00:01,000", "00:00:03,000", "Ahoy.")
        + "\n2\n00:00:02,000 --> 00:00:02,001\nThe harbour\nopens.\n";
    for (name, text) in [
        ("a/one.srt", overlap),
        ("a/clean.srt", cue("00:00:01,000", "00:00:03,000", "The harbour opens at six.")),
        ("=1+2,'<b>.srt", cue("00:00:01,000", "00:00:01,001", HOSTILE)),
        ("tab\t.vtt", format!("WEBVTT\n\n00:01.000 --> 00:00.500\n{HOSTILE}\n")),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// All reports of a run over the folder.
fn reports(folder: &Path, threads: &str) -> Vec<(&'static str, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).env("RAYON_NUM_THREADS", threads);
    command.args(["check", "-q", "--format", "concise", "."]);
    for (format, file) in FORMATS {
        command.args(["--output", &format!("{format}=out/{file}")]);
    }
    assert_eq!(command.output().unwrap().status.code(), Some(1));
    let read = |file: &str| fs::read_to_string(folder.join("out").join(file)).unwrap();
    let all = FORMATS.iter().map(|(format, file)| (*format, read(file))).collect();
    fs::remove_dir_all(folder.join("out")).unwrap();
    all
}

fn count_of(format: &str, text: &str) -> usize {
    let json = || serde_json::from_str::<Value>(text).unwrap();
    let array = |value: &Value| value.as_array().unwrap().len();
    let lines = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    match format {
        "json" => {
            json()["files"].as_array().unwrap().iter().map(|f| array(&f["diagnostics"])).sum()
        }
        "ndjson" => lines("{\"type\":\"finding\""),
        "concise" => text.lines().count(),
        "sarif" => array(&json()["runs"][0]["results"]),
        "github" => lines("::error ") + lines("::warning ") + lines("::notice "),
        "gitlab" => array(&json()),
        "junit" => elements(text, "failure"),
        "checkstyle" => elements(text, "error"),
        "rdjson" => array(&json()["diagnostics"]),
        "csv" => text.matches("\r\n").count() - 1,
        "html" => text.matches("<li class=\"finding ").count(),
        _ => unreachable!("{format}"),
    }
}

/// How often an element begins in a well-formed document.
fn elements(text: &str, name: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut count = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                tag.attributes().for_each(|attribute| assert!(attribute.is_ok(), "{text}"));
                count += usize::from(tag.name().as_ref() == name);
            }
            quick_xml::events::Event::Eof => return count,
            _ => {}
        }
    }
}

#[test]
fn every_report_has_every_finding() {
    let folder = folder();
    let all = reports(folder.path(), "2");
    let expected = count_of("json", &all[0].1);
    assert!(expected >= 8, "{}", all[0].1);
    for (format, text) in &all {
        assert_eq!(count_of(format, text), expected, "{format}:\n{text}");
    }
}

#[test]
fn reports_are_the_same_bytes_whatever_the_number_of_threads() {
    let folder = folder();
    let once = reports(folder.path(), "1");
    for threads in ["2", "7"] {
        assert_eq!(reports(folder.path(), threads), once);
    }
}

#[test]
fn text_of_a_file_is_text_in_a_page() {
    let folder = folder();
    let all = reports(folder.path(), "2");
    let (_, page) = all.iter().find(|(format, _)| *format == "html").unwrap();
    let lower = page.to_lowercase();
    for forbidden in ["<script", "<img", " src=", "javascript:", "\u{202e}"] {
        assert!(!lower.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn sarif_names_rules_places_and_fixes() {
    let folder = folder();
    let all = reports(folder.path(), "2");
    let (_, text) = all.iter().find(|(format, _)| *format == "sarif").unwrap();
    let run = &serde_json::from_str::<Value>(text).unwrap()["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    for result in run["results"].as_array().unwrap() {
        let place = &result["locations"][0]["physicalLocation"];
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()), "{result}");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1, "{result}");
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains([' ', '<', '"', '\t']), "{uri}");
        assert_eq!(result["partialFingerprints"]["cuesmithFinding/v1"].as_str().unwrap().len(), 16);
    }
    assert!(text.contains("\"uri\":\"=1+2,%27%3Cb%3E.srt\""), "{text}");
}

#[test]
fn a_report_is_no_input_and_is_not_written_by_halves() {
    let folder = folder();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
        command.current_dir(folder.path()).arg("check").args(arguments).output().unwrap()
    };
    let before = fs::read_to_string(folder.path().join("a/one.srt")).unwrap();
    let output = run(&["a/one.srt", "--output", "json=a/one.srt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("a/one.srt")).unwrap(), before);
    for (value, message) in [
        ("json", "expected FORMAT=FILE"),
        ("xlsx=a.xlsx", "`xlsx` is not a report format"),
        ("html=", "no file name after `=`"),
    ] {
        let output = run(&["a/one.srt", "--output", value]);
        assert_eq!(output.status.code(), Some(2));
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn the_page_by_requirement_says_what_was_checked_and_claims_no_compliance() {
    let folder = folder();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
        command
            .current_dir(folder.path())
            .args(["check", ".", "-q"])
            .args(arguments)
            .output()
            .unwrap()
    };
    let page = |arguments: &[&str]| String::from_utf8(run(arguments).stdout).unwrap();
    let plain = page(&["--format", "html"]);
    assert!(!plain.contains("FCC"));
    let page = page(&["--format", "html", "--html-group", "requirements"]);
    for part in [
        "FCC, 47 CFR 79.1(j)(2)",
        "(i) Accuracy",
        "(ii) Synchronicity",
        "(iii) Completeness",
        "(iv) Placement",
        "WCAG 2.2, guideline 1.2",
        "1.2.2 Captions (Prerecorded), level A",
        "EN 301 549 V3.2.1, clause 7",
        "DCMP Captioning Key",
        "whether the words are those that are spoken",
        "This is not a statement of compliance",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for claim in ["compliant", "complies", "passes", "conforms", "conformant", "certified"] {
        assert!(!page.to_lowercase().contains(claim), "{claim}");
    }
    let part = |id: &str| {
        let start = page.find(&format!("<h4 id=\"{id}\">")).unwrap();
        &page[start..start + page[start..].find("</section>").unwrap()]
    };
    // One file has a cue of 1 ms and one that ends before it starts; the length of the media is not known.
    let completeness = part("fcc-completeness");
    assert!(
        completeness.contains("TIM010 beyond-media (needs --media-duration)"),
        "{completeness}"
    );
    let synchronicity = part("fcc-synchronicity");
    for found in
        ["<th scope=\"row\">TIM001 end-before-start</th>", "TIM003 one-millisecond-cue</th>"]
    {
        assert!(synchronicity.contains(found), "{found}: {synchronicity}");
    }
    assert!(synchronicity.contains("<dt>Checked, no findings</dt><dd>RDG"), "{synchronicity}");
    let placement = part("fcc-placement");
    assert!(
        placement.contains("<dt>Checked, no findings</dt><dd>LIN002 too-many-lines"),
        "{placement}"
    );
    assert!(part("en-7-1-4").contains("<dt>Checked</dt><dd>nothing in this run</dd>"));
    assert!(part("wcag-1-2-5").contains("<dt>Off</dt>"));
    // The findings themselves are the same.
    assert_eq!(
        page.matches("<li class=\"finding ").count(),
        plain.matches("<li class=\"finding ").count()
    );

    let none = run(&["--html-group", "requirements"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8(none.stderr).unwrap().contains("pass --format html"));
    let file = run(&["--html-group", "requirements", "--output", "html=out.html"]);
    assert_eq!(file.status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("out.html")).unwrap(), page);
}
