//! The parts of the module that are loaded on demand.
//!
//! A pack is a table of functions. The main module has one function for each pack that returns its table, and that
//! function is where `wasm/pack` splits the module: all that only the table needs becomes a file of its own.
//! Anything here that names a function of a pack directly would bring all that it needs back to the main module;
//! `scripts/wasm` looks for that. In a module that is not split the same functions return the same tables.
//!
//! JavaScript calls [`loaded`] when the files of a pack are there. Until then the pack's functions fail with a message
//! that names the call which loads it.

use std::sync::OnceLock;

use crate::check::InUse;
use crate::failure::{Failure, Result};

static CHECK: OnceLock<&crate::check::Table> = OnceLock::new();
static KALTURA: OnceLock<&crate::platform::Table> = OnceLock::new();
static OPERATIONS: OnceLock<&crate::change::Table> = OnceLock::new();
#[cfg(feature = "words")]
static WORDS: OnceLock<&crate::change::Table> = OnceLock::new();
#[cfg(feature = "align")]
static ALIGN: OnceLock<&crate::align::Table> = OnceLock::new();

/// Takes a pack into use. Its files must be there.
pub(crate) fn loaded(pack: &str) -> Result<()> {
    match pack {
        "check" => drop(CHECK.set(split::check())),
        "kaltura" => drop(KALTURA.set(split::kaltura())),
        "operations" => drop(OPERATIONS.set(split::operations())),
        #[cfg(feature = "words")]
        "words" => drop(WORDS.set(split::words())),
        #[cfg(feature = "align")]
        "align" => drop(ALIGN.set(split::align())),
        _ => return Err(Failure::new(format!("there is no pack `{pack}`"))),
    }
    Ok(())
}

/// Checks and fixes.
pub(crate) fn check() -> Result<&'static crate::check::Table> {
    CHECK.get().copied().ok_or_else(|| missing("check"))
}

/// The platform, descriptions and chapters.
pub(crate) fn kaltura() -> Result<&'static crate::platform::Table> {
    KALTURA.get().copied().ok_or_else(|| missing("kaltura"))
}

/// Changes to a whole file, by name.
pub(crate) fn operations(name: &str) -> Result<&'static crate::change::Table> {
    #[cfg(feature = "words")]
    if crate::change::is_of_words(name) {
        return WORDS.get().copied().ok_or_else(|| missing("words"));
    }
    let _ = name;
    OPERATIONS.get().copied().ok_or_else(|| missing("operations"))
}

/// Transcripts and scores.
#[cfg(feature = "align")]
pub(crate) fn align() -> Result<&'static crate::align::Table> {
    ALIGN.get().copied().ok_or_else(|| missing("align"))
}

/// The rules of the packs in use, and how orders are read.
pub(crate) fn in_use() -> Result<InUse> {
    let core = InUse { rules: check()?.rules, ordered: None };
    let all = |kaltura: &&'static crate::platform::Table| InUse {
        rules: kaltura.rules,
        ordered: Some(kaltura.ordered),
    };
    Ok(KALTURA.get().map_or(core, all))
}

fn missing(pack: &str) -> Failure {
    Failure::new(format!("call `await load(\"{pack}\")` first, or import from \"cuesmith/all\""))
}

/// The functions where the module is split: the only unsafe code.
mod split {
    #![allow(
        unsafe_code,
        improper_ctypes,
        improper_ctypes_definitions,
        reason = "both sides of a call are from one compilation; what they pass is a reference to a static"
    )]

    /// A function whose body lives in a pack. `$id`: 32 hexadecimal digits, unique. The names are those that
    /// wasm_split_cli_support 0.2 looks for.
    macro_rules! in_pack {
        ($pack:literal, $id:literal, fn $name:ident() -> $ret:ty $body:block) => {
            #[cfg(target_family = "wasm")]
            pub(super) fn $name() -> $ret {
                #[link(wasm_import_module = "__wasm_split_placeholder__")]
                unsafe extern "C" {
                    #[link_name = concat!("__wasm_split_00", $pack, "00_import_", $id, "_", stringify!($name))]
                    safe fn import() -> $ret;
                }
                #[unsafe(export_name = concat!("__wasm_split_00", $pack, "00_export_", $id, "_", stringify!($name)))]
                extern "C" fn export() -> $ret $body
                import()
            }

            #[cfg(not(target_family = "wasm"))]
            pub(super) fn $name() -> $ret $body
        };
    }

    in_pack!(
        "check",
        "00000000000000000000000000000001",
        fn check() -> &'static crate::check::Table {
            &crate::check::TABLE
        }
    );
    in_pack!(
        "kaltura",
        "00000000000000000000000000000002",
        fn kaltura() -> &'static crate::platform::Table {
            &crate::platform::TABLE
        }
    );

    in_pack!(
        "operations",
        "00000000000000000000000000000003",
        fn operations() -> &'static crate::change::Table {
            &crate::change::CUES
        }
    );

    #[cfg(feature = "words")]
    in_pack!(
        "words",
        "00000000000000000000000000000005",
        fn words() -> &'static crate::change::Table {
            &crate::change::WORDS
        }
    );

    #[cfg(feature = "align")]
    in_pack!(
        "align",
        "00000000000000000000000000000004",
        fn align() -> &'static crate::align::Table {
            &crate::align::TABLE
        }
    );
}
