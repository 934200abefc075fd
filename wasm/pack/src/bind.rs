//! wasm-bindgen: a linked module becomes a module and a script.

use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::Result;

/// A module and its script. `exports`: with what the files of packs import from the main one (memory, table, functions).
pub(crate) fn module(linked: &[u8], name: &str, exports: bool) -> Result<Output> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(name, linked.to_vec())
        .out_name(name)
        .typescript(true)
        // The face gives the place: the script is for two modules.
        .omit_default_module_path(true)
        .keep_lld_exports(exports)
        .remove_name_section(true)
        .remove_producers_section(true);
    let mut bound = bindgen.web(true)?.generate_output()?;
    // For the linker and the splitter; wasm-opt cannot keep them right.
    let customs = &mut bound.wasm_mut().customs;
    let names: Vec<String> = customs.iter().map(|(_, section)| section.name().to_owned()).collect();
    for name in names.iter().filter(|name| *name == "linking" || name.starts_with("reloc.")) {
        customs.remove_raw(name);
    }
    Ok(bound)
}
