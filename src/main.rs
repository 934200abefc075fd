//! The `cuesmith` command: see `cuesmith --help`, and `src/cli` for what follows it.

use std::process::ExitCode;

fn main() -> ExitCode {
    cuesmith::cli::main()
}
