//! TTML and DFXP: the W3C Timed Text Markup Language and its profiles.
//!
//! The contents: the XML layer with spans ([`parse`] and [`Document`]), times, styles and regions
//! (TTML1 sections 6, 8, 9, 10), what is shown when ([`present`]), the way to and from the timeline
//! ([`lower`], [`raise`]) and validity by model ([`validate`]). What it leaves out: images, audio,
//! animation other than `set`, document types (never processed), drawing.
//!
//! A file becomes cues in this order: `reader` and `xml` make the tree; `timing` and `style` read the
//! attributes of its elements; `presentation` walks the body with `stack_frames` (what is open, when it
//! is on, which region it names) and hands each `p` to `paragraph`, which sweeps over the paragraph's
//! own events (`paragraph_sweep`) and collapses white space for each moment (`whitespace`); `lower`
//! and `lower_text` make cues and runs of the result. `intervals` keeps the times of all elements,
//! shown or not, for rules about times. `isd_roots` only recognizes documents without captions.
//!
//! ```
//! use cuesmith::ttml;
//!
//! let source = r#"<tt xml:lang="en" xmlns="http://www.w3.org/ns/ttml"><body><div>
//!   <p begin="00:00:01.000" end="00:00:02.500">Hello<br/>there</p>
//! </div></body></tt>"#;
//! let parsed = ttml::parse(source, &ttml::ParseOptions::default());
//! assert!(parsed.diagnostics.is_empty());
//! let timeline = ttml::lower(&parsed.document);
//! assert_eq!(timeline.cues[0].interval, cuesmith::time::Interval::from_ms(1000, 2500));
//! ```

mod attributes;
mod color;
mod conformance;
mod content_model;
mod cursor;
mod diagnostics;
mod document;
mod ebu;
mod edit;
mod features;
mod geometry;
mod ids;
mod imsc;
mod intervals;
mod isd_roots;
mod lower;
mod lower_text;
mod lower_unmapped;
mod model;
mod names;
mod options;
mod paragraph;
mod paragraph_sweep;
mod parameters;
mod presentation;
mod profile;
mod raise;
mod raise_place;
mod raise_regions;
mod raise_ruby;
mod raise_spans;
mod rational;
mod reader;
mod references;
mod ruby;
mod stack_frames;
mod style;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_changes;
#[cfg(test)]
mod tests_validity;
mod time_expression;
mod timing;
mod tree;
mod validate;
mod values;
mod whitespace;
mod xml;

pub use color::Color;
pub use conformance::{check_encoding, check_limits, conformance};
pub use diagnostics::CODES;
pub use document::{Document, specified};
pub use geometry::{DisplayAlign, Geometry, WritingMode, geometry, has_geometry};
pub use ids::Ids;
pub use intervals::{Active, active};
pub use lower::lower;
pub use lower_unmapped::unmapped;
pub use model::Model;
pub use names::{Attr, Dialect, Namespace, TTML, Tag};
pub use options::ParseOptions;
pub use parameters::Parameters;
pub use presentation::{Presentation, Segment, present};
pub use profile::declared_model;
pub use raise::{Flavour, WriteOptions, raise};
pub use rational::Rational;
pub use reader::{parse, parse_silently};
pub use style::{BoxAttributes, Properties, Region, Ruby, Specified, Style, Styles, TextAlign};
pub use time_expression::{DropMode, TimeBase, TimeError, TimeParameters, Uses, parse_time};
pub use timing::Timing;
pub use tree::{Attribute, Element, Facts, NONE, Node, NodeKind, Tree};
pub use validate::validate;
pub use whitespace::{Piece, RubyPart};
