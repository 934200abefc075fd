//! PHP's `strip_tags`, which the server runs over every WebVTT text
//! (`webVttCaptionsContentManager.php:26-39`).
//!
//! It is a small machine, not a parser: a `<` that no blank follows opens a tag, and everything up
//! to a `>` outside quotes is removed. Quotes count only inside tags, so the apostrophe of `<v
//! O'Hara>` deletes up to the next apostrophe. `<!-- -->` and `<? ?>` are removed whole, and so are
//! NUL bytes outside tags. A tag that is open at the end of the text deletes the rest.

use std::borrow::Cow;

use super::text::is_c_space;

/// The state of the machine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    Tag,
    /// `<?...?>`
    Instruction,
    /// `<!...>`
    Declaration,
    /// `<!--...-->`
    Comment,
}

struct Machine<'a> {
    text: &'a [u8],
    state: State,
    /// The quote sign that is open, or 0.
    quote: u8,
    /// Open `<` signs inside a tag.
    depth: usize,
    /// The last sign that mattered inside `<?...?>`.
    last: u8,
    /// Open brackets inside `<?...?>`; may go below zero.
    brackets: isize,
    /// Whether the tag began as `<?xml`: there `->` does not end it.
    is_xml: bool,
}

/// The text without what PHP takes for tags.
pub(super) fn strip_tags(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if memchr::memchr2(b'<', 0, &text).is_none() {
        return text;
    }
    let mut machine = Machine {
        text: &text,
        state: State::Text,
        quote: 0,
        depth: 0,
        last: 0,
        brackets: 0,
        is_xml: false,
    };
    let mut out = Vec::with_capacity(text.len());
    for at in 0..text.len() {
        if machine.step(at) {
            out.push(text[at]);
        }
    }
    Cow::Owned(out)
}

impl Machine<'_> {
    /// Reads the byte at `at`; whether it stays in the text.
    fn step(&mut self, at: usize) -> bool {
        match self.state {
            State::Text => return self.in_text(at),
            State::Tag => self.in_tag(at),
            State::Instruction => self.in_instruction(at),
            State::Declaration => self.in_declaration(at),
            State::Comment => {
                if self.text[at] == b'>' && self.quote == 0 && self.follows(at, b"--") {
                    self.leave();
                }
            }
        }
        false
    }

    fn in_text(&mut self, at: usize) -> bool {
        match self.text[at] {
            0 => false,
            b'<' if self.blank_follows(at) => true,
            b'<' => {
                self.last = b'<';
                self.state = State::Tag;
                false
            }
            _ => true,
        }
    }

    fn in_tag(&mut self, at: usize) {
        let byte = self.text[at];
        match byte {
            b'<' if self.quote == 0 && !self.blank_follows(at) => self.depth += 1,
            b'>' if self.closes() => {
                self.last = b'>';
                if !(self.is_xml && self.follows(at, b"-")) {
                    self.leave();
                }
            }
            sign @ (b'"' | b'\'') => self.toggle(sign),
            b'!' if self.follows(at, b"<") => {
                self.state = State::Declaration;
                self.last = b'!';
            }
            b'?' if self.follows(at, b"<") => {
                self.state = State::Instruction;
                self.brackets = 0;
            }
            _ => {}
        }
    }

    fn in_instruction(&mut self, at: usize) {
        let in_quotes = matches!(self.last, b'"' | b'\'');
        match self.text[at] {
            b'(' if !in_quotes => {
                self.last = b'(';
                self.brackets += 1;
            }
            b')' if !in_quotes => {
                self.last = b')';
                self.brackets -= 1;
            }
            b'>' => {
                let done = self.closes() && self.brackets == 0 && self.last != b'"';
                if done && self.follows(at, b"?") {
                    self.leave();
                }
            }
            sign @ (b'"' | b'\'') if !self.follows(at, b"\\") => {
                if self.last == sign {
                    self.last = 0;
                } else if self.last != b'\\' {
                    self.last = sign;
                }
                self.toggle(sign);
            }
            b'l' | b'L' if self.follows(at, b"<?xm") => {
                self.state = State::Tag;
                self.is_xml = true;
            }
            _ => {}
        }
    }

    fn in_declaration(&mut self, at: usize) {
        let byte = self.text[at];
        match byte {
            b'>' if self.closes() => self.leave(),
            sign @ (b'"' | b'\'') if !self.follows(at, b"\\") => self.toggle(sign),
            b'-' if self.follows(at, b"!-") => self.state = State::Comment,
            b'e' | b'E' if self.follows(at, b"<!doctyp") => self.state = State::Tag,
            _ => {}
        }
    }

    /// A `>`: whether it may end what is open. One for each `<` inside goes first.
    fn closes(&mut self) -> bool {
        if self.depth > 0 {
            self.depth -= 1;
            return false;
        }
        self.quote == 0
    }

    fn leave(&mut self) {
        self.state = State::Text;
        self.quote = 0;
        self.is_xml = false;
    }

    fn toggle(&mut self, sign: u8) {
        if self.quote == 0 {
            self.quote = sign;
        } else if self.quote == sign {
            self.quote = 0;
        }
    }

    fn blank_follows(&self, at: usize) -> bool {
        self.text.get(at + 1).is_some_and(|&b| is_c_space(b))
    }

    /// Whether `what` is just before `at`, ignoring case.
    fn follows(&self, at: usize, what: &[u8]) -> bool {
        self.text[..at].len() >= what.len()
            && self.text[at - what.len()..at].eq_ignore_ascii_case(what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(text: &str) -> String {
        String::from_utf8(strip_tags(Cow::Borrowed(text.as_bytes())).into_owned()).unwrap()
    }

    #[test]
    fn a_less_than_before_a_blank_is_text_and_any_other_opens_a_tag() {
        assert_eq!(stripped("a < b"), "a < b");
        assert_eq!(stripped("I <3 you"), "I ");
        assert_eq!(stripped("if x <y then\nsecond line"), "if x ");
        assert_eq!(stripped("1<"), "1");
    }

    #[test]
    fn an_apostrophe_in_a_tag_deletes_up_to_the_next_one() {
        assert_eq!(stripped("<v O'Hara>Hello, it's me</v> there"), "");
        assert_eq!(stripped("<v O'Hara>Hello</v> it's> me"), " me");
        assert_eq!(stripped("<c title=\"a>b\">x</c>"), "x");
    }

    #[test]
    fn comments_and_instructions_go_whole() {
        assert_eq!(stripped("a<!-- > ' -->b"), "ab");
        assert_eq!(stripped("a<?php if (1 > 2) ?>b"), "ab");
        assert_eq!(stripped("a<?xml x?>b"), "ab");
    }

    #[test]
    fn a_less_than_inside_a_tag_wants_its_own_end() {
        assert_eq!(stripped("m <<b>n</b> o"), "m ");
        assert_eq!(stripped("m <<b>>n"), "m n");
    }
}
