//! Links between the pages of the repository lead somewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// The Markdown files of a folder and the folders in it, but for what is built or installed.
fn pages(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder that can be read").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if path.is_dir() {
            // Fixtures hold captions, in which brackets and parentheses are text.
            let skipped = ["target", "node_modules", "pkg"].contains(&&*name)
                || path.ends_with("tests/rules");
            if !skipped && (!name.starts_with('.') || name == ".github") {
                pages(&path, out);
            }
        } else if name.ends_with(".md") {
            out.push(path);
        }
    }
}

/// The part of a text that is not code.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            // Every other piece between backquotes is code.
            line.split('`').step_by(2).for_each(|piece| out.push_str(piece));
            out.push('\n');
        }
    }
    out
}

/// What a heading is called in an address, as GitHub makes it.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().trim().to_lowercase().replace(' ', "-")
}

#[test]
fn links_between_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut all, mut broken, mut count) = (Vec::new(), Vec::new(), 0);
    pages(root, &mut all);
    assert!(all.len() > 5, "{all:?}");
    for page in &all {
        let text = prose(&fs::read_to_string(page).expect("a page in UTF-8"));
        for piece in text.split("](").skip(1) {
            let Some((target, _)) = piece.split_once(')') else { continue };
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            count += 1;
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = match file {
                "" => page.clone(),
                file => page.parent().expect("a folder").join(file),
            };
            let heads = |text: String| {
                text.lines().any(|line| line.starts_with('#') && slug(line) == anchor)
            };
            let found = match anchor {
                "" => file.exists(),
                _ => fs::read_to_string(&file).is_ok_and(heads),
            };
            if !found {
                let page = page.strip_prefix(root).unwrap_or(page).display();
                broken.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(count > 5, "only {count} links were found");
    assert_eq!(broken, Vec::<String>::new());
}
