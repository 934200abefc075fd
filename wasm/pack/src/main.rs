//! Makes the npm package's generated files, without any tool that would have to be installed.
//!
//! `cuesmith-wasm-pack INPUT.wasm OUT_DIR` writes to the folder: `cuesmith.js`, `cuesmith.d.ts` and
//! `cuesmith_bg.wasm` (wasm-bindgen as a library, so that its version is the one our `Cargo.lock`
//! names), and `docs.js` with the documentation of every rule, which the module itself leaves out.
//! With a third argument `NAME` the files are called by that, and there is no `docs.js`.
//! One package serves browsers and Node (wasm-bindgen's `web` target: plain ES modules).

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(input), Some(out), name, None) = (args.next(), args.next(), args.next(), args.next())
    else {
        return fail("usage: cuesmith-wasm-pack INPUT.wasm OUT_DIR [NAME]");
    };
    match pack(&input, &out, name.as_deref().and_then(Path::to_str)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("{error:#}")),
    }
}

fn pack(input: &Path, out: &Path, name: Option<&str>) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name.unwrap_or("cuesmith"))
        .typescript(true)
        // The library's default differs from the command's: without this, `init()` in a browser
        // does not find the file.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.web(true)?.generate(out)?;
    if name.is_none() {
        std::fs::write(out.join("docs.js"), docs())?;
    }
    Ok(())
}

/// An object from code to Markdown, as a JavaScript module.
fn docs() -> String {
    let mut js = String::from("export default {\n");
    let rules = &cuesmith::kaltura::lint::RULES;
    for rule in rules.rules() {
        let mut text = String::new();
        for c in rules.docs(rule).chars() {
            match c {
                '"' | '\\' => text.extend(['\\', c]),
                '\n' => text.push_str("\\n"),
                // As JSON has it; what is left of the controls does not occur in Markdown.
                c if c.is_control() => {}
                c => text.push(c),
            }
        }
        let _ = writeln!(js, "  {}: \"{text}\",", rule.code); // writing to memory cannot fail
    }
    js.push_str("};\n");
    js
}

#[expect(clippy::print_stderr, reason = "a command speaks to its user")]
fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
