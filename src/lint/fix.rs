//! Applies fixes until none are left.

use super::pattern_code::is_pattern;
use super::{LeftOut, Memo, Plan, Report, check_for};
use crate::format::Format;
use crate::read::{Opened, ReadOptions, open, open_silently};
use crate::source::{
    Applicability, DecodeError, DecodeOptions, Diagnostic, Edit, Edits, EncodeError, Fix, Span,
    decode,
};
use crate::timeline::Difference;
use crate::verify_change::{verify_edits, verify_kept};

/// A fix can make another one possible: a file is checked and fixed again, at most this often.
pub const MAX_ROUNDS: u32 = 40;

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
    /// All rounds as one list of edits to the text as it was.
    pub edits: Edits,
}

impl Fixes {
    /// Whether [`MAX_ROUNDS`] was reached while there were fixes left.
    #[must_use]
    pub fn is_unsettled(&self, least: Applicability) -> bool {
        let is_fixable = |left_out: &LeftOut| {
            left_out.fixable > 0 || least <= Applicability::Unsafe && left_out.fixable_unsafe > 0
        };
        self.rounds == MAX_ROUNDS
            && (choose(&self.report, least, usize::MAX).count > 0
                || self.report.left_out.iter().any(is_fixable))
    }
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
/// none are left or [`MAX_ROUNDS`] is reached. Fixes that touch the same text wait for the next round, and so do
/// fixes that are each right but make something else of a cue together. `done` receives the fixed file, still
/// open.
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
    settle(file, plan, (least, Care::AtTheEnd), done)
}

/// When a changed text is compared with the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Once, after all rounds.
    AtTheEnd,
    /// In each round too: where fixes do not go together, the first half of them is tried alone.
    EachRound,
}

/// A changed text: its bytes, and how to decode them.
type Changed = (Vec<u8>, DecodeOptions);

/// What was done to a file so far.
#[derive(Default)]
struct Progress {
    fixes: Fixes,
    /// The text with which the current one is compared; none is the original one.
    start: Option<Start>,
}

/// A text after fixes of patterns.
struct Start {
    text: Changed,
    /// From the original text to this one.
    before: Edits,
    /// From this one to the current one.
    since: Edits,
}

impl Progress {
    /// The fixes, with as many of the remaining findings as are to be kept.
    fn done(self, plan: &Plan) -> Fixes {
        let mut fixes = self.fixes;
        fixes.report.leave_out(plan.options.max_findings);
        fixes
    }

    /// Adds a round of fixes to a file.
    fn add(&mut self, file: &Opened<'_>, round: &Round) -> Result<(), FixError> {
        let text = &file.source.text;
        self.fixes.rounds += 1;
        for &Applied { code, count } in &round.applied {
            match self.fixes.applied.iter_mut().find(|known| known.code == code) {
                Some(known) => known.count += count,
                None => self.fixes.applied.push(Applied { code, count }),
            }
        }
        let edits = &mut self.fixes.edits;
        *edits = edits.then(text, &round.edits).map_err(EncodeError::from)?;
        if round.is_of_patterns {
            let (text, before) = (round.changed.clone(), edits.clone());
            self.start = Some(Start { text, before, since: Edits::default() });
        } else if let Some(Start { since, .. }) = &mut self.start {
            *since = since.then(text, &round.edits).map_err(EncodeError::from)?;
        }
        Ok(())
    }

    /// Compares the current text with the one before the fixes, or with that after the last fixes of patterns, which
    /// were compared in their round.
    fn verify(
        &self,
        file: &Opened<'_>,
        now: &Opened<'_>,
        least: Applicability,
    ) -> Result<Result<(), Difference>, DecodeError> {
        let keeps_words = least == Applicability::Safe;
        let Some(Start { text: (bytes, decoding), before, since }) = &self.start else {
            return Ok(verify(file, now, &self.fixes.edits, keeps_words));
        };
        let source = decode(bytes, decoding)?;
        let start = open_silently(&source, file.path, &file.reading);
        Ok(verify(&start, now, since, keeps_words).map_err(|found| moved_back(found, before)))
    }
}

/// A difference in a changed text, at its place in the text before the edits.
fn moved_back(found: Difference, edits: &Edits) -> Difference {
    if edits.is_empty() {
        return found;
    }
    let at = found.span.start;
    let spans = edits.spans().unwrap_or_default();
    let after = spans.partition_point(|(_, new)| new.start <= at);
    let at = match after.checked_sub(1).map(|last| &spans[last]) {
        None => at,
        Some((old, new)) if at < new.end => old.start,
        Some((old, new)) => at - new.end + old.end,
    };
    Difference { cue: None, span: Span::at(at), ..found }
}

fn settle<R>(
    file: &Opened<'_>,
    plan: &Plan,
    (least, care): (Applicability, Care),
    done: impl FnOnce(&Opened<'_>, Fixes) -> R,
) -> Result<R, FixError> {
    let mut progress = Progress::default();
    let Some(mut last) = round(file, plan, (least, care), &mut progress)? else {
        return Ok(done(file, progress.done(plan)));
    };
    progress.add(file, &last)?;
    loop {
        let (bytes, decoding) = last.changed;
        let source = decode(&bytes, &decoding)?;
        // A changed file must not be taken for one of another format.
        let now = open(&source, file.path, &file.reading);
        let next = round(&now, plan, (least, care), &mut progress)?;
        if next.as_ref().is_none_or(|next| next.is_of_patterns)
            && let Err(difference) = progress.verify(file, &now, least)?
        {
            let error = FixError::Changed { difference, applied: progress.fixes.applied };
            return match care {
                Care::AtTheEnd => {
                    settle(file, plan, (least, Care::EachRound), done).map_err(|_| error)
                }
                Care::EachRound => Err(error),
            };
        }
        let Some(next) = next else { return Ok(done(&now, progress.done(plan))) };
        progress.add(&now, &next)?;
        last = next;
    }
}

/// Whether everything that no fix touched is unchanged, and all words and times if fixes are to keep them.
fn verify(
    was: &Opened<'_>,
    is: &Opened<'_>,
    edits: &Edits,
    keeps_words: bool,
) -> Result<(), Difference> {
    verify_edits(&was.timeline, &is.timeline, edits)?;
    if keeps_words {
        verify_kept(&was.timeline, &is.timeline)?;
    }
    Ok(())
}

/// Fixes that are applied together.
struct Round {
    edits: Edits,
    changed: Changed,
    applied: Vec<Applied>,
    /// They are those of patterns, which may change words although they are safe: the user decides what is.
    is_of_patterns: bool,
}

/// Checks a file and chooses the fixes to apply. `None` if nothing is to be done.
fn round(
    file: &Opened<'_>,
    plan: &Plan,
    (least, care): (Applicability, Care),
    progress: &mut Progress,
) -> Result<Option<Round>, FixError> {
    progress.fixes.report = check_for(file, plan, true, &Memo::default());
    let mut most = if progress.fixes.rounds < MAX_ROUNDS { usize::MAX } else { 0 };
    loop {
        let chosen = choose(&progress.fixes.report, least, most);
        if chosen.edits.is_empty() && (!chosen.to_utf8 || file.source.is_utf8()) {
            return Ok(None);
        }
        let (edits, changed) = write(file, &chosen)?;
        if care == Care::EachRound || chosen.is_of_patterns {
            let source = decode(&changed.0, &changed.1)?;
            let now = open_silently(&source, file.path, &file.reading);
            let keeps_words = least == Applicability::Safe && !chosen.is_of_patterns;
            if let Err(difference) = verify(file, &now, &edits, keeps_words) {
                if chosen.count > 1 {
                    most = chosen.count / 2;
                    continue;
                }
                let difference = moved_back(difference, &progress.fixes.edits);
                return Err(FixError::Changed { difference, applied: chosen.applied });
            }
        }
        let Chosen { applied, is_of_patterns, .. } = chosen;
        return Ok(Some(Round { edits, changed, applied, is_of_patterns }));
    }
}

/// The text of a file after fixes, and all edits to it.
fn write(file: &Opened<'_>, chosen: &Chosen) -> Result<(Edits, Changed), FixError> {
    let (source, edits) = (file.source, chosen.edits.clone());
    if !chosen.to_utf8 {
        let changed = (source.apply(&edits)?, source.decoding(false));
        return Ok((edits, changed));
    }
    let text = edits.apply(&source.text).map_err(EncodeError::from)?;
    // The byte order mark of another encoding is not part of a UTF-8 file.
    let plain = text.trim_start_matches('\u{feff}');
    let mark = Span::of(0..text.len() - plain.len());
    let changed = (plain.as_bytes().to_vec(), source.decoding(true));
    if mark.is_empty() {
        return Ok((edits, changed));
    }
    let mark = Edits::from_iter([Edit::delete(mark)]);
    let edits = edits.then(&text, &mark).map_err(EncodeError::from)?;
    Ok((edits, changed))
}

/// The fixes of a round.
#[derive(Default)]
struct Chosen {
    edits: Edits,
    to_utf8: bool,
    applied: Vec<Applied>,
    count: usize,
    is_of_patterns: bool,
}

/// What is applied in one round: fixes that rewrite the file and those of patterns wait until no others are left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Small,
    Patterns,
    Last,
}

impl Stage {
    const ALL: [Self; 3] = [Self::Small, Self::Patterns, Self::Last];

    fn of(finding: &Diagnostic, fix: &Fix) -> Self {
        match fix.last {
            true => Self::Last,
            false if is_pattern(finding.code.0) => Self::Patterns,
            false => Self::Small,
        }
    }
}

/// The first `most` fixes that go together.
fn choose(report: &Report, least: Applicability, most: usize) -> Chosen {
    let mut chosen = Chosen::default();
    for stage in Stage::ALL {
        for finding in &report.diagnostics {
            let Some(fix) = &finding.fix else { continue };
            if chosen.count == most
                || fix.applicability < least
                || Stage::of(finding, fix) != stage
                || !chosen.edits.push_fix(fix)
            {
                continue;
            }
            chosen.count += 1;
            chosen.to_utf8 |= fix.to_utf8;
            match chosen.applied.iter_mut().find(|a| a.code == finding.code.0) {
                Some(known) => known.count += 1,
                None => chosen.applied.push(Applied { code: finding.code.0, count: 1 }),
            }
        }
        if chosen.to_utf8 || !chosen.edits.is_empty() {
            chosen.is_of_patterns = stage == Stage::Patterns;
            break;
        }
    }
    chosen
}
