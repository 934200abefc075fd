//! TTML and DFXP: the W3C Timed Text Markup Language and its profiles.
//!
//! What lives here: the XML layer with spans ([`parse`] and [`Document`]), times, styles and regions
//! (TTML1 sections 6, 8, 9, 10), what is shown when ([`present`]), the way to and from the timeline
//! ([`lower`], [`raise`]) and validity by model ([`validate`]). What it leaves out: images, audio,
//! animation other than `set`, document types (never processed), drawing.
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

mod active;
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
mod isd;
mod lower;
mod lower_text;
mod lower_unseen;
mod model;
mod names;
mod open;
mod options;
mod paragraph;
mod parameters;
mod presentation;
mod profile;
mod raise;
mod raise_place;
mod rational;
mod reader;
mod references;
mod spaces;
mod style;
mod sweep;
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
mod xml;

pub use active::{Active, active};
pub use color::Color;
pub use conformance::{check_encoding, check_limits, conformance};
pub use diagnostics::CODES;
pub use document::{Document, specified};
pub use geometry::{DisplayAlign, Geometry, WritingMode, geometry, has_geometry};
pub use ids::Ids;
pub use lower::lower;
pub use lower_unseen::unseen;
pub use model::Model;
pub use names::{Attr, Dialect, Namespace, TTML, Tag};
pub use options::ParseOptions;
pub use parameters::Parameters;
pub use presentation::{Presentation, Segment, present};
pub use profile::declared_model;
pub use raise::{Flavour, WriteOptions, raise};
pub use rational::Rational;
pub use reader::{parse, parse_silently};
pub use spaces::{Part, Piece};
pub use style::{BoxAttributes, Properties, Region, Ruby, Specified, Style, Styles, TextAlign};
pub use time_expression::{DropMode, TimeBase, TimeError, TimeParameters, Uses, parse_time};
pub use timing::Timing;
pub use tree::{Attribute, Element, Facts, NONE, Node, NodeKind, Tree};
pub use validate::validate;
