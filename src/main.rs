//! The `cuesmith` command.
fn main() {}
