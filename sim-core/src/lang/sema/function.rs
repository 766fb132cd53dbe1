//! Function definitions (C11 6.9.1), old style ones included.

use std::collections::BTreeMap;

use crate::lang::ast::{Declarator, Derived, FunctionDef, Ident, Params, Storage};
use crate::lang::hir::{self, ExprKind, LabelId, Local, Stmt, StmtKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::flow;
use super::global::{GlobalId, Linkage};
use super::scope::Entity;
use super::{Checker, Problem, Qual};

/// A label of the function being checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) id: LabelId,
    /// Where it stands, once it has been seen.
    pub(super) defined: Option<Span>,
    /// Where it was first used.
    pub(super) used: Span,
}

/// A `switch` being checked.
#[derive(Debug)]
pub(super) struct Switch {
    /// The promoted type of its value.
    pub(super) ty: Ty,
    pub(super) cases: Vec<(hir::Case, Span)>,
    pub(super) default: Option<(LabelId, Span)>,
}

/// The function being checked.
#[derive(Debug)]
pub(super) struct FunctionState {
    pub(super) name: String,
    pub(super) ret: Ty,
    pub(super) is_variadic: bool,
    pub(super) locals: Vec<Local>,
    pub(super) labels: BTreeMap<String, Label>,
    pub(super) next_label: u32,
    /// The labels whose values have been taken.
    pub(super) valued_labels: Vec<LabelId>,
    pub(super) switches: Vec<Switch>,
    /// Loops around the current statement.
    pub(super) loops: u32,
    /// `__func__`, once used.
    pub(super) name_object: Option<GlobalId>,
}

impl FunctionState {
    /// The state at the opening brace.
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ret: Ty::Error,
            is_variadic: false,
            locals: Vec::new(),
            labels: BTreeMap::new(),
            next_label: 0,
            valued_labels: Vec::new(),
            switches: Vec::new(),
            loops: 0,
            name_object: None,
        }
    }

    /// A label that no statement has yet.
    pub(super) fn fresh_label(&mut self) -> LabelId {
        self.next_label += 1;
        LabelId(self.next_label - 1)
    }
}

impl Checker<'_> {
    /// A function with its body.
    pub(super) fn function_definition(&mut self, definition: &FunctionDef) {
        let base = self.specifiers(&definition.specifiers);
        let Some(name) = &definition.declarator.name else { return };
        self.scopes.enter(definition.span);
        self.function = Some(FunctionState::new(&name.name));
        let (ty, params) = self.definition_type(base, definition);
        let Type::Function { ret, is_variadic, .. } = *self.types.shape(ty) else {
            self.report(name.span, Problem::NotAFunctionDefinition);
            self.function = None;
            self.scopes.leave();
            return;
        };
        if ret != Ty::Void && ret != Ty::Error && self.types.size(ret).is_none() {
            self.report(name.span, Problem::BadResultType { ty: self.spell(ret) });
        }
        self.declare_defined(definition, name, ty);
        if let Some(function) = &mut self.function {
            function.ret = ret;
            function.is_variadic = is_variadic;
        }
        let mut body = Vec::new();
        self.parameter_sizes(definition.declarator.span, &mut body);
        self.block_items(&definition.body.items, &mut body);
        self.close_function(definition, name, ty, params, body);
    }

    /// Declares the function at file scope, before its body is read.
    fn declare_defined(&mut self, definition: &FunctionDef, name: &Ident, ty: Ty) {
        let specifiers = &definition.specifiers;
        let is_inline = specifiers.is_inline && specifiers.storage.is_none() && !self.linkage.contains_key(&name.name);
        let is_internal = specifiers.storage == Some(Storage::Static) || is_inline;
        let linkage = if is_internal { Linkage::Internal } else { Linkage::Inherited };
        let parameters = self.scopes.suspend();
        let id = self.declare_linked(name, Qual::plain(ty), linkage);
        self.scopes.resume(parameters);
        self.globals[id.0].is_noreturn |= specifiers.is_noreturn;
        self.globals[id.0].startup = specifiers.startup.or(self.globals[id.0].startup);
        self.define(id, name.span);
    }

    /// What has to be done on entry: sizes of variable-length arrays that parameters point to, narrowed parameters.
    fn parameter_sizes(&mut self, span: Span, out: &mut Vec<Stmt>) {
        let sizes = std::mem::take(&mut self.pending_sizes);
        out.extend(sizes.into_iter().map(|size| Stmt { kind: StmtKind::Init(size), span }));
    }

    fn close_function(&mut self, definition: &FunctionDef, name: &Ident, ty: Ty, params: u32, mut body: Vec<Stmt>) {
        self.check_labels();
        let end = closing_brace(definition.body.span);
        if flow::falls_through(&body, &|symbol| self.is_noreturn(symbol)) {
            self.end_reached(&mut body, name, end);
        }
        self.scopes.leave();
        let Some(state) = self.function.take() else { return };
        let Some(&id) = self.linkage.get(&name.name) else { return };
        let symbol = self.symbol(id);
        let span = definition.span;
        let startup = self.globals[id.0].startup;
        let (locals, valued_labels) = (state.locals, state.valued_labels);
        let function = hir::Function { symbol, ty, params, locals, body, valued_labels, startup, span, end };
        self.warn_unassigned(&function);
        self.unit.functions.push(function);
    }

    /// The closing brace is reached: `main` then returns 0 (C11 5.1.2.2.3), others should have returned.
    fn end_reached(&mut self, body: &mut Vec<Stmt>, name: &Ident, end: Span) {
        let ret = self.function.as_ref().map_or(Ty::Error, |function| function.ret);
        if name.name == "main" && ret == Ty::Int {
            let zero = self.int(0, Ty::Int, end);
            body.push(Stmt { kind: StmtKind::Return(Some(zero)), span: end });
        } else if ret != Ty::Void && ret != Ty::Error {
            self.report(end, Problem::NoReturn { name: name.name.clone() });
        }
    }

    fn is_noreturn(&self, symbol: hir::SymbolId) -> bool {
        let Some(symbol) = self.unit.symbols.get(symbol.0 as usize) else { return false };
        matches!(symbol.name.as_str(), "exit" | "_exit" | "_Exit" | "abort" | "quick_exit" | "longjmp" | "siglongjmp")
            || self.linkage.get(&symbol.name).is_some_and(|id| self.globals[id.0].is_noreturn)
    }

    /// The function's type and the number of its parameters, which become its first locals.
    fn definition_type(&mut self, base: Qual, definition: &FunctionDef) -> (Ty, u32) {
        let Declarator { derived, span, .. } = &definition.declarator;
        let Some((Derived::Function(params), rest)) = derived.split_first() else {
            return (self.derive(base, derived, *span).ty, 0);
        };
        let ret = self.derive(base, rest, *span).ty;
        let list = if params.old_style_names.is_empty() {
            self.define_parameters(params)
        } else {
            self.old_style_parameters(params, definition)
        };
        let count = list.len() as u32;
        let is_old_style = !params.old_style_names.is_empty();
        let list = if is_old_style { Vec::new() } else { list };
        (self.function_type(ret, list, params, *span), count)
    }

    fn define_parameters(&mut self, params: &Params) -> Vec<Ty> {
        let mut list = Vec::with_capacity(params.list.len());
        // The parameters are the first locals: before the hidden sizes of the arrays they point to.
        let slots: Vec<hir::LocalId> =
            params.list.iter().map(|param| self.hidden_local(Ty::Error, param.declarator.span)).collect();
        for (param, slot) in params.list.iter().zip(slots) {
            let qual = self.parameter(param);
            if param.declarator.name.is_none() {
                self.report(param.declarator.span, Problem::ParameterWithoutName);
            }
            list.push(qual.ty);
            self.define_parameter(param.declarator.name.as_ref(), qual, Some(slot));
        }
        list
    }

    /// Makes a parameter's local, in the slot that was kept for it.
    fn define_parameter(&mut self, name: Option<&Ident>, qual: Qual, slot: Option<hir::LocalId>) {
        if let Some(name) = name
            && qual.ty != Ty::Error
            && self.types.size(qual.ty).is_none()
        {
            self.report(name.span, Problem::IncompleteVariable { name: name.name.clone(), ty: self.spell(qual.ty) });
        }
        let made = self.new_local(name, qual.ty);
        let id = slot.map_or(made, |slot| self.move_last_local(slot));
        if let Some(name) = name {
            self.check_fresh(name);
            self.scopes.declare(&name.name, Entity::Local { id, is_const: qual.is_const }, name.span);
        }
    }

    /// Puts the local made last where another one was reserved.
    fn move_last_local(&mut self, slot: hir::LocalId) -> hir::LocalId {
        if let Some(function) = &mut self.function
            && let Some(made) = function.locals.pop()
            && let Some(reserved) = function.locals.get_mut(slot.0 as usize)
        {
            *reserved = made;
        }
        slot
    }

    /// `f(a, b) int a; char *b; { … }`: what is not declared is `int`.
    fn old_style_parameters(&mut self, params: &Params, definition: &FunctionDef) -> Vec<Ty> {
        let mut declared: BTreeMap<&str, Qual> = BTreeMap::new();
        for declaration in &definition.old_style {
            let base = self.specifiers(&declaration.specifiers);
            for one in &declaration.declarators {
                let Some(name) = &one.declarator.name else { continue };
                let qual = self.declarator(base, &one.declarator);
                let qual = self.adjust_parameter(qual, one.declarator.span);
                if !params.old_style_names.iter().any(|known| known.name == name.name) {
                    self.report(name.span, Problem::NotAParameter { name: name.name.clone() });
                }
                declared.insert(&name.name, qual);
            }
        }
        let quals: Vec<Qual> = params
            .old_style_names
            .iter()
            .map(|name| declared.get(name.name.as_str()).copied().unwrap_or(Qual::plain(Ty::Int)))
            .collect();
        let promoted: Vec<Ty> = quals.iter().map(|qual| self.passed_as(qual.ty)).collect();
        let narrowed = self.old_style_locals(&params.old_style_names, &quals, &promoted);
        for (name, qual, passed) in narrowed {
            self.narrowed_parameter(name, qual, passed);
        }
        promoted
    }

    /// What a value of this type is passed as where there is no prototype.
    fn passed_as(&self, ty: Ty) -> Ty {
        if ty == Ty::Float { Ty::Double } else { self.promoted(self.value_type(ty)) }
    }

    /// Makes the parameters, and yields those that arrive wider than they were declared.
    fn old_style_locals<'d>(
        &mut self,
        names: &'d [Ident],
        quals: &[Qual],
        promoted: &[Ty],
    ) -> Vec<(&'d Ident, Qual, hir::LocalId)> {
        let mut narrowed = Vec::new();
        for ((name, &qual), &passed) in names.iter().zip(quals).zip(promoted) {
            if passed == qual.ty || self.is_compatible(passed, qual.ty) {
                self.define_parameter(Some(name), qual, None);
            } else {
                narrowed.push((name, qual, self.hidden_local(passed, name.span)));
            }
        }
        narrowed
    }

    /// `f(c) char c;`: `c` gets its value from the `int` that was passed.
    fn narrowed_parameter(&mut self, name: &Ident, qual: Qual, passed: hir::LocalId) {
        let span = name.span;
        let from = self.local_mut(passed).map_or(Ty::Error, |local| local.ty);
        let value = self.load_local(passed, from, span);
        let value = self.cast(value, self.value_type(qual.ty));
        let id = self.new_local(Some(name), qual.ty);
        self.check_fresh(name);
        self.scopes.declare(&name.name, Entity::Local { id, is_const: qual.is_const }, span);
        let place = Box::new(hir::Place { kind: hir::PlaceKind::Local(id), ty: value.ty, span });
        let ty = value.ty;
        self.pending_sizes.push(hir::Expr { kind: ExprKind::Assign(place, Box::new(value)), ty, span });
    }

    fn check_labels(&mut self) {
        let Some(function) = &self.function else { return };
        let missing: Vec<(String, Span)> = function
            .labels
            .iter()
            .filter(|(_, label)| label.defined.is_none())
            .map(|(name, label)| (name.clone(), label.used))
            .collect();
        for (name, used) in missing {
            self.report(used, Problem::UndefinedLabel { name });
        }
    }

    /// The object behind `__func__`: an array of constant characters.
    pub(super) fn function_name(&mut self, span: Span) -> Option<GlobalId> {
        let function = self.function.as_ref()?;
        if let Some(known) = function.name_object {
            return Some(known);
        }
        let name = function.name.clone();
        let mut bytes = name.clone().into_bytes();
        bytes.push(0);
        let ty = self.types.intern(Type::Array { of: Ty::Char, len: Some(bytes.len() as u64) });
        let id = self.new_global(format!("{name}.__func__"), Qual { ty, is_const: true }, span);
        self.add_object(id, hir::StaticInit { bytes, addresses: Vec::new() }, false);
        if let Some(function) = &mut self.function {
            function.name_object = Some(id);
        }
        Some(id)
    }

    /// Takes a temporary's place in the frame for a record value.
    pub(super) fn temporary(&mut self, ty: Ty, span: Span) -> hir::LocalId {
        self.hidden_local(ty, span)
    }

    /// A read of a local.
    pub(super) fn load_local(&self, id: hir::LocalId, ty: Ty, span: Span) -> hir::Expr {
        let place = hir::Place { kind: hir::PlaceKind::Local(id), ty, span };
        hir::Expr { kind: ExprKind::Load(Box::new(place)), ty, span }
    }
}

fn closing_brace(body: Span) -> Span {
    Span { start: body.end.saturating_sub(1).max(body.start), ..body }
}
