//! The content models of TTML1 section 7, and the lists that validity needs.

use super::model::Model;
use super::names::{Attr, Namespace, Tag};
use super::values::Syntax;

/// TTML1 12.2.2.
pub(super) const ROLES: &[&str] = &[
    "action",
    "caption",
    "description",
    "dialog",
    "expletive",
    "kinesic",
    "lyrics",
    "music",
    "narration",
    "quality",
    "sound",
    "source",
    "suppressed",
    "reproduction",
    "thought",
    "title",
    "transcription",
];

/// Whether TTML1 has a style attribute.
pub(super) const fn in_ttml1(attr: Attr) -> bool {
    matches!(
        attr,
        Attr::Color
            | Attr::BackgroundColor
            | Attr::TextAlign
            | Attr::FontStyle
            | Attr::FontWeight
            | Attr::FontSize
            | Attr::FontFamily
            | Attr::Origin
            | Attr::Extent
            | Attr::DisplayAlign
            | Attr::TextDecoration
            | Attr::Direction
            | Attr::Display
            | Attr::LineHeight
            | Attr::Opacity
            | Attr::Overflow
            | Attr::Padding
            | Attr::ShowBackground
            | Attr::TextOutline
            | Attr::UnicodeBidi
            | Attr::Visibility
            | Attr::WrapOption
            | Attr::WritingMode
            | Attr::ZIndex
    )
}

/// Whether TTML1 has a parameter attribute (6.2).
pub(super) const fn parameter_in_ttml1(attr: Attr) -> bool {
    matches!(
        attr,
        Attr::CellResolution
            | Attr::ClockMode
            | Attr::DropMode
            | Attr::FrameRate
            | Attr::FrameRateMultiplier
            | Attr::MarkerMode
            | Attr::PixelAspectRatio
            | Attr::Profile
            | Attr::SubFrameRate
            | Attr::TickRate
            | Attr::TimeBase
    )
}

const fn is_metadata(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Metadata
            | Tag::Title
            | Tag::Desc
            | Tag::Copyright
            | Tag::Agent
            | Tag::Name
            | Tag::Actor
            | Tag::Item
    )
}

/// The place of an element among the children of another, `None` where it may not be (TTML1 7).
pub(super) fn rank(tag: Tag, parent: Tag, model: Model) -> Option<u8> {
    let two = model.syntax() == Syntax::Ttml2;
    if matches!(tag, Tag::Name | Tag::Actor) {
        let rank = u8::from(tag == Tag::Actor && parent == Tag::Agent);
        return matches!(parent, Tag::Agent | Tag::Metadata).then_some(rank);
    }
    if parent == Tag::Metadata && !two && matches!(tag.namespace(), Namespace::Tt | Namespace::Ttp)
    {
        // Metadata of TTML and foreign elements (TTML1 12.1.1).
        return (tag == Tag::Metadata).then_some(0);
    }
    if matches!(parent, Tag::Metadata | Tag::Other) {
        return Some(0);
    }
    if is_metadata(tag) {
        let holds =
            !matches!(parent, Tag::Tt | Tag::Style | Tag::Title | Tag::Desc | Tag::Copyright)
                || (two && matches!(parent, Tag::Style));
        return holds.then_some(0);
    }
    let animation = tag == Tag::Set || (two && tag == Tag::Animate);
    match (parent, tag) {
        (Tag::Tt, Tag::Head) => Some(0),
        (Tag::Tt, Tag::Body) => Some(1),
        (Tag::Head, Tag::Profile) => Some(0),
        (Tag::Head, Tag::Resources) if two => Some(1),
        (Tag::Head, Tag::Styling) => Some(2),
        (Tag::Head, Tag::Layout) => Some(3),
        (Tag::Head, Tag::Animation) if two => Some(4),
        (Tag::Styling, Tag::Initial) if two => Some(1),
        (Tag::Styling, Tag::Style) => Some(2),
        (Tag::Layout, Tag::Region) => Some(1),
        (Tag::Region, Tag::Style) => Some(2),
        (Tag::Region | Tag::Body | Tag::Div | Tag::P | Tag::Span | Tag::Br, _) if animation => {
            Some(1)
        }
        (Tag::Body, Tag::Div) | (Tag::Div, Tag::Div | Tag::P) => Some(2),
        (Tag::P | Tag::Span, Tag::Span | Tag::Br) => Some(2),
        (Tag::Profile, Tag::Features) => Some(1),
        (Tag::Profile, Tag::Extensions) => Some(2),
        (Tag::Features, Tag::Feature) | (Tag::Extensions, Tag::Extension) => Some(1),
        (Tag::Animation, _) if animation && two => Some(1),
        // TTML2 content that no text profile has; the profile rules report it.
        (
            _,
            Tag::Resources
            | Tag::Data
            | Tag::Chunk
            | Tag::Source
            | Tag::Font
            | Tag::Image
            | Tag::Audio
            | Tag::Animation
            | Tag::Region
            | Tag::Initial
            | Tag::Profile,
        ) if two => Some(2),
        _ => None,
    }
}
