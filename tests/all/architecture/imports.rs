//! Which file of the library uses which, read from its `use` items and from the paths in its code.
//!
//! A name counts for the file that declares it: `use super::Cue` leads through a `pub use` of the
//! parent to where `Cue` is. A `pub use` alone is no use: handing a name on does not need it. Tests and
//! comments count for nothing. What is not seen: methods of one type in several files, and macros.

use std::collections::{BTreeMap, BTreeSet};

/// A module's place: `["srt", "parse"]`; the crate root is empty.
type Place = Vec<String>;

/// A file as the search sees it.
struct Module {
    file: String,
    imports: Vec<Import>,
    /// Paths of at least two names in the code.
    paths: Vec<Vec<String>>,
    /// The names outside `use` items that may be of something declared elsewhere.
    words: BTreeSet<String>,
    /// What is declared here: the word after `fn`, `struct` and so on.
    declared: BTreeSet<String>,
}

/// One name that a `use` item brings in; `*` for all.
struct Import {
    public: bool,
    path: Vec<String>,
    name: String,
}

/// What each file uses: the other files, each with a path that leads there.
pub(super) type Uses<'a> = BTreeMap<&'a str, BTreeMap<&'a str, String>>;

/// Where a path leads.
enum Target {
    Module(Place),
    /// Something that is declared in the file of this module.
    Item(Place),
}

/// All files of `src/`.
pub(super) struct Imports {
    modules: BTreeMap<Place, Module>,
}

impl Imports {
    /// From paths below `src/` and texts. Files of tests, and `main.rs`, are left out.
    pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut modules = BTreeMap::new();
        for (path, text) in files {
            let stem = path.strip_suffix(".rs").unwrap_or(path);
            let last = stem.rsplit('/').next().unwrap();
            if path == "main.rs" || last.starts_with("tests") || last.ends_with("tests") {
                continue;
            }
            let stem = if stem == "lib" { "" } else { stem.strip_suffix("/mod").unwrap_or(stem) };
            let place =
                stem.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
            modules.insert(place, read(path, text));
        }
        Self { modules }
    }

    /// The names directly under the crate root that a file's paths begin with, by file.
    pub(super) fn roots(&self) -> BTreeMap<&str, BTreeSet<String>> {
        let roots = |place: &Place, module: &Module| {
            let imported = module.imports.iter().map(|import| &import.path);
            let paths = imported.chain(&module.paths);
            let rooted = paths.filter_map(|path| self.absolute(place, path));
            rooted.filter_map(|path| path.into_iter().next()).filter(|name| name != "*").collect()
        };
        self.modules.iter().map(|(place, m)| (m.file.as_str(), roots(place, m))).collect()
    }

    /// The files that each file uses, with a path that leads there.
    pub(super) fn uses(&self) -> Uses<'_> {
        let mut all = BTreeMap::new();
        for (place, module) in &self.modules {
            let used_here = |import: &&Import| {
                let named = module.words.contains(&import.name);
                match self.target(place, &import.path, 0) {
                    // The paths that begin with its name say what of it is used.
                    Some(Target::Module(_)) => !named,
                    _ => named || !import.public,
                }
            };
            let imported = module.imports.iter().filter(used_here).map(|import| &import.path);
            let mut used = BTreeMap::new();
            for path in imported.chain(&module.paths) {
                let Some(Target::Module(at) | Target::Item(at)) = self.target(place, path, 0)
                else {
                    continue;
                };
                if let Some(to) = self.modules.get(&at).filter(|_| at != *place) {
                    used.entry(to.file.as_str()).or_insert_with(|| path.join("::"));
                }
            }
            all.insert(module.file.as_str(), used);
        }
        all
    }

    /// A path from the crate root, or `None` where it leads out of the crate or to a local name.
    fn absolute(&self, from: &Place, path: &[String]) -> Option<Place> {
        let (mut base, mut rest) = match path.first()?.as_str() {
            "crate" => (Place::new(), &path[1..]),
            "self" => (from.clone(), &path[1..]),
            "super" => (from.clone(), path),
            first => {
                let known = self.modules.contains_key(&child(from, first));
                return known.then(|| [from.as_slice(), path].concat());
            }
        };
        while let Some(("super", after)) = rest.split_first().map(|(s, after)| (s.as_str(), after))
        {
            base.pop()?;
            rest = after;
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    fn target(&self, from: &Place, path: &[String], depth: usize) -> Option<Target> {
        if depth > 8 {
            return None; // a name that is handed on in a circle
        }
        if let Some(absolute) = self.absolute(from, path) {
            return self.walk(&Place::new(), &absolute, depth);
        }
        let import = self.modules[from].imports.iter().find(|import| import.name == path[0])?;
        if import.path[..] == path[..1] {
            return None;
        }
        match self.target(from, &import.path, depth + 1)? {
            Target::Module(at) => self.walk(&at, &path[1..], depth + 1),
            item => Some(item),
        }
    }

    /// Follows the names of a path from a module to the module or item that it means.
    fn walk(&self, from: &Place, path: &[String], depth: usize) -> Option<Target> {
        let mut at = from.clone();
        for (n, name) in path.iter().enumerate() {
            let next = child(&at, name);
            if self.modules.contains_key(&next) {
                at = next;
                continue;
            }
            let module = self.modules.get(&at)?;
            if name == "*" || module.declared.contains(name) {
                return Some(Target::Item(at));
            }
            for import in module.imports.iter().filter(|i| i.name == *name || i.name == "*") {
                let all = import.name == "*";
                let found = match self.target(&at, &import.path, depth + 1) {
                    Some(Target::Module(to)) => self.walk(&to, &path[n + 1..], depth + 1),
                    Some(Target::Item(to)) if all && !self.modules[&to].declared.contains(name) => {
                        None
                    }
                    found => found,
                };
                if found.is_some() {
                    return found;
                }
            }
            return Some(Target::Item(at));
        }
        Some(Target::Module(at))
    }
}

fn child(of: &Place, name: &str) -> Place {
    let mut place = of.clone();
    place.push(name.to_owned());
    place
}

/// Names, `::`, and single characters; neither comments nor strings.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if matches!(name, "r" | "br") && rest[name.len()..].starts_with(['"', '#']) {
            let hashes = rest[name.len()..].chars().take_while(|c| *c == '#').count();
            let open = name.len() + hashes + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            rest[open..].find(&close).map_or(rest.len(), |at| open + at + close.len())
        } else if !name.is_empty() {
            found.push(name);
            name.len()
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            // A character, unless it is a lifetime.
            let is_char = rest[1..].starts_with('\\') || rest.chars().nth(2) == Some('\'');
            if is_char { quoted(rest, '\'') } else { 1 }
        } else if rest.starts_with("::") {
            found.push("::");
            2
        } else {
            if !first.is_whitespace() {
                found.push(&rest[..first.len_utf8()]);
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// The length of a literal between two marks, in bytes.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn read(file: &str, text: &str) -> Module {
    let all = tokens(text);
    let mut module = Module {
        file: file.to_owned(),
        imports: Vec::new(),
        paths: Vec::new(),
        words: BTreeSet::new(),
        declared: BTreeSet::new(),
    };
    let mut tokens = all.as_slice();
    let mut before = ["", ""];
    let (mut depth, mut variants) = (0_usize, None);
    while let Some((&token, after)) = tokens.split_first() {
        if tokens.starts_with(&["#", "[", "cfg"]) {
            let end = tokens.iter().position(|t| *t == "]").unwrap_or(0);
            if tokens[..end].contains(&"test") && !tokens[..end].contains(&"not") {
                tokens = after_item(&tokens[end + 1..]);
                continue;
            }
        }
        if token == "use" && !matches!(before[1], "+" | ":") {
            let end = after.iter().position(|t| *t == ";").unwrap_or(after.len());
            let public = before[1] == "pub" || before[1] == ")";
            imports(&mut &after[..end], &[], public, &mut module.imports);
            tokens = &after[end..];
            continue;
        }
        let starts = token.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if starts && before[1] != "::" {
            let mut path = vec![token.to_owned()];
            let mut rest = after;
            while let ["::", name, further @ ..] = rest {
                if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                    break;
                }
                path.push((*name).to_owned());
                rest = further;
            }
            // Not what a macro says to its users, nor `pub(in crate::lint)`.
            if path.len() > 1 && before[1] != "$" && before != ["(", "in"] {
                module.paths.push(path);
            }
        }
        if token == "enum" {
            (variants, depth) = (Some(depth), depth);
        }
        match token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth -= 1;
                variants = variants.filter(|outside| depth > *outside || token != "}");
            }
            _ => {}
        }
        // Not the names of fields, methods and variants, nor what comes later in a path.
        let is_variant = variants.is_some_and(|outside| depth == outside + 1)
            && matches!(before[1], "{" | "," | "]");
        if starts
            && !is_variant
            && !matches!(before[1], "." | "::" | "mod")
            && after.first() != Some(&":")
        {
            module.words.insert(token.to_owned());
        }
        if starts {
            let kinds = ["fn", "struct", "enum", "trait", "type", "const", "static", "macro_rules"];
            if kinds.contains(&before[1]) || before == ["macro_rules", "!"] {
                module.declared.insert(token.to_owned());
            }
        }
        before = [before[1], token];
        tokens = after;
    }
    module
}

/// The tokens after an item: after its `;`, or after its block.
fn after_item<'a, 'b>(tokens: &'a [&'b str]) -> &'a [&'b str] {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth -= 1;
                let in_use = tokens.get(at + 1) == Some(&";");
                if depth == 0 && *token == "}" && !in_use {
                    return &tokens[at + 1..];
                }
            }
            ";" if depth == 0 => return &tokens[at + 1..],
            _ => {}
        }
    }
    &[]
}

/// Reads one tree of a `use` item, `a::{self, b as c, d::*}`, and stops after it.
fn imports(tokens: &mut &[&str], stem: &[String], public: bool, found: &mut Vec<Import>) {
    let mut path = stem.to_vec();
    while let Some((&token, after)) = tokens.split_first() {
        match token {
            "::" => *tokens = after,
            "{" => {
                *tokens = after;
                while !tokens.is_empty() && tokens[0] != "}" {
                    imports(tokens, &path, public, found);
                    if tokens.first() == Some(&",") {
                        *tokens = &tokens[1..];
                    }
                }
                *tokens = tokens.get(1..).unwrap_or_default();
                return;
            }
            "as" | "," | "}" => break,
            _ => {
                *tokens = after;
                path.push(token.to_owned());
            }
        }
    }
    if path.len() > 1 && path.last().is_some_and(|name| name == "self") {
        path.pop();
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if let ["as", other, after @ ..] = *tokens {
        name = (*other).to_owned();
        *tokens = after;
    }
    found.push(Import { public, path, name });
}

/// The circles among files that use each other: each a list of files, sorted. (Tarjan: the strongly
/// connected parts.)
pub(super) fn circles<'a>(uses: &Uses<'a>) -> Vec<Vec<&'a str>> {
    let mut search = Search { uses, seen: BTreeMap::new(), open: Vec::new(), circles: Vec::new() };
    for file in uses.keys() {
        if !search.seen.contains_key(file) {
            search.visit(file);
        }
    }
    search.circles.sort();
    search.circles
}

struct Search<'a, 'b> {
    uses: &'b Uses<'a>,
    /// The how-manieth file each was; `None` once its circle is known.
    seen: BTreeMap<&'a str, Option<usize>>,
    open: Vec<&'a str>,
    circles: Vec<Vec<&'a str>>,
}

impl<'a> Search<'a, '_> {
    fn visit(&mut self, file: &'a str) -> usize {
        let now = self.seen.len();
        let mut lowest = now;
        self.seen.insert(file, Some(now));
        self.open.push(file);
        for &used in self.uses[file].keys() {
            match self.seen.get(used) {
                None => lowest = lowest.min(self.visit(used)),
                Some(Some(number)) => lowest = lowest.min(*number),
                Some(None) => {}
            }
        }
        if lowest == now {
            let from = self.open.iter().position(|open| *open == file).unwrap();
            let mut circle = self.open.split_off(from);
            for file in &circle {
                self.seen.insert(file, None);
            }
            circle.sort_unstable();
            if circle.len() > 1 {
                self.circles.push(circle);
            }
        }
        lowest
    }
}
