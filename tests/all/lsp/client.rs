//! A scripted editor: it starts the server, speaks JSON-RPC with it, and keeps documents as an editor does.

#![allow(clippy::needless_pass_by_value)] // messages are written where they are sent

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// How long to wait for a message: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(600);

pub(super) struct Client {
    child: Child,
    to: Option<ChildStdin>,
    from: Receiver<Value>,
    /// The unit of columns that was agreed on.
    pub(super) encoding: String,
    /// Notifications and requests of the server that no one waited for yet.
    waiting: Vec<Value>,
    requests: i64,
}

impl Client {
    pub(super) fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cuesmith"))
            .arg("lsp")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, from) = channel();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = receive(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let to = child.stdin.take();
        Self { child, to, from, encoding: String::new(), waiting: Vec::new(), requests: 0 }
    }

    /// Starts and initializes; returns the server's capabilities too.
    pub(super) fn initialized(capabilities: Value, root: Option<&str>) -> (Self, Value) {
        let mut client = Self::start(&[]);
        let params = json!({
            "processId": null,
            "rootUri": root,
            "capabilities": capabilities,
            "clientInfo": {"name": "test"},
        });
        let result = client.ask("initialize", params).unwrap();
        let encoding = result["capabilities"]["positionEncoding"].as_str().unwrap_or("utf-16");
        client.encoding = encoding.to_owned();
        client.notify("initialized", json!({}));
        (client, result["capabilities"].clone())
    }

    pub(super) fn send_bytes(&mut self, bytes: &[u8]) {
        let to = self.to.as_mut().unwrap();
        to.write_all(bytes).unwrap();
        to.flush().unwrap();
    }

    pub(super) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The result of a request, or its error.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let answer = self.next(|message| message["id"] == id && message.get("method").is_none());
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["result"].clone()),
        }
    }

    /// The next message that is wanted; others are kept.
    #[track_caller]
    pub(super) fn next(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(at);
        }
        loop {
            let message = self.from.recv_timeout(PATIENCE).expect("the server sends a message");
            assert_eq!(message["jsonrpc"], "2.0");
            if wanted(&message) {
                return message;
            }
            self.waiting.push(message);
        }
    }

    /// The findings of a version of a document; those of earlier versions are passed over.
    #[track_caller]
    pub(super) fn findings(&mut self, document: &Open) -> Vec<Value> {
        let (uri, version) = (document.uri.clone(), document.version);
        let message = self.next(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri.as_str()
                && message["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    pub(super) fn open(&mut self, uri: &str, language: &str, text: &str) -> Open {
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
        Open { uri: uri.to_owned(), version: 1, text: text.to_owned() }
    }

    /// Replaces a part of a document, here and on the server.
    pub(super) fn replace(&mut self, document: &mut Open, old: &str, new: &str) {
        let start = document.text.find(old).unwrap();
        let end = start + old.len();
        let range = json!({
            "start": self.position(&document.text, start),
            "end": self.position(&document.text, end),
        });
        document.text.replace_range(start..end, new);
        document.version += 1;
        let id = json!({"uri": document.uri, "version": document.version});
        let change = json!({"range": range, "text": new});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": id, "contentChanges": [change]}),
        );
    }

    /// Applies edits to a document as an editor does, and sends the whole text.
    pub(super) fn apply(&mut self, document: &mut Open, edits: &[Value]) {
        let mut places: Vec<(usize, usize, &str)> = edits
            .iter()
            .map(|edit| {
                let offset = |at: &Value| self.offset(&document.text, at);
                let range = &edit["range"];
                let text = edit["newText"].as_str().unwrap();
                (offset(&range["start"]), offset(&range["end"]), text)
            })
            .collect();
        places.sort_by_key(|place| (place.0, place.1));
        assert!(places.windows(2).all(|pair| pair[0].1 <= pair[1].0), "edits overlap: {edits:?}");
        for (start, end, text) in places.into_iter().rev() {
            document.text.replace_range(start..end, text);
        }
        document.version += 1;
        let id = json!({"uri": document.uri, "version": document.version});
        let change = json!({"text": document.text});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": id, "contentChanges": [change]}),
        );
    }

    /// The code actions for a range, of all kinds or of one.
    pub(super) fn actions(
        &mut self,
        document: &Open,
        range: &Value,
        only: Option<&str>,
    ) -> Vec<Value> {
        let mut context = json!({"diagnostics": []});
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let id = json!({"uri": document.uri});
        let params = json!({"textDocument": id, "range": range, "context": context});
        let actions = self.ask("textDocument/codeAction", params).unwrap();
        actions.as_array().unwrap().clone()
    }

    /// A place as the protocol counts it: line and column from 0.
    pub(super) fn position(&self, text: &str, offset: usize) -> Value {
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let column = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let character = match self.encoding.as_str() {
            "utf-8" => column.len(),
            "utf-16" => column.encode_utf16().count(),
            _ => column.chars().count(),
        };
        json!({"line": line, "character": character})
    }

    pub(super) fn offset(&self, text: &str, at: &Value) -> usize {
        let line = at["line"].as_u64().unwrap() as usize;
        let start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
        let places = text[start..].char_indices().map(|(offset, _)| start + offset);
        let mut places = places.chain([text.len()]);
        places.find(|offset| self.position(text, *offset) == *at).unwrap()
    }

    /// Ends the input, if it is still open, and returns the exit code.
    pub(super) fn exit_code(mut self) -> i32 {
        self.to = None;
        let status = self.child.wait().unwrap();
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!(errors, "");
        status.code().unwrap()
    }

    pub(super) fn shut_down(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        assert_eq!(self.exit_code(), 0);
    }
}

/// An open document.
pub(super) struct Open {
    pub(super) uri: String,
    pub(super) version: i64,
    pub(super) text: String,
}

/// Reads a message; `None` at the end.
fn receive(from: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                if let Some(value) = header.strip_prefix("Content-Length: ") {
                    length = value.parse().unwrap();
                }
            }
        }
    }
    let mut content = vec![0; length];
    from.read_exact(&mut content).ok()?;
    Some(serde_json::from_slice(&content).unwrap())
}
