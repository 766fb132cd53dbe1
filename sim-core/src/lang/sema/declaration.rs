//! Declarations: typedefs, objects at file scope and in blocks, functions without a body (C11 6.7, 6.9.2).

use crate::lang::ast::{Declaration, Ident, Init, InitDeclarator, Specifiers, StaticAssert, Storage, TypeSpec};
use crate::lang::hir::{self, ExprKind, LocalId, Stmt, StmtKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::global::Linkage;
use super::scope::Entity;
use super::{Checker, Problem, Qual};

impl Checker<'_> {
    /// A declaration at file scope.
    pub(super) fn file_declaration(&mut self, declaration: &Declaration) {
        let base = self.declaration_base(declaration);
        for declared in &declaration.declarators {
            let base = self.deduced(&declaration.specifiers, declared).unwrap_or(base);
            let qual = self.declarator(base, &declared.declarator);
            let Some(name) = &declared.declarator.name else { continue };
            if !self.type_or_function(&declaration.specifiers, name, qual, declared) {
                self.file_object(&declaration.specifiers, name, qual, declared.init.as_ref());
            }
        }
        self.pending_sizes.clear();
    }

    /// A declaration in a block.
    pub(super) fn block_declaration(&mut self, declaration: &Declaration, out: &mut Vec<Stmt>) {
        let base = self.declaration_base(declaration);
        self.flush_sizes(declaration.span, out);
        for declared in &declaration.declarators {
            let base = self.deduced(&declaration.specifiers, declared).unwrap_or(base);
            let qual = self.declarator(base, &declared.declarator);
            let Some(name) = &declared.declarator.name else { continue };
            let specifiers = &declaration.specifiers;
            if self.type_or_function(specifiers, name, qual, declared) {
                self.flush_sizes(declared.declarator.span, out);
                continue;
            }
            match specifiers.storage {
                Some(Storage::Extern) => {
                    let id = self.declare_linked(name, qual, Linkage::Inherited);
                    self.globals[id.0].is_thread_local |= specifiers.is_thread_local;
                    if declared.init.is_some() {
                        self.report(name.span, Problem::ExternInitialised { name: name.name.clone() });
                    }
                }
                Some(Storage::Static) => self.static_local(specifiers, name, qual, declared.init.as_ref()),
                _ => self.local_object(specifiers, name, qual, declared, out),
            }
        }
    }

    /// `_Static_assert(condition, "message");`
    pub(super) fn static_assertion(&mut self, assertion: &StaticAssert) {
        let value = self.value(&assertion.cond);
        if self.required_constant(&value) == Some(0) {
            let message = assertion.message.as_deref().map(|text| String::from_utf8_lossy(text).into_owned());
            self.report(assertion.span, Problem::StaticAssertion { message });
        }
    }

    /// The type that `__auto_type` means for a declarator.
    fn deduced(&mut self, specifiers: &Specifiers, declared: &InitDeclarator) -> Option<Qual> {
        if !matches!(specifiers.base, TypeSpec::Auto) {
            return None;
        }
        match &declared.init {
            Some(Init::Expr(value)) => {
                let ty = self.value_type_of(value);
                Some(Qual { ty, is_const: specifiers.is_const })
            }
            _ => {
                let what = "'__auto_type' without an initial value".to_owned();
                self.report(specifiers.span, Problem::Unsupported { what });
                None
            }
        }
    }

    fn declaration_base(&mut self, declaration: &Declaration) -> Qual {
        self.specifiers(&declaration.specifiers)
    }

    /// Executes the size computations of types that declare no array themselves.
    fn flush_sizes(&mut self, span: Span, out: &mut Vec<Stmt>) {
        let sizes = std::mem::take(&mut self.pending_sizes);
        out.extend(sizes.into_iter().map(|size| Stmt { kind: StmtKind::Init(size), span }));
    }

    /// Handles what is the same at file scope and in blocks; tells whether it did.
    fn type_or_function(
        &mut self,
        specifiers: &Specifiers,
        name: &Ident,
        qual: Qual,
        declared: &InitDeclarator,
    ) -> bool {
        let is_function = matches!(self.types.shape(qual.ty), Type::Function { .. });
        if specifiers.storage != Some(Storage::Typedef) && !is_function {
            return false;
        }
        if declared.init.is_some() {
            self.report(name.span, Problem::CannotInitialise { name: name.name.clone() });
        }
        if is_function && specifiers.storage != Some(Storage::Typedef) {
            let is_static = specifiers.storage == Some(Storage::Static);
            let linkage = if is_static { Linkage::Internal } else { Linkage::Inherited };
            let id = self.declare_linked(name, qual, linkage);
            self.globals[id.0].is_noreturn |= specifiers.is_noreturn;
            self.globals[id.0].startup = specifiers.startup.or(self.globals[id.0].startup);
        } else {
            self.typedef(name, qual);
        }
        true
    }

    fn typedef(&mut self, name: &Ident, qual: Qual) {
        if let Some(known) = self.scopes.name_here(&name.name) {
            let is_same = matches!(known.what, Entity::Typedef { ty, .. }
                if ty == qual.ty || ty == Ty::Error || qual.ty == Ty::Error || self.is_compatible(ty, qual.ty));
            if !is_same {
                let first = self.place_name(known.span);
                self.report(name.span, Problem::Redefinition { name: name.name.clone(), first });
            }
        }
        self.scopes.declare(&name.name, Entity::Typedef { ty: qual.ty, is_const: qual.is_const }, name.span);
    }

    fn file_object(&mut self, specifiers: &Specifiers, name: &Ident, qual: Qual, init: Option<&Init>) {
        let qual = self.object_type(name, qual);
        let linkage = match specifiers.storage {
            Some(Storage::Static) => Linkage::Internal,
            Some(Storage::Extern) => Linkage::Inherited,
            _ => Linkage::External,
        };
        if self.is_variable(qual.ty) {
            self.report(name.span, Problem::ArrayLengthNotConstant);
            return;
        }
        let id = self.declare_linked(name, qual, linkage);
        self.globals[id.0].is_thread_local |= specifiers.is_thread_local;
        let align = specifiers.align.as_deref().and_then(|align| self.alignment(align)).unwrap_or(1);
        self.globals[id.0].align = self.globals[id.0].align.max(align);
        match init {
            Some(init) => self.define_static(id, init, name.span),
            None => self.globals[id.0].is_tentative |= specifiers.storage != Some(Storage::Extern),
        }
    }

    /// Gives an object with static storage its initial contents.
    fn define_static(&mut self, id: super::global::GlobalId, init: &Init, span: Span) {
        self.define(id, span);
        let ty = self.globals[id.0].ty;
        let (ty, contents) = self.static_initialiser(ty, init, span);
        self.globals[id.0].ty = ty;
        if ty != Ty::Error {
            self.add_object(id, contents, false);
        }
    }

    fn static_local(&mut self, specifiers: &Specifiers, name: &Ident, qual: Qual, init: Option<&Init>) {
        let qual = self.object_type(name, qual);
        self.check_fresh(name);
        if self.is_variable(qual.ty) {
            self.report(name.span, Problem::ArrayLengthNotConstant);
            return;
        }
        let function = self.function.as_ref().map_or(String::new(), |function| function.name.clone());
        let id = self.new_global(format!("{function}.{}", name.name), qual, name.span);
        self.globals[id.0].align = specifiers.align.as_deref().and_then(|align| self.alignment(align)).unwrap_or(1);
        self.globals[id.0].is_thread_local = specifiers.is_thread_local;
        self.scopes.declare(&name.name, Entity::Global(id), name.span);
        match init {
            Some(init) => self.define_static(id, init, name.span),
            None if self.is_complete(name, qual.ty) => self.add_object(id, hir::StaticInit::default(), false),
            None => {}
        }
    }

    fn local_object(
        &mut self,
        specifiers: &Specifiers,
        name: &Ident,
        qual: Qual,
        declared: &InitDeclarator,
        out: &mut Vec<Stmt>,
    ) {
        let qual = self.object_type(name, qual);
        self.check_fresh(name);
        let span = declared.declarator.span;
        let id = self.new_local(Some(name), qual.ty);
        if let Some(align) = specifiers.align.as_deref().and_then(|align| self.alignment(align)) {
            self.set_local_align(id, align);
        }
        self.scopes.declare(&name.name, Entity::Local { id, is_const: qual.is_const }, name.span);
        if self.is_variable(qual.ty) {
            self.variable_local(id, qual.ty, declared, out);
            return;
        }
        self.flush_sizes(span, out);
        match &declared.init {
            Some(init) => {
                let init_span = span.to(init_span(init));
                let (ty, value) = self.local_initialiser(id, qual.ty, init, span);
                self.set_local_type(id, ty);
                if let Some(value) = value {
                    out.push(Stmt { kind: StmtKind::Init(value), span: init_span });
                }
            }
            None => {
                if !self.is_complete(name, qual.ty) {
                    self.set_local_type(id, Ty::Error);
                }
            }
        }
    }

    fn variable_local(&mut self, id: LocalId, ty: Ty, declared: &InitDeclarator, out: &mut Vec<Stmt>) {
        let span = declared.declarator.span;
        if declared.init.is_some() {
            self.report(span, Problem::VariableArrayInitialised);
        }
        let size = self.size_value(ty, span);
        let size = self.with_sizes_since(0, size);
        out.push(Stmt { kind: StmtKind::VariableArray { local: id, size }, span });
    }

    /// The type of an object: not `void`.
    fn object_type(&mut self, name: &Ident, qual: Qual) -> Qual {
        if qual.ty != Ty::Void {
            return qual;
        }
        self.report(name.span, Problem::VoidVariable { name: Some(name.name.clone()) });
        Qual { ty: Ty::Error, ..qual }
    }

    /// A name without linkage is declared once in its scope.
    pub(super) fn check_fresh(&mut self, name: &Ident) {
        if let Some(known) = self.scopes.name_here(&name.name) {
            let first = self.place_name(known.span);
            self.report(name.span, Problem::Redefinition { name: name.name.clone(), first });
        }
    }

    fn is_complete(&mut self, name: &Ident, ty: Ty) -> bool {
        if ty == Ty::Error {
            return false;
        }
        if self.types.size(ty).is_some() {
            return true;
        }
        self.report(name.span, Problem::IncompleteVariable { name: name.name.clone(), ty: self.spell(ty) });
        false
    }

    /// A local that the program did not write.
    pub(super) fn hidden_local(&mut self, ty: Ty, span: Span) -> LocalId {
        self.push_local(None, ty, span)
    }

    /// A local of the program, visible from here to the end of its block.
    pub(super) fn new_local(&mut self, name: Option<&Ident>, ty: Ty) -> LocalId {
        let span = name.map_or(Span::NONE, |name| name.span);
        self.push_local(name.map(|name| name.name.clone()), ty, span)
    }

    fn push_local(&mut self, name: Option<String>, ty: Ty, span: Span) -> LocalId {
        let block = self.scopes.block();
        let scope = if block.file == span.file { hir_scope(span, block) } else { span };
        let align = self.types.align(ty).max(1);
        let needs_memory = self.is_memory_type(ty);
        let Some(function) = &mut self.function else { return LocalId(0) };
        function.locals.push(hir::Local { name, ty, align, needs_memory, span, scope });
        LocalId(function.locals.len() as u32 - 1)
    }

    fn is_memory_type(&self, ty: Ty) -> bool {
        matches!(
            self.types.shape(ty),
            Type::Array { .. } | Type::VariableArray { .. } | Type::Record(_) | Type::Atomic(_)
        )
    }

    fn set_local_type(&mut self, id: LocalId, ty: Ty) {
        let (align, needs_memory) = (self.types.align(ty).max(1), self.is_memory_type(ty));
        if let Some(local) = self.local_mut(id) {
            local.ty = ty;
            local.align = local.align.max(align);
            local.needs_memory |= needs_memory;
        }
    }

    fn set_local_align(&mut self, id: LocalId, align: u64) {
        if let Some(local) = self.local_mut(id)
            && align > local.align
        {
            local.align = align;
            local.needs_memory = true;
        }
    }

    /// A local of the current function.
    pub(super) fn local_mut(&mut self, id: LocalId) -> Option<&mut hir::Local> {
        self.function.as_mut()?.locals.get_mut(id.0 as usize)
    }

    /// `left, right` without a value: in this order.
    pub(super) fn sequence(&self, mut effects: Vec<hir::Expr>, span: Span) -> Option<hir::Expr> {
        // Halved again and again, so that a long list does not make a deep tree.
        if effects.len() <= 1 {
            return effects.pop();
        }
        let rest = effects.split_off(effects.len() / 2);
        let (left, right) = (self.sequence(effects, span)?, self.sequence(rest, span)?);
        let ty = right.ty;
        Some(hir::Expr { kind: ExprKind::Comma(Box::new(left), Box::new(right)), ty, span })
    }
}

/// From behind a declarator's name to the end of its block.
fn hir_scope(name: Span, block: Span) -> Span {
    Span { file: name.file, start: name.start, end: block.end.max(name.end) }
}

/// Where an initialiser stands.
pub(super) fn init_span(init: &Init) -> Span {
    match init {
        Init::Expr(expr) => expr.span,
        Init::List(_, span) => *span,
    }
}
