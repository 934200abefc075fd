//! What the editor supports, from its `initialize` request. A capability that is missing or of another type counts
//! as not supported.

use std::path::PathBuf;

use serde_json::Value;

use super::uri;
use crate::source::ColumnUnit;

/// The editor.
#[derive(Clone, Debug)]
pub(super) struct Client {
    /// The unit of columns.
    pub(super) unit: ColumnUnit,
    /// Whether findings may have further places.
    pub(super) related: bool,
    /// Whether edits may name the version of their document.
    pub(super) versioned_edits: bool,
    /// Whether it asks for findings itself.
    pub(super) pulls: bool,
    /// Whether it can be asked to ask again.
    pub(super) refreshes: bool,
    /// Whether it reports changed files if asked to.
    pub(super) watches: bool,
    /// Whether it shows Markdown on hover.
    pub(super) markdown: bool,
    /// Whether an outline may be a tree.
    pub(super) tree: bool,
    /// Maximum number of folding ranges.
    pub(super) folds: usize,
    /// The first folder of the workspace.
    pub(super) root: Option<PathBuf>,
}

impl Client {
    pub(super) fn new(params: &Value) -> Self {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let has = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let lists = |path: &str, word: &str| {
            let list = at(path).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|one| one == word))
        };
        Self {
            unit: unit(at("general/positionEncodings")),
            related: has("textDocument/publishDiagnostics/relatedInformation")
                || has("textDocument/diagnostic/relatedInformation"),
            versioned_edits: has("workspace/workspaceEdit/documentChanges"),
            pulls: at("textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes: has("workspace/diagnostics/refreshSupport"),
            watches: has("workspace/didChangeWatchedFiles/dynamicRegistration"),
            markdown: lists("textDocument/hover/contentFormat", "markdown"),
            tree: has("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            folds: at("textDocument/foldingRange/rangeLimit")
                .and_then(Value::as_u64)
                .map_or(usize::MAX, |limit| limit as usize),
            root: root(params),
        }
    }
}

/// The names of the units in the protocol.
const UNITS: [(&str, ColumnUnit); 3] =
    [("utf-8", ColumnUnit::Utf8), ("utf-16", ColumnUnit::Utf16), ("utf-32", ColumnUnit::Scalar)];

/// The first unit that the editor lists, as it lists them by preference; UTF-16 is the default.
fn unit(listed: Option<&Value>) -> ColumnUnit {
    let listed = listed.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let known = |name: &str| UNITS.iter().find(|(known, _)| *known == name);
    listed.filter_map(known).map(|(_, unit)| *unit).next().unwrap_or(ColumnUnit::Utf16)
}

/// The name of a unit in the protocol.
pub(super) fn unit_name(unit: ColumnUnit) -> &'static str {
    UNITS.iter().find(|(_, known)| *known == unit).map_or("utf-16", |(name, _)| name)
}

/// The folder that the editor has open.
fn root(params: &Value) -> Option<PathBuf> {
    let uri = |path: &str| params.pointer(path)?.as_str().and_then(uri::path);
    uri("/workspaceFolders/0/uri")
        .or_else(|| uri("/rootUri"))
        .or_else(|| params.get("rootPath")?.as_str().map(PathBuf::from))
}
