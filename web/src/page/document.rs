//! The program being edited: a scenario, its texts as they are now, and which one is open.

use std::collections::BTreeMap;
use std::rc::Rc;

use sim_core::scenario::{File, Scenario};

use super::given::Given;

/// Edited texts by file name; files that are as they came are not in it.
pub(super) type Edits = BTreeMap<String, String>;

/// A scenario under the reader's hands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Document {
    /// As it came.
    pub(super) original: Rc<Scenario>,
    /// The texts now, in the order of the scenario's files.
    pub(super) texts: Vec<Rc<str>>,
    /// What the programs are given now.
    pub(super) given: Given,
    /// Which of them is open.
    pub(super) open: usize,
    /// Changes whenever the text area must take its text from here, because it was not the reader who changed it.
    pub(super) loaded: u32,
}

impl Document {
    /// Opens a scenario with what the reader had made of it.
    pub(super) fn new(original: Rc<Scenario>, edits: &Edits, loaded: u32) -> Self {
        let text = |file: &File| edits.get(&file.name).unwrap_or(&file.text).as_str().into();
        let texts = original.files.iter().map(text).collect();
        let open = original.files.iter().position(|file| file.name.ends_with(".c")).unwrap_or(0);
        let given = Given::of(&original);
        Self { original, texts, given, open, loaded }
    }

    /// The files and whether each was edited.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, bool)> {
        let pairs = self.original.files.iter().zip(&self.texts);
        pairs.map(|(file, text)| (file.name.as_str(), file.text != **text))
    }

    /// Name of the open file.
    pub(super) fn open_name(&self) -> &str {
        self.original.files.get(self.open).map_or("", |file| &file.name)
    }

    /// Text of the open file.
    pub(super) fn open_text(&self) -> Rc<str> {
        self.texts.get(self.open).cloned().unwrap_or_default()
    }

    /// Index of a file.
    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        self.original.files.iter().position(|file| file.name == name)
    }

    /// Whether anything differs from the original.
    pub(super) fn is_edited(&self) -> bool {
        self.is_given_otherwise() || self.files().any(|(_, is_edited)| is_edited)
    }

    /// Whether the programs are given something else than in the original.
    pub(super) fn is_given_otherwise(&self) -> bool {
        self.given != Given::of(&self.original)
    }

    /// What differs in the texts.
    pub(super) fn edits(&self) -> Edits {
        let pairs = self.original.files.iter().zip(&self.texts);
        pairs.filter(|(file, text)| file.text != ***text).map(|(f, text)| (f.name.clone(), text.to_string())).collect()
    }

    /// The scenario with the texts as they are now.
    pub(super) fn scenario(&self) -> Scenario {
        let pairs = self.original.files.iter().zip(&self.texts);
        let files = pairs.map(|(file, text)| File { name: file.name.clone(), text: text.to_string() }).collect();
        let mut scenario = Scenario { files, ..(*self.original).clone() };
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
        let edits = Edits::from([("main.c".to_owned(), "int x;".to_owned())]);
        let document = Document::new(scenario(), &edits, 0);
        assert!(document.is_edited());
        assert_eq!(document.edits(), edits);
        assert_eq!(document.scenario().files[1].text, "int x;");
    }
}
