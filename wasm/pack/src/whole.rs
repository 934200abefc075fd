//! The whole module: what the linker made, with each function of a pack called directly.

use std::path::Path;

use walrus::{ExportItem, Module};

use crate::{Result, bind};

/// Writes `all.wasm` and returns its script.
pub(crate) fn write(linked: &[u8], out: &Path) -> Result<String> {
    let mut module = Module::from_buffer(linked)?;
    let points: Vec<_> = module
        .imports
        .iter()
        .filter(|import| import.module == "__wasm_split_placeholder__")
        .filter_map(|import| match import.kind {
            walrus::ImportKind::Function(function) => Some((import.name.clone(), function)),
            _ => None,
        })
        .collect();
    for (name, import) in points {
        let name = name.replace("00_import_", "00_export_");
        let export = module.exports.iter().find(|export| export.name == name);
        let Some((id, ExportItem::Function(function))) =
            export.map(|export| (export.id(), export.item))
        else {
            return Err(format!("there is no function {name}").into());
        };
        module.replace_imported_func(import, |(body, _)| {
            body.call(function);
        })?;
        module.exports.delete(id);
    }
    let mut bound = bind::module(&module.emit_wasm(), "cuesmith", false)?;
    std::fs::write(out.join("all.wasm"), bound.wasm_mut().emit_wasm())?;
    Ok(bound.js().to_owned())
}
