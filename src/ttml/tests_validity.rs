//! Validity, by small documents: what each model refuses and what it accepts.

use super::*;

/// The errors that a model and the reader report for a document: code, and the text at the finding.
fn errors(source: &str, model: Model) -> Vec<(&'static str, String)> {
    let parsed = parse(source, &ParseOptions::default());
    let mut all = parsed.diagnostics;
    all.extend(validate(&parsed.document, model));
    let errors = all.iter().filter(|d| d.severity == crate::source::Severity::Error);
    errors.map(|d| (d.code.0, d.span.slice(source).to_owned())).collect()
}

fn document(tt: &str, head: &str, body: &str) -> String {
    format!(
        "<tt xml:lang=\"en\" xmlns=\"http://www.w3.org/ns/ttml\" \
         xmlns:t=\"http://www.w3.org/ns/ttml\" \
         xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" \
         xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" \
         xmlns:ebutts=\"urn:ebu:tt:style\" {tt}>\
         <head>{head}</head><body>{body}</body></tt>"
    )
}

#[test]
fn ebu_tt_d_times_text_exactly_once() {
    let with = |p: &str, inside: &str| {
        let b = "begin=\"00:00:01.000\" end=\"00:00:09.000\"";
        let body = format!("<div><p xml:id=\"p\" {p}>{inside}</p></div>").replace('B', b);
        let source = document("ttp:timeBase=\"media\"", "", &body);
        errors(&source, Model::EbuTtD).len()
    };
    assert_eq!(with("B", "text"), 0);
    assert_eq!(with("B", "text <span>x</span>"), 0);
    assert_eq!(with("", "<span B>x</span> <br/> <span B>y</span>"), 0);
    assert_eq!(with("", "<span B><span>x</span></span>"), 0);
    assert_eq!(with("", ""), 0);
    assert_eq!(with("", "text"), 1);
    assert_eq!(with("", "text<span B>x</span>"), 1);
    assert_eq!(with("", "<span>x</span>"), 1);
    assert_eq!(with("B", "<span B>x</span>"), 1);
    assert_eq!(with("B", "<span><span B>x</span></span>"), 1);
    assert_eq!(with("", "<span B><span B>x</span></span>"), 1);
    // A paragraph without its id is looked at all the same.
    let body = "<div><p>text</p></div>";
    let found = errors(&document("ttp:timeBase=\"media\"", "", body), Model::EbuTtD);
    assert_eq!(found.len(), 2);
}

#[test]
fn an_imsc_image_document_has_no_paragraphs_in_either_edition() {
    let source = document("", "", "<div><p>x</p></div>");
    for model in [Model::Imsc10Image, Model::Imsc11Image] {
        assert!(errors(&source, model).contains(&("TTML_IMSC", "p".to_owned())), "{model:?}");
    }
}

#[test]
fn a_region_outside_a_root_of_known_size_is_an_error_in_imsc() {
    let region = "<region xml:id=\"r\" tts:origin=\"30% 30%\" tts:extent=\"80% 80%\"/>";
    let head = format!("<layout>{region}</layout>");
    let known = document("tts:extent=\"640px 480px\"", &head, "");
    for model in [Model::Imsc10Text, Model::Imsc11Text] {
        assert_eq!(errors(&known, model), [("TTML_IMSC", region.to_owned())]);
        assert_eq!(errors(&document("", &head, ""), model), []);
    }
    assert_eq!(errors(&known, Model::Ttml1), []);
    let inside = head.replace("30% 30%", "20% 20%");
    let inside = document("tts:extent=\"640px 480px\"", &inside, "");
    assert_eq!(errors(&inside, Model::Imsc11Text), []);
}

#[test]
fn declarations_are_held_against_xml() {
    let of = |before: &str| {
        let tt = "<tt xml:lang=\"\" xmlns=\"http://www.w3.org/ns/ttml\"/>";
        errors(&format!("{before}{tt}"), Model::Ttml1).len()
    };
    for good in [
        "<?xml version=\"1.0\"?>",
        "<?xml version='1.0' encoding='iso-8859-1' standalone='no'?>",
        "<!DOCTYPE tt>",
        "<!DOCTYPE\ntt >",
    ] {
        assert_eq!(of(good), 0, "{good}");
    }
    for bad in [
        "<?xml version=\"1.\"?>",
        "<?xml version=\"1.x\"?>",
        "<?xml version=\"1.0\" encoding=\"-bad-\"?>",
        "<?xml version=\"1.0\" encoding=\"\"?>",
        "<?xml version=\"1.0\" standalone=\"maybe\"?>",
        "<!DOCTYPE tt><!DOCTYPE tt>",
        "<!DOCTYPE>",
        "<!DOCTYPE >",
        "<!DOCTYPEtt>",
    ] {
        assert_ne!(of(bad), 0, "{bad}");
    }
}

#[test]
fn an_encoding_that_does_not_exist_is_no_declaration() {
    let of = |name: &str| {
        let text = format!("<?xml version='1.0' encoding='{name}'?><tt/>");
        let options = crate::source::DecodeOptions::default();
        let source = crate::source::decode(text.as_bytes(), &options).unwrap();
        let parsed = parse(&source.text, &ParseOptions::default());
        check_encoding(&source, &parsed.document).iter().map(|d| d.code.0).collect::<Vec<_>>()
    };
    assert_eq!(of("bogus"), ["TTML_ENCODING"]);
    for known in ["UTF-8", "us-ascii", "ISO-8859-15", "windows-1252", "Big5"] {
        assert_eq!(of(known), Vec::<&str>::new(), "{known}");
    }
}

#[test]
fn reserved_prefixes_and_namespaces_cannot_be_declared() {
    let of = |declaration: &str| errors(&document(declaration, "", ""), Model::Ttml1).len();
    assert_eq!(of("xmlns:xml=\"http://www.w3.org/XML/1998/namespace\""), 0);
    for bad in [
        "xmlns:q=\"http://www.w3.org/2000/xmlns/\"",
        "xmlns:q=\"http://www.w3.org/XML/1998/namespace\"",
        "xmlns:xml=\"urn:x\"",
        "xmlns:xmlns=\"urn:x\"",
    ] {
        assert_ne!(of(bad), 0, "{bad}");
    }
}

#[test]
fn attributes_in_the_namespace_of_elements_are_none() {
    let source = document("", "", "<div><p t:begin=\"1s\">x</p></div>");
    assert_eq!(errors(&source, Model::Ttml1), [("TTML_ATTRIBUTE", "t:begin".to_owned())]);
}

#[test]
fn animate_is_of_the_second_edition() {
    let source = document("", "", "<div><p><animate tts:color=\"red;blue\"/>x</p></div>");
    assert_eq!(errors(&source, Model::Ttml1), [("TTML_ELEMENT", "animate".to_owned())]);
    assert_eq!(errors(&source, Model::Ttml2), []);
}

#[test]
fn durations_need_continuous_markers() {
    let of = |mode: &str| {
        let tt = format!("ttp:timeBase=\"smpte\" {mode}");
        errors(&document(&tt, "", "<div><p dur=\"1s\">x</p></div>"), Model::Ttml1)
    };
    assert_eq!(of(""), []);
    assert_eq!(of("ttp:markerMode=\"continuous\""), []);
    let found = of("ttp:markerMode=\"discontinuous\"");
    assert_eq!(found, [("TTML_TIME", "dur".to_owned())]);
}

#[test]
fn white_space_may_stand_anywhere_however_it_is_written() {
    let of = |text: &str| errors(&document("", "", text), Model::Ttml1).len();
    assert_eq!((of("&#32;&#xA;"), of("<![CDATA[ \n]]>"), of(" \t")), (0, 0, 0));
    assert_eq!((of("&#160;"), of("<![CDATA[x]]>"), of("x")), (1, 1, 1));
}

#[test]
fn styles_of_profiles_have_their_places() {
    let on = |tt: &str, p: &str| {
        let source = document(tt, "", &format!("<div><p {p}>x</p></div>"));
        errors(&source, Model::Imsc11Text).into_iter().map(|e| e.1).collect::<Vec<_>>()
    };
    assert_eq!(on("", "ebutts:linePadding=\".5c\""), Vec::<String>::new());
    assert_eq!(on("ebutts:linePadding=\"1c\"", ""), ["ebutts:linePadding"]);
    assert_eq!(on("", "ebutts:foo=\"1c\""), ["ebutts:foo"]);
}

#[test]
fn an_actor_is_one_agent() {
    let of = |agents: &str| {
        let head = "<ttm:agent xml:id=\"a1\" type=\"person\"/><ttm:agent xml:id=\"a2\" type=\"character\">\
             <ttm:actor agent=\"#\"/></ttm:agent>"
            .replace('#', agents);
        let ttm = "xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\"";
        errors(&document(ttm, &head, ""), Model::Ttml1)
    };
    assert_eq!(of("a1"), []);
    assert_eq!(of(" a1 "), []);
    assert_eq!(of("a1 a2"), [("TTML_REFERENCE", "a1 a2".to_owned())]);
}

#[test]
fn features_are_named_in_their_own_namespace() {
    let of = |element: &str, base: &str| {
        let profile = format!(
            "<ttp:profile use=\"http://www.w3.org/ns/ttml/profile/dfxp-full\">\
             <ttp:{element} xml:base=\"{base}\"/></ttp:profile>"
        );
        errors(&document("", &profile, ""), Model::Ttml1).len()
    };
    assert_eq!(of("features", "http://www.w3.org/ns/ttml/feature/"), 0);
    assert_eq!(of("features", "http://example.com/ns/"), 1);
    assert_eq!(of("extensions", "http://example.com/ns/"), 0);
}

#[test]
fn imsc_has_no_root_relative_origin_and_no_position_for_images() {
    let of = |style: &str, model| {
        let region =
            format!("<layout><region xml:id=\"r\" tts:extent=\"50% 50%\" {style}/></layout>");
        errors(&document("", &region, ""), model).len()
    };
    let (text, image) = (Model::Imsc11Text, Model::Imsc11Image);
    for (style, in_text, in_image, in_ttml2) in [
        ("tts:origin=\"10% 10%\"", 0, 0, 0),
        ("tts:origin=\"10rw 10rh\"", 1, 1, 0),
        ("tts:origin=\"10% 10rh\"", 1, 1, 0),
        ("tts:position=\"center\"", 0, 1, 0),
    ] {
        let found = (of(style, text), of(style, image), of(style, Model::Ttml2));
        assert_eq!(found, (in_text, in_image, in_ttml2), "{style}");
    }
}

#[test]
fn ruby_has_the_structures_of_ttml2() {
    // `c(` begins a span with `tts:ruby="container"` and so on, `)` ends it; other letters are text.
    let of = |short: &str| {
        let mut body = String::new();
        for c in short.chars() {
            let part = match c {
                'c' => "container",
                'b' => "base",
                't' => "text",
                'd' => "delimiter",
                'B' => "baseContainer",
                'T' => "textContainer",
                'n' => "none",
                '(' => continue,
                ')' => {
                    body.push_str("</span> ");
                    continue;
                }
                other => {
                    body.push(other);
                    continue;
                }
            };
            body.push_str(&format!("<span tts:ruby=\"{part}\">"));
        }
        let source = document("", "", &format!("<div><p>{body}</p></div>"));
        let found = errors(&source, Model::Imsc11Text);
        assert!(found.iter().all(|(code, _)| *code == "TTML_CONTENT"), "{found:?}");
        found.len()
    };
    for good in [
        "x",
        "c(b(x)t(y))",
        "c(b(x)d(-)t(y)d(-))",
        "c(B(b(x)b(x))T(t(y)t(y)))",
        "c(B(b(x))T(t(y))T(d(-)t(y)d(-)))",
        "c(b(x)t(d(-)yd(-)))",
        "n(x)c(b(n(x))t(y))",
        "c()",
    ] {
        assert_eq!(of(good), 0, "{good}");
    }
    for bad in [
        "c(x)",
        "c(xb(x)t(y))",
        "c(n(x)b(x)t(y))",
        "c(b(x)t(y))b(x)",
        "b(x)",
        "c(b(x))",
        "c(t(y)b(x))",
        "c(b(x)t(y)t(y))",
        "c(b(x)T(t(y)))",
        "c(B(x)T(t(y)))",
        "c(B(t(y))T(t(y)))",
        "c(B(b(x))T(d(-)t(y)))",
        "c(c(b(x)t(y))t(y))",
        "c(b(c(b(x)t(y)))t(y))",
        "c(b(b(x))t(y))",
        "d(-)",
    ] {
        assert_eq!(of(bad), 1, "{bad}");
    }
}

#[test]
fn white_space_in_a_color_is_allowed_since_the_third_edition() {
    let of = |value: &str, model| {
        let head = format!("<styling><style xml:id=\"s\" tts:color=\"{value}\"/></styling>");
        let source = document("ttp:timeBase=\"media\"", &head, "");
        let parsed = parse(&source, &ParseOptions::default());
        let found = validate(&parsed.document, model);
        found.iter().map(|d| d.severity).collect::<Vec<_>>()
    };
    use crate::source::Severity::{Error, Warning};
    for padded in ["rgb( 0,0,0)", "rgba(0, 0, 0,\t255)", "rgb(0,0,0 )"] {
        assert_eq!(of(padded, Model::Ttml1), [Warning], "{padded}");
        assert_eq!(of(padded, Model::Imsc10Text), [Warning], "{padded}");
        assert_eq!(of(padded, Model::Ttml2), [], "{padded}");
        assert_eq!(of(padded, Model::EbuTtD), [Error], "{padded}");
    }
    assert_eq!(of("rgb(0,0,0)", Model::Ttml1), []);
    assert_eq!(of("rgb (0,0,0)", Model::Ttml1), [Error]);
    assert_eq!(of("#000000", Model::EbuTtD), []);
}
