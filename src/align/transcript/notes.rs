//! Words that indicate a remark about a recording or its transcript, as opposed to speech.

/// The text before a colon in the head of a transcript: `Date: ...`.
const HEAD: &str = "|date|time|duration|length|participants|participant|attendees|present|speakers|location|place|venue|file|\
    filename|file name|recording|recorded|recording date|audio|video|title|subject|topic|project|client|source|url|link|\
    transcript|transcription|transcriber|transcribed by|prepared by|language|version|copyright|interview|event|series|episode|\
    program|programme|published|reference|job|job id|order|id|author|editor|call|meeting|company|speaker list|corporate participants|\
    conference call participants|company participants|datum|dauer|ort|teilnehmer|titel|thema|datei|sprache|fecha|duración|lugar|\
    participantes|archivo|idioma|durée|lieu|intervenants|fichier|langue|data|durata|luogo|partecipanti|duração|local|duur|plaats|\
    deelnemers|";

/// Roles that appear in the head of a transcript with a name: `Interviewer: Ana Reyes`.
const HEAD_ROLES: &str = "|interviewer|interviewee|interviewers|host|hosts|guest|guests|moderator|speaker|presenter|narrator|\
    respondent|";

/// The text before a colon in the head of a transcript that is never a name.
pub(super) fn is_note(folded: &str) -> bool {
    HEAD.contains(&format!("|{folded}|"))
}

/// Whether a role appears in the head of a transcript with the name of the person.
fn is_head_role(folded: &str) -> bool {
    HEAD_ROLES.contains(&format!("|{folded}|"))
}

/// Remarks in brackets about a recording, other than sounds: `[unclear]`, `(ph)`.
pub(super) fn is_remark(inner: &str) -> bool {
    const REMARKS: &str = "|ph|phonetic|sic|indiscernible|inaudible|unclear|unintelligible|overlapping|overlapping speech|overtalk|\
        crosstalk|cross talk|beat|recess|break|redacted|foreign|foreign language|no audio|off mic|off the record|operator instructions|\
        technical difficulties|technical difficulty|multiple speakers|speaking simultaneously|simultaneous speech|end|video|video plays|\
        video clip|clip|blank|spelled phonetically|non-english|unverständlich|inaudible 1|";
    let folded = inner.trim().trim_end_matches('.').to_lowercase();
    REMARKS.contains(&format!("|{folded}|"))
}

/// Whether a line is about the transcript wherever it appears: its author, its owner, its end.
pub(super) fn is_about(line: &str) -> bool {
    if line.len() > 200 || line.split_whitespace().count() > 15 {
        return false;
    }
    let lower = line.to_lowercase();
    let inside = [
        "all rights reserved",
        "end of transcript",
        "end of recording",
        "end of audio",
        "end of interview",
        "©",
    ];
    let starts = [
        "prepared by ",
        "transcribed by ",
        "transcript by ",
        "transcription by ",
        "transcript of ",
        "transcript provided by ",
    ];
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    inside.iter().any(|phrase| lower.contains(phrase)) && !lower.contains("i ")
        || starts.iter().any(|phrase| lower.starts_with(phrase))
        || !line.chars().any(char::is_lowercase) && lower.contains("transcript")
}

/// Whether a line belongs to the head of a transcript: `Date: 4 May`, `PARTICIPANTS:`.
pub(super) fn is_head(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', '#', ' ', '-', '•']);
    let Some((name, value)) = line.split_once([':', '：']) else { return is_about(line) };
    let folded = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let value =
        value.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '?' && c != '!');
    let few = value.split_whitespace().count() <= 12;
    few && is_note(&folded) && !value.ends_with(['?', '!'])
        || is_head_role(&folded) && few && is_title_like(value)
        || is_about(line)
}

/// Whether a line has the form of a title or a name: capitals, and no end of a sentence.
pub(super) fn is_title_like(line: &str) -> bool {
    const SMALL: &str = "|a|an|the|of|on|in|at|to|by|for|with|and|or|from|vs|de|la|le|el|der|die|das|und|et|y|mit|van|von|&|";
    let line = line.trim();
    let words = line.split_whitespace();
    !line.is_empty()
        && line.len() <= 120
        && !line.ends_with(['.', '?', '!', ',', ';', '…'])
        && words.clone().count() <= 12
        && words.enumerate().all(|(at, word)| {
            let first = word.chars().find(|c| c.is_alphanumeric());
            first.is_none_or(|c| !c.is_lowercase())
                || at > 0 && SMALL.contains(&format!("|{word}|"))
        })
}
