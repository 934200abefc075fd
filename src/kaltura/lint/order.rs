//! Orders: what follows from one for the check of a file, and the check of the order itself.

use super::order_rule::{OrderFindings, OrderRule};
use super::presets::{KALTURA_CHAPTERS, KALTURA_EAD, KALTURA_REACH};
use super::rules::job::ORDER_RULES;
use crate::kaltura::{Asked, Order, ServiceFeature, language_tag};
use crate::lint::{FileKind, Level, Origin, Plan, Preset, RULES, Report, Settings};
use crate::source::sort_by_key;

/// Runs the rules that look at orders. There is one report for each file of the order, in the same
/// place; the spans of its findings refer to that file's text.
#[must_use]
pub fn check_order(order: &Order, plan: &Plan) -> Vec<Report> {
    let mut reports = vec![Report::default(); order.files.len()];
    for &OrderRule { rule, check } in ORDER_RULES {
        if !plan.enables(rule) {
            continue;
        }
        let level = plan.level(rule);
        reports.iter_mut().for_each(|report| report.ran.push(rule.code));
        check(order, &mut OrderFindings { rule, level, order, plan, reports: &mut reports });
    }
    for report in &mut reports {
        sort_by_key(&mut report.diagnostics, |found| found.span);
    }
    reports
}

/// The preset that an order asks for, and the field that does: EAD for service feature 9 or usage 1,
/// chapters for service feature 5, otherwise captions.
#[must_use]
pub fn preset_for(order: &Order) -> (&'static Preset, Option<String>) {
    let feature = order.service_feature.as_ref();
    let usage = order.usage.as_ref().filter(|_| order.is_ead()).map(|asked| asked.cite(order));
    let by_feature = feature.map(|asked| asked.cite(order));
    match feature.map(|asked| asked.value) {
        Some(ServiceFeature::ExtendedAudioDescription) => (&KALTURA_EAD, by_feature),
        _ if order.is_ead() => (&KALTURA_EAD, usage),
        Some(ServiceFeature::Chaptering) => (&KALTURA_CHAPTERS, by_feature),
        _ => (&KALTURA_REACH, by_feature),
    }
}

/// The preset that Kaltura's orders of a kind of file ask for.
#[must_use]
pub const fn preset_of(kind: FileKind) -> &'static Preset {
    match kind {
        FileKind::Captions | FileKind::Thumbnails => &KALTURA_REACH,
        FileKind::Ead => &KALTURA_EAD,
        FileKind::Chapters => &KALTURA_CHAPTERS,
    }
}

/// The options of the preset that an order asks for, without what else it asks for ([`apply`]).
#[must_use]
pub fn settings_for(order: &Order) -> Settings {
    let (preset, field) = preset_for(order);
    // An order without a service defaults to captions.
    Settings::new(preset, Origin::Order(field.unwrap_or_else(|| "order".to_owned())))
}

/// Takes over into settings what an order asks for.
pub fn apply(order: &Order, settings: &mut Settings) {
    fn text<T: ToString>(asked: &Option<Asked<T>>) -> Option<Asked<String>> {
        asked.as_ref().map(|asked| asked.with(asked.value.to_string()))
    }
    let format = order.output_format.as_ref();
    let format = format.map(|asked| asked.with(asked.value.file_ext().to_owned()));
    let tag = |name: &Option<Asked<String>>| {
        let asked = name.as_ref()?;
        Some(asked.with(language_tag(&asked.value)?.to_owned()))
    };
    if let Some(masked) = &order.profanity_removal {
        // TXT012 looks for profanity that is not masked.
        let level = if masked.value { Level::On } else { Level::Off };
        if let Some(masks) = RULES.find("TXT012") {
            settings.order_rule(masks, level, masked.cite(order));
        }
    }
    for (option, asked) in [
        ("output_format", format),
        ("max_chars", text(&order.max_chars)),
        ("speaker_marks", text(&order.speaker_changes)),
        ("speaker_names", text(&order.speaker_names)),
        ("audio_tags", text(&order.audio_tags)),
        ("mask_profanity", text(&order.profanity_removal)),
        ("media_duration", text(&order.media_duration)),
        ("dictionary", order.dictionary.clone()),
        ("language", tag(&order.language)),
        ("audio_language", tag(&order.source_language)),
    ] {
        if let Some(asked) = asked {
            // A number of a format that has no name here asks for nothing that can be checked.
            let _ = settings.set(option, &asked.value, Origin::Order(asked.cite(order)));
        }
    }
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use super::*;
    use crate::kaltura::objects::{OrderInput, read_order};
    use crate::lint::RECOMMENDED;

    fn order(text: &str) -> Order {
        read_order(&[OrderInput { path: "o.json", text, role: None }], None).unwrap().0
    }

    #[test]
    fn the_preset_follows_from_service_and_usage() {
        let preset = |text: &str| preset_for(&order(text)).0.name;
        assert_eq!(preset(r#"{"catalogItem": {"serviceFeature": "9"}}"#), "kaltura-ead");
        assert_eq!(preset(r#"{"captionAsset": {"usage": 1}}"#), "kaltura-ead");
        assert_eq!(preset(r#"{"catalogItem": {"serviceFeature": 5}}"#), "kaltura-chapters");
        assert_eq!(preset(r#"{"catalogItem": {"serviceFeature": 2}}"#), "kaltura-reach");
        assert_eq!(preset(r#"{"reachProfile": {"id": 1}}"#), "kaltura-reach");
        let ead = order(r#"{"captionAsset": {"usage": 1}}"#);
        assert_eq!(settings_for(&ead).options.choice.kind, FileKind::Ead);
        assert_eq!(settings_for(&ead).preset, Origin::Order("o.json#/captionAsset/usage".into()));
    }

    #[test]
    fn an_order_stands_between_preset_and_command_line() {
        let meta = RULES.find("TIM003").unwrap();
        let mut settings = Settings::new(&RECOMMENDED, Origin::Default);
        settings.order_rule(meta, Level::Off, "o.json#/x".into());
        assert_eq!(settings.level(&RULES, meta), (Level::Off, Origin::Order("o.json#/x".into())));
        assert!(!Plan::new(&RULES, settings.options.clone()).enables(meta));
        // A family on the command line wins over a rule in the order.
        settings.options.choice.levels.push((RULES.selector("TIM").unwrap(), Level::On));
        assert_eq!(settings.level(&RULES, meta), (Level::On, Origin::CommandLine));
        assert!(Plan::new(&RULES, settings.options.clone()).enables(meta));
    }

    #[test]
    fn what_an_order_asks_for_is_set_and_cited() {
        let order = order(
            r#"{"reachProfile": {"maxCharactersPerCaptionLine": "32"},
                "catalogItem": {"outputFormat": 2, "sourceLanguage": "English",
                                "targetLanguage": "French"}}"#,
        );
        let mut settings = settings_for(&order);
        apply(&order, &mut settings);
        let options = &settings.options;
        assert_eq!(options.limits.max_chars, 32);
        assert_eq!(options.context.output_format, Some("dfxp"));
        let languages =
            (options.context.language.as_deref(), options.context.audio_language.as_deref());
        assert_eq!(languages, (Some("fr"), Some("en")));
        assert_eq!(options.context.speaker_marks, Some(false), "off unless switched on");
        let field = "o.json#/reachProfile/maxCharactersPerCaptionLine";
        assert_eq!(options.context.asked_by("max_chars"), Some(field));
        settings.set("max_chars", "37", Origin::CommandLine).unwrap();
        assert_eq!(settings.options.context.asked_by("max_chars"), None, "nothing else asked");
    }

    #[test]
    fn words_of_the_order_reach_the_rules() {
        let order = order(
            r#"{"reachProfile": {"enableProfanityRemoval": -1,
                  "dictionaries": [{"language": "English", "data": "Aurora\nbollard"},
                                   {"language": "French", "data": "bitte d'amarrage"}]},
                "catalogItem": {"sourceLanguage": "English"}}"#,
        );
        let mut settings = settings_for(&order);
        apply(&order, &mut settings);
        assert!(settings.options.context.mask_profanity, "on unless switched off");
        assert_eq!(settings.options.context.dictionary.as_deref(), Some("Aurora\nbollard"));
        let field = "o.json#/reachProfile/dictionaries/0/data";
        assert_eq!(settings.options.context.asked_by("dictionary"), Some(field));
        let masks = RULES.find("TXT012").unwrap();
        assert_eq!(settings.level(&RULES, masks).0, Level::On);

        let off = self::order(r#"{"reachProfile": {"enableProfanityRemoval": 0}}"#);
        let mut settings = settings_for(&off);
        apply(&off, &mut settings);
        let field = "o.json#/reachProfile/enableProfanityRemoval";
        assert!(!settings.options.context.mask_profanity);
        assert_eq!(settings.level(&RULES, masks), (Level::Off, Origin::Order(field.into())));
    }
}
