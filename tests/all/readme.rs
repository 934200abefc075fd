//! Runs the console blocks of README.md and of pages in docs/ as written there, and compares the README's
//! picture with the output of its command.
//!
//! ```` ```console ```` blocks are run by trycmd from the repository's root with the built command;
//! `TRYCMD=overwrite cargo test --test all readme` writes their output again (read it before committing
//! it).

#[test]
fn the_console_blocks_of_the_readme_run_as_written() {
    trycmd::TestCases::new().case("README.md");
}

#[test]
fn the_console_blocks_of_the_docs_run_as_written() {
    trycmd::TestCases::new()
        .case("docs/reach-order.md")
        .case("docs/alignment.md")
        .case("docs/suppressing.md");
}

#[test]
fn the_readme_stays_readable_in_one_sitting() {
    let readme = include_str!("../../README.md");
    let lines = readme.lines().count();
    assert!(lines <= 150, "{lines} lines");
    assert!(readme.contains("```console\n$ cuesmith "), "it shows the command at work");
}

/// The text of an SVG, line by line.
fn svg_text(svg: &str) -> Vec<String> {
    let texts = svg.split("<text ").skip(1).map(|part| part.split("</text>").next().unwrap());
    let plain = |text: &str| {
        let spans = text.split('<').skip(1).filter_map(|span| span.split_once('>'));
        let text: String = spans.map(|(_, text)| text).collect();
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    texts.map(plain).collect()
}

#[test]
fn the_picture_shows_what_the_command_prints() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let svg = std::fs::read_to_string(root.join("docs/finding.svg")).unwrap();
    let shown = svg_text(&svg);
    let command = shown[0].strip_prefix("$ cuesmith ").expect("the command comes first");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_cuesmith"))
        .args(command.split(' '))
        .current_dir(root)
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let printed: Vec<&str> = printed.trim_end().lines().collect();
    assert_eq!(shown[1..], printed, "run scripts/picture");
}
