//! White space: what `xml:space` leaves of the text of one paragraph at one moment.
//!
//! TTML1 7.2.3: with `default`, runs of white space become one space, and white space at the
//! beginning and end of a line goes away, across elements, whether the line ends with a `br` or a preserved
//! line feed; with `preserve` all stays. Annotations of ruby are separate lines.

use std::borrow::Cow;

use super::style::Style;
use super::tree::{NodeKind, Tree};
use crate::chars::is_xml_space;
use crate::source::Span;
use crate::source::scan::{BLOCK, Block};

/// A piece of what is shown: text, or the end of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<'a> {
    /// The text; `None` for a line break.
    pub text: Option<Cow<'a, str>>,
    /// How it is drawn.
    pub style: Style,
    /// Its part in ruby.
    pub part: RubyPart,
    /// The text or `br` node it comes from.
    pub node: u32,
    /// Its place in the source.
    pub span: Span,
}

/// What part a piece has in ruby.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RubyPart {
    /// Base text, or no ruby at all.
    #[default]
    Base,
    /// An annotation.
    Annotation,
    /// Parentheses for players without ruby.
    Delimiter,
}

/// A text or `br` that is active at some moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    pub(super) node: u32,
    pub(super) preserve: bool,
    pub(super) part: RubyPart,
}

/// Builds lines from pieces.
#[derive(Debug)]
pub(super) struct Lines {
    /// Nothing but white space has been shown since the line began, or the last character was some.
    after_space: bool,
    /// The index of the piece whose last character is a space that is dropped if the line ends.
    trailing: Option<usize>,
    /// The same two for the current annotation, and the node it is in.
    annotation: Option<(u32, bool, Option<usize>)>,
}

impl Lines {
    pub(super) const fn new() -> Self {
        Self { after_space: true, trailing: None, annotation: None }
    }

    /// Adds a text or `br`.
    pub(super) fn push<'a>(
        &mut self,
        tree: &Tree<'a>,
        leaf: Leaf,
        style: Style,
        out: &mut Vec<Piece<'a>>,
    ) {
        if leaf.part != RubyPart::Base {
            return self.push_annotation(tree, leaf, style, out);
        }
        self.end_annotation(out);
        push_leaf(tree, leaf, style, &mut self.after_space, &mut self.trailing, out);
    }

    fn push_annotation<'a>(
        &mut self,
        tree: &Tree<'a>,
        leaf: Leaf,
        style: Style,
        out: &mut Vec<Piece<'a>>,
    ) {
        let parent = tree.nodes[leaf.node as usize].parent;
        if self.annotation.is_none_or(|(node, ..)| node != parent) {
            self.end_annotation(out);
            self.annotation = Some((parent, true, None));
        }
        if let Some((_, after_space, trailing)) = &mut self.annotation {
            push_leaf(tree, leaf, style, after_space, trailing, out);
        }
    }

    fn end_annotation(&mut self, out: &mut Vec<Piece<'_>>) {
        if let Some((_, _, Some(at))) = self.annotation.take() {
            strip(at, out);
        }
    }

    /// Ends the last line.
    pub(super) fn finish(&mut self, out: &mut Vec<Piece<'_>>) {
        self.end_annotation(out);
        if let Some(at) = self.trailing.take() {
            strip(at, out);
        }
    }
}

fn push_leaf<'a>(
    tree: &Tree<'a>,
    leaf: Leaf,
    style: Style,
    after_space: &mut bool,
    trailing: &mut Option<usize>,
    out: &mut Vec<Piece<'a>>,
) {
    let node = &tree.nodes[leaf.node as usize];
    let piece = |text, span| Piece { text, style, part: leaf.part, node: leaf.node, span };
    if matches!(node.kind, NodeKind::Element(_)) {
        if let Some(at) = trailing.take() {
            strip(at, out);
        }
        *after_space = true;
        out.push(piece(None, node.span));
        return;
    }
    // A span inside the node is only known where the text is the source itself.
    let source = tree.source_text(leaf.node);
    let text = source.map_or_else(|| tree.text(leaf.node), |(_, text)| text);
    let cut = |from: usize, to: usize| match source {
        Some((at, text)) => {
            (Cow::Borrowed(&text[from..to]), Span::new(at + from as u32, at + to as u32))
        }
        None => (Cow::Owned(text[from..to].to_owned()), node.span),
    };
    if leaf.preserve {
        if let Some(&last) = text.as_bytes().last() {
            *after_space = is_xml_space(char::from(last));
            // A line feed that is kept ends the line.
            if let Some(at) = trailing.take()
                && text.starts_with('\n')
            {
                strip(at, out);
            }
            let (text, span) = cut(0, text.len());
            out.push(piece(Some(text), span));
        }
        return;
    }
    let (from, to, made) = collapse(text, *after_space);
    let last = made.as_deref().unwrap_or(&text[from..to]).as_bytes().last().copied();
    let Some(last) = last else { return };
    *after_space = last == b' ';
    *trailing = (last == b' ').then_some(out.len());
    let (kept, span) = cut(from, to);
    out.push(piece(Some(made.map_or(kept, Cow::Owned)), span));
}

/// Runs of white space as one space; none at the start if `after_space`: the part of the text that is
/// left and, if that is not as written, what it becomes. The part includes the white space that each
/// shown space represents, at its ends too.
fn collapse(text: &str, after_space: bool) -> (usize, usize, Option<String>) {
    let bytes = text.as_bytes();
    let Some(first) = bytes.iter().position(|&b| !is_xml_space(char::from(b))) else {
        if after_space || bytes.is_empty() {
            return (0, 0, None);
        }
        return match memchr::memchr(b' ', bytes) {
            Some(at) => (at, at + 1, None),
            None => (0, bytes.len(), Some(" ".to_owned())),
        };
    };
    let last = bytes.iter().rposition(|&b| !is_xml_space(char::from(b))).map_or(0, |at| at + 1);
    let lead = first > 0 && !after_space;
    let tail = last < bytes.len();
    // The space next to the text serves as the one that is kept, if it is one; otherwise all the white
    // space there counts as its source, so that everything shown has its place in the source.
    let blank_before = first > 0 && bytes[first - 1] == b' ';
    let blank_after = tail && bytes[last] == b' ';
    let from = match lead {
        false => first,
        true if blank_before => first - 1,
        true => 0,
    };
    let to = match tail {
        false => last,
        true if blank_after => last + 1,
        true => bytes.len(),
    };
    if lead <= blank_before && tail <= blank_after && is_clean(&bytes[first..last]) {
        return (from, to, None);
    }
    let mut out = String::with_capacity(to - from + 2);
    if lead {
        out.push(' ');
    }
    let words = text[first..last].split(is_xml_space).filter(|w| !w.is_empty());
    for (i, word) in words.enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    if tail {
        out.push(' ');
    }
    (from, to, Some(out))
}

/// Whether there is no white space but single spaces.
fn is_clean(bytes: &[u8]) -> bool {
    let mut carry = 0;
    (0..bytes.len()).step_by(BLOCK).all(|at| {
        let block = Block::load(bytes, at);
        let spaces = block.equal(b' ');
        let controls = block.equal(b'\t') | block.equal(b'\n') | block.equal(b'\r');
        let double = spaces & (spaces << 1 | carry);
        carry = spaces >> (BLOCK - 1);
        double | controls == 0
    })
}

/// Removes the space at the end of a piece, and the piece if nothing is left of it.
fn strip(at: usize, out: &mut Vec<Piece<'_>>) {
    let Some(piece) = out.get_mut(at) else { return };
    match &mut piece.text {
        Some(Cow::Borrowed(text)) => {
            let source = text.len() as u32 == piece.span.len();
            *text = text.strip_suffix(' ').unwrap_or(text);
            piece.span.end -= u32::from(source);
        }
        Some(Cow::Owned(text)) => {
            text.pop();
        }
        None => {}
    }
    if piece.text.as_ref().is_some_and(|t| t.is_empty()) {
        out.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_and_borrows_where_it_can() {
        let c = |text: &str, after| {
            let (from, to, made) = collapse(text, after);
            made.unwrap_or_else(|| text[from..to].to_owned())
        };
        assert_eq!(c("one two", true), "one two");
        assert_eq!(c("\n   one\n  ", false), " one ");
        assert_eq!(c("  a  b ", true), "a b ");
        assert_eq!(collapse("  a b ", true), (2, 6, None));
        assert_eq!(c(" \n ", false), " ");
        assert_eq!(c(" \n ", true), "");
        assert_eq!(c("a\u{a0}\u{a0}b", true), "a\u{a0}\u{a0}b");
    }

    #[test]
    fn double_spaces_are_seen_across_blocks() {
        for at in 60..70 {
            let text = format!("{}  {}", "x".repeat(at), "y".repeat(70));
            assert!(!is_clean(text.as_bytes()), "{at}");
            assert!(is_clean(text.replace("  ", " z ").as_bytes()), "{at}");
            assert!(!is_clean(text.replace("  ", "\n").as_bytes()), "{at}");
        }
    }
}
