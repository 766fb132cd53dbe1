//! Calls (C11 6.5.2.2).

use crate::lang::ast::{self, ExprKind as Ast};
use crate::lang::hir::{Callee, Expr, ExprKind, PlaceKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::super::convert::Purpose;
use super::super::{Checker, Problem};
use super::{Lvalue, Operand};

impl Checker<'_> {
    /// `callee(args)`
    pub(super) fn call(&mut self, callee: &ast::Expr, args: &[ast::Expr], span: Span) -> Expr {
        let name = match &callee.kind {
            Ast::Ident(name) => name.as_str(),
            _ => "",
        };
        let operand = if !name.is_empty() && self.scopes.name(name).is_none() {
            if let Some(value) = self.builtin(name, args, span) {
                return value;
            }
            let id = self.implicit_function(name, callee.span);
            self.global_place(id, callee.span)
        } else {
            self.operand(callee)
        };
        let Some((target, ty)) = self.callee(operand, callee.span) else {
            args.iter().for_each(|arg| drop(self.value(arg)));
            return self.error(span);
        };
        self.call_of_type(name, target, ty, args, span)
    }

    /// What is called, and its function type.
    fn callee(&mut self, operand: Operand, span: Span) -> Option<(Callee, Ty)> {
        if let Operand::Place(Lvalue { place, .. }) = &operand
            && let (PlaceKind::Global(symbol), Type::Function { .. }) = (&place.kind, self.types.shape(place.ty))
        {
            return Some((Callee::Direct(*symbol), place.ty));
        }
        let pointer = self.rvalue(operand);
        match self.target(pointer.ty) {
            Some((to, _)) if matches!(self.types.shape(to), Type::Function { .. }) => {
                let callee = match pointer.kind {
                    ExprKind::FunctionAddr(symbol) => Callee::Direct(symbol),
                    _ => Callee::Indirect(Box::new(pointer)),
                };
                Some((callee, to))
            }
            _ => {
                if pointer.ty != Ty::Error {
                    self.report(span, Problem::CallOfNonFunction { ty: self.spell(pointer.ty) });
                }
                None
            }
        }
    }

    /// A call of what is known to be of a function type.
    pub(in super::super) fn call_of_type(
        &mut self,
        name: &str,
        callee: Callee,
        ty: Ty,
        args: &[ast::Expr],
        span: Span,
    ) -> Expr {
        let Type::Function { ret, params, is_variadic, is_unprototyped } = self.types.shape(ty).clone() else {
            return self.error(span);
        };
        let values: Vec<Expr> = args.iter().map(|arg| self.value(arg)).collect();
        if !is_unprototyped && !self.check_count(name, params.len(), is_variadic, args.len(), span) {
            return Expr { ty: if ret == Ty::Void { Ty::Void } else { Ty::Error }, ..self.error(span) };
        }
        let values: Vec<Expr> = values
            .into_iter()
            .enumerate()
            .map(|(index, value)| match params.get(index) {
                Some(&param) => {
                    let purpose = Purpose::Argument { function: name.to_owned(), number: index + 1 };
                    self.convert(value, param, &purpose)
                }
                None => self.unprototyped_argument(value),
            })
            .collect();
        self.check_format(name, args, &values);
        self.check_call_slips(name, args, &values);
        if ret != Ty::Void && ret != Ty::Error && self.types.size(ret).is_none() {
            self.report(span, Problem::IncompleteType { ty: self.spell(ret) });
            return self.error(span);
        }
        let fixed = if is_variadic { params.len() } else { values.len() } as u32;
        let result = self.is_record(ret).then(|| self.temporary(ret, span));
        Expr { kind: ExprKind::Call { callee, args: values, fixed, is_variadic, result }, ty: ret, span }
    }

    fn unprototyped_argument(&mut self, value: Expr) -> Expr {
        if value.ty == Ty::Void {
            self.report(value.span, Problem::VoidValue);
            return self.error(value.span);
        }
        self.default_promote(value)
    }

    /// Checks the number of arguments against that of the parameters.
    pub(in super::super) fn check_count(
        &mut self,
        name: &str,
        wanted: usize,
        is_variadic: bool,
        given: usize,
        span: Span,
    ) -> bool {
        if given == wanted || is_variadic && given > wanted {
            return true;
        }
        self.report(span, Problem::ArgumentCount { name: name.to_owned(), wanted, is_variadic, given });
        false
    }
}
