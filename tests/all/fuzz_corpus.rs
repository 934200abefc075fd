//! Replays the fuzz corpus and every input that once broke a property, without a fuzzer.
//!
//! The properties are the fuzz targets' own (`fuzz/properties.rs`). `fuzz/corpus/<target>/` is run
//! against its target, `fuzz/regressions/` and the corpora of the others against all: a file that
//! troubled one reader may trouble the next.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

#[path = "../../fuzz/properties.rs"]
pub(crate) mod properties;

/// Every file below a folder, in a fixed order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn every_input_of_the_corpus_holds_every_property() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut inputs = files(&fuzz.join("corpus"));
    inputs.extend(files(&fuzz.join("regressions")));
    let mut broken = Vec::new();
    for path in &inputs {
        let data = fs::read(path).unwrap();
        for (name, property) in properties::ALL {
            if catch_unwind(AssertUnwindSafe(|| property(&data))).is_err() {
                broken.push(format!("{name} on {}", path.strip_prefix(&fuzz).unwrap().display()));
            }
        }
    }
    assert!(broken.is_empty(), "{} broken (messages above):\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_target_has_a_corpus_and_is_a_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for (name, _) in properties::ALL {
        assert!(!files(&fuzz.join("corpus").join(name)).is_empty(), "no corpus for {name}");
        assert!(fuzz.join(format!("fuzz_targets/{name}.rs")).exists(), "no target {name}");
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not in Cargo.toml");
    }
}
