//! The `cuesmith` command: see `cuesmith --help`, and `src/cli` for what is behind it.

use std::process::ExitCode;

fn main() -> ExitCode {
    cuesmith::cli::main()
}
