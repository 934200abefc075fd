//! The server: its state, and what it does with each message.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidOpenTextDocumentParams, MessageType, Position,
    PublishDiagnosticsParams, Range, TextDocumentIdentifier, Uri,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::actions::{self, FIX_ALL};
use super::client::{Client, unit_name};
use super::document::{Checked, Document, guarded};
use super::frames::Incoming;
use super::settings::Settings;
use super::{findings, outline};
use crate::cli::exit::Exit;

/// The server.
pub(super) struct Server {
    client: Client,
    settings: Settings,
    phase: Phase,
    documents: BTreeMap<String, Document>,
    /// Whether the editor asks for findings, so that none are sent unasked.
    is_pulled: bool,
    /// Messages to the editor.
    messages: Vec<Message>,
    /// The number of requests to the editor.
    requests: i32,
}

/// The life of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Waiting,
    Running,
    ShutDown,
    /// After `exit`; whether `shutdown` came first.
    Over(bool),
}

/// Why a request fails.
type Refusal = (ErrorCode, String);

/// Parameters that name a document. What else they have is not needed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfDocument {
    text_document: TextDocumentIdentifier,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AtPosition {
    text_document: TextDocumentIdentifier,
    position: Position,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfRange {
    text_document: TextDocumentIdentifier,
    range: Range,
    #[serde(default)]
    context: actions::Context,
}

impl Server {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            client: Client::new(&Value::Null),
            settings,
            phase: Phase::Waiting,
            documents: BTreeMap::new(),
            is_pulled: false,
            messages: Vec::new(),
            requests: 0,
        }
    }

    /// The messages to send.
    pub(super) fn take_messages(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.messages)
    }

    /// Whether the connection has ended.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over(_))
    }

    /// How the process ends: with 0 if `shutdown` came first, else with 1.
    pub(super) fn exit(&self) -> Exit {
        match self.phase {
            Phase::ShutDown | Phase::Over(true) => Exit::Clean,
            Phase::Waiting | Phase::Running | Phase::Over(false) => Exit::Findings,
        }
    }

    /// When the next document is to be checked.
    pub(super) fn next_check(&self) -> Option<Instant> {
        self.documents.values().filter_map(Document::due).min()
    }

    /// Reports findings of the documents whose time has come.
    pub(super) fn check_due(&mut self, now: Instant) {
        let due = |document: &&Document| document.due().is_some_and(|at| at <= now);
        let due: Vec<Uri> = self.documents.values().filter(due).map(|d| d.uri.clone()).collect();
        if let Err(panic) = guarded(|| due.iter().for_each(|uri| self.publish(uri))) {
            self.log(MessageType::Error, &panic);
        }
    }

    /// Handles a message. A request that was canceled meanwhile is not answered but with an error.
    pub(super) fn receive(&mut self, incoming: Incoming, is_canceled: bool) {
        match incoming {
            Incoming::Message(Message::Request(request)) => {
                let id = request.id.clone();
                let result = match is_canceled {
                    true => Err((ErrorCode::RequestCanceled, "canceled".to_owned())),
                    false => self.guarded_answer(request),
                };
                self.respond(id, result);
            }
            Incoming::Message(Message::Notification(notification)) => self.notified(notification),
            // The editor has done what it was asked to, or cannot.
            Incoming::Message(Message::Response(_)) => {}
            Incoming::Malformed { id, code, message } => match id {
                Some(id) => self.respond(id, Err((code, message))),
                None => self.log(MessageType::Error, &format!("cannot read a message: {message}")),
            },
        }
    }

    fn respond(&mut self, id: RequestId, result: Result<Value, Refusal>) {
        self.messages.push(Message::Response(match result {
            Ok(value) => Response::new_ok(id, value),
            Err((code, message)) => Response::new_err(id, code as i32, message),
        }));
    }

    fn notify(&mut self, method: &str, params: impl Serialize) {
        let notification = Notification::new(method.to_owned(), params);
        self.messages.push(Message::Notification(notification));
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.requests += 1;
        let request = Request::new(self.requests.into(), method.to_owned(), params);
        self.messages.push(Message::Request(request));
    }

    fn log(&mut self, kind: MessageType, message: &str) {
        self.notify("window/logMessage", json!({"type": kind, "message": message}));
    }

    /// Answers a request, whatever happens.
    fn guarded_answer(&mut self, request: Request) -> Result<Value, Refusal> {
        guarded(|| self.answer(request))
            .unwrap_or_else(|panic| Err((ErrorCode::InternalError, panic)))
    }

    fn answer(&mut self, request: Request) -> Result<Value, Refusal> {
        match (self.phase, request.method.as_str()) {
            (Phase::Waiting, "initialize") => return Ok(self.initialize(&request.params)),
            (Phase::Waiting, _) => {
                let message = "expected an initialize request first".to_owned();
                return Err((ErrorCode::ServerNotInitialized, message));
            }
            (Phase::Running, _) => {}
            (Phase::ShutDown | Phase::Over(_), _) => {
                return Err((ErrorCode::InvalidRequest, "the server is shut down".to_owned()));
            }
        }
        let params = request.params;
        match request.method.as_str() {
            "initialize" => {
                Err((ErrorCode::InvalidRequest, "the server is initialized already".to_owned()))
            }
            "shutdown" => {
                self.phase = Phase::ShutDown;
                Ok(Value::Null)
            }
            "textDocument/diagnostic" => self.pull(&read(params)?),
            "textDocument/codeAction" => {
                let asked: OfRange = read(params)?;
                self.code_actions(&asked)
            }
            "textDocument/formatting" => self.format(&read(params)?),
            "textDocument/hover" => {
                let AtPosition { text_document, position } = read(params)?;
                let at = Range { start: position, end: position };
                let Some((document, checked, client)) = self.checked(&text_document) else {
                    return Ok(Value::Null);
                };
                let at = document.span(at, client.unit);
                Ok(json!(findings::hover(document, &checked, at, client)))
            }
            "textDocument/documentSymbol" => {
                let document = self.document(&read(params)?);
                Ok(document.map_or(json!([]), |document| outline::symbols(document, &self.client)))
            }
            "textDocument/foldingRange" => {
                let document = self.document(&read(params)?);
                Ok(json!(document.map(|document| outline::folds(document, &self.client))))
            }
            method => Err((ErrorCode::MethodNotFound, format!("unknown method `{method}`"))),
        }
    }

    fn document(&self, named: &OfDocument) -> Option<&Document> {
        self.documents.get(&named.text_document.uri.0)
    }

    /// A document, the result of checking its current text, and what the editor supports.
    fn checked(
        &mut self,
        named: &TextDocumentIdentifier,
    ) -> Option<(&Document, Arc<Checked>, &Client)> {
        let document = self.documents.get_mut(&named.uri.0)?;
        let checked = document.check(&self.settings);
        Some((document, checked, &self.client))
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.client = Client::new(params);
        self.settings.root.clone_from(&self.client.root);
        self.phase = Phase::Running;
        let mut capabilities = json!({
            "positionEncoding": unit_name(self.client.unit),
            "textDocumentSync": {"openClose": true, "change": 2, "save": true},
            "codeActionProvider": {"codeActionKinds": ["quickfix", FIX_ALL]},
            "documentFormattingProvider": true,
            "documentSymbolProvider": true,
            "foldingRangeProvider": true,
            "hoverProvider": true,
        });
        if self.client.pulls {
            capabilities["diagnosticProvider"] = json!({
                "identifier": "cuesmith",
                "interFileDependencies": false,
                "workspaceDiagnostics": false,
            });
        }
        json!({
            "capabilities": capabilities,
            "serverInfo": {"name": "cuesmith", "version": env!("CARGO_PKG_VERSION")},
        })
    }

    fn notified(&mut self, notification: Notification) {
        let method = notification.method.as_str();
        if method == "exit" {
            self.phase = Phase::Over(self.phase == Phase::ShutDown);
            return;
        }
        if self.phase != Phase::Running {
            return;
        }
        let done = guarded(|| self.handle(method, notification.params));
        if let Err(message) = done.unwrap_or_else(Err) {
            self.log(MessageType::Error, &format!("{method}: {message}"));
        }
    }

    fn handle(&mut self, method: &str, params: Value) -> Result<(), String> {
        let wrong = |(_, message): Refusal| message;
        let now = Instant::now();
        match method {
            "initialized" => self.watch(),
            "textDocument/didOpen" => {
                let opened: DidOpenTextDocumentParams = read(params).map_err(wrong)?;
                let opened = opened.text_document;
                let uri = opened.uri.clone();
                let language = String::from(opened.language_id);
                let mut document =
                    Document::new(opened.uri, &language, opened.version, opened.text);
                document.touch(now);
                self.documents.insert(uri.0.clone(), document);
                // An editor that asks for findings does it now.
                if !self.client.pulls {
                    self.publish(&uri);
                }
            }
            "textDocument/didChange" => {
                let changed: DidChangeTextDocumentParams = read(params).map_err(wrong)?;
                let uri = changed.text_document.text_document_identifier.uri;
                let Some(document) = self.documents.get_mut(&uri.0) else {
                    return Err(format!("`{}` is not open", uri.0));
                };
                for change in changed.content_changes {
                    document.change(change, self.client.unit);
                }
                document.version = changed.text_document.version;
                document.touch(now);
            }
            "textDocument/didSave" => {
                let OfDocument { text_document } = read(params).map_err(wrong)?;
                if let Some(document) = self.documents.get_mut(&text_document.uri.0) {
                    document.touch(now);
                    self.publish(&text_document.uri);
                }
            }
            "textDocument/didClose" => {
                let OfDocument { text_document } = read(params).map_err(wrong)?;
                let closed = self.documents.remove(&text_document.uri.0);
                if closed.is_some() && !self.is_pulled {
                    self.send_findings(text_document.uri, None, Vec::new());
                }
            }
            "workspace/didChangeWatchedFiles" | "workspace/didChangeConfiguration" => {
                self.documents.values_mut().for_each(|document| document.touch(now));
                if self.is_pulled && self.client.refreshes {
                    self.ask("workspace/diagnostic/refresh", Value::Null);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Asks the editor to report changes of configuration files and baselines. A baseline, and a file that a
    /// configuration extends, may have any name.
    fn watch(&mut self) {
        if !self.client.watches {
            return;
        }
        let watchers = json!([{"globPattern": "**/*.toml"}, {"globPattern": "**/*.json"}]);
        let registration = json!({
            "id": "configuration",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": {"watchers": watchers},
        });
        self.ask("client/registerCapability", json!({"registrations": [registration]}));
    }

    /// Sends the findings of a document, unless the editor asks for them.
    fn publish(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get_mut(&uri.0) else { return };
        document.reported();
        if self.is_pulled {
            return;
        }
        let checked = document.check(&self.settings);
        let found = findings::diagnostics(document, &checked, &self.client);
        let version = document.version;
        self.send_findings(uri.clone(), Some(version), found);
    }

    fn send_findings(
        &mut self,
        uri: Uri,
        version: Option<i32>,
        diagnostics: Vec<gen_lsp_types::Diagnostic>,
    ) {
        let params = PublishDiagnosticsParams { uri, version, diagnostics };
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Answers with the findings of a document. From the first time on, none are sent unasked, and those that were
    /// are taken back, as editors would show both.
    fn pull(&mut self, named: &OfDocument) -> Result<Value, Refusal> {
        if !self.is_pulled {
            self.is_pulled = true;
            let sent = self.documents.values().filter(|document| document.due().is_none());
            let sent: Vec<Uri> = sent.map(|document| document.uri.clone()).collect();
            sent.into_iter().for_each(|uri| self.send_findings(uri, None, Vec::new()));
        }
        let Some((document, checked, client)) = self.checked(&named.text_document) else {
            return Ok(json!({"kind": "full", "items": []}));
        };
        let items = findings::diagnostics(document, &checked, client);
        Ok(json!({"kind": "full", "items": items}))
    }

    fn code_actions(&mut self, asked: &OfRange) -> Result<Value, Refusal> {
        let Some((document, checked, client)) = self.checked(&asked.text_document) else {
            return Ok(json!([]));
        };
        let at = document.span(asked.range, client.unit);
        let (actions, failed) = actions::actions(document, &checked, (at, &asked.context), client);
        failed.iter().for_each(|message| self.log(MessageType::Error, message));
        Ok(json!(actions))
    }

    fn format(&mut self, named: &OfDocument) -> Result<Value, Refusal> {
        let Some((document, checked, client)) = self.checked(&named.text_document) else {
            return Ok(Value::Null);
        };
        let edits = actions::formatting(document, &checked, client);
        edits.map(|edits| json!(edits)).map_err(|error| (ErrorCode::RequestFailed, error))
    }
}

/// Reads parameters.
fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}
