//! Applies fixes until none are left.

use super::{Plan, Report, check_for};
use crate::format::Format;
use crate::read::{Opened, ReadOptions, open};
use crate::source::{
    Applicability, DecodeError, DecodeOptions, Edit, Edits, EncodeError, Span, decode,
};
use crate::timeline::Difference;
use crate::verify_change::{verify_edits, verify_kept};

/// A fix can make another one possible: a file is checked and fixed again, at most this often.
pub const MAX_ROUNDS: u32 = 10;

/// A file after its fixes.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixed {
    /// The bytes, in the encoding the file was read from unless a fix made it UTF-8.
    pub bytes: Vec<u8>,
    /// What was applied.
    pub applied: Vec<Applied>,
    /// How many rounds it took.
    pub rounds: u32,
    /// What a check of the fixed file finds. Its spans refer to the fixed text.
    pub report: Report,
    /// How [`Fixed::bytes`] are read: a guessed encoding is no longer a guess.
    pub decoding: DecodeOptions,
    /// The format the file was read as.
    pub format: Format,
}

/// How often a rule's fix was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule's code.
    pub code: &'static str,
    /// How many of its fixes.
    pub count: u32,
}

/// Why a file cannot be fixed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FixError {
    /// It cannot be read.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The result cannot be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The result does not have the intended words and times: a bug in a rule.
    #[error("the fixes of {} would change more than intended: {}", codes(.applied), .difference.message)]
    Changed {
        /// What differs, and where in the file as it was.
        difference: Difference,
        /// The fixes that were applied.
        applied: Vec<Applied>,
    },
}

/// The codes of rules in a message.
fn codes(applied: &[Applied]) -> String {
    applied.iter().map(|applied| applied.code).collect::<Vec<_>>().join(", ")
}

/// What was done to a file by [`fix_opened`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fixes {
    /// What was applied.
    pub applied: Vec<Applied>,
    /// How many rounds it took.
    pub rounds: u32,
    /// What a check of the fixed file finds. Its spans refer to the fixed text.
    pub report: Report,
}

/// Decodes and opens a file and applies its fixes ([`fix_opened`]).
///
/// # Errors
/// [`FixError`] when the bytes cannot be read, or the changed text cannot be written in the file's
/// encoding.
pub fn fix(
    bytes: &[u8],
    path: Option<&str>,
    decoding: &DecodeOptions,
    read: &ReadOptions,
    plan: &Plan,
    least: Applicability,
) -> Result<Fixed, FixError> {
    let source = decode(bytes, decoding)?;
    fix_opened(&open(&source, path, read), plan, least, |file, done| Fixed {
        bytes: file.source.bytes.to_vec(),
        applied: done.applied,
        rounds: done.rounds,
        report: done.report,
        decoding: if done.rounds == 0 { decoding.clone() } else { file.source.decoding(false) },
        format: file.format(),
    })
}

/// Checks a file and applies every fix of at least the given applicability, again and again until
/// none are left or [`MAX_ROUNDS`] is reached. Fixes that touch the same text wait for the next round.
/// `done` receives the fixed file, still open.
///
/// # Errors
/// [`FixError`] when the changed text cannot be written in the file's encoding, or is too long to be
/// read again.
pub fn fix_opened<R>(
    file: &Opened<'_>,
    plan: &Plan,
    least: Applicability,
    done: impl FnOnce(&Opened<'_>, Fixes) -> R,
) -> Result<R, FixError> {
    let mut fixes = Fixes::default();
    // From the original text to the current one.
    let mut all = Edits::default();
    let Some(mut changed) = round(file, plan, least, (&mut fixes, &mut all))? else {
        return Ok(done(file, fixes));
    };
    loop {
        let (bytes, decoding) = changed;
        let source = decode(&bytes, &decoding)?;
        // A changed file must not be taken for one of another format.
        let now = open(&source, file.path, &file.reading);
        match round(&now, plan, least, (&mut fixes, &mut all))? {
            Some(next) => changed = next,
            None => {
                return match verify(file, &now, &all, least) {
                    Ok(()) => Ok(done(&now, fixes)),
                    Err(difference) => {
                        Err(FixError::Changed { difference, applied: fixes.applied })
                    }
                };
            }
        }
    }
}

/// Whether everything that no fix touched is unchanged. Safe fixes keep all words and times.
fn verify(
    was: &Opened<'_>,
    is: &Opened<'_>,
    edits: &Edits,
    least: Applicability,
) -> Result<(), Difference> {
    verify_edits(&was.timeline, &is.timeline, edits)?;
    match least {
        Applicability::Safe => verify_kept(&was.timeline, &is.timeline),
        Applicability::Unsafe | Applicability::Show => Ok(()),
    }
}

/// Checks a file and applies its fixes once: the changed bytes, and how to decode them. `None` if nothing
/// is to be done. The edits are added to `all`.
fn round(
    file: &Opened<'_>,
    plan: &Plan,
    least: Applicability,
    (fixes, all): (&mut Fixes, &mut Edits),
) -> Result<Option<(Vec<u8>, DecodeOptions)>, FixError> {
    let source = file.source;
    fixes.report = check_for(file, plan, true);
    let (edits, to_utf8) = if fixes.rounds < MAX_ROUNDS {
        collect(&fixes.report, least, &mut fixes.applied)
    } else {
        (Edits::default(), false)
    };
    if edits.is_empty() && (!to_utf8 || source.is_utf8()) {
        return Ok(None);
    }
    fixes.rounds += 1;
    *all = all.then(&source.text, &edits).map_err(EncodeError::from)?;
    if !to_utf8 {
        return Ok(Some((source.apply(&edits)?, source.decoding(false))));
    }
    let text = edits.apply(&source.text).map_err(EncodeError::from)?;
    // The byte order mark of another encoding is not part of a UTF-8 file.
    let plain = text.trim_start_matches('\u{feff}');
    let mark = Span::of(0..text.len() - plain.len());
    if !mark.is_empty() {
        let mark = Edits::from_iter([Edit::delete(mark)]);
        *all = all.then(&text, &mark).map_err(EncodeError::from)?;
    }
    Ok(Some((plain.as_bytes().to_vec(), source.decoding(true))))
}

fn collect(report: &Report, least: Applicability, applied: &mut Vec<Applied>) -> (Edits, bool) {
    let mut edits = Edits::default();
    let mut to_utf8 = false;
    for last in [false, true] {
        for finding in &report.diagnostics {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.last == last) else { continue };
            if fix.applicability < least || !edits.push_fix(fix) {
                continue;
            }
            to_utf8 |= fix.to_utf8;
            match applied.iter_mut().find(|a| a.code == finding.code.0) {
                Some(known) => known.count += 1,
                None => applied.push(Applied { code: finding.code.0, count: 1 }),
            }
        }
        if to_utf8 || !edits.is_empty() {
            break;
        }
    }
    (edits, to_utf8)
}
