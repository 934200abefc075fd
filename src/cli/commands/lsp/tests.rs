//! What the scripted editor in `tests/all/lsp.rs` cannot show: a check that panics.

use std::sync::Arc;

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

use super::frames::Incoming;
use super::server::Server;
use super::settings::Settings;
use crate::cli::commands::check_plans::FilePlan;
use crate::lint::{Family, Level, Options, Plan, Rule, RuleSet};

static PANICKING: Rule = Rule {
    code: "TIM004",
    name: "panicking",
    document: Some(|subject, _| {
        assert!(!subject.text().contains("panic"), "this rule fails");
    }),
    ..Rule::NEW
};

const FAMILIES: &[Family] =
    &[Family { code: "TIM", title: "", level: Level::On, rules: &[&PANICKING] }];

const RULES: RuleSet = RuleSet {
    families: FAMILIES,
    presets: &[],
    after: &[],
    needs_all: &[],
    notes_heading: "",
    notes: &[],
};

fn notify(server: &mut Server, method: &str, params: Value) -> Vec<Message> {
    let notification = Notification::new(method.to_owned(), params);
    server.receive(Incoming::Message(Message::Notification(notification)), false);
    server.take_messages()
}

fn open(server: &mut Server, text: &str) -> Value {
    let document =
        json!({"uri": "file:///x/talk.srt", "languageId": "srt", "version": 1, "text": text});
    let sent = notify(server, "textDocument/didOpen", json!({"textDocument": document}));
    let Message::Notification(found) = &sent[0] else { panic!("{sent:?}") };
    found.params["diagnostics"].clone()
}

#[test]
fn a_panic_in_a_check_is_a_finding_and_the_server_goes_on() {
    let mut settings = Settings::new(None, true).unwrap();
    let plan = Plan::new(&RULES, Options::default());
    settings.planned = Some(Arc::new(FilePlan::of_plan(plan)));
    let mut server = Server::new(settings);
    let request = Request::new(1.into(), "initialize".to_owned(), json!({"capabilities": {}}));
    server.receive(Incoming::Message(Message::Request(request)), false);
    server.take_messages();

    let found = open(&mut server, "1\n00:00:01,000 --> 00:00:02,000\npanic\n");
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.contains("internal error") && message.contains("this rule fails"), "{message}");
    assert_eq!(found[0]["severity"], 1);
    let found = open(&mut server, "1\n00:00:01,000 --> 00:00:02,000\nHello\n");
    assert_eq!(found, json!([]));
}
