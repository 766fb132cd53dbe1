//! Expressions about types: `sizeof`, `_Alignof`, `typeof`, compound literals and `va_arg` (C11 6.5.2.5, 6.5.3.4, 7.16).

use crate::lang::ast::{self, Init, InitItem, TypeName};
use crate::lang::hir::{Expr, ExprKind, Place, PlaceKind, Stmt, StmtKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::super::{Checker, Problem};
use super::{Lvalue, Operand};

impl Checker<'_> {
    /// What an expression denotes, without executing it.
    pub(in super::super) fn unevaluated_operand(&mut self, expr: &ast::Expr) -> Operand {
        self.unevaluated += 1;
        let operand = self.operand(expr);
        self.unevaluated -= 1;
        operand
    }

    /// `typeof(expression)`
    pub(in super::super) fn type_of(&mut self, expr: &ast::Expr) -> Ty {
        self.unevaluated_operand(expr).ty()
    }

    /// The type of an expression's value, without executing it.
    pub(in super::super) fn value_type_of(&mut self, expr: &ast::Expr) -> Ty {
        self.unevaluated += 1;
        let ty = self.value(expr).ty;
        self.unevaluated -= 1;
        ty
    }

    /// `sizeof expression`
    pub(super) fn sizeof_expr(&mut self, expr: &ast::Expr, span: Span) -> Expr {
        let operand = self.unevaluated_operand(expr);
        if let Operand::Place(Lvalue { place: Place { kind: PlaceKind::Member { bits: Some(_), .. }, .. }, .. }) =
            operand
        {
            self.report(span, Problem::AddressOfBitField);
            return self.error(span);
        }
        self.size_of(operand.ty(), span)
    }

    /// `sizeof(type)`
    pub(super) fn sizeof_type(&mut self, name: &TypeName, span: Span) -> Expr {
        let mark = self.pending_sizes.len();
        let ty = self.type_name(name).ty;
        let size = self.size_of(ty, span);
        self.with_sizes_since(mark, size)
    }

    fn size_of(&mut self, ty: Ty, span: Span) -> Expr {
        if ty == Ty::Error {
            return self.error(span);
        }
        if self.types.size(ty).is_none() && !self.is_variable(ty) {
            self.report(span, Problem::IncompleteType { ty: self.spell(ty) });
            return self.error(span);
        }
        self.size_value(ty, span)
    }

    /// `_Alignof(type)`
    pub(super) fn alignof(&mut self, name: &TypeName, span: Span) -> Expr {
        let mark = self.pending_sizes.len();
        let ty = self.type_name(name).ty;
        self.pending_sizes.truncate(mark);
        if ty == Ty::Error {
            return self.error(span);
        }
        self.int(self.types.align(ty).max(1) as i64, Ty::ULong, span)
    }

    /// `(type){ … }`: an unnamed object of the block, or of the program at file scope.
    pub(super) fn compound_literal(&mut self, name: &TypeName, items: &[InitItem], span: Span) -> Operand {
        let qual = self.type_name(name);
        if qual.ty == Ty::Error {
            return Operand::Value(self.error(span));
        }
        if self.is_variable(qual.ty) || matches!(self.types.shape(qual.ty), Type::Function { .. } | Type::Void) {
            self.report(span, Problem::BadLiteralType { ty: self.spell(qual.ty) });
            return Operand::Value(self.error(span));
        }
        let init = Init::List(items.to_vec(), span);
        if self.function.is_none() {
            let (ty, contents) = self.static_initialiser(qual.ty, &init, span);
            let id = self.new_global(".literal".to_owned(), super::super::Qual { ty, ..qual }, span);
            if ty == Ty::Error {
                return Operand::Value(self.error(span));
            }
            self.add_object(id, contents, false);
            return self.global_place(id, span);
        }
        let id = self.hidden_local(qual.ty, span);
        let (ty, effect) = self.local_initialiser(id, qual.ty, &init, span);
        let align = self.types.align(ty).max(1);
        if let Some(local) = self.local_mut(id) {
            (local.ty, local.align, local.needs_memory) = (ty, align, true);
        }
        if ty == Ty::Error {
            return Operand::Value(self.error(span));
        }
        let place = Place { kind: PlaceKind::Local(id), ty, span };
        let pointer = self.types.intern(Type::Pointer { to: ty, is_const: qual.is_const });
        let address = Expr { kind: ExprKind::AddressOf(Box::new(place)), ty: pointer, span };
        let effects = effect.map(|effect| Stmt { kind: StmtKind::Expr(effect), span });
        let kind = ExprKind::Stmts(effects.into_iter().collect(), Some(Box::new(address)));
        self.deref(Expr { kind, ty: pointer, span }, ty, qual.is_const, span)
    }

    /// `__builtin_va_arg(list, type)`
    pub(super) fn va_arg(&mut self, list: &ast::Expr, name: &TypeName, span: Span) -> Expr {
        let ty = self.type_name(name).ty;
        let Some(list) = self.va_list_operand(list) else { return self.error(span) };
        if ty == Ty::Error {
            return self.error(span);
        }
        if self.types.size(ty).is_none() || matches!(self.types.shape(ty), Type::Array { .. }) {
            self.report(span, Problem::IncompleteType { ty: self.spell(ty) });
            return self.error(span);
        }
        let promoted = if ty == Ty::Float { Ty::Double } else { self.promoted(ty) };
        if promoted != ty && !matches!(self.types.shape(ty), Type::Enum { .. }) {
            self.report(span, Problem::VaArgPromoted { ty: self.spell(ty), promoted: self.spell(promoted) });
        }
        Expr { kind: ExprKind::VaArg(Box::new(list)), ty, span }
    }

    /// A `va_list`, as the address of its record.
    pub(in super::super) fn va_list_operand(&mut self, list: &ast::Expr) -> Option<Expr> {
        let value = self.value(list);
        let record = match *self.types.shape(self.va_list) {
            Type::Array { of, .. } => of,
            _ => Ty::Error,
        };
        let is_list = self.target(value.ty).is_some_and(|(to, _)| to == record);
        if !is_list && value.ty != Ty::Error {
            self.report(list.span, Problem::NotVaList { ty: self.spell(value.ty) });
        }
        is_list.then_some(value)
    }
}
