//! Which XML files libxml 2.9.14 reads, and what it sees in them, as far as the DFXP parser looks
//! (`dfxpCaptionsContentManager.php:18-230` calls `loadXML`: well-formed or refused, no recovery; namespace
//! errors do no harm).
//!
//! A flat list of events, checked while it is made: characters, names, references, attributes (a
//! repeated name makes libxml refuse the file), nesting up to 257 elements, one root. Entity references in content
//! are dropped, as the parser drops their nodes; their text must still be well-formed.
//! Left out: the inner grammar of element, attribute list and notation declarations (a malformed
//! one passes), what a parameter entity declares, libxml's limits of 10 million bytes for one text.

mod chars;
pub(crate) mod decode;
mod dtd;
mod event;
mod misc;
mod parser;
mod scopes;
mod tag;

use chars::is_xml_space;
use event::Parse;
use misc::{comment, instruction};
use parser::Parser;

pub(crate) use event::{Document, Event, Malformed, NONE, Namespace, Tag, XML};

/// Reads a decoded file.
pub(crate) fn parse(text: &str) -> Parse<Document<'_>> {
    // libxml takes a NUL for the end.
    let text = &text[..memchr::memchr(0, text.as_bytes()).unwrap_or(text.len())];
    if !text.chars().all(chars::is_char) {
        return Err(Malformed);
    }
    let mut parser = Parser::new(text);
    parser.declaration()?;
    parser.misc()?;
    if parser.rest().starts_with("<!DOCTYPE") {
        parser.dtd = dtd::doctype(text, &mut parser.at, parser.standalone)?;
        parser.misc()?;
    }
    parser.dtd.limit = (text.len() as u64).saturating_mul(10) / 3;
    parser.root()?;
    parser.misc()?;
    if parser.at < text.len() {
        return Err(Malformed);
    }
    parser.dtd.check_referenced(&parser.referenced, check_content)?;
    Ok(Document { events: parser.events, tts: parser.tts })
}

impl<'t> Parser<'t> {
    /// `<?xml version="1.0" encoding="..." standalone="..."?>`, if it is at the very start.
    fn declaration(&mut self) -> Parse<()> {
        let Some(rest) =
            self.text.strip_prefix("<?xml").filter(|rest| rest.starts_with(is_xml_space))
        else {
            return Ok(());
        };
        let end = rest.find("?>").ok_or(Malformed)?;
        let mut rest = &rest[..end];
        let version = pseudo(&mut rest, "version").ok_or(Malformed)?;
        if !version.starts_with("1.") {
            return Err(Malformed);
        }
        if let Some(name) = pseudo(&mut rest, "encoding") {
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(fits) {
                return Err(Malformed);
            }
        }
        match pseudo(&mut rest, "standalone") {
            Some("yes") => self.standalone = true,
            None | Some("no") => {}
            Some(_) => return Err(Malformed),
        }
        if !rest.chars().all(is_xml_space) {
            return Err(Malformed);
        }
        self.at = "<?xml".len() + end + "?>".len();
        Ok(())
    }

    /// Blanks, comments and processing instructions around the root.
    fn misc(&mut self) -> Parse<()> {
        loop {
            let rest = self.rest();
            self.at = self.text.len() - rest.trim_start_matches(is_xml_space).len();
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.at += comment(rest)?;
            } else if rest.starts_with("<?") {
                self.at += instruction(rest)?;
            } else {
                return Ok(());
            }
        }
    }

    fn root(&mut self) -> Parse<()> {
        self.start_tag()?;
        self.content()
    }

    /// Everything up to the end of what is open.
    fn content(&mut self) -> Parse<()> {
        while !self.open.is_empty() {
            self.item()?;
        }
        Ok(())
    }

    fn item(&mut self) -> Parse<()> {
        let rest = self.rest();
        match rest.as_bytes() {
            [] => return Err(Malformed),
            [b'<', b'/', ..] => self.end_tag()?,
            [b'<', b'!', b'-', b'-', ..] => {
                self.flush();
                self.at += comment(rest)?;
            }
            [b'<', b'!', ..] => {
                self.flush();
                let inner = rest.strip_prefix("<![CDATA[").ok_or(Malformed)?;
                let inner = &inner[..inner.find("]]>").ok_or(Malformed)?];
                self.at += "<![CDATA[".len() + inner.len() + "]]>".len();
                self.events.push(Event::Cdata(inner));
            }
            [b'<', b'?', ..] => {
                self.flush();
                self.at += instruction(rest)?;
            }
            [b'<', ..] => self.start_tag()?,
            [b'&', ..] => self.reference()?,
            _ => {
                let end = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
                let text = &rest[..end];
                if memchr::memmem::find(text.as_bytes(), b"]]>").is_some() {
                    return Err(Malformed);
                }
                self.append(text);
                self.at += end;
            }
        }
        Ok(())
    }

    fn reference(&mut self) -> Parse<()> {
        match dtd::reference(self.text, &mut self.at)? {
            dtd::EntityReference::Character(c) => {
                self.pending.get_or_insert_default().to_mut().push(c);
            }
            dtd::EntityReference::Entity(name) => {
                self.flush();
                self.dtd.known(name)?;
                self.referenced.push(name);
            }
        }
        Ok(())
    }

    fn end_tag(&mut self) -> Parse<()> {
        self.flush();
        let name = self.open.pop().ok_or(Malformed)?;
        let rest = self.rest()[2..].strip_prefix(name).ok_or(Malformed)?;
        let rest = rest.trim_start_matches(is_xml_space).strip_prefix('>').ok_or(Malformed)?;
        self.at = self.text.len() - rest.len();
        self.events.push(Event::End(self.at));
        self.scopes.leave();
        Ok(())
    }
}

/// Checks that a piece of text could be between two tags, elements closed; the entities it
/// refers to.
fn check_content(text: &str) -> Parse<Vec<&str>> {
    let mut parser = Parser::new(text);
    parser.dtd.lenient = true;
    while parser.at < text.len() {
        parser.item()?;
    }
    if parser.open.is_empty() { Ok(parser.referenced) } else { Err(Malformed) }
}

/// Takes ` key="value"` off the front.
fn pseudo<'t>(rest: &mut &'t str, key: &str) -> Option<&'t str> {
    let inner = rest.trim_start_matches(is_xml_space);
    if inner.len() == rest.len() {
        return None;
    }
    let inner = inner.strip_prefix(key)?.trim_start_matches(is_xml_space).strip_prefix('=')?;
    let inner = inner.trim_start_matches(is_xml_space);
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, after) = inner[1..].split_once(quote)?;
    *rest = after;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(file: &str) -> Option<Vec<String>> {
        let document = parse(file).ok()?;
        let texts = document.events.into_iter().filter_map(|event| match event {
            Event::Text(text) => Some(text.into_owned()),
            _ => None,
        });
        Some(texts.collect())
    }

    #[test]
    fn references_join_a_text_and_everything_else_splits_it() {
        assert_eq!(texts("<a>b&lt;&#233;&#x20ac;c</a>").unwrap(), ["b<é€c"]);
        assert_eq!(
            texts("<a>b<!-- - -->c<?d e?>f<![CDATA[<g>]]>h</a>").unwrap(),
            ["b", "c", "f", "h"]
        );
    }

    #[test]
    fn what_libxml_refuses_is_refused() {
        for file in [
            "",
            "x",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>x",
            "<a>&</a>",
            "<a>&nbsp;</a>",
            "<a>&#0;</a>",
            "<a>&#xD800;</a>",
            "<a>&#x110000;</a>",
            "<a>]]></a>",
            "<a><!-- -- --></a>",
            "<a b/>",
            "<a b=c/>",
            "<a b='1' b='2'/>",
            "<a b='1'c='2'/>",
            "<a b='<'/>",
            "<a>\u{b}</a>",
            "<a><?xml ?></a>",
            "<1a/>",
            "< a/>",
            "<a><![CDATA[x</a>",
            "<?xml encoding='UTF-8'?><a/>",
            "<a b='&'/>",
        ] {
            assert!(texts(file).is_none(), "{file:?}");
        }
    }

    #[test]
    fn what_libxml_reads_is_read() {
        for file in [
            "<?xml version='1.0'?><a/>",
            "<a b = '1'\n/>",
            "<a></a >",
            "<x:a/>",
            "<a x:b='1'/>",
            "<!-- --><a/>",
            "<!DOCTYPE a><a/>",
            "<a/>\0junk",
            "<a>&#00000000000000065;</a>",
            "<?x y?><a/><?x?>",
            "<a>]]</a>",
            "<a xmlns:b='u' xmlns:c='u' b:x='1' c:x='2'/>",
        ] {
            assert!(texts(file).is_some(), "{file:?}");
        }
    }

    #[test]
    fn nesting_ends_at_257_elements() {
        let nested = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
        assert!(texts(&nested(257)).is_some());
        assert!(texts(&nested(258)).is_none());
    }

    #[test]
    fn entities_are_dropped_in_content_and_must_be_sound() {
        let file = |dtd: &str, text: &str| format!("<!DOCTYPE a [{dtd}]><a>{text}</a>");
        assert_eq!(texts(&file("<!ENTITY e 'x'>", "b&e;c")).unwrap(), ["b", "c"]);
        assert_eq!(texts(&file("<!ENTITY e SYSTEM 'x'>", "b&e;c")).unwrap(), ["b", "c"]);
        assert!(texts(&file("<!ENTITY e '&#60;x>'>", "&e;")).is_none());
        assert!(texts(&file("<!ENTITY e '&f;'><!ENTITY f '&e;'>", "&e;")).is_none());
        assert!(texts(&file("", "&e;")).is_none());
        assert!(texts("<!DOCTYPE a SYSTEM 'x'><a>&e;</a>").is_some());
    }

    #[test]
    fn a_parameter_entity_must_stand_for_declarations() {
        let file = |text: &str| format!("<!DOCTYPE a [<!ENTITY % p \"{text}\">%p;]><a>b</a>");
        assert!(texts(&file("x")).is_none());
        assert!(texts(&file("")).is_some() && texts(&file(" <!ENTITY e 'f'>")).is_some());
    }

    #[test]
    fn attributes_have_the_values_that_are_declared_for_them() {
        let dtd = "<!ATTLIST a b CDATA #IMPLIED c (x|y) 'x' d NOTATION (n) #FIXED \"n\" b CDATA 'z'>\
                   <!ATTLIST a c CDATA 'late'>";
        let file = format!("<!DOCTYPE a [{dtd}]><a d='own'/>");
        let document = parse(&file).ok().unwrap();
        let Event::Start(tag) = &document.events[0] else { panic!("no tag") };
        let values = ["b", "c", "d"].map(|name| tag.get(NONE, name));
        assert_eq!(values, [Some("z"), Some("x"), Some("own")]);
    }

    #[test]
    fn entities_are_expanded_in_attributes() {
        let file = "<!DOCTYPE a [<!ENTITY e '1&f;'><!ENTITY f 's'>]><a b='&e;&#10;&lt;\n'/>";
        let document = parse(file).ok().unwrap();
        let Event::Start(tag) = &document.events[0] else { panic!("no tag") };
        assert_eq!(tag.get(NONE, "b"), Some("1s\n< "));
    }
}
