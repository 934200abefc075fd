//! Checks the extension of an output file against its content, as players and other tools rely on the
//! extension.

use std::path::Path;

use super::output::problem;
use crate::format::Format;
use crate::report::json::Problem;

/// Caption formats that cuesmith does not write: extension and name.
const OTHERS: &[(&str, &str)] = &[
    ("ass", "Advanced SubStation Alpha"),
    ("cap", "Cheetah CAP"),
    ("itt", "iTunes Timed Text"),
    ("lrc", "LRC"),
    ("mcc", "MacCaption"),
    ("mpl", "MPL2"),
    ("pac", "PAC"),
    ("rt", "RealText"),
    ("sami", "SAMI"),
    ("sbv", "SBV"),
    ("scc", "Scenarist closed captions"),
    ("smi", "SAMI"),
    ("ssa", "SubStation Alpha"),
    ("stl", "EBU STL"),
    ("sub", "MicroDVD or VobSub"),
    ("sup", "Blu-ray PGS"),
    ("tds", "TDS"),
    ("usf", "Universal Subtitle Format"),
];

/// Rejects the extension of another caption format. Any other extension, or none, is accepted.
pub(super) fn check(path: &Path, content: Format) -> Result<(), Problem> {
    let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else {
        return Ok(());
    };
    let extension = extension.to_ascii_lowercase();
    let own = content.extensions();
    let of = match Format::from_name(&extension) {
        Some(format) if format == content || own.contains(&&*extension) => return Ok(()),
        Some(format) => format.title(),
        None => match OTHERS.iter().find(|(other, _)| *other == extension) {
            Some((_, name)) => name,
            None => return Ok(()),
        },
    };
    let shown = path.display().to_string();
    let message =
        format!("`{shown}` has the extension of {of}, but the output is {}", content.title());
    let right = path.with_extension(content.extension());
    let help = match Format::from_name(&extension) {
        Some(_) => {
            format!("name it `{}`, or convert to {of}: cuesmith convert --to", right.display())
        }
        None => format!("name it `{}`: cuesmith does not write {of}", right.display()),
    };
    Err(problem(&shown, message, &help))
}
