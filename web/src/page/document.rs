//! The program being edited: a scenario, its texts as they are now, and which one is open.

use std::collections::BTreeMap;
use std::rc::Rc;

use sim_core::scenario::{File, Scenario};

use super::given::Given;

/// Edited texts by file name; `None` for a file that was deleted. Files that are as they came are not in it.
pub(super) type Edits = BTreeMap<String, Option<String>>;

/// Longest name of a file.
const LONGEST_NAME: usize = 40;

/// A scenario under the reader's hands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Document {
    /// As it came.
    pub(super) original: Rc<Scenario>,
    /// The files' names now: those of the scenario in its order, then those that the reader added.
    names: Vec<Rc<str>>,
    /// Their texts.
    pub(super) texts: Vec<Rc<str>>,
    /// What the programs are given now.
    pub(super) given: Given,
    /// Which of them is open.
    pub(super) open: usize,
    /// Changes whenever the text area must take its text from here, because it was not the reader who changed it.
    pub(super) loaded: u32,
}

/// What a reader does with the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileDeed {
    /// Makes an empty one of this name.
    Add(String),
    /// Gives the open one this name.
    Rename(String),
    /// Deletes the open one.
    Delete,
}

impl Document {
    /// Opens a scenario with what the reader had made of it.
    pub(super) fn new(original: Rc<Scenario>, edits: &Edits, loaded: u32) -> Self {
        let kept = original.files.iter().filter_map(|file| match edits.get(&file.name) {
            Some(None) => None,
            Some(Some(text)) => Some((file.name.as_str(), text.as_str())),
            None => Some((file.name.as_str(), file.text.as_str())),
        });
        let is_new = |name: &str| original.files.iter().all(|file| file.name != name);
        let added = edits.iter().filter_map(|(name, text)| Some((name.as_str(), text.as_deref()?)));
        let files = kept.chain(added.filter(|(name, _)| is_new(name)));
        let (names, texts): (Vec<Rc<str>>, _) = files.map(|(name, text)| (name.into(), text.into())).unzip();
        let open = names.iter().position(|name| name.ends_with(".c")).unwrap_or(0);
        let given = Given::of(&original);
        Self { original, names, texts, given, open, loaded }
    }

    /// The files and whether each was edited.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, bool)> {
        let pairs = self.names.iter().zip(&self.texts);
        pairs.map(|(name, text)| (&**name, self.original_text(name) != Some(&**text)))
    }

    fn original_text(&self, name: &str) -> Option<&str> {
        self.original.files.iter().find(|file| file.name == name).map(|file| file.text.as_str())
    }

    /// Name of the open file.
    pub(super) fn open_name(&self) -> &str {
        self.names.get(self.open).map_or("", |name| name)
    }

    /// Text of the open file.
    pub(super) fn open_text(&self) -> Rc<str> {
        self.texts.get(self.open).cloned().unwrap_or_default()
    }

    /// Index of a file.
    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|own| **own == *name)
    }

    /// Whether a file can be added under this name, or the open one be given it.
    pub(super) fn can_be_named(&self, name: &str) -> bool {
        let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-');
        let is_name = name.starts_with(char::is_alphanumeric) && name.chars().all(is_letter);
        is_name && name.chars().count() <= LONGEST_NAME && self.index_of(name).is_none()
    }

    /// Whether the open file can go: some C text must stay.
    pub(super) fn can_be_deleted(&self) -> bool {
        let mut others = self.names.iter().enumerate().filter(|(index, _)| *index != self.open);
        others.any(|(_, name)| name.ends_with(".c"))
    }

    /// Does something with the files, if it can be done.
    pub(super) fn apply(&mut self, deed: FileDeed) {
        match deed {
            FileDeed::Add(name) if self.can_be_named(&name) => {
                self.names.push(name.into());
                self.texts.push("".into());
                self.open = self.names.len() - 1;
            }
            FileDeed::Rename(name) if self.can_be_named(&name) => {
                if let Some(slot) = self.names.get_mut(self.open) {
                    *slot = name.into();
                }
            }
            FileDeed::Delete if self.can_be_deleted() => {
                self.names.remove(self.open);
                self.texts.remove(self.open);
                self.open = self.open.min(self.names.len().saturating_sub(1));
            }
            FileDeed::Add(_) | FileDeed::Rename(_) | FileDeed::Delete => {}
        }
        self.loaded += 1;
    }

    /// Whether anything differs from the original.
    pub(super) fn is_edited(&self) -> bool {
        self.is_given_otherwise() || self.has_other_files() || self.files().any(|(_, is_edited)| is_edited)
    }

    /// Whether files were added, renamed or deleted.
    fn has_other_files(&self) -> bool {
        let original = self.original.files.iter().map(|file| file.name.as_str());
        !original.eq(self.names.iter().map(|name| &**name))
    }

    /// How many cores the world has.
    pub(super) fn cores(&self) -> u32 {
        if self.given.cores > 0 { self.given.cores } else { self.original.manifest.cores.max(1) }
    }

    /// Whether the programs are given something else than in the original.
    pub(super) fn is_given_otherwise(&self) -> bool {
        self.given != Given::of(&self.original)
    }

    /// What differs in the files.
    pub(super) fn edits(&self) -> Edits {
        let gone = self.original.files.iter().filter(|file| self.index_of(&file.name).is_none());
        let gone = gone.map(|file| (file.name.clone(), None));
        let pairs = self.names.iter().zip(&self.texts);
        let changed = pairs.filter(|(name, text)| self.original_text(name) != Some(&***text));
        gone.chain(changed.map(|(name, text)| (name.to_string(), Some(text.to_string())))).collect()
    }

    /// The scenario as it is now. Of other files than its own, the compiler finds out which programs they are.
    pub(super) fn scenario(&self) -> Scenario {
        let pairs = self.names.iter().zip(&self.texts);
        let files = pairs.map(|(name, text)| File { name: name.to_string(), text: text.to_string() }).collect();
        let mut scenario = Scenario { files, ..(*self.original).clone() };
        if self.has_other_files() {
            scenario.manifest.launches = scenario.launches();
            scenario.manifest.programs.clear();
        }
        self.given.put_into(&mut scenario);
        scenario
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario() -> Rc<Scenario> {
        let file = |name: &str| File { name: name.to_owned(), text: format!("// {name}") };
        Rc::new(Scenario::single("two", vec![file("a.h"), file("main.c")]))
    }

    #[test]
    fn a_program_opens_at_its_first_c_file() {
        assert_eq!(Document::new(scenario(), &Edits::new(), 0).open_name(), "main.c");
    }

    #[test]
    fn edits_survive_a_reload() {
        let edits = Edits::from([("main.c".to_owned(), Some("int x;".to_owned()))]);
        let document = Document::new(scenario(), &edits, 0);
        assert!(document.is_edited());
        assert_eq!(document.edits(), edits);
        assert_eq!(document.scenario().files[1].text, "int x;");
    }

    #[test]
    fn files_that_came_and_went_survive_a_reload() {
        let mut document = Document::new(scenario(), &Edits::new(), 0);
        document.apply(FileDeed::Add("util.c".to_owned()));
        document.apply(FileDeed::Add("main.c".to_owned()));
        document.open = 1;
        document.apply(FileDeed::Rename("server.c".to_owned()));
        document.open = 0;
        document.apply(FileDeed::Delete);
        let names = |document: &Document| document.files().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
        assert_eq!(names(&document), ["server.c", "util.c"]);
        let again = Document::new(scenario(), &document.edits(), 0);
        assert_eq!(again.edits(), document.edits());
        assert!(again.is_edited() && names(&again).len() == 2);
    }

    #[test]
    fn the_last_c_file_stays_and_names_are_plain() {
        let mut document = Document::new(scenario(), &Edits::new(), 0);
        assert!(!document.can_be_deleted());
        document.apply(FileDeed::Delete);
        assert_eq!(document.files().count(), 2);
        for name in ["", "../x.c", "a b.c", ".hidden", "a.h"] {
            assert!(!document.can_be_named(name), "{name}");
        }
        assert!(document.can_be_named("서버.c"));
    }
}
