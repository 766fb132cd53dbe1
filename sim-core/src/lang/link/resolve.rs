//! Which definition each name stands for, and what of all that is reachable.
//!
//! The program's own definitions win over the library's for the program's own uses; the library's files see each other
//! first, as glibc's do, so that a program's `write` or `index` does not break `printf`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use crate::lang::diag::Diagnostics;
use crate::lang::hir::{StaticAddress, SymbolId};
use crate::lang::library;
use crate::lang::object::{Object, Target};
use crate::lang::source::{Origin, SourceMap, Span};

use super::problem::LinkProblem;
use super::{Library, LibraryObject};

/// A definition: the unit, and the index among its functions or data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Definition {
    Function(usize, usize),
    Data(usize, usize),
}

/// An object that takes part.
pub(super) struct Unit {
    pub(super) object: Arc<Object>,
    /// For a library file: its texts.
    pub(super) library: Option<Arc<LibraryObject>>,
    /// Its own definition of each symbol.
    pub(super) own: Vec<Option<Definition>>,
}

/// Names to definitions, as they are looked up.
pub(super) struct Resolver<'a> {
    pub(super) units: Vec<Unit>,
    /// What the program needs.
    pub(super) reached: BTreeSet<Definition>,
    program_names: BTreeMap<String, Definition>,
    library_names: BTreeMap<String, Definition>,
    pulled: BTreeSet<String>,
    todo: VecDeque<Definition>,
    library: &'a mut dyn Library,
    sources: &'a SourceMap,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(library: &'a mut dyn Library, sources: &'a SourceMap, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            units: Vec::new(),
            reached: BTreeSet::new(),
            program_names: BTreeMap::new(),
            library_names: BTreeMap::new(),
            pulled: BTreeSet::new(),
            todo: VecDeque::new(),
            library,
            sources,
            diagnostics,
        }
    }

    /// Adds a unit of the program. All that it shows to others stays, used or not.
    pub(super) fn add_program_unit(&mut self, object: Object) {
        let unit = self.units.len();
        self.add(Arc::new(object), None);
        let unit = &self.units[unit];
        let shown = unit.object.symbols.iter().zip(&unit.own).filter(|(symbol, _)| !symbol.is_static);
        self.todo.extend(shown.filter_map(|(_, own)| *own));
    }

    pub(super) fn add(&mut self, object: Arc<Object>, library: Option<Arc<LibraryObject>>) {
        let unit = self.units.len();
        let mut own = vec![None; object.symbols.len()];
        for (index, function) in object.functions.iter().enumerate() {
            own[function.symbol.0 as usize] = Some(Definition::Function(unit, index));
        }
        for (index, data) in object.data.iter().enumerate() {
            own[data.symbol.0 as usize] = Some(Definition::Data(unit, index));
        }
        let is_library = library.is_some();
        self.units.push(Unit { object: Arc::clone(&object), library, own });
        for (index, symbol) in object.symbols.iter().enumerate().filter(|(_, symbol)| !symbol.is_static) {
            if let Some(definition) = self.units[unit].own[index] {
                self.define(&symbol.name, definition, is_library);
            }
        }
    }

    /// Enters a name. Of tentative definitions the largest stays, unless there is a real one.
    fn define(&mut self, name: &str, new: Definition, is_library: bool) {
        let names = if is_library { &self.library_names } else { &self.program_names };
        let stays = names.get(name).copied().is_some_and(|old| !self.replaces(name, new, old));
        let names = if is_library { &mut self.library_names } else { &mut self.program_names };
        if !stays {
            names.insert(name.into(), new);
        }
    }

    fn replaces(&mut self, name: &str, new: Definition, old: Definition) -> bool {
        match (self.tentative_size(new), self.tentative_size(old)) {
            (Some(new), Some(old)) => new > old,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (None, None) => {
                let span = self.span(new);
                self.diagnostics.report(span, &LinkProblem::Duplicate { name: name.into() });
                false
            }
        }
    }

    fn tentative_size(&self, definition: Definition) -> Option<u64> {
        match definition {
            Definition::Function(..) => None,
            Definition::Data(unit, index) => {
                let data = &self.units[unit].object.data[index];
                data.is_tentative.then_some(data.size)
            }
        }
    }

    fn span(&self, definition: Definition) -> Span {
        match definition {
            Definition::Function(unit, index) => self.units[unit].object.functions[index].span,
            Definition::Data(unit, index) => self.units[unit].object.data[index].span,
        }
    }

    /// Looks up the program's entry, and everything that it and the program's own definitions need.
    pub(super) fn reach_all(&mut self) -> Option<Definition> {
        if !self.program_names.contains_key("main") {
            self.diagnostics.report(Span::NONE, &LinkProblem::NoMain);
            return None;
        }
        let start = self.library_definition("_start").or_else(|| self.program_names.get("_start").copied());
        let Some(start) = start else {
            self.diagnostics.report(Span::NONE, &LinkProblem::Missing { name: "_start".into() });
            return None;
        };
        self.todo.push_back(start);
        while let Some(definition) = self.todo.pop_front() {
            // A tentative definition gives way to the one that the name stands for.
            if self.reached.insert(self.chosen(definition)) {
                self.reach_from(self.chosen(definition));
            }
        }
        Some(start)
    }

    fn chosen(&self, definition: Definition) -> Definition {
        let (Definition::Function(unit, _) | Definition::Data(unit, _)) = definition;
        let object = &self.units[unit].object;
        let symbol = match definition {
            Definition::Function(_, index) => object.functions[index].symbol,
            Definition::Data(_, index) => object.data[index].symbol,
        };
        self.known(unit, symbol).unwrap_or(definition)
    }

    fn reach_from(&mut self, definition: Definition) {
        match definition {
            Definition::Function(unit, index) => {
                let object = Arc::clone(&self.units[unit].object);
                for reloc in &object.functions[index].relocs {
                    match reloc.target {
                        Target::Function(symbol) => self.need(unit, symbol, true),
                        Target::Address(symbol) | Target::ThreadOffset(symbol) => self.need(unit, symbol, false),
                        Target::String(_) => {}
                    }
                }
            }
            Definition::Data(unit, index) => {
                let object = Arc::clone(&self.units[unit].object);
                for (_, address) in &object.data[index].init.addresses {
                    if let StaticAddress::Symbol(symbol, _) = address {
                        self.need(unit, *symbol, false);
                    }
                }
            }
        }
    }

    fn need(&mut self, unit: usize, symbol: SymbolId, is_call: bool) {
        match self.find(unit, symbol) {
            Some(Definition::Data(..)) if is_call => {
                let (name, span) = self.use_of(unit, symbol);
                self.diagnostics.report(span, &LinkProblem::NotAFunction { name });
            }
            Some(definition) => self.todo.push_back(definition),
            None => self.report_undefined(unit, symbol),
        }
    }

    /// What a symbol of a unit stands for; files of the library are added as needed.
    fn find(&mut self, unit: usize, symbol: SymbolId) -> Option<Definition> {
        if let Some(known) = self.known(unit, symbol) {
            return Some(known);
        }
        let name = self.units[unit].object.symbols[symbol.0 as usize].name.clone();
        self.library_definition(&name);
        self.known(unit, symbol)
    }

    /// What a symbol of a unit stands for, among the units added so far.
    pub(super) fn known(&self, unit: usize, symbol: SymbolId) -> Option<Definition> {
        let from = &self.units[unit];
        let entry = &from.object.symbols[symbol.0 as usize];
        if entry.is_static {
            return from.own[symbol.0 as usize];
        }
        let (first, second) = match from.library {
            Some(_) => (&self.library_names, &self.program_names),
            None => (&self.program_names, &self.library_names),
        };
        if from.library.is_some() && !first.contains_key(&entry.name) && !self.pulled.contains(&entry.name) {
            return None;
        }
        first.get(&entry.name).or_else(|| second.get(&entry.name)).copied()
    }

    /// The library's definition of a name.
    fn library_definition(&mut self, name: &str) -> Option<Definition> {
        if !self.library_names.contains_key(name) && self.pulled.insert(name.into()) {
            match self.library.object_for(name) {
                Ok(Some(found)) => self.add(Arc::clone(&found.object), Some(found)),
                Ok(None) => {}
                Err(problem) => self.diagnostics.report(Span::NONE, &problem),
            }
        }
        self.library_names.get(name).copied()
    }

    fn use_of(&self, unit: usize, symbol: SymbolId) -> (String, Span) {
        let unit = &self.units[unit];
        let symbol = &unit.object.symbols[symbol.0 as usize];
        let span = if unit.library.is_some() { Span::NONE } else { symbol.first_use.unwrap_or(symbol.span) };
        (symbol.name.clone(), span)
    }

    fn report_undefined(&mut self, unit: usize, symbol: SymbolId) {
        let (name, span) = self.use_of(unit, symbol);
        let declared = self.units[unit].object.symbols[symbol.0 as usize].span;
        let is_ours = self.units[unit].library.is_some()
            || library::is_elsewhere(&name)
            || self.sources.file(declared.file).is_some_and(|file| file.origin == Origin::Library);
        let problem = if is_ours {
            LinkProblem::Missing { name }
        } else {
            let meant = self.similar(&name);
            LinkProblem::Undefined { name, meant }
        };
        self.diagnostics.report(span, &problem);
    }

    /// The known name that is nearest to a wrong one, if it is near.
    fn similar(&self, name: &str) -> Option<String> {
        let library = self.library.names().map(|name: &'static str| -> &str { name });
        let known = self.program_names.keys().map(String::as_str).chain(library);
        let rated = known.filter(|known| !known.starts_with('_')).map(|known| (distance(name, known), known));
        let most = (name.chars().count() / 3).clamp(1, 2);
        rated.filter(|&(distance, _)| distance <= most).min().map(|(_, known)| known.into())
    }
}

/// How many insertions, deletions, replacements and exchanges of neighbours turn one name into the other.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for i in 1..=from.len() {
        let mut row = vec![i];
        for j in 1..=to.len() {
            let replaced = above[j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[to.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distance_counts_single_letters() {
        assert_eq!(distance("prinft", "printf"), 1);
        assert_eq!(distance("write", "write"), 0);
        assert_eq!(distance("wait", "waitpid"), 3);
    }
}
