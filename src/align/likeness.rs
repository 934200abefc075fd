//! How alike two stretches of letters sound, judged by their spelling.

/// The longest stretch that is compared, in letters.
const LONGEST: usize = 48;

/// From 0, nothing in common, to 1, equal. Replacing a vowel by a vowel, or a consonant by one with the same place of
/// articulation, costs half; only the first 48 letters are compared.
pub(crate) fn likeness(a: &[char], b: &[char]) -> f32 {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let mut row = [0u32; LONGEST + 1];
    let mut classes = [0u8; LONGEST];
    for (at, &letter) in b.iter().enumerate() {
        classes[at] = class(letter);
        row[at + 1] = row[at] + gap(classes[at]);
    }
    let mut total = 0;
    for &letter in a {
        let kind = class(letter);
        let skip = gap(kind);
        total += skip;
        let mut diagonal = row[0];
        row[0] += skip;
        for (at, &other) in b.iter().enumerate() {
            let change = if letter == other {
                0
            } else if kind == classes[at] && kind != OTHER {
                5
            } else {
                10
            };
            let best = (diagonal + change).min(row[at + 1] + skip).min(row[at] + gap(classes[at]));
            diagonal = row[at + 1];
            row[at + 1] = best;
        }
    }
    let whole: u32 = classes[..b.len()].iter().map(|&kind| gap(kind)).sum();
    let longer = total.max(whole).max(1);
    1.0 - row[b.len()].min(longer) as f32 / longer as f32
}

const OTHER: u8 = 0;
const VOWEL: u8 = 1;
const BREATH: u8 = 2;

/// The cost of skipping a letter.
const fn gap(class: u8) -> u32 {
    match class {
        VOWEL => 6,
        BREATH => 5,
        _ => 9,
    }
}

/// Letters that count as similar.
const fn class(letter: char) -> u8 {
    match letter {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ı' => VOWEL,
        'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'й' => VOWEL,
        'α' | 'ε' | 'η' | 'ι' | 'ο' | 'υ' | 'ω' => VOWEL,
        'h' | 'w' => BREATH,
        'b' | 'p' | 'б' | 'п' | 'β' | 'π' => 3,
        'd' | 't' | 'д' | 'т' | 'δ' | 'τ' => 4,
        'g' | 'k' | 'c' | 'q' | 'x' | 'г' | 'к' | 'γ' | 'κ' => 5,
        'f' | 'v' | 'ф' | 'в' | 'φ' => 6,
        's' | 'z' | 'с' | 'з' | 'σ' | 'ς' | 'ζ' | 'j' => 7,
        'm' | 'n' | 'м' | 'н' | 'μ' | 'ν' => 8,
        'l' | 'r' | 'л' | 'р' | 'λ' | 'ρ' => 9,
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> f32 {
        likeness(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
    }

    #[test]
    fn what_sounds_alike_is_more_alike() {
        assert!((like("harbour", "harbour") - 1.0).abs() < f32::EPSILON);
        assert!(like("their", "there") > 0.6);
        assert!(like("recognisespeech", "wreckanicebeach") > 0.4);
        assert!(like("boat", "lighthouse") < 0.4);
        assert!(like("", "boat") < f32::EPSILON);
    }

    #[test]
    fn order_does_not_matter() {
        for (a, b) in [("their", "there"), ("a", "lantern"), ("nineteen", "ninety")] {
            assert!((like(a, b) - like(b, a)).abs() < 1e-6, "{a} {b}");
        }
    }
}
