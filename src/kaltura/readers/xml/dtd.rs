//! References, and the entities of an internal subset, as far as they decide whether a file is
//! well-formed.
//!
//! Nothing outside the file is ever read. Expansion happens only in attribute values and has a
//! budget.

use std::borrow::Cow;
use std::collections::HashMap;

use super::chars::{self, is_xml_space};
use super::event::{Malformed, Parse};
use super::misc::{comment, instruction};

/// What an ampersand starts.
pub(super) enum EntityReference<'t> {
    Character(char),
    /// An entity other than the five.
    Entity(&'t str),
}

/// How many attributes of an element may have a value of their own.
const MAX_DEFAULTS: usize = 50;
/// The maximum total size of expansions, in bytes (`XML_MAX_TEXT_LENGTH`).
const BUDGET: usize = 10_000_000;

/// What a document type declares.
#[derive(Default)]
pub(super) struct Dtd<'t> {
    /// The replacement texts, `None` for an external entity.
    pub(super) entities: HashMap<&'t str, Option<Cow<'t, str>>>,
    /// The texts of parameter entities, likewise.
    parameters: HashMap<&'t str, Option<Cow<'t, str>>>,
    /// For each element the attributes with a value of their own where they are not written.
    pub(super) defaults: HashMap<&'t str, Vec<(&'t str, Cow<'t, str>)>>,
    /// Whether an entity without declaration is not an error: there is an external subset or a
    /// parameter entity, and the document does not call itself standalone.
    pub(super) lenient: bool,
    /// How many references may be followed: three times their number may not reach ten times the
    /// file (`xmlParserEntityCheck`).
    pub(super) limit: u64,
    /// Bytes that expansion has produced so far.
    spent: usize,
    /// References that were followed.
    followed: u64,
}

/// Reads the reference at `at`, which is on the ampersand.
pub(super) fn reference<'t>(text: &'t str, at: &mut usize) -> Parse<EntityReference<'t>> {
    let inner = &text[*at + 1..];
    if let Some(digits) = inner.strip_prefix('#') {
        let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |hex| (hex, 16));
        let end = digits.find(|c: char| !c.is_digit(radix)).ok_or(Malformed)?;
        if end == 0 || !digits[end..].starts_with(';') {
            return Err(Malformed);
        }
        let value = digits[..end].chars().filter_map(|c| c.to_digit(radix));
        let value = value.fold(0, |n: u32, d| n.saturating_mul(radix).saturating_add(d));
        *at = text.len() - digits.len() + end + 1;
        let character = char::from_u32(value).filter(|c| chars::is_char(*c));
        return character.map(EntityReference::Character).ok_or(Malformed);
    }
    let name = chars::name(inner).ok_or(Malformed)?;
    if !inner[name.len()..].starts_with(';') {
        return Err(Malformed);
    }
    *at += 1 + name.len() + 1;
    Ok(match name {
        "amp" => EntityReference::Character('&'),
        "lt" => EntityReference::Character('<'),
        "gt" => EntityReference::Character('>'),
        "quot" => EntityReference::Character('"'),
        "apos" => EntityReference::Character('\''),
        _ => EntityReference::Entity(name),
    })
}

impl<'t> Dtd<'t> {
    /// Whether content may refer to the entity.
    pub(super) fn known(&self, name: &str) -> Parse<()> {
        if self.lenient || self.entities.contains_key(name) { Ok(()) } else { Err(Malformed) }
    }

    /// The entity's text as it is in an attribute value.
    pub(super) fn expand(&mut self, name: &str, out: &mut String) -> Parse<()> {
        let (mut followed, before) = (self.followed, out.len());
        self.expand_within(name, out, &mut followed)?;
        self.followed = followed;
        self.spent += out.len() - before;
        if self.spent > BUDGET { Err(Malformed) } else { Ok(()) }
    }

    fn expand_within(&self, name: &str, out: &mut String, followed: &mut u64) -> Parse<()> {
        let start = out.len();
        // Names that are being expanded, each with what is left of its text.
        let mut open: Vec<(&str, &str)> = vec![(name, self.inner(name)?)];
        while let Some((_, rest)) = open.last_mut() {
            let Some(c) = rest.chars().next() else {
                open.pop();
                continue;
            };
            if c == '<' || out.len() - start > BUDGET {
                return Err(Malformed);
            }
            if c != '&' {
                *rest = &rest[c.len_utf8()..];
                out.push(if is_xml_space(c) { ' ' } else { c });
                continue;
            }
            let mut at = 0;
            let found = reference(rest, &mut at)?;
            *rest = &rest[at..];
            *followed += 1;
            match found {
                EntityReference::Character(c) => out.push(c),
                EntityReference::Entity(name) => {
                    let circle = open.len() > 40 || open.iter().any(|(known, _)| *known == name);
                    if circle || *followed > self.limit {
                        return Err(Malformed);
                    }
                    open.push((name, self.inner(name)?));
                }
            }
        }
        Ok(())
    }

    fn inner(&self, name: &str) -> Parse<&str> {
        match self.entities.get(name) {
            Some(Some(text)) => Ok(text),
            None if self.lenient => Ok(""),
            Some(None) | None => Err(Malformed),
        }
    }

    /// The entities that content refers to, and those they refer to, must be sound, without a
    /// circle, and not explode. `content` checks a replacement text and gives the entities in it.
    pub(super) fn check_referenced(
        &self,
        referenced: &[&str],
        content: fn(&str) -> Parse<Vec<&str>>,
    ) -> Parse<()> {
        let mut inner: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut work: Vec<&str> = referenced.to_vec();
        while let Some(name) = work.pop() {
            if let (Some((name, Some(text))), false) =
                (self.entities.get_key_value(name), inner.contains_key(name))
            {
                let own = content(text)?;
                own.iter().try_for_each(|name| self.known(name))?;
                work.extend(&own);
                inner.insert(name, own);
            }
        }
        // Each round settles the entities whose own references are settled; a circle is never
        // settled. libxml follows 40 levels.
        let mut counts: HashMap<&str, u64> = HashMap::new();
        for _ in 0..=40 {
            if counts.len() == inner.len() {
                return Ok(());
            }
            let settled: Vec<_> = inner
                .iter()
                .filter(|(name, _)| !counts.contains_key(*name))
                .filter_map(|(name, own)| Some((*name, count(own, &inner, &counts)?)))
                .collect();
            if settled.is_empty() || settled.iter().any(|(_, count)| *count > self.limit) {
                return Err(Malformed);
            }
            counts.extend(settled);
        }
        Err(Malformed)
    }
}

fn count(
    own: &[&str],
    inner: &HashMap<&str, Vec<&str>>,
    counts: &HashMap<&str, u64>,
) -> Option<u64> {
    own.iter().try_fold(0_u64, |sum, name| {
        let nested = if inner.contains_key(name) { *counts.get(name)? } else { 0 };
        Some(sum.saturating_add(1).saturating_add(nested))
    })
}

/// Reads `<!DOCTYPE ...>` at `at`.
pub(super) fn doctype<'t>(text: &'t str, at: &mut usize, standalone: bool) -> Parse<Dtd<'t>> {
    let mut dtd = Dtd::default();
    let mut rest = text[*at..].strip_prefix("<!DOCTYPE").ok_or(Malformed)?;
    rest = rest.trim_start_matches(is_xml_space);
    rest = &rest[chars::name(rest).ok_or(Malformed)?.len()..];
    if external_id(&mut rest)? {
        dtd.lenient = !standalone;
    }
    rest = rest.trim_start_matches(is_xml_space);
    if let Some(subset) = rest.strip_prefix('[') {
        rest = subset_end(subset, standalone, &mut dtd)?.trim_start_matches(is_xml_space);
    }
    rest = rest.strip_prefix('>').ok_or(Malformed)?;
    *at = text.len() - rest.len();
    Ok(dtd)
}

/// `SYSTEM "..."` or `PUBLIC "..." "..."`, if present.
fn external_id(rest: &mut &str) -> Parse<bool> {
    let inner = rest.trim_start_matches(is_xml_space);
    let (inner, literals) = match (inner.strip_prefix("SYSTEM"), inner.strip_prefix("PUBLIC")) {
        (Some(inner), _) => (inner, 1),
        (_, Some(inner)) => (inner, 2),
        _ => return Ok(false),
    };
    *rest = inner;
    for _ in 0..literals {
        literal(rest)?;
    }
    Ok(true)
}

/// Blanks and a quoted text.
fn literal<'t>(rest: &mut &'t str) -> Parse<&'t str> {
    let inner = rest.trim_start_matches(is_xml_space);
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or(Malformed)?;
    if inner.len() == rest.len() {
        return Err(Malformed);
    }
    let (value, after) = inner[1..].split_once(quote).ok_or(Malformed)?;
    *rest = after;
    Ok(value)
}

/// The declarations up to the closing bracket; returns what follows it.
fn subset_end<'t>(mut rest: &'t str, standalone: bool, dtd: &mut Dtd<'t>) -> Parse<&'t str> {
    loop {
        rest = rest.trim_start_matches(is_xml_space);
        if let Some(after) = rest.strip_prefix(']') {
            return Ok(after);
        } else if let Some(inner) = rest.strip_prefix('%') {
            let name = chars::name(inner).ok_or(Malformed)?;
            rest = inner[name.len()..].strip_prefix(';').ok_or(Malformed)?;
            dtd.lenient = !standalone;
            // Text in place of declarations must look like declarations.
            let text = dtd.parameters.get(name).and_then(Option::as_deref).unwrap_or_default();
            let text = text.trim_start_matches(is_xml_space);
            if !(text.is_empty() || text.starts_with('%') || text.starts_with("<")) {
                return Err(Malformed);
            }
        } else if rest.starts_with("<!--") {
            rest = &rest[comment(rest)?..];
        } else if rest.starts_with("<?") {
            rest = &rest[instruction(rest)?..];
        } else if let Some(inner) = rest.strip_prefix("<!ENTITY") {
            rest = entity(inner, dtd)?;
        } else if let Some(inner) = rest.strip_prefix("<!ATTLIST") {
            rest = skip_declaration(inner)?;
            attribute_list(&inner[..inner.len() - rest.len()], dtd);
        } else {
            let kinds = ["<!ELEMENT", "<!NOTATION"];
            let inner =
                kinds.into_iter().find_map(|kind| rest.strip_prefix(kind)).ok_or(Malformed)?;
            rest = skip_declaration(inner)?;
        }
    }
}

/// ` name "text">`, ` name SYSTEM "..." [NDATA ...]>` or the same after ` % `. The first
/// declaration counts.
fn entity<'t>(rest: &'t str, dtd: &mut Dtd<'t>) -> Parse<&'t str> {
    let mut rest =
        rest.strip_prefix(is_xml_space).ok_or(Malformed)?.trim_start_matches(is_xml_space);
    let parameter = rest.strip_prefix('%').filter(|rest| rest.starts_with(is_xml_space));
    rest = parameter.unwrap_or(rest).trim_start_matches(is_xml_space);
    let name = chars::name(rest).ok_or(Malformed)?;
    rest = &rest[name.len()..];
    let value =
        if external_id(&mut rest)? { None } else { Some(replacement(literal(&mut rest)?)?) };
    let known = if parameter.is_some() { &mut dtd.parameters } else { &mut dtd.entities };
    known.entry(name).or_insert(value);
    skip_declaration(rest)
}

/// ` element (attribute type default)*>`: notes the values of attributes that have one. What cannot
/// be read ends the list.
fn attribute_list<'t>(declaration: &'t str, dtd: &mut Dtd<'t>) -> Option<()> {
    let mut rest = declaration.trim_start_matches(is_xml_space);
    let element = chars::name(rest)?;
    rest = &rest[element.len()..];
    loop {
        rest = rest.trim_start_matches(is_xml_space);
        let name = chars::name(rest)?;
        rest = rest[name.len()..].trim_start_matches(is_xml_space);
        let kind = chars::name(rest).unwrap_or_default();
        rest = rest[kind.len()..].trim_start_matches(is_xml_space);
        if let Some((_, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            rest = after.trim_start_matches(is_xml_space);
        }
        if let Some(after) =
            ["#REQUIRED", "#IMPLIED"].into_iter().find_map(|kind| rest.strip_prefix(kind))
        {
            rest = after;
            continue;
        }
        rest = rest.strip_prefix("#FIXED").unwrap_or(rest).trim_start_matches(is_xml_space);
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = rest[1..].split_once(quote)?;
        rest = after;
        let value = replacement(value).ok()?;
        let known = dtd.defaults.entry(element).or_default();
        // The first declaration counts; more of them than any schema has are not followed.
        if known.len() < MAX_DEFAULTS && known.iter().all(|(known, _)| *known != name) {
            known.push((name, value));
        }
    }
}

/// An entity's text: character references replaced, others kept (XML 1.0 section 4.5).
fn replacement(literal: &str) -> Parse<Cow<'_, str>> {
    if literal.contains('%') {
        return Err(Malformed);
    }
    let Some(first) = literal.find('&') else { return Ok(Cow::Borrowed(literal)) };
    let mut out = literal[..first].to_owned();
    let mut at = first;
    while let Some(c) = literal[at..].chars().next() {
        let start = at;
        if c != '&' {
            out.push(c);
            at += c.len_utf8();
            continue;
        }
        let is_number = literal[at..].starts_with("&#");
        match reference(literal, &mut at)? {
            EntityReference::Character(c) if is_number => out.push(c),
            _ => out.push_str(&literal[start..at]),
        }
    }
    Ok(Cow::Owned(out))
}

/// To after the `>`, over quoted texts.
fn skip_declaration(rest: &str) -> Parse<&str> {
    let mut at = 0;
    loop {
        at += rest[at..].find(['"', '\'', '>', '<']).ok_or(Malformed)?;
        match &rest[at..=at] {
            ">" => return Ok(&rest[at + 1..]),
            "<" => return Err(Malformed),
            quote => at += 2 + rest[at + 1..].find(quote).ok_or(Malformed)?,
        }
    }
}
