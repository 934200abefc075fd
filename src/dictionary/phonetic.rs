//! How a word sounds, roughly and in any language: letters in classes of sounds that speech
//! recognition confuses, without vowels.

/// The code of a word in folded letters without diacritics. Words that sound alike share a code; so
/// do many that do not.
///
/// Voiced and voiceless sounds are one class, as in the Kölner Phonetik; digraphs are read as in
/// English and German (`ph`, `sch`, `ck`, soft `c` and `g`, silent `kn`, `wr`, `gh`).
pub(super) fn code(word: &[char]) -> Vec<char> {
    code_of(word).map(|(sound, _)| sound).collect()
}

/// The code of a word, sound by sound, each with the number of letters that it depends on: what follows them does not
/// change it.
pub(super) fn code_of(word: &[char]) -> impl Iterator<Item = (char, usize)> {
    let (mut at, mut last) = (0, None);
    std::iter::from_fn(move || {
        while at < word.len() {
            let needs = at + LOOKAHEAD;
            let (sound, length) = if is_vowel(word[at]) { (Some('a'), 1) } else { sound(word, at) };
            at += length;
            // Vowels count at the start only.
            let is_new =
                sound.is_some() && sound != last && !(last.is_some() && sound == Some('a'));
            if let Some(sound) = sound.filter(|_| is_new) {
                last = Some(sound);
                return Some((sound, needs));
            }
        }
        None
    })
}

/// The number of letters, from its first one, that decide about a sound.
const LOOKAHEAD: usize = 3;

/// The sounds of a word with its vowels, all vowels in a row as one `a`.
pub(super) fn sounds(word: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    let mut at = 0;
    while at < word.len() {
        let (sound, length) = if is_vowel(word[at]) { (Some('a'), 1) } else { sound(word, at) };
        at += length;
        if let Some(sound) = sound
            && out.last() != Some(&sound)
        {
            out.push(sound);
        }
    }
    // A silent e has no sound.
    if out.len() > 2 && out.last() == Some(&'a') && word.last() == Some(&'e') {
        out.pop();
    }
    out
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The sound at a place and the number of letters that make it.
fn sound(word: &[char], at: usize) -> (Option<char>, usize) {
    let next = word.get(at + 1).copied().unwrap_or(' ');
    let third = word.get(at + 2).copied().unwrap_or(' ');
    let soft = matches!(next, 'e' | 'i' | 'y');
    match word[at] {
        'k' if at == 0 && next == 'n' => (None, 1),
        'w' if at == 0 && next == 'r' => (None, 1),
        'p' if next == 'h' => (Some('F'), 2),
        'g' if next == 'h' && at > 0 => (None, 2),
        's' if next == 'c' && third == 'h' => (Some('S'), 3),
        's' | 'c' if next == 'h' => (Some('S'), 2),
        'c' if next == 'k' => (Some('K'), 2),
        't' if next == 'h' => (Some('T'), 2),
        't' if next == 'i' && third == 'o' => (Some('S'), 2),
        't' if next == 'z' || next == 's' => (Some('S'), 2),
        'c' if soft => (Some('S'), 1),
        'g' if soft => (Some('J'), 1),
        'b' | 'p' => (Some('P'), 1),
        'f' | 'v' => (Some('F'), 1),
        'd' | 't' => (Some('T'), 1),
        'c' | 'g' | 'k' | 'q' | 'x' => (Some('K'), 1),
        's' | 'z' => (Some('S'), 1),
        'j' => (Some('J'), 1),
        'l' => (Some('L'), 1),
        'm' | 'n' => (Some('N'), 1),
        'r' => (Some('R'), 1),
        'w' if is_vowel(next) => (Some('W'), 1),
        c if c.is_alphabetic() && !c.is_ascii() => (Some(c), 1),
        c if c.is_ascii_digit() => (Some(c), 1),
        _ => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_has_one_code() {
        let code = |word: &str| code(&word.chars().collect::<Vec<_>>());
        for (a, b) in [
            ("kubernetes", "coopernetties"),
            ("schmidt", "shmit"),
            ("knight", "nite"),
            ("philip", "filip"),
            ("meyer", "maier"),
            ("postgres", "postgress"),
        ] {
            assert_eq!(code(a), code(b), "{a} {b}");
        }
        assert_ne!(code("harbour"), code("barber"));
        assert_ne!(code("aurora"), code("rare"));
    }
}
