//! The JSON Schema of a configuration file, made from the lists that its reader uses. Tests compare
//! `docs/cuesmith.schema.json` with it and check the examples in `docs/configuration.md` and `docs/suppressing.md`.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use super::keys::{KEYS, PATTERN_KEYS, PatternKey, PatternType, Type, options};
use crate::kaltura::lint::RULES;
use crate::lint::OptionKind;

/// The schema (JSON Schema 2020-12).
pub(super) fn schema() -> Schema {
    let object = |allowed: &dyn Fn(&super::keys::Key) -> bool| -> Map<String, Value> {
        let keys = KEYS.iter().filter(|key| allowed(key));
        keys.map(|key| (key.name.to_owned(), described(of_type(key.is), key.help))).collect()
    };
    let an_override = object(&|key| key.in_override);
    let ignore = object(&|key| key.in_ignore);
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cuesmith.toml",
        "description": "Settings of cuesmith check.",
        "type": "object",
        "additionalProperties": false,
        "properties": object(&|key| key.top),
        "$defs": {
            "level": {"enum": ["off", "on", "info", "warning", "error"]},
            "pattern": {
                "type": "object",
                "additionalProperties": false,
                "required": ["match", "message"],
                "properties": PATTERN_KEYS.iter().map(of_pattern_key).collect::<Map<_, _>>(),
            },
            "override": {
                "type": "object",
                "additionalProperties": false,
                "required": ["files"],
                "properties": an_override,
            },
            "ignore": {
                "type": "object",
                "additionalProperties": false,
                "required": ["rules"],
                "properties": ignore,
            },
            "selector": {"anyOf": [
                {"enum": selectors()},
                {"pattern": "^PAT(/[a-z0-9][a-z0-9-]*)?$"},
            ]},
        },
    })
}

fn described(mut schema: Value, help: &str) -> Value {
    schema["description"] = help.into();
    schema
}

fn of_type(is: Type) -> Value {
    match is {
        Type::Paths | Type::Patterns | Type::Files => one_or_more(&json!({"type": "string"})),
        Type::Path | Type::Baseline => json!({"type": "string"}),
        Type::Preset => {
            let names: Vec<&str> = RULES.presets.iter().map(|preset| preset.name).collect();
            json!({"enum": names})
        }
        Type::FailOn => json!({"enum": ["error", "warning", "info"]}),
        Type::Rules => {
            json!({
                "type": "object",
                "propertyNames": {"$ref": "#/$defs/selector"},
                "additionalProperties": {"$ref": "#/$defs/level"},
            })
        }
        Type::Options => {
            let option = |option: &crate::lint::OptionMeta| {
                (option.flag.to_owned(), described(of_option(option.kind), option.help))
            };
            let properties: Map<String, Value> = options().map(option).collect();
            json!({"type": "object", "additionalProperties": false, "properties": properties})
        }
        Type::TextPatterns => json!({"type": "array", "items": {"$ref": "#/$defs/pattern"}}),
        Type::Overrides => json!({"type": "array", "items": {"$ref": "#/$defs/override"}}),
        Type::Ignore => json!({"type": "array", "items": {"$ref": "#/$defs/ignore"}}),
        Type::Selectors => one_or_more(&json!({"$ref": "#/$defs/selector"})),
        Type::Cues => one_or_more(&json!({"type": ["integer", "string"], "minimum": 1})),
        Type::Times => one_or_more(&json!({"type": "string"})),
        Type::Text => json!({"type": "string", "minLength": 1}),
        Type::Date => json!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
    }
}

/// The words that select rules.
fn selectors() -> Vec<&'static str> {
    let families = RULES.families.iter().map(|family| family.code);
    let rules = RULES.rules().flat_map(|rule| [rule.code, rule.name]);
    std::iter::once("ALL").chain(families).chain(rules).collect()
}

fn one_or_more(one: &Value) -> Value {
    json!({"anyOf": [one, {"type": "array", "items": one}]})
}

fn of_pattern_key((name, is, help): &PatternKey) -> (String, Value) {
    let is = match is {
        PatternType::Text if *name == "name" => {
            json!({"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"})
        }
        PatternType::Text => json!({"type": "string"}),
        PatternType::Truth => json!({"type": "boolean"}),
        PatternType::Word(of) => json!({"enum": of}),
    };
    ((*name).to_owned(), described(is, help))
}

fn of_option(kind: OptionKind) -> Value {
    match kind {
        OptionKind::Count => json!({"type": "integer", "minimum": 0}),
        OptionKind::Number => json!({"type": "number", "exclusiveMinimum": 0}),
        OptionKind::Percent => json!({"type": "number", "minimum": 0, "exclusiveMaximum": 50}),
        OptionKind::Time | OptionKind::Length | OptionKind::Rate => {
            json!({"type": ["number", "string"]})
        }
        OptionKind::Word { of, .. } => json!({"enum": of()}),
        OptionKind::Truth => json!({"type": "boolean"}),
        OptionKind::Language | OptionKind::Text => json!({"type": "string"}),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::read::read;
    use super::*;
    use crate::cli::generated::{Pages, compare, page};

    #[test]
    fn the_generated_schema_is_that_of_the_reader() {
        let made = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
        compare(&Pages::from([("cuesmith.schema.json".to_owned(), made)]), &[]);
    }

    #[test]
    fn the_examples_of_the_page_are_read() {
        let page = page("configuration.md") + &page("suppressing.md");
        let examples: Vec<&str> =
            page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        assert!(examples.len() >= 3);
        for example in examples {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("cuesmith.toml");
            fs::create_dir(folder.path().join("shared")).unwrap();
            fs::write(folder.path().join("shared/captions.toml"), "[options]\nmax-lines = 2\n")
                .unwrap();
            fs::write(folder.path().join("terms.de.txt"), "Hafen\n").unwrap();
            fs::write(&path, example).unwrap();
            if let Err(error) = read(&path) {
                panic!("{example}: {}", error.message);
            }
        }
    }
}
