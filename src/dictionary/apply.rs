//! Repairing captions with a dictionary: case and diacritics of its terms, known wrong forms, and,
//! on request, words that sound and look like a term.

use std::collections::HashMap;

use super::{Term, address, phonetic};
use crate::read::Opened;
use crate::source::{Edit, Span};
use crate::timeline::Shown;
use crate::words::{
    self, Editing, Languages, Made, Replacement, Words, fold, hash, similar, skeleton,
};

/// Which changes to propose.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplyOptions {
    /// The language of the captions (a BCP 47 tag), for its common words. Default: the language of
    /// the file; if unknown, the common words of every language count.
    pub language: Option<String>,
    /// Propose words that sound and look like a term too. Default no.
    pub fuzzy: bool,
    /// How alike they must be, from 0 to 1. Default 0.85.
    pub min_score: f64,
}

impl Default for ApplyOptions {
    fn default() -> Self {
        Self { language: None, fuzzy: false, min_score: 0.85 }
    }
}

/// Why a change is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It differs from the term only in case or diacritics.
    Exact,
    /// It is a wrong form that the dictionary names.
    Alias,
    /// It sounds and looks like the term.
    Fuzzy,
}

impl Reason {
    /// The word in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Fuzzy => "fuzzy",
        }
    }
}

/// A change that would turn words of a cue into a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The cue, by its place in the file, from 0.
    pub cue: u32,
    /// What would change, in the source.
    pub span: Span,
    /// What viewers see there.
    pub before: String,
    /// What they would see.
    pub after: String,
    /// Why.
    pub reason: Reason,
    /// How alike they are, from 0 to 1; 1 unless it is fuzzy.
    pub score: f64,
    /// Which term: an index into [`Applier::terms`].
    pub term: usize,
    /// The changes to the visible text ([`Shown`]), each with its cue.
    pub shown: Vec<(u32, Replacement)>,
    /// The edits that make the change. Empty where [`Proposal::stays`] is set.
    pub edits: Vec<Edit>,
    /// The words stay: with the term in their place the cue would be read as markup, a number or a timing line, or
    /// show what another cue made of the same source shows.
    pub stays: bool,
}

/// A dictionary, made ready for applying.
#[derive(Clone, Debug)]
pub struct Applier {
    /// The terms.
    pub terms: Vec<Term>,
    options: ApplyOptions,
    /// The words to look for, by the hash of the first word's skeleton.
    forms: HashMap<u64, Vec<Form>>,
    /// Terms by their code, in order.
    sounds: Vec<(Vec<char>, Vec<usize>)>,
    /// The letters of each term, for comparing; empty where it is not compared.
    letters: Vec<Vec<char>>,
    /// The maximum number of words in a term that is compared.
    longest: usize,
    languages: Languages,
}

/// The words of a term or of a wrong form, without diacritics.
#[derive(Clone, Debug)]
struct Form {
    words: Vec<String>,
    term: usize,
    alias: bool,
}

/// A word of a cue.
struct Token {
    start: usize,
    end: usize,
    skeleton: String,
}

/// What sounds like some words.
enum Alike<'t> {
    Terms(&'t [usize]),
    /// No term, but with more words perhaps.
    None,
    /// No term, whatever follows the words.
    Never,
}

/// A match at some words of a cue.
struct Found {
    /// The words, as a range of tokens.
    words: std::ops::Range<usize>,
    term: usize,
    reason: Reason,
    score: f64,
}

impl Found {
    /// Where it is in the text of the cue.
    fn range(&self, tokens: &[Token]) -> std::ops::Range<usize> {
        tokens[self.words.start].start..tokens[self.words.end - 1].end
    }
}

/// The minimum and maximum number of letters in a term that is compared: shorter ones resemble too many words.
const LETTERS: std::ops::RangeInclusive<usize> = 5..=40;
/// The best term must be better than the next one by this much.
const AHEAD: f64 = 0.04;
/// How similar a word must look at least, however it sounds.
const LEAST_SPELLING: f64 = 0.55;
/// Endings that make another form of a word.
const ENDINGS: &[&str] = &[
    "s", "es", "ed", "d", "ing", "er", "ers", "ly", "n", "en", "e", "i", "a", "al", "an", "ian",
    "ish", "y",
];

impl Applier {
    /// Reads terms. Where two have the same form, the first counts.
    #[must_use]
    pub fn new(terms: &[Term], options: &ApplyOptions) -> Self {
        let languages = Languages::new();
        let mut applier = Self {
            terms: terms.to_vec(),
            options: options.clone(),
            forms: HashMap::new(),
            sounds: Vec::new(),
            letters: Vec::new(),
            longest: 0,
            languages,
        };
        for (at, term) in terms.iter().enumerate() {
            applier.add_form(&term.text, at, false);
            for alias in &term.aliases {
                applier.add_form(alias, at, true);
            }
            let letters = applier.compared(term);
            if !letters.is_empty() {
                let words = Words::new(&term.text).count();
                applier.longest = applier.longest.max(words.min(5) + 1);
                applier.sounds.push((phonetic::code(&letters), vec![at]));
            }
            applier.letters.push(letters);
        }
        // A stable sort: terms of one code stay in order.
        applier.sounds.sort_by(|(a, _), (b, _)| a.cmp(b));
        applier.sounds.dedup_by(|(code, terms), (known, all)| {
            let is_same = code == known;
            if is_same {
                all.append(terms);
            }
            is_same
        });
        for forms in applier.forms.values_mut() {
            // The longest first; a term before a wrong form.
            forms.sort_by_key(|form| (usize::MAX - form.words.len(), form.alias));
        }
        applier
    }

    /// What it was made with.
    #[must_use]
    pub const fn options(&self) -> &ApplyOptions {
        &self.options
    }

    fn add_form(&mut self, text: &str, term: usize, alias: bool) {
        let words: Vec<String> = Words::new(text).map(|word| skeleton(word.of(text))).collect();
        if let Some(first) = words.first() {
            self.forms.entry(hash(first)).or_default().push(Form { words, term, alias });
        }
    }

    /// The letters of a term that is searched for by similarity; none for a short term or an
    /// everyday word.
    fn compared(&self, term: &Term) -> Vec<char> {
        let letters = letters(&term.text);
        let plain: String = letters.iter().collect();
        let is_word = self.is_common(&plain);
        if LETTERS.contains(&letters.len()) && !is_word { letters } else { Vec::new() }
    }

    fn is_common(&self, folded: &str) -> bool {
        self.languages.is_common(folded, self.options.language.as_deref().unwrap_or_default())
    }

    /// What the dictionary would change in a file, in file order. The edits of all proposals may be
    /// applied together.
    ///
    /// ```
    /// use cuesmith::dictionary::{Applier, ApplyOptions, parse};
    /// use cuesmith::source::Source;
    /// use cuesmith::{ReadOptions, open};
    ///
    /// let source =
    ///     Source::from_text("1\n00:00:01,000 --> 00:00:02,000\nkubernetes and cooper\nnetties\n");
    /// let file = open(&source, None, &ReadOptions::default());
    /// let terms = parse("Kubernetes = cooper netties", "a.txt", true);
    /// let found = Applier::new(&terms, &ApplyOptions::default()).propose(&file);
    /// let changes: Vec<(&str, &str)> = found.iter().map(|p| (&*p.before, &*p.after)).collect();
    /// assert_eq!(changes, [("kubernetes", "Kubernetes"), ("cooper\nnetties", "Kubernetes")]);
    /// ```
    #[must_use]
    pub fn propose(&self, file: &Opened<'_>) -> Vec<Proposal> {
        let timeline = &file.timeline;
        let mut editing = Editing::new(file);
        let mut shown = Shown::default();
        let mut proposals = Vec::new();
        for (index, cue) in timeline.cues.iter().enumerate() {
            shown.fill(timeline, cue);
            let text = &shown.text;
            let tokens: Vec<Token> = Words::new(text)
                .map(|word| Token {
                    start: word.start,
                    end: word.end,
                    skeleton: skeleton(word.of(text)),
                })
                .collect();
            let mut found = self.known(text, &tokens);
            if self.options.fuzzy {
                self.alike(text, &tokens, &mut found);
            }
            let mut changes = Vec::new();
            found.retain(|one| {
                let range = one.range(&tokens);
                let own = match address::is_inside(text, &range) {
                    true => Vec::new(),
                    false => self.changes(text, &tokens, one),
                };
                let is_new = !own.is_empty()
                    && editing.is_new(index as u32, words::source_span(&shown, range));
                if is_new {
                    changes.push(own);
                }
                is_new
            });
            let made = editing.make(index as u32, &shown, &changes);
            for ((one, changes), made) in found.into_iter().zip(changes).zip(made) {
                let stays = made.is_none();
                let Made { edits, shown: seen } = made.unwrap_or_default();
                let range = one.range(&tokens);
                proposals.push(Proposal {
                    cue: index as u32,
                    span: words::source_span(&shown, range.clone()),
                    before: text[range.clone()].to_owned(),
                    after: after(&text[range.clone()], range.start, &changes),
                    reason: one.reason,
                    score: one.score,
                    term: one.term,
                    shown: seen,
                    edits,
                    stays,
                });
            }
        }
        proposals
    }

    /// The terms and wrong forms in a text, both correct ones and ones to repair.
    fn known(&self, text: &str, tokens: &[Token]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let forms = self.forms.get(&hash(&tokens[at].skeleton)).into_iter().flatten();
            let mut fits = forms.filter(|form| self.fits(text, &tokens[at..], form));
            match fits.next() {
                Some(form) => {
                    let reason = if form.alias { Reason::Alias } else { Reason::Exact };
                    let words = at..at + form.words.len();
                    at = words.end;
                    found.push(Found { words, term: form.term, reason, score: 1.0 });
                }
                None => at += 1,
            }
        }
        found
    }

    /// Whether the first tokens match a form.
    fn fits(&self, text: &str, tokens: &[Token], form: &Form) -> bool {
        if tokens.len() < form.words.len()
            || !form.words.iter().zip(tokens).all(|(a, b)| *a == b.skeleton)
        {
            return false;
        }
        let tokens = &tokens[..form.words.len()];
        if form.alias {
            return tokens.windows(2).all(|pair| binds(&text[pair[0].end..pair[1].start]));
        }
        // Signs in a term (`C++`, `.NET`, `AT&T`) must match as well.
        let term = &self.terms[form.term].text;
        let own: Vec<(usize, usize)> =
            Words::new(term).map(|word| (word.start, word.end)).collect();
        let (first, last) = (own[0], own[own.len() - 1]);
        let suffix = term[last.1..].trim_end_matches('.');
        text[..tokens[0].start].ends_with(&term[..first.0])
            && text[tokens[tokens.len() - 1].end..].starts_with(suffix)
            && own
                .windows(2)
                .zip(tokens.windows(2))
                .all(|(a, b)| same_gap(&term[a[0].1..a[1].0], &text[b[0].end..b[1].start]))
    }

    /// The changes to the text that turn a match into the term.
    fn changes(&self, text: &str, tokens: &[Token], found: &Found) -> Vec<Replacement> {
        let tokens = &tokens[found.words.clone()];
        let range = tokens[0].start..tokens[tokens.len() - 1].end;
        let (term, seen) = (&self.terms[found.term].text, &text[range.clone()]);
        let begins = words::begins_sentence(&text[..range.start]);
        if found.reason == Reason::Exact {
            return self.repair(text, tokens, term, begins);
        }
        let mut target = term.clone();
        if begins && seen.starts_with(char::is_uppercase) {
            target = capitalized(&target);
        }
        if is_capitals(seen) && is_capitals(text) {
            target = target.to_uppercase();
        }
        if target == *seen { Vec::new() } else { words::replace_range(text, range, &target) }
    }

    /// Case and diacritics of a term, word by word, so that the text between the words stays.
    fn repair(&self, text: &str, tokens: &[Token], term: &str, begins: bool) -> Vec<Replacement> {
        let seen = &text[tokens[0].start..tokens[tokens.len() - 1].end];
        if tokens.len() == 1 && (self.is_common(&fold(term)) || self.is_common(&fold(seen))) {
            return Vec::new(); // `may` is not always `May`, and `rose` not `Rosé`
        }
        let has_marks = |text: &str| fold(text) != skeleton(text);
        let folded = fold(seen) == fold(&joined(term, seen));
        // Different diacritics make a different word; capitals are neither removed nor added where
        // the term has none or where the text is all in capitals.
        if !folded && has_marks(seen) {
            return Vec::new();
        }
        let keeps_case =
            !term.chars().any(char::is_uppercase) || (is_capitals(seen) && is_capitals(text));
        let mut out = Vec::new();
        for (at, (token, word)) in tokens.iter().zip(Words::new(term)).enumerate() {
            let (is, should) = (&text[token.start..token.end], word.of(term));
            if is == should || (keeps_case && fold(is) == fold(should)) {
                continue;
            }
            let mut should = should.to_owned();
            if keeps_case && is_capitals(is) && is.chars().count() > 1 {
                should = should.to_uppercase();
            } else if (keeps_case && is.starts_with(char::is_uppercase))
                || (at == 0 && begins && is.starts_with(char::is_uppercase))
            {
                should = capitalized(&should);
            }
            if is != should {
                out.push(Replacement::new(token.start..token.end, should));
            }
        }
        out
    }

    /// Adds words that sound and look like a term, where nothing was found already.
    fn alike(&self, text: &str, tokens: &[Token], found: &mut Vec<Found>) {
        let mut taken = vec![false; tokens.len()];
        for one in found.iter() {
            taken[one.words.clone()].fill(true);
        }
        let mut candidates: Vec<Found> = Vec::new();
        for start in 0..tokens.len() {
            let mut letters: Vec<char> = Vec::new();
            for count in 1..=self.longest {
                let last = start + count - 1;
                let Some(token) = tokens.get(last).filter(|_| !taken[last]) else { break };
                if count > 1 && !binds(&text[tokens[last - 1].end..token.start]) {
                    break;
                }
                letters.extend(token.skeleton.chars());
                if letters.len() > *LETTERS.end() + 8 {
                    break;
                }
                let terms = match self.sounding_like(&letters) {
                    Alike::Terms(terms) => terms,
                    Alike::None => continue,
                    Alike::Never => break,
                };
                if let Some((term, score)) = self.likest(&letters, &tokens[start..=last], terms) {
                    candidates.push(Found {
                        words: start..last + 1,
                        term,
                        reason: Reason::Fuzzy,
                        score,
                    });
                }
            }
        }
        candidates
            .sort_by(|a, b| b.score.total_cmp(&a.score).then(a.words.start.cmp(&b.words.start)));
        for candidate in candidates {
            if !taken[candidate.words.clone()].contains(&true) {
                taken[candidate.words.clone()].fill(true);
                found.push(candidate);
            }
        }
        found.sort_by_key(|one| one.words.start);
    }

    /// The terms that have the code of some words.
    fn sounding_like(&self, letters: &[char]) -> Alike<'_> {
        let mut left = self.sounds.as_slice();
        let mut length = 0;
        for (sound, needs) in phonetic::code_of(letters) {
            let at = |(code, _): &(Vec<char>, Vec<usize>)| code.get(length).copied();
            let from = left.partition_point(|one| at(one) < Some(sound));
            let to = left.partition_point(|one| at(one) <= Some(sound));
            left = &left[from..to];
            length += 1;
            if left.is_empty() {
                return if needs <= letters.len() { Alike::Never } else { Alike::None };
            }
        }
        match left.first() {
            Some((code, terms)) if code.len() == length => Alike::Terms(terms),
            _ => Alike::None,
        }
    }

    /// The one term that some words resemble, and how closely.
    fn likest(
        &self,
        letters: &[char],
        tokens: &[Token],
        candidates: &[usize],
    ) -> Option<(usize, f64)> {
        if letters.len() + 1 < *LETTERS.start() {
            return None;
        }
        let is_everyday = tokens.iter().all(|token| self.is_common(&token.skeleton));
        let mut best: Option<(usize, f64)> = None;
        let mut second = 0.0_f64;
        /// A list with more terms per code than this is meant to slow the program down.
        const MOST: usize = 64;
        for &term in candidates.iter().take(MOST) {
            let own = &self.letters[term];
            let words = Words::new(&self.terms[term].text).count();
            if tokens.len() > words + 1 || is_inflected(letters, own) {
                continue;
            }
            let Some(score) = score(letters, own, is_everyday) else { continue };
            match best {
                Some((_, least)) if score <= least => second = second.max(score),
                _ => {
                    second = second.max(best.map_or(0.0, |(_, score)| score));
                    best = Some((term, score));
                }
            }
        }
        best.filter(|(_, score)| *score >= self.options.min_score && score - second >= AHEAD)
    }
}

/// How alike two words with the same code are; `None` when they only sound alike. Everyday words
/// must have the same sounds and nearly the same letters.
fn score(a: &[char], b: &[char], everyday: bool) -> Option<f64> {
    let spelling = f64::midpoint(similar::closeness(a, b), similar::jaro_winkler(a, b));
    if spelling < if everyday { 0.9 } else { LEAST_SPELLING } {
        return None;
    }
    let (sound_a, sound_b) = (phonetic::sounds(a), phonetic::sounds(b));
    let sound = similar::closeness(&sound_a, &sound_b);
    Some(spelling.max((spelling + 2.0 * sound) / 3.0))
}

/// Whether one is another form of the other: `ferries`, `ferry`.
fn is_inflected(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = |word: &[char]| word[common..].iter().collect::<String>();
    let (short_rest, long_rest) = (rest(short), rest(long));
    if common < 3 || a == b {
        return false;
    }
    let is_ending = |rest: &str| ENDINGS.contains(&rest);
    let is_bare = short_rest.is_empty() || (short_rest.len() == 1 && is_ending(&short_rest));
    (is_bare && is_ending(&long_rest))
        || (short_rest == "y" && matches!(&*long_rest, "ies" | "ied"))
}

/// The letters and digits of a text without diacritics.
fn letters(text: &str) -> Vec<char> {
    Words::new(text).flat_map(|word| skeleton(word.of(text)).chars().collect::<Vec<_>>()).collect()
}

/// Whether words with this between them may be one term: spaces, one line break, a hyphen.
fn binds(between: &str) -> bool {
    between.len() <= 4
        && between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}'))
}

/// Whether the gaps between words are the same except for line breaks and kinds of apostrophe and
/// hyphen.
fn same_gap(term: &str, text: &str) -> bool {
    let plain = |gap: &str| fold(&gap.replace('\n', " ")).split(' ').collect::<Vec<_>>().join(" ");
    term == text || plain(term) == plain(text) || plain(term) == plain(text).trim_end()
}

/// The term with the gaps of the visible text: the same text if only the gaps differ.
fn joined(term: &str, seen: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    let gaps: Vec<(usize, usize)> = Words::new(seen).map(|word| (word.start, word.end)).collect();
    for (word, (start, end)) in Words::new(term).zip(gaps) {
        out.push_str(&seen[at..start]);
        out.push_str(word.of(term));
        at = end;
    }
    out
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

fn capitalized(text: &str) -> String {
    // `iPhone` is written like this everywhere.
    if text.contains(char::is_uppercase) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// A text after changes inside it; `start` is where it begins.
fn after(text: &str, start: usize, changes: &[Replacement]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for change in changes {
        let (from, to) = (change.range.start - start, (change.range.end - start).min(text.len()));
        if from <= text.len() {
            out.push_str(&text[at..from]);
            out.push_str(&change.text);
            at = to.max(at);
        }
    }
    out + &text[at..]
}
