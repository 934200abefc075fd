//! The classes of words, one bit each, in the order of the sections of the lists.

/// A set of classes.
pub(super) type Classes = u32;

pub(super) const ARTICLE: Classes = 1;
pub(super) const DETERMINER: Classes = 1 << 1;
pub(super) const PREPOSITION: Classes = 1 << 2;
pub(super) const CONJUNCTION: Classes = 1 << 3;
pub(super) const RELATIVE: Classes = 1 << 4;
pub(super) const AUXILIARY: Classes = 1 << 5;
pub(super) const NEGATION: Classes = 1 << 6;
pub(super) const PRONOUN: Classes = 1 << 7;
pub(super) const OBJECT: Classes = 1 << 8;
pub(super) const ADVERB: Classes = 1 << 9;
pub(super) const NUMBER: Classes = 1 << 10;
pub(super) const GENITIVE: Classes = 1 << 11;
pub(super) const INFINITIVE: Classes = 1 << 12;
pub(super) const TITLE: Classes = 1 << 13;
pub(super) const UNIT: Classes = 1 << 14;
/// Joins what is equal, and clings to what follows even where a comma follows it.
pub(super) const COORDINATOR: Classes = 1 << 18;
/// By its ending: an adverb.
pub(super) const ADVERB_ENDING: Classes = 1 << 15;
/// By its ending: an adjective.
pub(super) const ADJECTIVE_ENDING: Classes = 1 << 16;
/// By its ending: a participle.
pub(super) const PARTICIPLE_ENDING: Classes = 1 << 17;
/// Those by ending.
pub(super) const ENDINGS: Classes = ADVERB_ENDING | ADJECTIVE_ENDING | PARTICIPLE_ENDING;
/// A word that completes the verb before it (`give up`) and begins no phrase of its own.
pub(super) const PARTICLE: Classes = 1 << 19;
/// The section of words that stay on one line with their neighbor; no word has this class.
pub(super) const TOGETHER: Classes = 1 << 20;
