//! Makes the npm package's generated files, without any tool that would have to be installed.
//!
//! - `cuesmith-wasm-pack module INPUT.wasm OUT_DIR NAME` writes `NAME.js`, `NAME.d.ts` and `NAME_bg.wasm`: wasm-bindgen
//!   as a library, so that its version is the one our `Cargo.lock` names.
//! - `cuesmith-wasm-pack package INPUT.wasm OUT_DIR` writes the package's own: one script, `cuesmith.js`, for a module
//!   that is split ([`split`]) and for the whole one (`all.wasm`), and `docs.js` with the documentation of every rule,
//!   which the module itself leaves out. What `wasm-merge` has to put together is left in `OUT_DIR/parts`.
//!
//! One package serves browsers and Node (wasm-bindgen's `web` target: plain ES modules).

mod bind;
mod split;
mod whole;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["module", input, out, name] => std::fs::read(input)
            .map_err(Into::into)
            .and_then(|bytes| bind::module(&bytes, name, false)?.emit(out).map_err(Into::into)),
        ["package", input, out] => package(Path::new(input), Path::new(out)),
        _ => Err(
            "usage: cuesmith-wasm-pack module INPUT.wasm OUT_DIR NAME | package INPUT.wasm OUT_DIR"
                .into(),
        ),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("{error:#}")),
    }
}

fn package(input: &Path, out: &Path) -> Result<()> {
    let linked = std::fs::read(input)?;
    std::fs::create_dir_all(out)?;
    let script = split::write(&linked, out)?;
    let whole = whole::write(&linked, out)?;
    if script != whole {
        return Err("the split and the whole module need different scripts".into());
    }
    std::fs::write(out.join("docs.js"), docs())?;
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
