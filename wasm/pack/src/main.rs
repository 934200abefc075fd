//! Packs a compiled `.wasm` file with wasm-bindgen as a library, so that its version is the one our
//! `Cargo.lock` names and no tool has to be installed.
//!
//! `cuesmith-wasm-pack INPUT.wasm OUT_DIR` writes `cuesmith.js`, `cuesmith.d.ts` and
//! `cuesmith_bg.wasm` to the folder. One package serves browsers and Node (wasm-bindgen's `web`
//! target: plain ES modules).

use std::path::PathBuf;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(input), Some(out), None) = (args.next(), args.next(), args.next()) else {
        return fail("usage: cuesmith-wasm-pack INPUT.wasm OUT_DIR");
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name("cuesmith")
        .typescript(true)
        // The library's default differs from the command's: without this, `init()` in a browser
        // does not find the file.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    match bindgen.web(true).and_then(|bindgen| bindgen.generate(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("{error:#}")),
    }
}

#[expect(clippy::print_stderr, reason = "a command speaks to its user")]
fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
