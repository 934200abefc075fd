//! Finding the words of lists in a text.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::exceptions::{Exceptions, FileLanguage, TextContext};
use super::found::Match;
use super::list::{Entry, Line, builtin, builtin_languages};
use super::obfuscation;
use super::symbol_entries::{SymbolEntries, has_signs};
use crate::chars::is_blank;
use crate::words::{Word, Words, fold, hash, primary};

/// Which words are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatcherOptions {
    /// The built-in lists to use, as BCP 47 tags. Default, empty: that of the file's language and the English one; all
    /// where the language is not known, and words that other languages use innocently only in texts of their own.
    pub languages: Vec<String>,
    /// Only words of at least this severity, 1 to 3. Default 1.
    pub min_severity: u8,
    /// Also forms that dodge filters: `sh1t`, `f**k`, `f u c k`, `shiiit`, letters of other
    /// alphabets. Default no.
    pub strict: bool,
}

impl Default for MatcherOptions {
    fn default() -> Self {
        Self { languages: Vec::new(), min_severity: 1, strict: false }
    }
}

/// Lists, made ready for finding.
#[derive(Clone, Debug)]
pub struct Matcher {
    /// The entries to look for.
    pub entries: Vec<Entry>,
    /// By the hash of their first word: what to compare the text with.
    heads: HashMap<u64, Vec<Phrase>>,
    /// A bit for each first word, by some bits of its hash: this rules out nearly every word of a text.
    filter: Vec<u64>,
    /// Entries with signs in them.
    symbol_entries: SymbolEntries,
    exceptions: Exceptions,
    obfuscations: Option<obfuscation::Index>,
}

/// The words of an entry or of an allowed phrase.
#[derive(Clone, Debug)]
struct Phrase {
    head: String,
    /// With their hashes, which rule out most other words.
    rest: Vec<(u64, String)>,
    /// Which of its words are bad.
    marked: Range<usize>,
    /// `None`: an allowed phrase.
    entry: Option<usize>,
}

const FILTER_BITS: usize = 1 << 16;

impl Matcher {
    /// Built-in lists and the caller's own on top: a word of `own` takes the place of the same word
    /// in the built-in lists, and what `own` allows is never found.
    ///
    /// ```
    /// use cuesmith::profanity::{Matcher, MatcherOptions, parse_list};
    ///
    /// let (own, _) = parse_list("frak,3\n!bloody hell\n", "");
    /// let options = MatcherOptions { languages: vec!["en".into()], ..Default::default() };
    /// let matcher = Matcher::new(&own, &options);
    /// let text = "Bloody hell, frak that!";
    /// let found: Vec<&str> = matcher.find(text, None).iter().map(|m| &text[m.start..m.end]).collect();
    /// assert_eq!(found, ["frak"]);
    /// ```
    #[must_use]
    pub fn new(own: &[Line], options: &MatcherOptions) -> Self {
        let mut lines: Vec<Line> = match options.languages.is_empty() {
            true => builtin_languages().filter_map(builtin).flatten().collect(),
            false => {
                let mut languages: Vec<String> =
                    options.languages.iter().map(|l| primary(l)).collect();
                languages.sort_unstable();
                languages.dedup();
                languages.iter().filter_map(|language| builtin(language)).flatten().collect()
            }
        };
        let owned: std::collections::HashSet<&str> = own.iter().map(word).collect();
        lines.retain(|line| !owned.contains(word(line)));
        lines.extend_from_slice(own);
        Self::of(lines, options)
    }

    /// Only these lines, no built-in list.
    #[must_use]
    pub fn of(lines: Vec<Line>, options: &MatcherOptions) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        let mut heads: HashMap<u64, Vec<Phrase>> = HashMap::new();
        let mut filter = vec![0_u64; FILTER_BITS / 64];
        let mut symbol_entries = SymbolEntries::default();
        for line in lines {
            if has_signs(word(&line)) {
                let text = word(&line).to_owned();
                match line {
                    Line::Find(entry) if entry.severity < options.min_severity => {}
                    Line::Find(entry) => {
                        entries.push(entry);
                        symbol_entries.add(text, Some(entries.len() - 1));
                    }
                    Line::Allow(_) => symbol_entries.add(text, None),
                }
                continue;
            }
            let mut words = word(&line).split(' ').map(str::to_owned);
            let head = words.next().unwrap_or_default();
            let rest: Vec<(u64, String)> = words.map(|word| (hash(&word), word)).collect();
            let (entry, marked) = match line {
                Line::Find(entry) if entry.severity < options.min_severity => continue,
                Line::Find(entry) => {
                    let marked = entry.marked.clone();
                    entries.push(entry);
                    (Some(entries.len() - 1), marked)
                }
                Line::Allow(_) => (None, 0..rest.len() + 1),
            };
            let sum = hash(&head);
            filter[slot(sum) / 64] |= 1 << (slot(sum) % 64);
            heads.entry(sum).or_default().push(Phrase { head, rest, marked, entry });
        }
        for phrases in heads.values_mut() {
            // The longest first, allowed phrases before others, later lines before earlier ones.
            phrases.reverse();
            phrases.sort_by_key(|phrase| (usize::MAX - phrase.rest.len(), phrase.entry.is_some()));
        }
        let obfuscations = options.strict.then(|| obfuscation::Index::new(&entries));
        let exceptions = Exceptions::new(&entries, !options.languages.is_empty());
        Self { entries, heads, filter, symbol_entries, exceptions, obfuscations }
    }

    /// The words of the lists in a text as viewers see it, in order, none overlapping another.
    ///
    /// `language` is the language of the whole file (a BCP 47 tag), where it is known: then the lists of other
    /// languages are not used, except for English words that mean nothing else, and on texts that are clearly in
    /// another language.
    #[must_use]
    pub fn find(&self, text: &str, language: Option<&str>) -> Vec<Match> {
        let file = language.map_or(FileLanguage::Unknown, FileLanguage::Given);
        self.search(text, file, &mut BTreeSet::new())
    }

    /// [`Matcher::find`] that notes which entries it took for a name.
    pub(super) fn search(
        &self,
        text: &str,
        language: FileLanguage<'_>,
        names: &mut BTreeSet<usize>,
    ) -> Vec<Match> {
        let context = TextContext::new(text, language);
        let mut found = Vec::new();
        // What matches and allowed phrases cover, in order.
        let mut covered: Vec<Range<usize>> = Vec::new();
        let mut words = Words::new(text);
        while let Some(word) = words.next() {
            let hit = if self.may_begin(word.hash) { self.at(&context, word) } else { None };
            let hit = match hyphen_behind(text, word.end) {
                Some(after) => self.joined(&context, word, after).or(hit),
                None => hit,
            };
            let Some((place, entry)) = hit else { continue };
            if let Some(entry) = entry {
                found.push(Match { start: place.start, end: place.end, entry, obfuscation: None });
            }
            words = Words::from(text, place.end);
            covered.push(place);
        }
        let is_free = |covered: &[Range<usize>], start, end| {
            let next = covered.partition_point(|range| range.end <= start);
            covered.get(next).is_none_or(|range| end <= range.start)
        };
        let mut signs = Vec::new();
        self.symbol_entries.find(text, |place, entry| {
            if is_free(&covered, place.start, place.end) {
                signs.push((place, entry));
            }
        });
        for (place, entry) in signs {
            if let Some(entry) = entry.and_then(|entry| self.judge(&context, &place, entry)) {
                found.push(Match { start: place.start, end: place.end, entry, obfuscation: None });
            }
            covered.push(place);
        }
        covered.sort_by_key(|range| range.start);
        if let Some(index) = &self.obfuscations {
            let mut more: Vec<Match> = Vec::new();
            // What is between the plain words, which end where words do.
            let mut at = 0;
            for (start, end) in
                covered.iter().map(|range| (range.start, range.end)).chain([(text.len(), at)])
            {
                let first = more.len();
                index.find(&text[at.min(start)..start], &self.entries, &mut more);
                for one in &mut more[first..] {
                    one.start += at;
                    one.end += at;
                }
                at = end.max(at);
            }
            found.extend(more.into_iter().filter_map(|m| {
                let entry = self.judge(&context, &(m.start..m.end), m.entry)?;
                Some(Match { entry, ..m })
            }));
        }
        found.sort_by_key(|m| (m.start, usize::MAX - m.end));
        found.dedup_by(|later, earlier| later.start < earlier.end);
        names.extend(context.named.get());
        found
    }

    /// The language of a file by its own words: the argument of [`Matcher::find`] where the file does not declare
    /// one.
    #[must_use]
    pub fn guess_language<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Option<&'static str> {
        let mut sum = crate::words::Evidence::default();
        for text in texts {
            for (to, more) in
                sum.counts.iter_mut().zip(self.exceptions.languages.evidence(text).counts)
            {
                *to += more;
            }
        }
        sum.verdict()
    }

    #[inline]
    fn may_begin(&self, sum: u64) -> bool {
        self.filter[slot(sum) / 64] >> (slot(sum) % 64) & 1 == 1
    }

    /// The longest phrase that begins with a word: where its bad words are, and its entry.
    fn at(&self, context: &TextContext<'_>, word: Word) -> Option<(Range<usize>, Option<usize>)> {
        let text = context.text;
        let phrases = self.heads.get(&word.hash)?;
        phrases.iter().find_map(|phrase| {
            let place = place_of(text, word, phrase)?;
            if fold(word.of(text)) != phrase.head {
                return None;
            }
            let entry = match phrase.entry {
                Some(entry) => Some(self.judge(context, &place, entry)?),
                None => None,
            };
            Some((place, entry))
        })
    }

    /// A word written with hyphens or broken at the end of a line: `bull-` `shit`.
    fn joined(
        &self,
        context: &TextContext<'_>,
        first: Word,
        after: usize,
    ) -> Option<(Range<usize>, Option<usize>)> {
        /// The maximum number of hyphens in a word.
        const MOST: usize = 4;
        let text = context.text;
        let mut whole = fold(first.of(text));
        let mut next = Some(after);
        let mut best = None;
        // A word hyphenated letter by letter is disguised.
        let mut is_spaced = whole.chars().nth(1).is_none();
        for _ in 0..MOST {
            let word = next.and_then(|at| Words::from(text, at).next().filter(|w| w.start == at));
            let Some(word) = word else { break };
            let part = fold(word.of(text));
            is_spaced &= part.chars().nth(1).is_none();
            whole.push_str(&part);
            let phrases = self.heads.get(&hash(&whole)).into_iter().flatten();
            let place = first.start..word.end;
            let mut same = phrases.filter(|p| p.rest.is_empty() && p.head == whole && !is_spaced);
            let fits = same.find_map(|phrase| match phrase.entry {
                Some(entry) => self.judge(context, &place, entry).map(Some),
                None => Some(None),
            });
            if let Some(entry) = fits {
                best = Some((place, entry));
            }
            next = hyphen_behind(text, word.end);
        }
        best
    }

    /// Whether the text of a neighboring cue makes a match innocent.
    pub(super) fn is_innocent_beside(&self, found: &Match, text: &str) -> bool {
        self.exceptions.is_innocent_beside(found.entry, text)
    }

    fn judge(
        &self,
        context: &TextContext<'_>,
        place: &Range<usize>,
        entry: usize,
    ) -> Option<usize> {
        self.exceptions.judge(&self.entries, context, place, entry)
    }
}

fn word(line: &Line) -> &str {
    match line {
        Line::Find(entry) => &entry.word,
        Line::Allow(phrase) => phrase,
    }
}

#[inline]
const fn slot(sum: u64) -> usize {
    sum as usize % FILTER_BITS
}

/// Where the bad words of a phrase are whose first word is `head`: only spaces, line breaks,
/// apostrophes and hyphens may be between its words.
fn place_of(text: &str, head: Word, phrase: &Phrase) -> Option<Range<usize>> {
    let mut place = head.start..head.end;
    let mut end = head.end;
    let mut words = Words::from(text, end);
    for (at, (sum, expected)) in (1..).zip(&phrase.rest) {
        let word = words.next().filter(|word| word.hash == *sum)?;
        let between = &text[end..word.start];
        let binds =
            |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '-' | '\u{2010}' | '\u{2011}');
        if between.len() > 8 || !between.chars().all(binds) || fold(word.of(text)) != *expected {
            return None;
        }
        end = word.end;
        if phrase.marked.start == at {
            place.start = word.start;
        }
        if at < phrase.marked.end {
            place.end = word.end;
        }
    }
    Some(place)
}

/// Where the word after a hyphen begins, if one follows right here: on the same line, or on the next
/// one, where a soft hyphen will do too.
fn hyphen_behind(text: &str, at: usize) -> Option<usize> {
    let first = *text.as_bytes().get(at)?;
    if first != b'-' && first < 0x80 {
        return None;
    }
    let rest = &text[at..];
    let soft = rest.strip_prefix('\u{ad}');
    let after = soft.or_else(|| rest.strip_prefix(['-', '\u{2010}', '\u{2011}']))?;
    let on = after.trim_start_matches(is_blank);
    match on.strip_prefix('\n') {
        Some(next) => Some(text.len() - next.trim_start_matches(is_blank).len()),
        None => (on.len() == after.len() && soft.is_none()).then(|| text.len() - after.len()),
    }
}
