//! The name of an output file against what is written into it. A player, and the next command, go by the
//! extension.

use std::path::Path;

use super::output::problem;
use crate::format::Format;
use crate::report::json::Problem;

/// Caption formats that are not written here: extension and name.
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

/// Refuses a name with the extension of another caption format than that of the content. Any other
/// extension, and none, will do.
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
    let message = format!(
        "`{shown}` has the extension of {of}, and the file to write is {}",
        content.title()
    );
    let right = path.with_extension(content.extension());
    let help = match Format::from_name(&extension) {
        Some(_) => {
            format!("name it `{}`, or convert to {of}: cuesmith convert --to", right.display())
        }
        None => format!("name it `{}`: cuesmith does not write {of}", right.display()),
    };
    Err(problem(&shown, message, &help))
}
