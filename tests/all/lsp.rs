//! The language server, driven as an editor drives it: over its standard input and output.

use std::fs;

use client::Client;
use serde_json::{Value, json};

mod client;

/// Two findings with safe fixes, characters outside of the basic plane before them.
const TALK: &str = "1\n00:00:01.000 --> 00:00:02,000\n𐍈 𝒳 Hello  there.\n\n2\n00:00:03,000 --> 00:00:04,000\nñ日 Good bye.\n";

fn codes(findings: &[Value]) -> Vec<&str> {
    findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

fn encodings(list: &[&str]) -> Value {
    json!({
        "general": {"positionEncodings": list},
        "workspace": {"workspaceEdit": {"documentChanges": true}},
    })
}

/// The text at a range.
fn text_at<'t>(client: &Client, text: &'t str, range: &Value) -> &'t str {
    &text[client.offset(text, &range["start"])..client.offset(text, &range["end"])]
}

fn edits_of<'a>(action: &'a Value, uri: &str, version: i64) -> &'a [Value] {
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": uri, "version": version}));
    change["edits"].as_array().unwrap()
}

#[test]
fn findings_follow_edits_in_every_encoding_and_a_code_action_fixes_them() {
    for (listed, agreed) in [
        (&["utf-8", "utf-16"][..], "utf-8"),
        (&["utf-32"], "utf-32"),
        (&["utf-16", "utf-8"], "utf-16"),
        (&["utf-7"], "utf-16"),
    ] {
        for newline in ["\n", "\r\n"] {
            let (mut client, capabilities) = Client::initialized(encodings(listed), None);
            assert_eq!(capabilities["positionEncoding"], agreed);
            let clean = TALK.replace("01.000", "01,000").replace("  ", " ");
            let clean = clean.replace('\n', newline);
            let mut document = client.open("file:///x/talk.srt", "srt", &clean);
            assert_eq!(codes(&client.findings(&document)), [""; 0], "{agreed} {newline:?}");

            client.replace(&mut document, "01,000", "01.000");
            let findings = client.findings(&document);
            assert_eq!(codes(&findings), ["SRT004"]);
            assert_eq!(findings[0]["source"], "cuesmith");
            assert_eq!(findings[0]["severity"], 2);
            assert_eq!(text_at(&client, &document.text, &findings[0]["range"]), ".");

            // After characters of one to four bytes, one and two units.
            client.replace(&mut document, "Hello", "ñ日𐍈");
            client.replace(&mut document, " there", "  𝒳");
            let findings = client.findings(&document);
            assert_eq!(codes(&findings), ["SRT004", "TXT003"]);
            let range = &findings[1]["range"];
            assert_eq!(text_at(&client, &document.text, range), " ");
            let offset = client.offset(&document.text, &range["end"]);
            assert!(document.text[offset..].starts_with('𝒳'));
            // The fix deletes what is marked: tag 1, unnecessary.
            assert_eq!(findings[1]["tags"], json!([1]));

            let actions = client.actions(&document, range, Some("quickfix"));
            let titles: Vec<&str> = actions.iter().map(|a| a["title"].as_str().unwrap()).collect();
            assert_eq!(titles, ["Collapse to one space (TXT003)"]);
            assert_eq!(actions[0]["diagnostics"][0]["code"], "TXT003");
            assert_eq!(actions[0]["isPreferred"], true);
            let uri = document.uri.clone();
            let edits = edits_of(&actions[0], &uri, document.version).to_vec();
            client.apply(&mut document, &edits);
            assert_eq!(codes(&client.findings(&document)), ["SRT004"]);

            let all = client.actions(&document, range, Some("source.fixAll"));
            assert_eq!(all.len(), 1);
            assert_eq!(all[0]["kind"], "source.fixAll.cuesmith");
            let edits = edits_of(&all[0], &uri, document.version).to_vec();
            client.apply(&mut document, &edits);
            assert_eq!(codes(&client.findings(&document)), [""; 0]);
            let expected = clean.replace("Hello", "ñ日𐍈").replace(" there", " 𝒳");
            assert_eq!(document.text, expected);
            client.shut_down();
        }
    }
}

#[test]
fn all_findings_of_a_rule_are_fixed_at_once_and_others_stay() {
    let (mut client, _) = Client::initialized(json!({}), None);
    let text = TALK.replace("03,000", "03.000");
    let mut document = client.open("file:///x/talk.srt", "srt", &text);
    assert_eq!(codes(&client.findings(&document)), ["SRT004", "TXT003", "SRT004"]);
    let start = json!({"line": 1, "character": 8});
    let actions = client.actions(&document, &json!({"start": start, "end": start}), None);
    let titles: Vec<&str> = actions.iter().map(|a| a["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "Write the comma (SRT004)",
            "Fix all SRT004 dot-milliseconds in this file",
            "Fix all safe problems in this file"
        ]
    );
    // Without `documentChanges`, edits are by document.
    let edits = actions[1]["edit"]["changes"][&document.uri].as_array().unwrap().clone();
    client.apply(&mut document, &edits);
    assert_eq!(codes(&client.findings(&document)), ["TXT003"]);
    assert_eq!(document.text, text.replace("01.000", "01,000").replace("03.000", "03,000"));
    client.shut_down();
}

#[test]
fn formatting_applies_all_safe_fixes() {
    let (mut client, _) = Client::initialized(json!({}), None);
    let mut document = client.open("file:///x/talk.srt", "srt", TALK);
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let params = json!({"textDocument": {"uri": document.uri}, "options": options});
    let edits = client.ask("textDocument/formatting", params.clone()).unwrap();
    client.apply(&mut document, edits.as_array().unwrap());
    assert_eq!(document.text, TALK.replace("01.000", "01,000").replace("  ", " "));
    assert_eq!(client.ask("textDocument/formatting", params), Ok(json!([])));
    client.shut_down();
}

#[test]
fn several_changes_in_one_message_and_ranges_outside_of_the_text_are_applied_in_order() {
    let (mut client, _) = Client::initialized(json!({}), None);
    let mut document = client.open("file:///x/talk.vtt", "vtt", "WEBVTT\n\n");
    let at = |line: u32, character: u32| json!({"line": line, "character": character});
    let change = |start: Value, end: Value, text: &str| json!({"range": {"start": start, "end": end}, "text": text});
    let changes = json!([
        change(at(99, 7), at(99, 9), "00:01.000 --> 00:02.000\n"),
        // The columns are after the end of the line: its terminator stays.
        change(at(2, 50), at(2, 90), " align:start"),
        change(at(3, 0), at(3, 0), "Hello\n"),
    ]);
    let id = json!({"uri": document.uri, "version": 2});
    client.notify("textDocument/didChange", json!({"textDocument": id, "contentChanges": changes}));
    document.version = 2;
    let params = json!({"textDocument": {"uri": document.uri}});
    let symbols = client.ask("textDocument/documentSymbol", params).unwrap();
    assert_eq!(symbols[0]["name"], "00:00:01.000 Hello");
    assert_eq!(codes(&client.findings(&document)), [""; 0]);
    client.shut_down();
}

#[test]
fn the_outline_has_times_and_text_and_blocks_fold() {
    let tree = json!({"textDocument": {
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
    }});
    let (mut client, _) = Client::initialized(tree, None);
    let vtt = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE\nA comment.\n\n\
               00:01.000 --> 00:02.500\nHello <b>there</b>\nand bye\n\n00:03.000 --> 00:04.000\n";
    let document = client.open("file:///x/talk.vtt", "vtt", vtt);
    let params = json!({"textDocument": {"uri": document.uri}});
    let symbols = client.ask("textDocument/documentSymbol", params.clone()).unwrap();
    assert_eq!(symbols[0]["name"], "00:00:01.000 Hello there and bye");
    assert_eq!(symbols[0]["detail"], "00:00:01.000 --> 00:00:02.500");
    assert_eq!(symbols[0]["range"]["start"], json!({"line": 8, "character": 0}));
    assert_eq!(symbols[0]["selectionRange"]["start"], json!({"line": 9, "character": 0}));
    assert_eq!(symbols[1]["name"], "00:00:03.000");
    let folds = client.ask("textDocument/foldingRange", params).unwrap();
    let lines = |fold: &Value| {
        let line = |name: &str| fold[name].as_u64().unwrap();
        (line("startLine"), line("endLine"), fold["kind"].as_str().map(str::to_owned))
    };
    let folds: Vec<_> = folds.as_array().unwrap().iter().map(lines).collect();
    assert_eq!(folds, [(2, 3, None), (5, 6, Some("comment".to_owned())), (8, 10, None)]);
    client.shut_down();
}

const TTML: &str = "<?xml version=\"1.0\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\">\n<!-- a\ncomment -->\n<body><div>\n<p begin=\"1s\" end=\"1.001s\">Hello<br/>\nthere</p>\n</div></body>\n</tt>\n";

#[test]
fn ttml_is_checked_whatever_its_extension_and_other_xml_is_not() {
    let hierarchical = json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}}});
    let (mut client, _) = Client::initialized(hierarchical, None);
    for (uri, language) in [
        ("file:///x/talk.xml", "xml"),
        ("file:///x/talk.dfxp", "plaintext"),
        ("untitled:Untitled-1", "ttml"),
        ("untitled:Untitled-2", "plaintext"),
    ] {
        let document = client.open(uri, language, TTML);
        let findings = client.findings(&document);
        assert!(codes(&findings).contains(&"TIM003"), "{uri} {findings:?}");
        let params = json!({"textDocument": {"uri": uri}});
        let symbols = client.ask("textDocument/documentSymbol", params).unwrap();
        // A list, as this editor takes no tree.
        assert_eq!(symbols[0]["name"], "00:00:01.000 Hello there");
        assert_eq!(symbols[0]["location"]["uri"], uri);
        let at = findings.iter().find(|finding| finding["code"] == "TIM003").unwrap();
        let position = &at["range"]["start"];
        let params = json!({"textDocument": {"uri": uri}, "position": position});
        let hover = client.ask("textDocument/hover", params).unwrap();
        assert_eq!(hover["contents"]["kind"], "markdown");
        let page = hover["contents"]["value"].as_str().unwrap();
        assert!(page.contains("# TIM003 one-millisecond-cue") && page.contains("## Why"), "{page}");
        assert!(at["codeDescription"]["href"].as_str().unwrap().starts_with("https://"));
    }
    for (uri, language, text) in [
        ("file:///x/pom.xml", "xml", "<?xml version=\"1.0\"?><project/>"),
        ("file:///x/a.txt", "plaintext", "1\n2\n"),
        ("untitled:Untitled-3", "plaintext", "Dear diary"),
    ] {
        let document = client.open(uri, language, text);
        assert_eq!(codes(&client.findings(&document)), [""; 0], "{uri}");
    }
    client.shut_down();
}

#[test]
fn an_unsaved_document_has_the_format_of_its_language() {
    let (mut client, _) = Client::initialized(json!({}), None);
    // Without a signature only the language tells.
    let text = "00:01.000 --> 00:01.001\nHello\n";
    for (language, code) in [("vtt", "VTT001"), ("webvtt", "VTT001"), ("subrip", "SRT002")] {
        let uri = format!("untitled:{language}");
        let document = client.open(&uri, language, text);
        let findings = client.findings(&document);
        let family = &code[..3];
        assert!(codes(&findings).iter().any(|found| found.starts_with(family)), "{findings:?}");
    }
    client.shut_down();
}

#[test]
fn settings_come_from_the_configuration_file_and_its_changes_count() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("cuesmith.toml");
    fs::write(
        &config,
        "exclude = \"made/**\"\n[rules]\nSRT004 = \"error\"\n[[overrides]]\nfiles = \"*.de.srt\"\nrules = { SRT004 = \"off\" }\n",
    )
    .unwrap();
    let root = format!("file://{}", folder.path().display());
    let watching = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let (mut client, _) = Client::initialized(watching, Some(&root));
    let asked = client.next(|message| message["method"] == "client/registerCapability");
    assert_eq!(asked["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}));

    let document = client.open(&format!("{root}/deep/talk.srt"), "srt", TALK);
    let findings = client.findings(&document);
    assert_eq!(codes(&findings), ["SRT004", "TXT003"]);
    assert_eq!(findings[0]["severity"], 1);
    let german = client.open(&format!("{root}/talk.de.srt"), "srt", TALK);
    assert_eq!(codes(&client.findings(&german)), ["TXT003"]);
    let excluded = client.open(&format!("{root}/made/talk.srt"), "srt", TALK);
    assert_eq!(codes(&client.findings(&excluded)), [""; 0]);
    let unsaved = client.open("untitled:Untitled-1", "srt", TALK);
    assert_eq!(client.findings(&unsaved)[0]["severity"], 1);

    fs::write(&config, "[rules]\nSRT = \"off\"\nTXT = \"off\"\n").unwrap();
    let changes = json!([{"uri": format!("{root}/cuesmith.toml"), "type": 2}]);
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    for document in [&document, &german, &excluded, &unsaved] {
        assert_eq!(codes(&client.findings(document)), [""; 0], "{}", document.uri);
    }

    fs::write(&config, "[rules]\nSRT004 = \"loud\"\n").unwrap();
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": document.uri}}));
    let findings = client.findings(&document);
    let message = findings[0]["message"].as_str().unwrap();
    assert!(message.contains("cuesmith.toml`, line 2") && message.contains("`loud`"), "{message}");
    assert_eq!((findings.len(), &findings[0]["severity"]), (1, &json!(1)));
    client.shut_down();
}

#[test]
fn findings_of_the_baseline_are_not_shown_until_there_are_new_ones() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("cuesmith.toml"), "baseline = \"known.json\"\n").unwrap();
    fs::write(at.join("talk.srt"), TALK).unwrap();
    let root = format!("file://{}", at.display());
    let (mut client, _) = Client::initialized(json!({}), Some(&root));
    let uri = format!("{root}/talk.srt");
    let document = client.open(&uri, "srt", TALK);
    let message = client.findings(&document)[0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("known.json`") && message.contains("--update-baseline"), "{message}");

    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    let made = command.current_dir(at).args(["check", "-q", ".", "--update-baseline"]).output();
    assert_eq!(made.unwrap().status.code(), Some(0));
    let changes = json!([{"uri": format!("{root}/known.json"), "type": 1}]);
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    let mut document = document;
    assert_eq!(codes(&client.findings(&document)), [""; 0]);
    client.replace(&mut document, "Good bye.", "Good  bye.");
    assert_eq!(codes(&client.findings(&document)), ["TXT003"]);
    client.shut_down();
}

#[test]
fn an_editor_that_asks_for_findings_gets_none_unasked() {
    let (mut client, capabilities) =
        Client::initialized(json!({"textDocument": {"diagnostic": {}}}), None);
    assert_eq!(capabilities["diagnosticProvider"]["interFileDependencies"], false);
    let mut document = client.open("file:///x/talk.srt", "srt", TALK);
    let params = json!({"textDocument": {"uri": document.uri}});
    let report = client.ask("textDocument/diagnostic", params.clone()).unwrap();
    assert_eq!(report["kind"], "full");
    assert_eq!(codes(report["items"].as_array().unwrap()), ["SRT004", "TXT003"]);
    client.replace(&mut document, "  ", " ");
    let report = client.ask("textDocument/diagnostic", params).unwrap();
    assert_eq!(codes(report["items"].as_array().unwrap()), ["SRT004"]);
    client.shut_down();
}

#[test]
fn further_places_of_a_finding_are_shown_if_the_editor_can() {
    let text = "1\n00:00:01,000 --> 00:00:04,000\nOne\n\n2\n00:00:02,000 --> 00:00:05,000\nTwo\n";
    for can in [true, false] {
        let shown = json!({"publishDiagnostics": {"relatedInformation": can}});
        let (mut client, _) = Client::initialized(json!({"textDocument": shown}), None);
        let document = client.open("file:///x/talk.srt", "srt", text);
        let findings = client.findings(&document);
        assert_eq!(codes(&findings), ["TIM004"]);
        let related = findings[0]["relatedInformation"].as_array();
        assert_eq!(related.map(Vec::len), can.then_some(1));
        for related in related.into_iter().flatten() {
            assert_eq!(related["location"]["uri"], document.uri);
            assert_eq!(related["location"]["range"]["start"]["line"], 1);
        }
        client.shut_down();
    }
}

#[test]
fn a_finding_is_suppressed_by_a_comment_where_the_format_has_comments() {
    let at_once = "WEBVTT\n\n00:01.000 --> 00:01.001\nGone at once\n";
    let (mut client, _) = Client::initialized(encodings(&["utf-8"]), None);
    let mut document = client.open("file:///x/talk.vtt", "webvtt", at_once);
    let findings = client.findings(&document);
    assert_eq!(codes(&findings), ["TIM003"]);
    let title = "Suppress TIM003 here with a comment";
    let actions = client.actions(&document, &findings[0]["range"], Some("quickfix"));
    let action = actions.iter().find(|action| action["title"] == title).expect("it is offered");
    let uri = document.uri.clone();
    let edits = edits_of(action, &uri, document.version).to_vec();
    client.apply(&mut document, &edits);
    assert!(
        document.text.contains("NOTE cuesmith-ignore TIM003\n\n00:01.000"),
        "{}",
        document.text
    );
    assert_eq!(codes(&client.findings(&document)), [""; 0]);

    let in_srt = "1\n00:00:01,000 --> 00:00:01,001\nGone at once\n";
    let document = client.open("file:///x/talk.srt", "srt", in_srt);
    let findings = client.findings(&document);
    let actions = client.actions(&document, &findings[0]["range"], Some("quickfix"));
    assert!(actions.iter().all(|action| action["title"] != title));
}

#[test]
fn a_closed_document_has_no_findings() {
    let (mut client, _) = Client::initialized(json!({}), None);
    let document = client.open("file:///x/talk.srt", "srt", TALK);
    assert_eq!(client.findings(&document).len(), 2);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": document.uri}}));
    let message = client.next(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(message["params"], json!({"uri": document.uri, "diagnostics": []}));
    // Changes of what is not open are reported in the log.
    let id = json!({"uri": document.uri, "version": 2});
    let change = json!([{"text": ""}]);
    client.notify("textDocument/didChange", json!({"textDocument": id, "contentChanges": change}));
    let log = client.next(|message| message["method"] == "window/logMessage");
    assert!(log["params"]["message"].as_str().unwrap().contains("is not open"));
    client.shut_down();
}

#[test]
fn what_cannot_be_understood_is_refused_and_the_server_goes_on() {
    let mut client = Client::start(&["--stdio"]);
    let early = client.ask("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(early["code"], -32002);
    client.ask("initialize", json!({"capabilities": {"textDocument": "?", "general": 5}})).unwrap();
    client.notify("initialized", json!({}));
    let refused = |client: &mut Client, method: &str, params: Value| {
        client.ask(method, params).unwrap_err()["code"].as_i64().unwrap()
    };
    assert_eq!(refused(&mut client, "initialize", json!({})), -32600);
    assert_eq!(refused(&mut client, "textDocument/rename", json!({})), -32601);
    assert_eq!(refused(&mut client, "$/unknown", json!({})), -32601);
    assert_eq!(refused(&mut client, "textDocument/hover", json!({"position": 5})), -32602);
    assert_eq!(refused(&mut client, "textDocument/codeAction", Value::Null), -32602);
    client.notify("$/unknown", json!({}));
    client.notify("textDocument/didOpen", json!({"textDocument": {"uri": 5}}));
    let log = client.next(|message| message["method"] == "window/logMessage");
    assert!(log["params"]["message"].as_str().unwrap().starts_with("textDocument/didOpen"));
    client.send_bytes(b"Content-Length: 7\r\n\r\n{broken");
    let log = client.next(|message| message["method"] == "window/logMessage");
    assert!(log["params"]["message"].as_str().unwrap().contains("not JSON"));
    client.send(&json!({"jsonrpc": "2.0", "id": "x", "method": 5}));
    assert_eq!(client.next(|message| message["id"] == "x")["error"]["code"], -32600);
    let nothing = json!({"textDocument": {"uri": "file:///none.srt"},
                         "position": {"line": 0, "character": 0}});
    assert_eq!(client.ask("textDocument/hover", nothing), Ok(Value::Null));
    assert_eq!(client.ask("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(refused(&mut client, "textDocument/hover", json!({})), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn a_canceled_request_is_answered_with_an_error() {
    let (mut client, _) = Client::initialized(json!({}), None);
    let _ = client.open("file:///x/talk.srt", "srt", &TALK.repeat(200));
    let params = json!({"textDocument": {"uri": "file:///x/talk.srt"}});
    let mut bytes = Vec::new();
    for message in [
        json!({"jsonrpc": "2.0", "id": "a", "method": "textDocument/formatting", "params": params}),
        json!({"jsonrpc": "2.0", "id": "b", "method": "textDocument/foldingRange", "params": params}),
        json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "b"}}),
    ] {
        let text = message.to_string();
        bytes.extend(format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes());
    }
    client.send_bytes(&bytes);
    let answer = client.next(|message| message["id"] == "b");
    assert_eq!(answer["error"]["code"], -32800);
    assert!(client.next(|message| message["id"] == "a")["result"].is_array());
    client.shut_down();
}

#[test]
fn the_exit_code_tells_whether_the_server_was_shut_down() {
    let (mut client, _) = Client::initialized(json!({}), None);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
    let (client, _) = Client::initialized(json!({}), None);
    assert_eq!(client.exit_code(), 1, "the input ends");
    let (mut client, _) = Client::initialized(json!({}), None);
    client.ask("shutdown", Value::Null).unwrap();
    assert_eq!(client.exit_code(), 0, "the input ends after a shutdown");
    let mut client = Client::start(&[]);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}
