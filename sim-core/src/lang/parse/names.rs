//! Which names are types (C11 6.2.1, as far as the grammar needs it).

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

/// Typedef names by scope. Other names are kept only where they hide one.
#[derive(Default)]
pub(super) struct Names {
    /// Whether a name means a type now. Only looked up, never iterated; the hasher has no random seed.
    is_type: HashMap<String, bool, BuildHasherDefault<DefaultHasher>>,
    /// What each declaration hid, to be restored.
    hidden: Vec<(String, Option<bool>)>,
    /// Where in `hidden` each open scope begins.
    scopes: Vec<usize>,
    /// Tags of structures, unions and enumerations, for "did you mean `struct x`".
    tags: BTreeSet<String>,
}

impl Names {
    pub(super) fn is_type(&self, name: &str) -> bool {
        self.is_type.get(name).copied().unwrap_or(false)
    }

    pub(super) fn declare_type(&mut self, name: &str) {
        self.declare(name, true);
    }

    pub(super) fn declare_other(&mut self, name: &str) {
        if self.is_type(name) {
            self.declare(name, false);
        }
    }

    fn declare(&mut self, name: &str, is_type: bool) {
        let hidden = self.is_type.insert(name.to_owned(), is_type);
        if !self.scopes.is_empty() {
            self.hidden.push((name.to_owned(), hidden));
        }
    }

    pub(super) fn open_scope(&mut self) {
        self.scopes.push(self.hidden.len());
    }

    pub(super) fn close_scope(&mut self) {
        let start = self.scopes.pop().unwrap_or(0);
        while self.hidden.len() > start {
            let Some((name, hidden)) = self.hidden.pop() else { return };
            match hidden {
                Some(is_type) => self.is_type.insert(name, is_type),
                None => self.is_type.remove(&name),
            };
        }
    }

    pub(super) fn add_tag(&mut self, tag: &str) {
        self.tags.insert(tag.to_owned());
    }

    pub(super) fn is_tag(&self, name: &str) -> bool {
        self.tags.contains(name)
    }
}
