//! The module in parts: the main one, a file for each pack, and files for what several packs need.
//!
//! The splitter writes a part for each pack and for each set of packs that share code. Every part imports memory, table
//! and functions from the main module. `wasm-merge` puts parts together, but not parts that import a memory each: so
//! each file begins with a stub that imports everything once, from a module whose name has the build in it. A file of
//! another build would be accepted otherwise and write over the memory; this one cannot be instantiated.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use walrus::{ImportKind, Module};
use wasm_split_cli_support::{Options, transform};

use crate::{Result, bind};

/// Packs that are loaded before a pack. What only these and the pack need is in the file of the first of them.
const NEEDS: &[(&str, &str)] = &[("kaltura", "check")];

/// What several packs need is in `shared`, but for what `check` does not need and has this many bytes before
/// optimization: that is in a file with the names of these packs.
const LEAST: u64 = 32 * 1024;

/// What may not be in the main module, but for functions this small (drop glue): code of packs.
const NOT_IN_MAIN: &[&str] =
    &["cuesmith::lint::", "cuesmith::kaltura::", "8cuesmith4lint", "8cuesmith7kaltura"];
const SMALL: usize = 100;

/// Writes `core.wasm`, `files.js` (where the files are), `needs.js` (which files a pack needs), and in `parts/FILE`
/// what to merge to `FILE.wasm`: `stub.wat` first. Returns the script.
pub(crate) fn write(linked: &[u8], out: &Path) -> Result<String> {
    let parts = out.join("parts");
    if parts.exists() {
        std::fs::remove_dir_all(&parts)?;
    }
    std::fs::create_dir_all(&parts)?;
    let main = parts.join("main.wasm");
    let mut options = Options::new(linked);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.link_name = "./unused.js"; // its loader only fetches
    let made = transform(options)?;
    let main = std::fs::read(main)?;
    look_for_packs(&main)?;

    let mut bound = bind::module(&main, "cuesmith", true)?;
    let stamp = stamp(linked);
    let module = bound.wasm_mut();
    let mark = walrus::ConstExpr::Value(walrus::ir::Value::I32(0));
    let mark = module.globals.add_local(walrus::ValType::I32, false, false, mark);
    module.exports.add(&stamp, mark);
    std::fs::write(out.join("core.wasm"), module.emit_wasm())?;
    std::fs::write(out.join("cuesmith.js"), bound.js())?;

    // From a file to its parts.
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut packs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    // From the packs that need a part, without those that are loaded after one of them, to their parts and the size.
    let mut groups: BTreeMap<Vec<&str>, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for part in made.prefetch_map.values().flatten() {
        let users = made.prefetch_map.iter().filter(|(_, parts)| parts.contains(part));
        let group = groups.entry(firsts(&users.map(|(pack, _)| pack.as_str()).collect()));
        let (size, members) = group.or_default();
        if members.insert(part) {
            *size += std::fs::metadata(parts.join(part).with_extension("wasm"))?.len();
        }
    }
    for (users, (size, members)) in &groups {
        let is_own = users.len() == 1 || *size >= LEAST && !users.contains(&"check");
        let file = if is_own { users.join("-") } else { "shared".to_owned() };
        files.entry(file).or_default().extend(members.iter().map(|part| (*part).to_owned()));
    }
    for (pack, needed) in &made.prefetch_map {
        let own =
            files.iter().filter(|(_, members)| needed.iter().any(|part| members.contains(part)));
        packs.insert(pack, own.map(|(file, _)| file.clone()).collect());
    }
    for (file, members) in &files {
        let folder = parts.join(file);
        std::fs::create_dir_all(&folder)?;
        let mut imports = BTreeMap::new();
        for part in members {
            let path = parts.join(part).with_extension("wasm");
            imports_of(&std::fs::read(&path)?, &mut imports)?;
            std::fs::rename(path, folder.join(part).with_extension("wasm"))?;
        }
        std::fs::write(folder.join("stub.wat"), stub(&stamp, &imports))?;
    }
    std::fs::write(out.join("files.js"), addresses(&files))?;
    std::fs::write(out.join("needs.js"), needs(&packs))?;
    Ok(bound.js().to_owned())
}

/// The packs of these that are loaded first.
fn firsts<'p>(packs: &BTreeSet<&'p str>) -> Vec<&'p str> {
    let is_loaded_by =
        |pack: &str| NEEDS.iter().any(|(later, earlier)| *later == pack && packs.contains(earlier));
    packs.iter().copied().filter(|pack| !is_loaded_by(pack)).collect()
}

/// The name of the build: a mark that the main module exports, and the module that its packs import from.
fn stamp(linked: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    linked.hash(&mut hasher);
    format!("cuesmith-{:016x}", hasher.finish())
}

/// What a part imports: from each name to its type as text.
fn imports_of(part: &[u8], all: &mut BTreeMap<String, String>) -> Result<()> {
    let module = Module::from_buffer(part)?;
    for import in module.imports.iter() {
        let kind = match import.kind {
            ImportKind::Memory(id) => format!("(memory {})", module.memories.get(id).initial),
            ImportKind::Table(id) => format!("(table {} funcref)", module.tables.get(id).initial),
            ImportKind::Global(id) => {
                let global = module.globals.get(id);
                match (global.ty, global.mutable) {
                    (walrus::ValType::I32, true) => "(global (mut i32))".to_owned(),
                    (walrus::ValType::I32, false) => "(global i32)".to_owned(),
                    other => {
                        return Err(format!("{} is a global of type {other:?}", import.name).into());
                    }
                }
            }
            ImportKind::Function(_) | ImportKind::Tag(_) => {
                return Err(format!("a part imports the function {}", import.name).into());
            }
        };
        all.insert(import.name.clone(), kind);
    }
    Ok(())
}

/// A module that imports everything and exports it again, for all parts of a file.
fn stub(stamp: &str, imports: &BTreeMap<String, String>) -> String {
    let mut wat = String::from("(module\n");
    for (name, kind) in imports {
        let _ = writeln!(wat, "  (import \"{stamp}\" \"{name}\" {kind})"); // to memory: cannot fail
    }
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (name, kind) in imports {
        let kind = kind[1..].split(' ').next().unwrap_or_default();
        let count = counts.entry(kind).or_default();
        let _ = writeln!(wat, "  (export \"{name}\" ({kind} {count}))");
        *count += 1;
    }
    wat.push_str(")\n");
    wat
}

/// `files.js`: literal addresses, which bundlers follow.
fn addresses(files: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut js = String::from("// Made by wasm/pack.\n\nexport const files = {\n");
    for file in std::iter::once("core").chain(files.keys().map(String::as_str)) {
        let _ = writeln!(js, "  \"{file}\": () => new URL(\"./{file}.wasm\", import.meta.url),");
    }
    js.push_str("};\n");
    js
}

/// `needs.js`: for each pack the files it needs, its own last.
fn needs(packs: &BTreeMap<&str, BTreeSet<String>>) -> String {
    let mut js = String::from("// Made by wasm/pack.\n\nexport const needs = {\n");
    for (pack, own) in packs {
        let mut all: BTreeSet<&str> = own.iter().map(String::as_str).collect();
        for (_, earlier) in NEEDS.iter().filter(|(later, _)| later == pack) {
            all.extend(packs.get(earlier).into_iter().flatten().map(String::as_str));
        }
        all.remove(pack);
        let all: Vec<String> =
            all.into_iter().chain([*pack]).map(|file| format!("\"{file}\"")).collect();
        let _ = writeln!(js, "  {pack}: [{}],", all.join(", "));
    }
    js.push_str("};\n");
    js
}

/// Fails if code of a pack is in the main module: something there names a function of a pack.
fn look_for_packs(main: &[u8]) -> Result<()> {
    let module = Module::from_buffer(main)?;
    let mut named = 0;
    let mut found = String::new();
    for (id, local) in module.funcs.iter_local() {
        let Some(name) = &module.funcs.get(id).name else { continue };
        named += usize::from(name.contains("cuesmith"));
        let size = local.original_range.as_ref().map_or(0, ExactSizeIterator::len);
        if size > SMALL && NOT_IN_MAIN.iter().any(|pack| name.contains(pack)) {
            let _ = write!(found, "\n  {size} bytes: {name}");
        }
    }
    match (named, found.is_empty()) {
        (0, _) => {
            Err("no names of functions in the main module: this check does not see anything".into())
        }
        (_, false) => Err(format!("code of packs is in the main module:{found}").into()),
        _ => Ok(()),
    }
}
