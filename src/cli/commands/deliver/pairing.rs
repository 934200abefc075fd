//! Matches files with tasks: by a pattern for the name of a task's file, or by the ids and the language
//! in file names.

use std::path::Path;

use crate::kaltura::language_name;

/// What identifies the file of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TaskNames {
    pub(super) id: String,
    pub(super) entry: String,
    /// The language of the text, as a tag.
    pub(super) tag: Option<String>,
    /// The platform's name for this language.
    pub(super) language: Option<String>,
    pub(super) is_ead: bool,
}

/// Tasks and files that belong together, by their positions in the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    pub(super) pairs: Vec<(usize, usize)>,
    /// Files that no task claims.
    pub(super) free: Vec<usize>,
    /// Ambiguities, one sentence each.
    pub(super) unclear: Vec<String>,
}

/// Pairs files with tasks by the ids and the language in file names.
pub(super) fn by_name(files: &[&Path], tasks: &[TaskNames]) -> Pairs {
    let mut found = Pairs::default();
    let mut of_task: Vec<Vec<usize>> = vec![Vec::new(); tasks.len()];
    for (file, path) in files.iter().enumerate() {
        let name = Name::of(path);
        match name.tasks(tasks).as_slice() {
            [] => found.free.push(file),
            [task] => of_task[*task].push(file),
            several => found.unclear.push(format!(
                "`{}` may be for {}",
                path.display(),
                list(several.iter().map(|task| title(&tasks[*task])))
            )),
        }
    }
    for (task, mut list_of) in of_task.into_iter().enumerate() {
        if list_of.len() > 1 {
            // A translation is often accompanied by its source.
            let says_language = |file: &usize| Name::of(files[*file]).has_language(&tasks[task]);
            let (named, others): (Vec<usize>, Vec<usize>) =
                list_of.iter().copied().partition(says_language);
            if named.len() == 1 {
                found.free.extend(others);
                list_of = named;
            }
        }
        match list_of.as_slice() {
            [] => {}
            [file] => found.pairs.push((task, *file)),
            several => found.unclear.push(format!(
                "{} has several files: {}",
                title(&tasks[task]),
                list(several.iter().map(|file| format!("`{}`", files[*file].display())))
            )),
        }
    }
    found.free.sort_unstable();
    found
}

fn title(task: &TaskNames) -> String {
    let more: Vec<&str> = [Some(task.entry.as_str()), task.language.as_deref()]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    format!("task {} ({})", task.id, more.join(", "))
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

/// The name of a file, split into its parts.
struct Name {
    stem: String,
    folders: Vec<String>,
}

impl Name {
    fn of(path: &Path) -> Self {
        let text = |part: &std::ffi::OsStr| part.to_string_lossy().into_owned();
        let folders = path.parent().into_iter().flat_map(Path::components);
        Self {
            stem: path.file_stem().map(text).unwrap_or_default(),
            folders: folders.map(|part| text(part.as_os_str())).collect(),
        }
    }

    /// The tasks that this file may be for: the most specific id decides, then language and kind.
    fn tasks(&self, tasks: &[TaskNames]) -> Vec<usize> {
        // An entry id begins with digits, which must not be taken for a task id.
        let mut rest = self.stem.clone();
        for task in tasks.iter().filter(|task| holds(&self.stem, &task.entry)) {
            rest = rest.replace(&task.entry, " ");
        }
        let near = |task: &TaskNames| {
            let by_task = 4 * u8::from(holds(&rest, &task.id));
            let by_entry = if holds(&self.stem, &task.entry) {
                2
            } else {
                let ids = [&task.entry, &task.id];
                u8::from(self.folders.iter().any(|folder| ids.iter().any(|id| holds(folder, id))))
            };
            by_task + by_entry
        };
        let mut best: Vec<(u8, usize)> =
            tasks.iter().enumerate().map(|(at, task)| (near(task), at)).collect();
        let most = best.iter().map(|(near, _)| *near).max().unwrap_or_default();
        best.retain(|(near, at)| {
            *near > 0 && *near == most && !self.has_other_language(&tasks[*at])
        });
        let mut found: Vec<usize> = best.into_iter().map(|(_, at)| at).collect();
        self.narrow(&mut found, |task| self.has_language(task), tasks);
        let is_ead = ["ead", "ad", "description", "descriptions"].iter().any(|word| self.has(word));
        self.narrow(&mut found, |task| task.is_ead == is_ead, tasks);
        found
    }

    fn narrow(
        &self,
        found: &mut Vec<usize>,
        fits: impl Fn(&TaskNames) -> bool,
        tasks: &[TaskNames],
    ) {
        if found.len() > 1 && found.iter().any(|at| fits(&tasks[*at])) {
            found.retain(|at| fits(&tasks[*at]));
        }
    }

    /// Whether the name contains a word, ignoring case.
    fn has(&self, word: &str) -> bool {
        holds(&self.stem.to_lowercase(), &word.to_lowercase())
    }

    /// Whether the name contains the language of a task: its tag, the first part of the tag, or its full name.
    fn has_language(&self, task: &TaskNames) -> bool {
        let tag = task.tag.as_deref();
        let primary = tag.map(primary);
        [tag, primary, task.language.as_deref()].into_iter().flatten().any(|word| self.has(word))
    }

    /// Whether the name ends in the tag of another language: `talk.en.srt` is not French.
    fn has_other_language(&self, task: &TaskNames) -> bool {
        let last = self.stem.rsplit_once('.').map(|(_, last)| last.replace('_', "-"));
        let (Some(last), Some(tag)) = (last, &task.tag) else { return false };
        let is_tag = language_name(&last).or_else(|| language_name(primary(&last))).is_some();
        is_tag && !primary(&last).eq_ignore_ascii_case(primary(tag))
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether a text contains a word with no letter or digit next to it.
fn holds(text: &str, word: &str) -> bool {
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            ![before, after].into_iter().flatten().any(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(id: &str, entry: &str, language: &str) -> TaskNames {
        let tag = crate::kaltura::language_tag(language).map(str::to_owned);
        let language = Some(language.to_owned());
        TaskNames { id: id.into(), entry: entry.into(), tag, language, is_ead: false }
    }

    fn pairs(files: &[&str], tasks: &[TaskNames]) -> Pairs {
        let files: Vec<&Path> = files.iter().map(Path::new).collect();
        by_name(&files, tasks)
    }

    #[test]
    fn ids_in_names_and_folders_find_their_tasks() {
        let tasks = [task("9001", "1_abc", "English"), task("9002", "1_abd", "French")];
        for files in [
            ["1_abc.srt", "1_abd.srt"],
            ["in/1_abc_final.vtt", "in/talk-1_abd.fr.vtt"],
            ["1_abc/talk.srt", "1_abd/talk.srt"],
            ["9001.srt", "task_9002_v2.srt"],
            ["9001/a.srt", "9002/a.srt"],
        ] {
            assert_eq!(pairs(&files, &tasks).pairs, [(0, 0), (1, 1)], "{files:?}");
        }
        let others = pairs(&["1_abcd.srt", "x1_abc.srt", "90011.srt", "talk.srt"], &tasks);
        assert_eq!((others.pairs.len(), others.free.len()), (0, 4));
    }

    #[test]
    fn one_entry_with_several_tasks_needs_a_language_or_a_kind() {
        let ead = TaskNames { is_ead: true, ..task("3", "1_abc", "English") };
        let tasks = [task("1", "1_abc", "English"), task("2", "1_abc", "Portuguese (Brazil)"), ead];
        let files = ["1_abc.en.srt", "1_abc.pt-BR.srt", "1_abc.EAD.vtt"];
        assert_eq!(pairs(&files, &tasks).pairs, [(0, 0), (1, 1), (2, 2)]);
        let unclear = pairs(&["1_abc.srt"], &tasks).unclear;
        let said =
            "`1_abc.srt` may be for task 1 (1_abc, English), task 2 (1_abc, Portuguese (Brazil))";
        assert_eq!(unclear, [said]);
    }

    #[test]
    fn the_source_beside_a_translation_is_not_taken_for_it() {
        let tasks = [task("1", "1_abc", "French")];
        let both = pairs(&["1_abc.en.srt", "1_abc.fr.srt"], &tasks);
        assert_eq!((both.pairs, both.free), (vec![(0, 1)], vec![0]));
        assert_eq!(pairs(&["1_abc.en.srt"], &tasks).free, [0]);
        assert_eq!(pairs(&["1_abc.srt", "1_abc.fr.srt"], &tasks).pairs, [(0, 1)]);
        assert_eq!(pairs(&["1_abc.srt", "b/1_abc.srt"], &tasks).unclear.len(), 1);
        // The last part of a name is often not a language.
        assert_eq!(pairs(&["1_abc.v2.srt"], &tasks).pairs, [(0, 0)]);
    }
}
