//! The macros of a unit.

use std::rc::Rc;

use crate::lang::lex::{PpToken, Symbol};

/// A macro.
pub(super) struct Macro {
    pub(super) kind: MacroKind,
    /// Its replacement; parameters, `#` and `##` are told apart already.
    pub(super) body: Vec<PpToken>,
}

/// The kinds of macros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MacroKind {
    /// `#define A …`
    Object,
    /// `#define A(…) …`
    Function {
        /// The parameters; the last collects the rest if the macro is variadic.
        params: Vec<Symbol>,
        is_variadic: bool,
    },
    /// Made by the preprocessor itself.
    Builtin(Builtin),
}

/// The macros whose replacement depends on the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Builtin {
    Line,
    File,
    Counter,
    IncludeLevel,
    /// `__has_include(…)`, an operator of conditions.
    HasInclude,
    /// `__BASE_FILE__`
    BaseFile,
    /// `_Pragma("…")`, which does nothing here.
    Pragma,
}

impl Macro {
    /// Whether both define the same (C11 6.10.3p2): white space counts, its amount does not.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let is_same_token = |(left, right): (&PpToken, &PpToken)| {
            (left.kind, left.symbol, left.has_space) == (right.kind, right.symbol, right.has_space)
        };
        self.kind == other.kind
            && self.body.len() == other.body.len()
            && self.body.iter().zip(&other.body).all(is_same_token)
    }
}

/// What a name means to the preprocessor.
#[derive(Clone, Default)]
struct Slot {
    definition: Option<Rc<Macro>>,
    /// Its expansion is being scanned: it is not expanded again inside (C11 6.10.3.4p2).
    is_active: bool,
}

/// All macros, by name.
#[derive(Default)]
pub(super) struct Macros {
    slots: Vec<Slot>,
}

impl Macros {
    pub(super) fn find(&self, name: Symbol) -> Option<&Rc<Macro>> {
        self.slots.get(name.0 as usize)?.definition.as_ref()
    }

    pub(super) fn is_defined(&self, name: Symbol) -> bool {
        self.find(name).is_some()
    }

    pub(super) fn is_active(&self, name: Symbol) -> bool {
        self.slots.get(name.0 as usize).is_some_and(|slot| slot.is_active)
    }

    pub(super) fn set(&mut self, name: Symbol, definition: Option<Macro>) {
        let index = name.0 as usize;
        if self.slots.len() <= index {
            self.slots.resize(index + 1, Slot::default());
        }
        self.slots[index].definition = definition.map(Rc::new);
    }

    pub(super) fn set_active(&mut self, name: Symbol, is_active: bool) {
        if let Some(slot) = self.slots.get_mut(name.0 as usize) {
            slot.is_active = is_active;
        }
    }
}
