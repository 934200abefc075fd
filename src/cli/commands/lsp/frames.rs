//! Messages on the wire: a header with the length of the content, a blank line, JSON (section "Base Protocol"
//! of the specification).
//!
//! What cannot be read is answered with an error, and reading goes on with the next message.

use std::io::{self, BufRead, Read as _};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use lsp_server::{ErrorCode, Message, Notification, RequestId};
use serde_json::Value;

use crate::cli::input;

/// Something that arrived.
#[derive(Debug)]
pub(super) enum Incoming {
    Message(Message),
    /// It cannot be read, or is not a message.
    Malformed {
        id: Option<RequestId>,
        code: ErrorCode,
        message: String,
    },
}

impl Incoming {
    /// Whether this asks to cancel `other`, a request.
    pub(super) fn cancels(&self, other: &Self) -> bool {
        let (
            Self::Message(Message::Notification(cancel)),
            Self::Message(Message::Request(request)),
        ) = (self, other)
        else {
            return false;
        };
        cancel.method == "$/cancelRequest" && id_in(&cancel.params).as_ref() == Some(&request.id)
    }
}

/// The `id` of a message or of its parameters.
fn id_in(value: &Value) -> Option<RequestId> {
    match value.get("id")? {
        Value::String(id) => Some(id.clone().into()),
        Value::Number(id) => i32::try_from(id.as_i64()?).ok().map(Into::into),
        _ => None,
    }
}

/// Messages from standard input, read by another thread until the input ends.
pub(super) fn receive() -> io::Result<Receiver<Incoming>> {
    let (sender, receiver) = channel();
    let read = move || read_all(&mut input::stdin(), &sender);
    thread::Builder::new().name("messages".to_owned()).spawn(read)?;
    Ok(receiver)
}

fn read_all(from: &mut impl BufRead, to: &Sender<Incoming>) {
    while let Ok(Some(incoming)) = read(from) {
        if to.send(incoming).is_err() {
            return;
        }
    }
}

/// The next message; `None` at the end of the input.
fn read(from: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.take(MAX_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        match (text, length) {
            ("", Some(length)) => return content(from, length),
            // Blank lines before a header, or what is left of a broken message.
            ("", None) => {}
            (text, _) => length = content_length(text).or(length),
        }
    }
}

/// Maximum length of a header line.
const MAX_HEADER: u64 = 4096;

/// The value of a header line with the length of the content.
fn content_length(line: &str) -> Option<u64> {
    let (name, value) = line.split_once(':')?;
    name.trim().eq_ignore_ascii_case("Content-Length").then(|| value.trim().parse().ok())?
}

fn content(from: &mut impl BufRead, length: u64) -> io::Result<Option<Incoming>> {
    if length > input::limit() {
        io::copy(&mut from.take(length), &mut io::sink())?;
        let message = format!("a message of {length} bytes is larger than --max-input allows");
        return Ok(Some(malformed(None, ErrorCode::InvalidRequest, message)));
    }
    let mut content = Vec::new();
    if from.take(length).read_to_end(&mut content)? as u64 != length {
        return Ok(None);
    }
    Ok(Some(parse(&content)))
}

fn parse(content: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(content) {
        Ok(value) => value,
        Err(error) => {
            return malformed(None, ErrorCode::ParseError, format!("not JSON: {error}"));
        }
    };
    let id = id_in(&value);
    match (serde_json::from_value(value), id) {
        (Ok(message), _) => Incoming::Message(message),
        (Err(_), id) => {
            malformed(id, ErrorCode::InvalidRequest, "not a JSON-RPC message".to_owned())
        }
    }
}

const fn malformed(id: Option<RequestId>, code: ErrorCode, message: String) -> Incoming {
    Incoming::Malformed { id, code, message }
}

/// A message as bytes.
pub(super) fn frame(message: &Message) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory fails only if serialization does, and all messages are plain data.
    if message.write(&mut bytes).is_err() {
        let log = serde_json::json!({"type": 1, "message": "a message could not be written"});
        let log = Notification::new("window/logMessage".to_owned(), log);
        let _ = Message::from(log).write(&mut bytes);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<Incoming> {
        let mut from = input;
        std::iter::from_fn(|| read(&mut from).unwrap()).collect()
    }

    fn framed(content: &str) -> Vec<u8> {
        format!("Content-Length: {}\r\n\r\n{content}", content.len()).into_bytes()
    }

    #[test]
    fn reading_goes_on_after_a_broken_message() {
        let mut input = framed("{broken");
        input.extend(framed(r#"{"jsonrpc":"2.0","id":7,"method":5}"#));
        input.extend(b"Content-Length: many\r\n\r\ngarbage\r\n");
        input.extend(b"content-type: x\r\ncontent-length:45\r\n\r\n");
        input.extend(br#"{"jsonrpc":"2.0","method":"exit","params":{}}"#);
        let found = all(&input);
        let Incoming::Malformed { id: None, code: ErrorCode::ParseError, .. } = &found[0] else {
            panic!("{found:?}")
        };
        let Incoming::Malformed { id: Some(id), code: ErrorCode::InvalidRequest, .. } = &found[1]
        else {
            panic!("{found:?}")
        };
        assert_eq!(*id, 7.into());
        let Incoming::Message(Message::Notification(exit)) = &found[2] else { panic!("{found:?}") };
        assert_eq!((exit.method.as_str(), found.len()), ("exit", 3));
    }

    #[test]
    fn a_length_without_content_ends_the_input_and_takes_no_memory() {
        assert_eq!(all(b"Content-Length: 900000000\r\n\r\n{}").len(), 0);
        assert_eq!(all(b"Content-Length: 18446744073709551615\r\n\r\n{}").len(), 1);
    }

    #[test]
    fn a_request_is_canceled_by_its_id() {
        let message = |json: &str| parse(json.as_bytes());
        let request = message(r#"{"jsonrpc":"2.0","id":"a","method":"x"}"#);
        let cancel = message(r#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"a"}}"#);
        let other = message(r#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"#);
        assert!(cancel.cancels(&request));
        assert!(!other.cancels(&request) && !request.cancels(&cancel));
    }
}
