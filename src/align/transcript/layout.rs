//! Lines that are about the text: titles, who made it, where it ends.

/// Whether a line is a heading of a transcript or a note about it.
pub(super) fn is_heading(line: &str) -> bool {
    let words = line.split_whitespace().count();
    if words > 15 {
        return false;
    }
    let lower = line.to_lowercase();
    let about =
        ["all rights reserved", "end of transcript", "end of recording", "end of audio", "©"];
    if about.iter().any(|phrase| lower.contains(phrase)) {
        return true;
    }
    let heads = [
        "prepared by ",
        "transcribed by ",
        "transcript by ",
        "transcription by ",
        "transcript of ",
        "participants:",
    ];
    if heads.iter().any(|phrase| lower.starts_with(phrase)) {
        return true;
    }
    let capitals = !line.chars().any(char::is_lowercase) && line.chars().any(char::is_uppercase);
    capitals && lower.contains("transcript")
}
