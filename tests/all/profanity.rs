//! Profanity: the shared sentences, captions in which nothing may be found, and what masks must
//! keep. `../shared/conformance/srt/README.md` tells the schema.

use std::fs;

use cuesmith::profanity::{MaskStyle, Matcher, MatcherOptions, Options, mask, parse_list};
use cuesmith::source::{Edits, Source};
use cuesmith::{Format, ReadOptions, open};
use proptest::prelude::*;
use serde_json::Value;

use crate::common::Stopwatch;
use crate::data;

/// The kinds of sentence that contain a word in disguise.
const EVASIONS: &[&str] = &["leet", "self-masked", "homoglyph", "spaced", "stretched"];

fn shared(name: &str) -> Option<Vec<Value>> {
    let text = fs::read_to_string(data::shared(&format!("srt/{name}"))?).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn matcher(languages: &[&str], strict: bool) -> Matcher {
    let languages = languages.iter().map(|l| (*l).to_owned()).collect();
    Matcher::new(&[], &MatcherOptions { languages, strict, ..Default::default() })
}

fn cue(text: &str) -> String {
    format!("1\n00:00:01,000 --> 00:00:03,000\n{text}\n")
}

/// What is found in a cue, as it is in the source.
fn found(matcher: &Matcher, text: &str) -> Vec<String> {
    let file = cue(text);
    let source = Source::from_text(&file);
    let opened = open(&source, Some("a.srt"), &ReadOptions::default());
    let options = Options { style: MaskStyle::Report, ..Options::default() };
    let changes = mask(&opened, matcher, &options);
    changes.iter().map(|change| change.span.slice(&file).to_owned()).collect()
}

/// Whether other cues of the paragraph show a place was once asked of each of them.
#[test]
fn a_paragraph_of_very_many_cues_is_masked_in_linear_time() {
    const CUES: usize = 60_000;
    let span = |n: usize| format!("<span begin=\"{n}s\" dur=\"1s\">damn</span>");
    let spans: String = (0..CUES).map(span).collect();
    let text = format!(
        "<tt xml:lang=\"en\" xmlns=\"http://www.w3.org/ns/ttml\"><body><div><p>{spans}</p></div></body></tt>"
    );
    let source = Source::from_text(&text);
    let file = open(&source, Some("a.ttml"), &ReadOptions::default());
    let changes = mask(&file, &matcher(&["en"], false), &Options::default());
    assert_eq!(changes.iter().filter(|change| change.edits.len() == 1).count(), CUES);
}

fn masked(text: &str, style: MaskStyle) -> String {
    masked_as(text, Format::Srt, style)
}

fn masked_as(text: &str, format: Format, style: MaskStyle) -> String {
    let head = match format {
        Format::WebVtt => "WEBVTT\n\n00:01.000 --> 00:03.000\n",
        Format::Ttml => "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div>\n",
        _ => "1\n00:00:01,000 --> 00:00:03,000\n",
    };
    let file = format!("{head}{text}\n");
    let reading = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let source = Source::from_text(&file);
    let opened = open(&source, None, &reading);
    let mut edits = Edits::default();
    for change in mask(&opened, &matcher(&["en"], false), &Options { style, ..Options::default() })
    {
        change.edits.into_iter().for_each(|edit| edits.push(edit));
    }
    let after = edits.apply(&file).unwrap();
    after.strip_prefix(head).unwrap().strip_suffix('\n').unwrap().to_owned()
}

#[test]
fn the_shared_sentences_are_judged_right() {
    let Some(cases) = shared("profanity.jsonl") else { return };
    let without_tags = |text: &str| text.replace("<i>", "").replace("</i>", "");
    let mut missed = Vec::new();
    for case in &cases {
        let (kind, text) = (case["kind"].as_str().unwrap(), case["text"].as_str().unwrap());
        let expected: Vec<String> = case["expect"]
            .as_array()
            .unwrap()
            .iter()
            .map(|w| without_tags(w.as_str().unwrap()))
            .collect();
        let strict = EVASIONS.contains(&kind);
        let words: Vec<String> =
            found(&matcher(&[], strict), text).iter().map(|w| without_tags(w)).collect();
        if words != expected {
            missed.push(format!("{kind}: {text}: found {words:?}"));
        }
    }
    println!("{} of {}", cases.len() - missed.len(), cases.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn clean_sentences_are_clean_with_strict_and_with_each_language_alone() {
    let Some(cases) = shared("profanity.jsonl") else { return };
    for case in cases.iter().filter(|case| case["expect"].as_array().unwrap().is_empty()) {
        let text = case["text"].as_str().unwrap();
        assert_eq!(found(&matcher(&[], true), text), [""; 0], "{text}");
        assert_eq!(found(&matcher(&["en"], true), text), [""; 0], "{text}");
    }
}

#[test]
fn nothing_is_found_in_broadcast_captions() {
    let Some(cases) = shared("linebreak/pbs_pycaption_example.jsonl") else { return };
    for languages in [&[][..], &["en"]] {
        let matcher = matcher(languages, true);
        for case in &cases {
            let text = case["text"].as_str().unwrap();
            assert_eq!(found(&matcher, text), [""; 0], "{text}");
        }
    }
}

#[test]
fn innocent_neighbours_of_bad_words_are_left_alone() {
    let all = matcher(&[], true);
    let english = matcher(&["en"], true);
    for text in [
        "Dick Cheney met Mr. Cock in Twatt, Orkney.",
        "We read Moby-Dick and saw Dick Van Dyke.",
        "I talked to Dick about the Hitchcock retrospective.",
        "A blue tit, two great tits and a woodpecker came to the feeder.",
        "Mary rode to Bethlehem on an ass, past the stable.",
        "The bitch and her puppies are in the kennel.",
        "A cock crows at dawn. The hens follow.",
        "The village of Fucking in Austria changed its name.",
        "Our Maine coon cat is a big one.",
        "There is a chink in his armour.",
        "He pricked his finger; prick the sausages with a fork.",
        "Faggots and peas with gravy, please.",
        "It was tit for tat.",
        "Classic bass passages assess massive grass assets.",
        "Shiitake mushrooms, cockatoos and peacocks in Scunthorpe.",
        "Hello, shells and Michelle: hellish is no word for it.",
        "She'll be back; we'll see if he'll come.",
        "Le con, la con; pros and cons of a con artist.",
        "Con mucho gusto, señor, con leche.",
        "Das Buch ist dick und der Fuchs ist nicht da.",
        "Und er hat den ganzen Tag gefastet.",
        "Le retard du train est de dix minutes.",
        "Il cul-de-sac è in fondo, la via è a destra.",
        "Elle a mis son pull dans le sac et il est parti.",
        "Slut för idag, vi ses i morgon och god natt.",
        "Det er fart på, og vi skal til byen.",
        "Hij heeft de kanker overleden patiënten bezocht in het ziekenhuis.",
        "Het boek lag op de plank van de keuken.",
        "La fiche est sur la table avec les dossiers.",
        "Vitamin B12, 5S, A4 paper, the MP3 and the H1N1 virus.",
        "F.B.I., C.I.A., U S A and a b c d e.",
        "Footnote* and another** with 2*3*4 stars.",
        "f(x) = a*b + c**2",
        "Mail ash.it@example.com or @shitake_fan.",
        "**** is what it says already.",
        "The sex of the chick, a rapist's trial, an anal fissure.",
    ] {
        assert_eq!(found(&all, text), [""; 0], "all: {text}");
        assert_eq!(found(&english, text), [""; 0], "en: {text}");
    }
}

/// What means something harmless in one language is not masked because another list has it, and
/// idioms, dishes, tools and sciences keep their words.
#[test]
fn everyday_words_of_seven_languages_are_left_alone() {
    let all = matcher(&[], false);
    for text in [
        "The bastard sword is long.",
        "Il cane bastardo dorme.",
        "On fait un pique-nique au bord du lac.",
        "Il a mis la machine en branle avant le branle-bas.",
        "La chatte a miaulé toute la nuit.",
        "Le gravier crisse sous les pas.",
        "Des amuse-gueules et des raclures de bois.",
        "Il a noch ein Ass im Ärmel und das ist gut.",
        "Das war ein Ass im Tennis, und der Ball ist weg.",
        "Sie ist heute wieder munter und der Hund auch.",
        "Die Mönche in den Kutten sind auf dem Weg.",
        "Er muss den inneren Schweinehund überwinden.",
        "Das ist ein Shitstorm im Netz, und es wird nicht besser.",
        "Het werd steeds slapper en toen was het op.",
        "Hij reet het papier in stukken en het is weg.",
        "Zij heeft kanker en hij heeft tyfus gehad.",
        "Dat is heel nuttig en ik vind het leuk.",
        "De joden in Amsterdam waren bang voor de oorlog.",
        "Le fiche del casinò sono sul tavolo.",
        "Il bimbo dorme e la mamma non c'è.",
        "La guerre de Troie n'aura pas lieu, et Troie est loin.",
        "Spic and span, spic-and-span!",
        "All the screw you need is here.",
        "Take the jack off the car and put it in the white trash bag.",
        "Mr. Thomas Crapper sold toilets.",
        "WTF is the World Taekwondo Federation.",
        "La perra vagabunda y el perro están en la calle.",
        "Los panchitos están en la mesa con las porras.",
        "O puto foi à escola com a mãe.",
        "A porta foi arrombada pelos bombeiros.",
        "Hästens foder är slut och det är inte bra.",
        "A otária é um animal do mar.",
    ] {
        assert_eq!(found(&all, text), [""; 0], "{text}");
    }
}

#[test]
fn first_names_and_speakers_are_no_profanity() {
    let all = matcher(&[], true);
    for text in [
        "Dick was late for school again.",
        "Dick, come here!",
        ">> DICK: Where are you?",
        "DICK: Where are you?",
        "- Prick: I don't know.",
        "THE DICK VAN DYKE SHOW",
        "MR. PRICK IS HERE.",
        "WE MET DICK AT THE STATION.",
    ] {
        assert_eq!(found(&all, text), [""; 0], "{text}");
    }
    for (text, word) in [
        ("DON'T BE SUCH A DICK.", "DICK"),
        ("He is a dick: ask anyone.", "dick"),
        ("You prick.", "prick"),
        ("Cock!", "Cock"),
    ] {
        assert_eq!(found(&all, text), [word], "{text}");
    }
}

#[test]
fn a_name_stays_one_in_the_whole_file() {
    let file = "1\n00:00:01,000 --> 00:00:02,000\nCock is here.\n\n\
        2\n00:00:03,000 --> 00:00:04,000\nWe saw Mr. Cock in the pub.\n\n\
        3\n00:00:05,000 --> 00:00:06,000\nWhat a cock.\n";
    let source = Source::from_text(file);
    let opened = open(&source, None, &ReadOptions::default());
    let changes = mask(&opened, &matcher(&[], false), &Options::default());
    let words: Vec<(u32, &str)> = changes.iter().map(|c| (c.cue, c.word.as_str())).collect();
    assert_eq!(words, [(2, "cock")]);
}

#[test]
fn entries_with_signs_are_found_as_they_are_written() {
    let (lines, errors) = parse_list(
        "a$$\nsh!t\n@ss\nf*ck\nc#\nc++\n🖕\nson of a b!tch\n!f*ck it\nくそ\ndon't\n",
        "",
    );
    assert_eq!(errors, []);
    let own = Matcher::of(lines, &MatcherOptions::default());
    for (text, words) in [
        ("I saw a cat, a A$$ and a$$$.", &["A$$"][..]),
        ("sh t, Sh!t, sh!tty", &["Sh!t"]),
        ("ss, @ss, cl@ss, mail me@ss.example", &["@ss"]),
        ("f ck, f*ck, F*CK it", &["f*ck"]),
        ("c, C#, c++, cc+++", &["C#", "c++"]),
        ("You🖕! 🖕🏽", &["🖕", "🖕🏽"]),
        ("son of\na b!tch", &["son of\na b!tch"]),
        ("くそだ", &["くそ"]),
        ("I don't and DON’T.", &["don't", "DON’T"]),
    ] {
        assert_eq!(found(&own, text), words, "{text}");
    }
    let mask_own = |text: &str, style: MaskStyle| {
        let file = cue(text);
        let source = Source::from_text(&file);
        let opened = open(&source, None, &ReadOptions::default());
        let mut edits = Edits::default();
        for change in mask(&opened, &own, &Options { style, ..Options::default() }) {
            change.edits.into_iter().for_each(|edit| edits.push(edit));
        }
        let after = edits.apply(&file).unwrap();
        after.lines().skip(2).collect::<Vec<_>>().join("\n")
    };
    let text = "a$$ くそ don't son of\na b!tch";
    assert_eq!(mask_own(text, MaskStyle::Fixed), "**** **** **** **** ****\n**** ****");
    assert_eq!(mask_own(text, MaskStyle::Stars), "*** ** ***'* *** **\n* *****");
    assert_eq!(mask_own(text, MaskStyle::FirstLetter), "a** く* d**'* s** o*\na b****");
}

/// The work for one long cue grows with its length, not with its square.
#[test]
fn a_long_cue_takes_time_in_proportion() {
    let file = cue(&"fuck\n".repeat(20_000));
    let source = Source::from_text(&file);
    let opened = open(&source, None, &ReadOptions::default());
    let matcher = matcher(&["en"], true);
    let before = Stopwatch::start();
    for style in [MaskStyle::Fixed, MaskStyle::Remove, MaskStyle::Text("x".into())] {
        let options = Options { style, ..Options::default() };
        assert_eq!(mask(&opened, &matcher, &options).len(), 20_000);
    }
    let took = before.elapsed();
    assert!(took < std::time::Duration::from_secs(20), "{took:?}");
}

#[test]
fn words_are_found_in_every_language_and_form() {
    let all = matcher(&[], false);
    for (text, words) in [
        ("Kiss my ass, you motherfucker!", &["ass", "motherfucker"][..]),
        ("FUCK OFF, bitches.", &["FUCK", "bitches"]),
        ("You son of a bitch, son-of-a-bitch.", &["bitch", "son-of-a-bitch"]),
        ("What the hell, up\nyours!", &["hell", "up\nyours"]),
        ("Mother-fucker! Bull-shit!", &["Mother-fucker", "Bull-shit"]),
        ("the fucker's car, fuckin' hell", &["fucker", "fuckin"]),
        ("f-f-fuck", &["fuck"]),
        ("Don't be such a dick.", &["dick"]),
        ("C'est quoi ce bordel, putain de merde ?", &["bordel", "putain", "merde"]),
        ("Espèce d'enculé, t'es vraiment un con.", &["enculé", "con"]),
        ("Fils de\npute !", &["pute"]),
        ("Verpiss dich, du Arschloch!", &["Verpiss", "Arschloch"]),
        ("Das ist mir SCHEISSEGAL.", &["SCHEISSEGAL"]),
        ("Eres un hijo de puta, cabrón.", &["puta", "cabrón"]),
        ("No me jodas, coño.", &["jodas", "coño"]),
        ("Che stronzo! Vaffanculo!", &["stronzo", "Vaffanculo"]),
        ("Filho da puta, vai se foder!", &["puta", "foder"]),
        ("Wat een klootzak, godverdomme.", &["klootzak", "godverdomme"]),
        ("Orospu çocuğu!", &["Orospu"]),
        ("cabro\u{301}n", &["cabro\u{301}n"]),
        ("ｆｕｃｋ", &["ｆｕｃｋ"]),
    ] {
        assert_eq!(found(&all, text), words, "{text}");
    }
}

#[test]
fn disguised_words_are_found_only_with_strict() {
    let strict = matcher(&["en"], true);
    let plain = matcher(&["en"], false);
    for (text, words) in [
        ("What a load of sh1t!", &["sh1t"][..]),
        ("a$$hole, b!tch, $hit", &["a$$hole", "b!tch", "$hit"]),
        ("f**k this, f*ck that, sh*tty", &["f**k", "f*ck", "sh*tty"]),
        ("What the f***?", &["f***"]),
        ("f--king s--t", &["f--king", "s--t"]),
        ("Shiiiit, fuuuuck!", &["Shiiiit", "fuuuuck"]),
        ("f u c k, s.h.i.t and f-u-c-k", &["f u c k", "s.h.i.t", "f-u-c-k"]),
        ("fuсk and ѕhіt", &["fuсk", "ѕhіt"]),
        ("\"Sh1t,\" he said. (B1tch!)", &["Sh1t", "B1tch"]),
        ("You're such a d1ck.", &["d1ck"]),
        ("He is a d!ck to me.", &["d!ck"]),
        ("f_u_c_k and f@ck", &["f_u_c_k", "f@ck"]),
        ("F U C K Y O U", &["F U C K"]),
        ("Oh f u\nc k it", &["f u\nc k"]),
        ("I S H I T", &["S H I T"]),
    ] {
        assert_eq!(found(&strict, text), words, "{text}");
        assert_eq!(found(&plain, text), [""; 0], "{text}");
    }
}

#[test]
fn a_word_that_is_spelt_has_one_mask() {
    let strict = matcher(&["en"], true);
    for (style, after) in [
        (MaskStyle::Fixed, "I **** on\n****\nit"),
        (MaskStyle::Stars, "I * * * * on\n* *\n* * it"),
        (MaskStyle::FirstLetter, "I S * * * on\nf *\n* * it"),
    ] {
        let file = cue("I S H I T on\nf u\nc k it");
        let source = Source::from_text(&file);
        let opened = open(&source, None, &ReadOptions::default());
        let mut edits = Edits::default();
        for change in mask(&opened, &strict, &Options { style, ..Options::default() }) {
            change.edits.into_iter().for_each(|edit| edits.push(edit));
        }
        assert_eq!(edits.apply(&file).unwrap(), cue(after));
    }
}

#[test]
fn masks_keep_tags_apostrophes_punctuation_and_lines() {
    let first = || MaskStyle::FirstLetter;
    for (text, stars, letter, fixed) in [
        ("What the fuck?", "What the ****?", "What the f***?", "What the ****?"),
        ("Those fuckers' car", "Those *******' car", "Those f******' car", "Those ****' car"),
        ("the shithead’s", "the ********’s", "the s*******’s", "the ****’s"),
        ("<i>Sh</i>it.", "<i>**</i>**.", "<i>S*</i>**.", "<i>****</i>."),
        (
            "You bull-\nshit artist",
            "You ****-\n**** artist",
            "You b***-\ns*** artist",
            "You ****-\n**** artist",
        ),
        ("up\n<b>yours</b>", "**\n<b>*****</b>", "u*\n<b>y****</b>", "****\n<b>****</b>"),
        ("fu\u{ad}ck", "****", "f***", "****"),
    ] {
        assert_eq!(masked(text, MaskStyle::Stars), stars);
        assert_eq!(masked(text, first()), letter);
        assert_eq!(masked(text, MaskStyle::Fixed), fixed);
    }
}

#[test]
fn masks_fit_every_format() {
    let vtt = "<v Ann>Oh, <i>sh</i>it &amp; <c.x>damn</c> it";
    let after = "<v Ann>Oh, <i>**</i>** &amp; <c.x>****</c> it";
    assert_eq!(masked_as(vtt, Format::WebVtt, MaskStyle::Stars), after);
    let p = |text: &str| format!("<p begin=\"1s\" end=\"2s\">{text}</p></div></body></tt>");
    let ttml = p("Holy\n  shit, <span>ass</span>holes<br/>bull-<br/>shit");
    let stars = p("Holy\n  ****, <span>***</span>*****<br/>****-<br/>****");
    assert_eq!(masked_as(&ttml, Format::Ttml, MaskStyle::Stars), stars);
    let removed = p("Holy<span></span>");
    assert_eq!(masked_as(&ttml, Format::Ttml, MaskStyle::Remove), removed);
}

#[test]
fn a_text_of_ones_own_stands_for_the_whole_phrase() {
    let bleep = || MaskStyle::Text("[bleep]".into());
    assert_eq!(masked("Oh, <i>shit</i>!", bleep()), "Oh, <i>[bleep]</i>!");
    assert_eq!(masked("Oh, screw you.", bleep()), "Oh, [bleep].");
    assert_eq!(masked("Oh, screw\nyou all.", bleep()), "Oh, [bleep]\nall.");
    assert_eq!(masked("You bull-\nshit artist", bleep()), "You [bleep]\nartist");
    assert_eq!(masked("You bull-\nshit", bleep()), "You [bleep]");
    assert_eq!(masked("You bull-\nshit.", bleep()), "You [bleep].");
    assert_eq!(masked("The [shit] is (shit).", bleep()), "The [bleep] is ([bleep]).");
    assert_eq!(masked("Oh, shit!", MaskStyle::Text("a\n\nb".into())), "Oh, a b!");
    assert_eq!(masked("Oh, shit, no.", MaskStyle::Text(" ".into())), "Oh, no.");
    let odd = MaskStyle::Text("<&>".into());
    assert_eq!(masked_as("Oh shit", Format::WebVtt, odd), "Oh &lt;&amp;&gt;");
}

#[test]
fn removal_repairs_spaces_commas_and_capitals() {
    for (text, after) in [
        ("That is fucking good.", "That is good."),
        ("Shit! Run for it.", "Run for it."),
        ("Shit, we are late.", "We are late."),
        ("Fucking hell, it works.", "Hell, it works."),
        ("Oh, shit, that hurts.", "Oh, that hurts."),
        ("Stop it, asshole.", "Stop it."),
        ("a fucking\nbig car", "a\nbig car"),
        ("It is\nbullshit\nand you know", "It is\nand you know"),
        ("No way.\nShit!", "No way."),
        ("Shit!", "[bleep]"),
        (">> Shit.", ">> [bleep]"),
        ("JOHN: Fuck!", "JOHN: [bleep]"),
        ("Fuck!\nShit!", "[bleep]"),
        ("this fucking bullshit thing", "this thing"),
        ("<i>fucking</i> good", "<i></i>good"),
        ("the fucker's car", "the car"),
        ("- Fuck!\n- What?", "- [bleep]\n- What?"),
        ("- Fuck you!\n- Shit.", "- You!\n- [bleep]"),
        ("- Fuck, shit!\n- What?", "- [bleep]\n- What?"),
        ("JO: Shit!\n>> ANN: Really?", "JO: [bleep]\n>> ANN: Really?"),
        ("You fuckin' idiot.", "You idiot."),
        ("You fuckin’ idiot.", "You idiot."),
        ("the motherfuckers' car", "the car"),
        ("fuck, shit, and piss", "[bleep]"),
        ("I hear fuck, shit, and piss here.", "I hear here."),
        ("He said \"fuck\" loudly.", "He said loudly."),
        ("He said 'fuck' and “shit!” loudly.", "He said loudly."),
        ("\"Fuck!\" he said.", "He said."),
        ("fucking-A", "[bleep]"),
        ("He is shit-faced again.", "He is again."),
        ("un-fucking-believable", "unbelievable"),
        ("a big-ass car, a long-ass car", "a car, a long car"),
        ("F-f-fuck that noise.", "That noise."),
        ("a fucking idea, an asshole friend", "an idea, a friend"),
        ("A fucking united team", "A united team"),
        ("Il a, fuck, une idée.", "Il a, une idée."),
    ] {
        assert_eq!(masked(text, MaskStyle::Remove), after, "{text}");
    }
}

#[test]
fn a_mask_is_not_found_again() {
    let strict = matcher(&["en"], true);
    for style in
        [MaskStyle::Fixed, MaskStyle::Stars, MaskStyle::Text("[bleep]".into()), MaskStyle::Remove]
    {
        for text in ["Holy shit, you son of\na bitch!", "FUCK. <i>Bull-\nshit</i> again."] {
            let once = masked(text, style.clone());
            assert_eq!(found(&strict, &once), [""; 0], "{once}");
        }
    }
}

fn styles() -> impl Strategy<Value = MaskStyle> {
    let text = MaskStyle::Text("[bleep]".into());
    prop::sample::select(vec![
        MaskStyle::Fixed,
        MaskStyle::Stars,
        MaskStyle::FirstLetter,
        text,
        MaskStyle::Remove,
    ])
}

proptest! {
    #[test]
    fn masks_apply_keep_cues_and_times_and_leave_nothing(
        words in prop::collection::vec(prop::sample::select(vec![
            "shit", "Fuck", "bull-", "ass", "fucker's", "what", "the", "hell", "up", "yours", "<i>", "</i>",
            "fu<b>ck</b>", "fu\u{ad}ck", "sh1t", "f**k", "s h i t", "ok", "JO:", "-", "...", ",", "!", "\n", "é", "fuuuck",
        ]), 1..14),
        glued in any::<bool>(),
        style in styles(),
        strict in any::<bool>(),
    ) {
        let text = words.join(if glued { "" } else { " " }).replace("\n\n", "\n");
        for format in [Format::Srt, Format::WebVtt] {
            let head = if format == Format::Srt { "" } else { "WEBVTT\n\n" };
            let mark = if format == Format::Srt { ',' } else { '.' };
            let body = text.trim_matches(['\n', ' ']).lines().filter(|l| !l.trim().is_empty()).collect::<Vec<_>>().join("\n");
            let file = format!("{head}1\n00:00:01{mark}000 --> 00:00:02{mark}000\n{body}\n\n2\n00:00:03{mark}000 --> 00:00:04{mark}000\nEnd.\n");
            let reading = ReadOptions { format: Some(format), ..ReadOptions::default() };
            let source = Source::from_text(&file);
    let opened = open(&source, None, &reading);
            let matcher = matcher(&["en"], strict);
            let options = Options { style: style.clone(), ..Options::default() };
            let mut edits = Edits::default();
            for change in mask(&opened, &matcher, &options) {
                change.edits.into_iter().for_each(|edit| edits.push(edit));
            }
            let after = edits.apply(&file).unwrap();
            let changed = Source::from_text(&after);
            let again = open(&changed, None, &reading);
            prop_assert_eq!(again.timeline.cues.len(), opened.timeline.cues.len(), "{}", after);
            for (a, b) in again.timeline.cues.iter().zip(&opened.timeline.cues) {
                prop_assert_eq!(a.interval, b.interval);
            }
            if style != MaskStyle::FirstLetter && style != MaskStyle::Remove {
                let left = mask(&again, &matcher, &options);
                prop_assert!(left.is_empty(), "{:?} in {}", left, after);
            }
        }
    }
}

/// What is found in a file of these cues, whose language is given or not.
fn found_in(language: Option<&str>, cues: &[&str]) -> Vec<String> {
    let file: String = cues.iter().map(|text| cue(text) + "\n").collect();
    let source = Source::from_text(&file);
    let opened = open(&source, Some("a.srt"), &ReadOptions::default());
    let language = language.map(str::to_owned);
    let options = Options { style: MaskStyle::Report, language };
    let changes = mask(&opened, &matcher(&[], false), &options);
    changes.iter().map(|change| change.word.clone()).collect()
}

#[test]
fn the_language_of_the_file_decides_which_lists_are_used() {
    for (language, text) in [
        (Some("vi"), "Con la mẹ, con de en ba."),
        (None, "Con của tôi không có ở đây, con đi rồi."),
        (Some("sr"), "Koliko puta sam ti to rekao?"),
        (None, "Koliko puta sam ti rekao da to nije dobro?"),
        (Some("sl"), "Jutri bosta doma."),
        (Some("fi"), "Hän osti talon."),
        (Some("en"), "We report SacreBLEU, ChrF and McCock."),
        (None, "We report SacreBLEU for all systems."),
        (None, "Scrap the craps table."),
        (Some("en"), "Scrap the craps table."),
        (Some("nl"), "Dat is een fout."),
    ] {
        assert_eq!(found_in(language, &[text]), [""; 0], "{language:?}: {text}");
    }
    let vietnamese = [
        "Đó là cách chúng ta xác định khoảng cách.",
        "Con de, con la, con en.",
        "Bạn có thể nghĩ ra.",
    ];
    assert_eq!(found_in(None, &vietnamese), [""; 0]);
    // English swearing is heard in all languages, and a cue may be in another one.
    assert_eq!(found_in(Some("vi"), &["Ồ, fuck!"]), ["fuck"]);
    assert_eq!(found_in(Some("es"), &["Puta, cabrones."]), ["Puta", "cabrones"]);
    let quoted = "Et il a dit que les flics sont des connards.";
    assert_eq!(found_in(Some("de"), &["Er sagte:", quoted]), ["connards"]);
}

#[test]
fn the_cues_beside_a_word_say_what_it_means() {
    let cues =
        ["The rooster is king of the farm.", "Two cocks will fight,", "and the hens look on."];
    assert_eq!(found_in(Some("en"), &cues), [""; 0]);
    assert_eq!(found_in(Some("en"), &["Well,", "you suck my cock", "or not."]).len(), 1);
}

#[test]
fn russian_words_are_found_in_their_forms() {
    for (text, words) in [
        ("Сука, блять!", &["Сука", "блять"][..]),
        ("Какого хуя ты ёбаный мудак?", &["Какого хуя", "ёбаный", "мудак"]),
        ("Пошёл на хуй, долбоёб.", &["на хуй", "долбоёб"]),
        ("Собака ищет свою суку, щенки спят.", &[]),
        ("Мандарин, хула и ребята застраховали рубля.", &[]),
        ("Херсон, скипидар, психуй и колебания.", &[]),
    ] {
        assert_eq!(found_in(None, &[text]), words, "{text}");
        assert_eq!(found_in(Some("ru"), &[text]), words, "ru: {text}");
    }
}
