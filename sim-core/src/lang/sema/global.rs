//! Names with linkage and objects with static storage (C11 6.2.2, 6.9.2).

use crate::lang::ast::{Ident, Startup};
use crate::lang::hir::{Object, StaticInit, Symbol, SymbolId};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::scope::Entity;
use super::{Checker, Problem, Qual};

/// A function or an object with static storage: an index into the checker's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GlobalId(pub(super) usize);

/// What is known of a function or an object with static storage.
#[derive(Clone, Debug)]
pub(super) struct Global {
    pub(super) name: String,
    pub(super) ty: Ty,
    pub(super) is_const: bool,
    pub(super) is_static: bool,
    /// Declared by being called only.
    pub(super) is_implicit: bool,
    pub(super) is_noreturn: bool,
    pub(super) startup: Startup,
    /// Each thread has its own.
    pub(super) is_thread_local: bool,
    /// `int x;` at file scope was seen.
    pub(super) is_tentative: bool,
    /// The alignment asked for; 1 if none.
    pub(super) align: u64,
    pub(super) span: Span,
    /// Where its body or initialiser is.
    pub(super) defined: Option<Span>,
    /// Its symbol, once it is used or defined.
    symbol: Option<SymbolId>,
}

/// How a name with linkage is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Linkage {
    /// `static` at file scope.
    Internal,
    /// No storage class at file scope, for objects.
    External,
    /// `extern`, and functions without storage class: that of an earlier declaration, else external.
    Inherited,
}

impl Checker<'_> {
    /// Adds something with static storage that no other declaration can refer to.
    pub(super) fn new_global(&mut self, name: String, qual: Qual, span: Span) -> GlobalId {
        self.globals.push(Global {
            name,
            ty: qual.ty,
            is_const: qual.is_const,
            is_static: true,
            is_implicit: false,
            is_noreturn: false,
            startup: Startup::default(),
            is_thread_local: false,
            is_tentative: false,
            align: 1,
            span,
            defined: None,
            symbol: None,
        });
        GlobalId(self.globals.len() - 1)
    }

    /// Declares a name with linkage in the innermost scope, and checks it against its earlier declarations.
    pub(super) fn declare_linked(&mut self, name: &Ident, qual: Qual, linkage: Linkage) -> GlobalId {
        self.check_redeclaration(name);
        let id = match self.linkage.get(&name.name).copied() {
            Some(id) => {
                self.merge(id, name, qual, linkage);
                id
            }
            None => {
                let id = self.new_global(name.name.clone(), qual, name.span);
                self.globals[id.0].is_static = linkage == Linkage::Internal;
                self.linkage.insert(name.name.clone(), id);
                id
            }
        };
        self.scopes.declare(&name.name, Entity::Global(id), name.span);
        id
    }

    /// A name of the innermost scope that means something without linkage cannot be declared again.
    fn check_redeclaration(&mut self, name: &Ident) {
        let Some(known) = self.scopes.name_here(&name.name) else { return };
        let is_linked = matches!(known.what, Entity::Global(id) if self.linkage.get(&name.name) == Some(&id));
        if !is_linked {
            let first = self.place_name(known.span);
            self.report(name.span, Problem::Redefinition { name: name.name.clone(), first });
        }
    }

    fn merge(&mut self, id: GlobalId, name: &Ident, qual: Qual, linkage: Linkage) {
        let known = self.globals[id.0].clone();
        let is_error = known.ty == Ty::Error || qual.ty == Ty::Error;
        if !is_error && !self.is_compatible(known.ty, qual.ty) {
            let (ty, earlier, first) = (self.spell(qual.ty), self.spell(known.ty), self.place_name(known.span));
            let name_text = name.name.clone();
            let is_void = matches!(*self.types.shape(qual.ty), Type::Function { ret: Ty::Void, .. });
            self.report(
                name.span,
                match known.is_implicit {
                    true if is_void => Problem::ConflictsWithImplicitVoid { name: name_text, first },
                    true => Problem::ConflictsWithImplicit { name: name_text, ty, first },
                    false => Problem::ConflictingTypes { name: name_text, ty, earlier, first },
                },
            );
        } else if linkage == Linkage::Internal && !known.is_static && !known.is_implicit {
            let first = self.place_name(known.span);
            self.report(name.span, Problem::ConflictingLinkage { name: name.name.clone(), first });
        }
        let ty = if is_error || !self.is_compatible(known.ty, qual.ty) {
            qual.ty
        } else {
            self.composite(known.ty, qual.ty)
        };
        let global = &mut self.globals[id.0];
        global.ty = ty;
        global.is_const |= qual.is_const;
        global.is_implicit = false;
        global.is_static |= linkage == Linkage::Internal;
    }

    /// Notes that something is defined here; a second definition is a mistake.
    pub(super) fn define(&mut self, id: GlobalId, span: Span) {
        let global = &mut self.globals[id.0];
        let Some(first) = global.defined else {
            global.defined = Some(span);
            return;
        };
        let name = global.name.clone();
        let first = self.place_name(first);
        self.report(span, Problem::Redefinition { name, first });
    }

    /// The symbol of something used or defined.
    pub(super) fn symbol(&mut self, id: GlobalId) -> SymbolId {
        if let Some(symbol) = self.globals[id.0].symbol {
            return symbol;
        }
        let symbol = SymbolId(self.unit.symbols.len() as u32);
        let global = &mut self.globals[id.0];
        global.symbol = Some(symbol);
        self.unit.symbols.push(Symbol {
            name: global.name.clone(),
            ty: global.ty,
            is_static: global.is_static,
            is_implicit: global.is_implicit,
            span: global.span,
        });
        symbol
    }

    /// Adds the object that a name with static storage stands for.
    pub(super) fn add_object(&mut self, id: GlobalId, init: StaticInit, is_tentative: bool) {
        let symbol = self.symbol(id);
        let global = &self.globals[id.0];
        let align = self.types.align(global.ty).max(global.align).max(1);
        let (ty, span) = (global.ty, global.span);
        let (is_const, is_thread_local) = (global.is_const, global.is_thread_local);
        self.unit.objects.push(Object { symbol, ty, align, is_const, is_thread_local, is_tentative, init, span });
    }

    /// At the end of the unit: makes objects of what was declared tentatively only, completes the symbols.
    pub(super) fn finish_tentative(&mut self) {
        for index in 0..self.globals.len() {
            if self.globals[index].is_tentative && self.globals[index].defined.is_none() {
                self.tentative_object(GlobalId(index));
            }
            let global = &self.globals[index];
            if let Some(symbol) = global.symbol {
                let entry = &mut self.unit.symbols[symbol.0 as usize];
                entry.ty = global.ty;
                entry.is_static = global.is_static;
                entry.is_implicit = global.is_implicit;
            }
        }
    }

    fn tentative_object(&mut self, id: GlobalId) {
        let Global { ty, span, is_static, name, .. } = self.globals[id.0].clone();
        if let Type::Array { of, len: None } = *self.types.shape(ty) {
            self.globals[id.0].ty = self.types.intern(Type::Array { of, len: Some(1) });
        } else if ty == Ty::Error {
            return;
        } else if self.types.size(ty).is_none() {
            self.report(span, Problem::IncompleteVariable { name, ty: self.spell(ty) });
            return;
        }
        self.add_object(id, StaticInit::default(), !is_static);
    }
}
