//! Cue text: "WebVTT cue text parsing rules", with the place of every part. [`tokens`] gives the tokens
//! as they are written, [`tree`] the nodes that they make.

mod token;
mod tree;

pub use token::{
    CharacterReference, EndTag, StartTag, TimestampTag, Token, annotation_value, classes,
    meant_text, references, text_value, tokens,
};
pub use tree::{Node, NodeKind, children, tree};
