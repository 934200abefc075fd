//! Completions of shells and manual pages: bash reads its script and completes with it, `man` and `lexgrog`
//! read the pages, and every command has one.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn cuesmith(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cuesmith")).args(arguments).output().unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    let output = cuesmith(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that `--help` lists, with those of `dictionary`.
fn commands() -> Vec<String> {
    let list = |arguments: &[&str]| -> Vec<String> {
        let help = stdout(arguments);
        let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
        let names = commands.lines().filter_map(|line| line.strip_prefix("  "));
        let names = names.filter_map(|line| line.split(' ').next()).filter(|name| *name != "help");
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let nested = list(&["dictionary", "--help"]);
    let nested = nested.iter().map(|name| format!("dictionary {name}"));
    list(&["--help"]).into_iter().chain(nested).collect()
}

/// A program that may be missing; `None` is said.
fn output_of(command: &mut Command) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(_) => {
            println!("skipped: no {}", command.get_program().display());
            None
        }
    }
}

#[test]
fn bash_completes_commands_options_and_values() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("cuesmith.bash");
    fs::write(&script, stdout(&["completions", "bash"])).unwrap();
    let complete = |words: &str| {
        // The function and how bash calls it: the command, the current word, the one before.
        let run = format!(
            ". '{}'; COMP_WORDS=({words} ''); COMP_WORDS[-1]=${{1-}}; COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _cuesmith cuesmith \"${{1-}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            script.display()
        );
        move |word: &str| output_of(Command::new("bash").args(["-c", &run, "bash", word]))
    };
    for (words, word, expected) in [
        ("cuesmith", "che", "check"),
        ("cuesmith", "dict", "dictionary"),
        ("cuesmith check", "--max-ch", "--max-chars"),
        ("cuesmith check --preset", "kaltura-r", "kaltura-reach"),
        ("cuesmith check --format", "sar", "sarif"),
        ("cuesmith check --select", "TIM00", "TIM004"),
        ("cuesmith explain", "one-mill", "one-millisecond-cue"),
        ("cuesmith dictionary", "mer", "merge"),
        ("cuesmith check --ttml-model", "imsc1.1-t", "imsc1.1-text"),
    ] {
        let Some(output) = complete(words)(word) else { return };
        let found = String::from_utf8(output.stdout).unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(found.lines().any(|line| line == expected), "{words} {word}: {found}{error}");
        assert!(found.lines().all(|line| line.starts_with(word)), "{words} {word}: {found}");
    }
}

#[test]
fn every_shell_has_a_script_that_names_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&["completions", shell]);
        for name in commands() {
            let last = name.rsplit(' ').next().unwrap();
            assert!(script.contains(last), "{shell}: {name}");
        }
        // The scripts of PowerShell and Elvish complete names of options only.
        let has_values = !matches!(shell, "powershell" | "elvish");
        assert_eq!(script.contains("one-millisecond-cue"), has_values, "{shell}");
        let checked = match shell {
            "bash" | "zsh" | "fish" => {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("script");
                fs::write(&path, &script).unwrap();
                output_of(Command::new(shell).arg("-n").arg(path))
            }
            _ => None,
        };
        if let Some(output) = checked {
            assert!(
                output.status.success(),
                "{shell}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
    let wrong = cuesmith(&["completions", "tcsh"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        String::from_utf8(wrong.stderr).unwrap().contains("bash, elvish, fish, powershell, zsh")
    );
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("share/man1");
    let written = cuesmith(&["man", "--out", out.to_str().unwrap()]);
    assert_eq!(written.status.code(), Some(0), "{}", String::from_utf8_lossy(&written.stderr));
    let pages: BTreeSet<String> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected =
        commands().into_iter().map(|name| format!("cuesmith-{}.1", name.replace(' ', "-")));
    let expected: BTreeSet<String> = expected.chain(["cuesmith.1".to_owned()]).collect();
    assert_eq!(pages, expected);
    for name in &pages {
        assert_page(&out.join(name), name.trim_end_matches(".1"));
    }
    // Written again over the old ones, and the same bytes on standard output.
    assert_eq!(cuesmith(&["man", "--out", out.to_str().unwrap()]).status.code(), Some(0));
    let check = fs::read_to_string(out.join("cuesmith-check.1")).unwrap();
    assert!(check.starts_with(&stdout(&["man", "check"])));
    for part in
        ["\n.SH EXAMPLES\n.nf\n", "\n.SH \"EXIT STATUS\"\n", "max\\-chars", "\n.SH \"SEE ALSO\"\n"]
    {
        assert!(check.contains(part), "{part}:\n{check}");
    }
}

/// The page is read by the programs that are for it.
fn assert_page(path: &Path, name: &str) {
    if let Some(output) = output_of(Command::new("lexgrog").arg(path)) {
        let found = String::from_utf8(output.stdout).unwrap();
        assert!(found.contains(&format!("\"{name} - ")), "{name}: {found}");
    }
    let mut man = Command::new("man");
    man.args(["--warnings", "-l"]).arg(path);
    man.env("MANWIDTH", "100").env("MAN_KEEP_FORMATTING", "").env("LC_ALL", "C.UTF-8");
    if let Some(output) = output_of(&mut man) {
        let (text, error) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && error.is_empty(), "{name}: {error}");
        for part in ["NAME", "SYNOPSIS", "OPTIONS"] {
            assert!(text.lines().any(|line| line == part), "{name}: {part}\n{text}");
        }
    }
}

#[test]
fn an_unknown_command_has_no_page_and_the_known_ones_are_named() {
    let wrong = cuesmith(&["man", "chek"]);
    assert_eq!(wrong.status.code(), Some(2));
    let error = String::from_utf8(wrong.stderr).unwrap();
    assert!(
        error.contains("unknown command `chek`") && error.contains("use one of check,"),
        "{error}"
    );
    let nested = cuesmith(&["man", "dictionary", "merg"]);
    assert!(String::from_utf8(nested.stderr).unwrap().contains("use one of merge, check, apply"));
    let both = cuesmith(&["man", "check", "--out", "x"]);
    assert_eq!(both.status.code(), Some(2));
}
