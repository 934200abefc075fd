//! Runs the console blocks of README.md and docs/reach-order.md as written there.
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
    trycmd::TestCases::new().case("docs/reach-order.md");
}

#[test]
fn the_readme_stays_readable_in_one_sitting() {
    let readme = include_str!("../../README.md");
    let lines = readme.lines().count();
    assert!(lines <= 170, "{lines} lines");
    assert!(readme.contains("```console\n$ cuesmith "), "it shows the command at work");
}
