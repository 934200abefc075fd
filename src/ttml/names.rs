//! The names in TTML documents: namespaces, elements and attributes.
//!
//! TTML1 5.1 (namespaces), 7 (elements), 8.2 (style attributes); TTML2 8.2 and IMSC 1.1 for what
//! they add. A name that is not listed is [`Tag::Other`] or [`Attr::Other`] and stays in the document
//! with its spans.

/// A namespace, by its URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Namespace {
    /// None at all.
    None,
    /// TTML itself, current, draft or (in documents without any namespace) none.
    Tt,
    /// `#parameter`.
    Ttp,
    /// `#styling`.
    Tts,
    /// `#metadata`.
    Ttm,
    /// `#audio` (TTML2).
    Tta,
    /// `#isd`.
    Isd,
    /// `xml:`.
    Xml,
    /// `xmlns` and `xmlns:`.
    Xmlns,
    /// IMSC styling, `http://www.w3.org/ns/ttml/profile/imsc1#styling`.
    Itts,
    /// IMSC parameters.
    Ittp,
    /// IMSC metadata.
    Ittm,
    /// EBU-TT styling, `urn:ebu:tt:style`.
    Ebutts,
    /// EBU-TT metadata, `urn:ebu:tt:metadata`.
    Ebuttm,
    /// SMPTE-TT 2010 or 2013.
    Smpte,
    /// A `TT` namespace URI that does not exist, such as `http://www.w3.org/ns/10/ttml#style`.
    Bogus,
    /// A prefix that is not declared.
    Undeclared,
    /// Any other: an index into `Document::namespaces`.
    Foreign(u16),
}

/// Which edition of the namespaces a URI belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Dialect {
    /// `http://www.w3.org/ns/ttml`.
    #[default]
    Ttml,
    /// The draft `http://www.w3.org/2006/04/ttaf1`.
    Draft200604,
    /// The draft `http://www.w3.org/2006/10/ttaf1`.
    Draft200610,
    /// The root element is in no namespace.
    NoNamespace,
}

/// The base of the current TTML namespaces.
pub const TTML: &str = "http://www.w3.org/ns/ttml";

impl Namespace {
    /// The namespace of a URI and the dialect it is of; `None` for one that is foreign.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<(Self, Dialect)> {
        let current = |ns| Some((ns, Dialect::Ttml));
        match uri {
            "http://www.w3.org/XML/1998/namespace" => return current(Self::Xml),
            "http://www.w3.org/2000/xmlns/" => return current(Self::Xmlns),
            "http://www.w3.org/ns/ttml/profile/imsc1#styling" => return current(Self::Itts),
            "http://www.w3.org/ns/ttml/profile/imsc1#parameter" => return current(Self::Ittp),
            "http://www.w3.org/ns/ttml/profile/imsc1#metadata" => return current(Self::Ittm),
            "urn:ebu:tt:style" => return current(Self::Ebutts),
            "urn:ebu:tt:metadata" => return current(Self::Ebuttm),
            "http://www.smpte-ra.org/schemas/2052-1/2010/smpte-tt"
            | "http://www.smpte-ra.org/schemas/2052-1/2013/smpte-tt" => {
                return current(Self::Smpte);
            }
            _ => {}
        }
        let (rest, dialect) = [
            ("http://www.w3.org/ns/ttml", Dialect::Ttml),
            ("http://www.w3.org/2006/04/ttaf1", Dialect::Draft200604),
            ("http://www.w3.org/2006/10/ttaf1", Dialect::Draft200610),
        ]
        .into_iter()
        .find_map(|(base, dialect)| Some((uri.strip_prefix(base)?, dialect)))
        .or_else(|| bogus(uri).then_some(("bogus", Dialect::Ttml)))?;
        let namespace = match rest {
            "" => Self::Tt,
            "#parameter" => Self::Ttp,
            "#styling" => Self::Tts,
            "#style" if dialect != Dialect::Ttml => Self::Tts,
            "#metadata" => Self::Ttm,
            "#audio" => Self::Tta,
            "#isd" => Self::Isd,
            "bogus" | "#style" | "#styling#" | "/" => Self::Bogus,
            _ => return None,
        };
        Some((namespace, dialect))
    }

    /// Whether the name belongs to TTML or the vocabularies that profiles add to it.
    #[must_use]
    pub const fn is_tt(self) -> bool {
        matches!(self, Self::Tt | Self::Ttp | Self::Tts | Self::Ttm | Self::Tta | Self::Isd)
    }

    /// The URI to write for a namespace that a `tts`, `ttp`, `ttm` or `tt` prefix usually names.
    #[must_use]
    pub fn of_usual_prefix(prefix: &str) -> Option<(Self, &'static str)> {
        Some(match prefix {
            "tt" => (Self::Tt, "http://www.w3.org/ns/ttml"),
            "ttp" => (Self::Ttp, "http://www.w3.org/ns/ttml#parameter"),
            "tts" => (Self::Tts, "http://www.w3.org/ns/ttml#styling"),
            "ttm" => (Self::Ttm, "http://www.w3.org/ns/ttml#metadata"),
            _ => return None,
        })
    }
}

/// URIs in use that resemble those of TTML but do not exist.
fn bogus(uri: &str) -> bool {
    uri.starts_with("http://www.w3.org/ns/10/ttml")
        || uri.starts_with("https://www.w3.org/ns/ttml")
        || uri.starts_with("http://www.w3.org/2006/02/ttaf1")
}

macro_rules! names {
    ($(#[$meta:meta])* $Enum:ident { $($Variant:ident $ns:ident $local:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum $Enum { $($Variant,)* /// Not one of the listed names.
            Other }

        impl $Enum {
            /// The name of a namespace and local part.
            #[must_use]
            pub fn find(namespace: Namespace, local: &str) -> Self {
                match (namespace, local) {
                    $((Namespace::$ns, $local) => Self::$Variant,)*
                    _ => Self::Other,
                }
            }

            /// The local part; empty for a name that is not listed.
            #[must_use]
            pub const fn local(self) -> &'static str {
                match self { $(Self::$Variant => $local,)* Self::Other => "" }
            }

            /// The namespace; foreign for a name that is not listed.
            #[must_use]
            pub const fn namespace(self) -> Namespace {
                match self {
                    $(Self::$Variant => Namespace::$ns,)*
                    Self::Other => Namespace::Undeclared,
                }
            }
        }
    };
}

names! {
    /// An element, by namespace and local name.
    Tag {
        P Tt "p", Br Tt "br", Span Tt "span", Div Tt "div", Style Tt "style", Region Tt "region",
        Set Tt "set", Metadata Tt "metadata", Body Tt "body", Head Tt "head", Tt Tt "tt",
        Styling Tt "styling", Layout Tt "layout", Initial Tt "initial", Animate Tt "animate",
        Animation Tt "animation", Resources Tt "resources", Image Tt "image", Audio Tt "audio",
        Font Tt "font", Source Tt "source", Data Tt "data", Chunk Tt "chunk",
        Profile Ttp "profile", Features Ttp "features", Feature Ttp "feature",
        Extensions Ttp "extensions", Extension Ttp "extension",
        Title Ttm "title", Desc Ttm "desc", Copyright Ttm "copyright", Agent Ttm "agent",
        Name Ttm "name", Actor Ttm "actor", Item Ttm "item",
        SmpteImage Smpte "image", SmpteData Smpte "data", SmpteInformation Smpte "information",
        AltText Ittm "altText",
    }
}

names! {
    /// An attribute, by namespace and local name.
    Attr {
        Begin None "begin", End None "end", Dur None "dur", Region None "region",
        Style None "style", TimeContainer None "timeContainer", Id Xml "id", Lang Xml "lang",
        Space Xml "space", Base Xml "base", PlainId None "id", Type None "type", Use None "use",
        Value None "value", Agent None "agent", Animate None "animate",
        Condition None "condition", Src None "src",
        Color Tts "color", BackgroundColor Tts "backgroundColor", TextAlign Tts "textAlign",
        FontStyle Tts "fontStyle", FontWeight Tts "fontWeight", FontSize Tts "fontSize",
        FontFamily Tts "fontFamily", Origin Tts "origin", Extent Tts "extent",
        DisplayAlign Tts "displayAlign", TextDecoration Tts "textDecoration",
        Direction Tts "direction", Display Tts "display", LineHeight Tts "lineHeight",
        Opacity Tts "opacity", Overflow Tts "overflow", Padding Tts "padding",
        ShowBackground Tts "showBackground", TextOutline Tts "textOutline",
        UnicodeBidi Tts "unicodeBidi", Visibility Tts "visibility", WrapOption Tts "wrapOption",
        WritingMode Tts "writingMode", ZIndex Tts "zIndex", Ruby Tts "ruby",
        RubyAlign Tts "rubyAlign", RubyPosition Tts "rubyPosition",
        RubyReserve Tts "rubyReserve", Position Tts "position",
        BackgroundClip Tts "backgroundClip", BackgroundExtent Tts "backgroundExtent",
        BackgroundImage Tts "backgroundImage", BackgroundOrigin Tts "backgroundOrigin",
        BackgroundPosition Tts "backgroundPosition", BackgroundRepeat Tts "backgroundRepeat",
        Border Tts "border", Bpd Tts "bpd", Disparity Tts "disparity",
        FontKerning Tts "fontKerning", FontSelectionStrategy Tts "fontSelectionStrategy",
        FontShear Tts "fontShear", FontVariant Tts "fontVariant", Ipd Tts "ipd",
        LetterSpacing Tts "letterSpacing", LineShear Tts "lineShear",
        LuminanceGain Tts "luminanceGain", Shear Tts "shear", TextCombine Tts "textCombine",
        TextEmphasis Tts "textEmphasis", TextOrientation Tts "textOrientation",
        TextShadow Tts "textShadow",
        CellResolution Ttp "cellResolution", ClockMode Ttp "clockMode", DropMode Ttp "dropMode",
        FrameRate Ttp "frameRate", FrameRateMultiplier Ttp "frameRateMultiplier",
        MarkerMode Ttp "markerMode", PixelAspectRatio Ttp "pixelAspectRatio",
        Profile Ttp "profile", SubFrameRate Ttp "subFrameRate", TickRate Ttp "tickRate",
        TimeBase Ttp "timeBase", Version Ttp "version", ContentProfiles Ttp "contentProfiles",
        ProcessorProfiles Ttp "processorProfiles",
        DisplayAspectRatio Ttp "displayAspectRatio",
        InferProcessorProfileMethod Ttp "inferProcessorProfileMethod",
        InferProcessorProfileSource Ttp "inferProcessorProfileSource",
        ContentProfileCombination Ttp "contentProfileCombination",
        ProcessorProfileCombination Ttp "processorProfileCombination",
        PermitFeatureNarrowing Ttp "permitFeatureNarrowing",
        PermitFeatureRestriction Ttp "permitFeatureRestriction",
        PermitFeatureWidening Ttp "permitFeatureWidening",
        Validation Ttp "validation", ValidationAction Ttp "validationAction",
        TtmAgent Ttm "agent", TtmRole Ttm "role",
        ActiveArea Ittp "activeArea", AspectRatio Ittp "aspectRatio",
        ProgressivelyDecodable Ittp "progressivelyDecodable",
        ForcedDisplay Itts "forcedDisplay", FillLineGap Itts "fillLineGap",
        LinePadding Ebutts "linePadding", MultiRowAlign Ebutts "multiRowAlign",
        SmpteBackgroundImage Smpte "backgroundImage",
        SmpteBackgroundImageHorizontal Smpte "backgroundImageHorizontal",
        SmpteBackgroundImageVertical Smpte "backgroundImageVertical",
    }
}

impl Tag {
    /// Whether text directly inside this element is shown.
    #[must_use]
    pub const fn holds_text(self) -> bool {
        matches!(self, Self::P | Self::Span)
    }

    /// Whether the element takes part in timing.
    #[must_use]
    pub const fn is_timed(self) -> bool {
        matches!(
            self,
            Self::Body
                | Self::Div
                | Self::P
                | Self::Span
                | Self::Br
                | Self::Set
                | Self::Region
                | Self::Image
                | Self::Animate
                | Self::Audio
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_the_same_names_in_another_dialect() {
        let of = Namespace::from_uri;
        assert_eq!(of("http://www.w3.org/ns/ttml"), Some((Namespace::Tt, Dialect::Ttml)));
        assert_eq!(
            of("http://www.w3.org/2006/04/ttaf1#style"),
            Some((Namespace::Tts, Dialect::Draft200604))
        );
        assert_eq!(
            of("http://www.w3.org/2006/10/ttaf1#styling"),
            Some((Namespace::Tts, Dialect::Draft200610))
        );
        assert_eq!(
            of("http://www.w3.org/ns/10/ttml#style"),
            Some((Namespace::Bogus, Dialect::Ttml))
        );
        assert_eq!(of("urn:x"), None);
    }

    #[test]
    fn names_are_found_by_namespace_and_local_part() {
        assert_eq!(Tag::find(Namespace::Tt, "p"), Tag::P);
        assert_eq!(Tag::find(Namespace::None, "p"), Tag::Other);
        assert_eq!(Attr::find(Namespace::Tts, "color"), Attr::Color);
        assert_eq!(Attr::Color.local(), "color");
        assert_eq!(Attr::find(Namespace::None, "color"), Attr::Other);
    }
}
