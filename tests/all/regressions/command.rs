//! What the command did to files and terminals, what it did not know, and what its pages said.

use super::{page, run, srt, vtt};

#[test]
fn no_escape_sequence_of_a_name_or_a_text_reaches_the_reports() {
    let text = srt(&["MARY\u{1b}]0;x\u{7}: Ahoy \u{9b} you \u{202e} there"]);
    let line = "for command in info simulate 'speakers' 'check --select TXT' 'explain'; do \
                \"$cuesmith\" $command we*; done";
    let ran = run(&[("we\u{1b}[31mird\u{202e}.srt", text)], line);
    let all = ran.all();
    assert!(!all.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{all:?}");
    assert!(all.contains("ird"), "{all:?}");
}

#[test]
fn a_list_of_losses_does_not_replace_the_input() {
    let text = vtt("Ahoy <00:00:02.000>there");
    let ran = run(&[("l.vtt", &text)], "\"$cuesmith\" convert l.vtt -o l.srt --losses-to l.vtt");
    assert_eq!((ran.code, ran.file("l.vtt")), (Some(2), text), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn hard_links_and_owners_survive_a_fix() {
    let line = "ln a.srt b.srt; \"$cuesmith\" check --fix a.srt > log; stat -c %h a.srt; cat b.srt";
    let ran = run(&[("a.srt", srt(&["Ahoy  you."]))], line);
    assert_eq!(ran.out, format!("2\n{}", srt(&["Ahoy you."])));
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_while_a_file_is_written_leaves_nothing_behind() {
    // The signal comes as soon as the new file is there, while it is written.
    let line = "i=0; while [ $i -lt 16 ]; do \
                  cp big.srt a.srt; \"$cuesmith\" retime --shift 1s -i a.srt 2> log & pid=$!; \
                  set -- x; while [ ! -e \"$1\" ] && kill -0 $pid 2> log; do set -- .*.tmp; done; \
                  kill -TERM $pid 2> log; wait $pid; i=$((i+1)); \
                done; ls -A | grep -c tmp";
    let text: String = (0..20_000)
        .map(|n| {
            let (h, m, s) = (n / 3600, n / 60 % 60, n % 60);
            format!("{}\n{h:02}:{m:02}:{s:02},000 --> {h:02}:{m:02}:{s:02},900\nAhoy.\n\n", n + 1)
        })
        .collect();
    let ran = run(&[("big.srt", text)], line);
    assert_eq!(ran.out.trim(), "0", "temporary files are left");
}

#[cfg(unix)]
#[test]
fn a_device_without_an_end_is_read_to_a_limit() {
    let line = "\"$cuesmith\" check --max-input 1MiB /dev/zero";
    let ran = run::<&str>(&[], line);
    assert!(ran.code == Some(2) && ran.err.contains("--max-input"), "{}", ran.err);
    assert!(ran.err.contains("/dev/zero"), "{}", ran.err);
}

#[test]
fn several_files_and_folders_are_converted_at_once() {
    let files = [("a.srt", srt(&["Ahoy."])), ("d/b.en.srt", srt(&["You."]))];
    let ran = run(&files, "\"$cuesmith\" convert a.srt d --to webvtt -o '{stem}.new.vtt'");
    assert!(ran.exists("a.new.vtt") && ran.exists("b.en.new.vtt"), "{}", ran.err);
    let ran = run(&files, "\"$cuesmith\" convert a.srt d --to webvtt -o out/");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn a_difference_can_be_asked_for_with_fixes_and_slips_get_hints() {
    let files = [("a.srt", srt(&["Ahoy  you."]))];
    let diff = run(&files, "\"$cuesmith\" check --fix --diff a.srt");
    assert!(
        diff.out.contains("+Ahoy you.") && diff.file("a.srt").contains("Ahoy  you."),
        "{}",
        diff.err
    );
    for (line, hint) in [
        ("a.srt", "cuesmith check a.srt"),
        ("lint a.srt", "cuesmith check"),
        ("convert a.srt b.vtt", "-o b.vtt"),
    ] {
        let ran = run(&files, &format!("\"$cuesmith\" {line}"));
        assert!(ran.code == Some(2) && ran.err.contains(hint), "{line}: {}", ran.err);
    }
}

#[test]
fn the_readme_begins_with_a_file_that_passes_and_names_the_exit_codes() {
    let readme = page("README.md");
    let block = readme.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let lines: Vec<&str> = block.lines().filter(|line| line.contains("-- check ")).collect();
    assert!(lines.len() == 2 && lines[0].ends_with("exit code 0"), "{block}");
    assert!(lines[1].ends_with("exit code 1"), "{block}");
    for (line, code) in lines.iter().zip([0, 1]) {
        let name = line.split_whitespace().find(|word| word.starts_with("examples/")).unwrap();
        let ran = run(&[(name, page(name))], &format!("\"$cuesmith\" check {name}"));
        assert_eq!(ran.code, Some(code), "{name}: {}", ran.all());
    }
    // The build that it asks for is the fast one.
    let manifest = page("Cargo.toml");
    let release = manifest.split("[profile.release]").nth(1).unwrap();
    let release = release.split("\n[").next().unwrap();
    assert!(!release.contains("lto = \"fat\"") && manifest.contains("[profile.dist]"), "{release}");
}

#[test]
fn a_safe_fix_is_the_same_thing_on_every_page() {
    let says = |name: &str, text: &str| {
        let all = page(name).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(all.contains(text), "{name}");
    };
    says("README.md", "safe fixes, which keep words, times and rendering");
    says("CONTRIBUTING.md", "the same words, same times and same rendering in every reader");
    says("docs/commands.md", "same words, same times, same rendering in every parser");
    for name in ["README.md", "CONTRIBUTING.md", "docs/commands.md"] {
        assert!(!page(name).contains("(same words, same times),"), "{name}");
    }
}

#[test]
fn the_map_of_a_segment_is_applied_or_said_to_be_lost() {
    let text = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n00:01.000 --> 00:03.000\nAhoy\n";
    let ran = run(&[("a.vtt", text)], "\"$cuesmith\" convert a.vtt --to srt");
    assert!(ran.err.replace('-', " ").contains("time map"), "{}", ran.err);
    let ran = run(&[("a.vtt", text)], "\"$cuesmith\" retime --apply-map a.vtt");
    assert_eq!(ran.out, "WEBVTT\n\n00:11.000 --> 00:13.000\nAhoy\n");
}

#[test]
fn a_blank_line_after_every_line_and_half_a_character_at_the_end_are_no_text() {
    let text = "1\n\n00:00:01,000 --> 00:00:02,000\n\none\n\ntwo\n\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\nthree\n";
    let ran = run(&[("a.srt", text)], "\"$cuesmith\" convert a.srt --to webvtt");
    assert!(ran.out.contains("\none\ntwo\n"), "{}", ran.out);
    let text = format!("\u{feff}{}", srt(&["Ahoy."]));
    let mut bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.push(b'\n');
    let line = "\"$cuesmith\" convert a.srt --to webvtt; \"$cuesmith\" check --select ENC a.srt";
    let ran = run(&[("a.srt", bytes)], line);
    assert!(ran.out.contains("\nAhoy.\n") && !ran.out.contains('\u{fffd}'), "{}", ran.out);
    assert!(ran.out.contains("half a character"), "{}", ran.out);
}

#[test]
fn what_belongs_together_stays_on_a_line() {
    let lines = |name: &str, text: &str, width: &str| {
        let line = format!("\"$cuesmith\" reflow --all --max-chars {width} {name}");
        run(&[(name, srt(&[text]))], &line).out
    };
    let en = lines("a.en.srt", "It is time that we all set up one of those new machines", "32");
    assert!(en.contains("set up\n"), "{en}");
    let fr =
        lines("a.fr.srt", "Il faut que nous arrivions à prendre en compte toutes ces choses", "40");
    assert!(fr.contains("prendre en compte"), "{fr}");
    let es = lines("a.es.srt", "El presidente de la empresa acaba\nde  pasar por la puerta", "42");
    assert!(es.contains("acaba de pasar"), "{es}");
}
