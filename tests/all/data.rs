//! The conformance data, which is next to the repository and not part of it.

use std::path::{Path, PathBuf};

/// A file or folder of `../shared/conformance`, or `None` with a printed line where it is missing.
///
/// With `CUESMITH_REQUIRE_DATA=1`, as in `.ci/run`, missing data fails: a run that has compared nothing
/// must not pass for one that found nothing.
#[must_use]
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance").join(path);
    if path.exists() {
        return Some(path);
    }
    let required = std::env::var("CUESMITH_REQUIRE_DATA").is_ok_and(|value| !value.is_empty());
    assert!(!required, "{} is missing", path.display());
    println!("skipped: {} is missing", path.display());
    None
}
