//! The options in JavaScript: the types of the npm package are compared with the table, and the settings of the VS
//! Code extension are made from it.

use serde_json::{Map, Value, json};

use super::default;
use crate::kaltura::lint::RULES;
use crate::lint::{OPTIONS, OptionKind, OptionMeta, RECOMMENDED};

/// Options that the JavaScript module lacks: it has no Unicode normalization tables and no word lists.
const NOT_IN_THE_MODULE: [&str; 4] =
    ["unicode_form", "dictionary", "mask_profanity", "profanity_words"];

fn options() -> impl Iterator<Item = &'static OptionMeta> {
    OPTIONS.iter().filter(|option| !NOT_IN_THE_MODULE.contains(&option.name))
}

/// The name in JavaScript: `maxChars` for `max_chars`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_ascii_uppercase() + &word[1..])
}

/// The JSON Schema of a value.
fn of_kind(kind: OptionKind) -> Value {
    match kind {
        OptionKind::Count => json!({"type": "integer", "minimum": 0}),
        OptionKind::Time | OptionKind::Length => json!({"type": "number", "minimum": 0}),
        OptionKind::Number => json!({"type": "number", "exclusiveMinimum": 0}),
        OptionKind::Percent => json!({"type": "number", "minimum": 0, "exclusiveMaximum": 50}),
        OptionKind::Truth => json!({"type": "boolean"}),
        OptionKind::Word { of, .. } => json!({"type": "string", "enum": of()}),
        OptionKind::Rate | OptionKind::Language | OptionKind::Text => json!({"type": "string"}),
    }
}

fn of_option(option: &OptionMeta) -> Value {
    let mut schema = of_kind(option.kind);
    // The forms of times that help texts list are those of the command line.
    let help = option.help.split(": milliseconds").next().unwrap_or(option.help);
    let help = help.split(": seconds").next().unwrap_or(help);
    let unit = match option.kind {
        OptionKind::Time | OptionKind::Length => ", in milliseconds",
        _ => "",
    };
    let default = match default(option) {
        text if text.is_empty() => String::new(),
        text => format!(" (default: {text})"),
    };
    schema["description"] = format!("{help}{unit}{default}").into();
    schema
}

/// The settings of the VS Code extension, as `contributes.configuration` of its manifest.
fn settings() -> Value {
    let names: Vec<&str> = RULES.presets.iter().map(|preset| preset.name).collect();
    let summaries: Vec<&str> = RULES.presets.iter().map(|preset| preset.summary).collect();
    let rules = |text: &str| json!({"type": "array", "items": {"type": "string"}, "default": [], "scope": "resource", "description": text});
    let options: Map<String, Value> =
        options().map(|option| (camel(option.name), of_option(option))).collect();
    json!({
        "title": "cuesmith",
        "properties": {
            "cuesmith.enable": {
                "type": "boolean",
                "default": true,
                "scope": "resource",
                "description": "Check caption files",
            },
            "cuesmith.preset": {
                "type": "string",
                "enum": names,
                "enumDescriptions": summaries,
                "default": RECOMMENDED.name,
                "scope": "resource",
                "description": "Preset of rules and limits, which the other settings override",
            },
            "cuesmith.select": rules(
                "Rules to run: codes (TIM004), families (TIM), names or ALL; empty for those of the preset",
            ),
            "cuesmith.ignore": rules("Rules to skip: codes, families or names"),
            "cuesmith.options": {
                "type": "object",
                "default": {},
                "scope": "resource",
                "additionalProperties": false,
                "description": "Limits and what is known of the video; the preset decides what is not set here",
                "properties": options,
            },
        },
    })
}

/// A manifest with the settings filled in; `None` if it has no place for them.
fn filled(manifest: &str) -> Option<String> {
    let start = manifest.find("\n    \"configuration\": {")? + 1;
    let end = start + manifest[start..].find("\n    }")? + "\n    }".len();
    let text = serde_json::to_string_pretty(&settings()).ok()?.replace('\n', "\n    ");
    Some(format!("{}    \"configuration\": {text}{}", &manifest[..start], &manifest[end..]))
}

#[cfg(test)]
mod tests {
    use super::super::{Pages, compare, page};
    use super::*;

    #[test]
    fn the_settings_of_the_extension_are_those_of_the_code() {
        let name = "../editors/vscode/package.json";
        let text = filled(&page(name)).expect("a manifest with a configuration");
        let read: Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(read["contributes"]["configuration"], settings());
        compare(&Pages::from([(name.to_owned(), text)]), &[]);
    }

    #[test]
    fn every_option_has_its_field_in_javascript() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/wasm/js/index.d.ts");
        let text = std::fs::read_to_string(path).unwrap();
        for option in options() {
            let start = format!("\n  {}?: ", camel(option.name));
            let at = text.find(&start);
            let at = at.unwrap_or_else(|| panic!("index.d.ts lacks {}", camel(option.name)));
            let rest = &text[at + start.len()..];
            let declared = &rest[..rest.find(';').unwrap()];
            let schema = of_kind(option.kind);
            match option.kind {
                OptionKind::Word { of, .. } => {
                    // The words, or the name of a type that lists them.
                    let named = format!("\nexport type {declared} =");
                    let words = match text.find(&named) {
                        Some(at) => text[at + named.len()..].split(';').next().unwrap(),
                        None => declared,
                    };
                    let words: Vec<&str> = words.split('"').skip(1).step_by(2).collect();
                    assert_eq!(words, of(), "{}", option.name);
                }
                OptionKind::Count => assert_eq!(declared, "number", "{}", option.name),
                _ => assert_eq!(declared, schema["type"], "{}", option.name),
            }
        }
    }
}
