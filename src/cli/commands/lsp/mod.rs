//! `cuesmith lsp`: a language server for editors.
//!
//! It implements the Language Server Protocol, version 3.17
//! (<https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/>). One thread
//! reads messages (`frames`); the other handles them in their order (`server`), and checks documents that
//! changed when no message is waiting. `document` is an open text, `settings` finds its rules, `findings`,
//! `actions` and `outline` are the answers, `client` what the editor supports.

mod actions;
mod client;
mod document;
mod findings;
mod frames;
mod outline;
mod server;
mod settings;
#[cfg(test)]
mod tests;
mod uri;

use std::collections::VecDeque;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

use clap::Args;

use crate::cli::exit::Exit;
use crate::cli::output::{Failure, Out, note};
use frames::Incoming;
use server::Server;
use settings::Settings;

#[derive(Debug, Args)]
#[command(after_help = "\
The server reads cuesmith.toml as `cuesmith check` does. docs/editors.md has settings for editors.

Exit codes: 0 after a shutdown request, 1 if the connection ended without one, 2 wrong usage.")]
pub(in crate::cli) struct LspArgs {
    /// Configuration file for all documents [default: the nearest cuesmith.toml, from the folder of
    /// each document upwards]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Do not read configuration files
    #[arg(long)]
    no_config: bool,
    /// Use standard input and output, which is the default: some editors pass this
    #[arg(long)]
    stdio: bool,
    /// Ignored: some editors pass this
    #[arg(long = "clientProcessId", hide = true)]
    client_process_id: Option<u32>,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &LspArgs, out: &mut Out) -> Result<Exit, Failure> {
    if std::io::stdin().is_terminal() {
        note(
            "note: cuesmith lsp is started by editors and reads messages from standard input; \
             see docs/editors.md\n",
        );
    }
    let settings = Settings::new(args.config.as_deref(), args.no_config)?;
    let messages = frames::receive().map_err(|error| {
        crate::cli::output::problem("-", format!("cannot create a thread: {error}"), "")
    })?;
    let mut server = Server::new(settings);
    let mut waiting = VecDeque::new();
    loop {
        waiting.extend(messages.try_iter());
        match next(&mut waiting, &messages, server.next_check()) {
            Next::Message(message) => {
                let is_canceled = waiting.iter().any(|later| later.cancels(&message));
                server.receive(message, is_canceled);
            }
            Next::Check => server.check_due(Instant::now()),
            Next::End => return Ok(server.exit()),
        }
        for message in server.take_messages() {
            out.data(frames::frame(&message))?;
        }
        out.flush()?;
        if server.is_over() {
            return Ok(server.exit());
        }
    }
}

/// What to do next.
enum Next {
    Message(Incoming),
    /// A document is due for a check.
    Check,
    /// There are no more messages.
    End,
}

/// The next message. While none is waiting, documents are checked at their time.
fn next(
    waiting: &mut VecDeque<Incoming>,
    messages: &Receiver<Incoming>,
    check: Option<Instant>,
) -> Next {
    if let Some(message) = waiting.pop_front() {
        return Next::Message(message);
    }
    let received = match check {
        None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(at) => messages.recv_timeout(at.saturating_duration_since(Instant::now())),
    };
    match received {
        Ok(message) => Next::Message(message),
        Err(RecvTimeoutError::Timeout) => Next::Check,
        Err(RecvTimeoutError::Disconnected) => Next::End,
    }
}
