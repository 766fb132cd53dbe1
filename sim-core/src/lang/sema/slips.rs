//! Slips that types reveal: the size of a pointer where that of an array was meant, text without room for it, `EOF` in a
//! `char`. Warnings only; what the syntax alone shows is in `advice`.

use crate::lang::ast::{self, ExprKind as Ast};
use crate::lang::hir::{Expr, ExprKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::{Checker, Problem};

/// Functions that fill or read memory: where the pointer stands among the arguments, and where the size.
const SIZED: &[(&str, usize, usize)] = &[
    ("bzero", 0, 1),
    ("fgets", 0, 1),
    ("memcpy", 0, 2),
    ("memmove", 0, 2),
    ("memset", 0, 2),
    ("read", 1, 2),
    ("recv", 1, 2),
    ("snprintf", 0, 1),
    ("strncpy", 0, 2),
    ("write", 1, 2),
];

impl Checker<'_> {
    /// Looks at a call of a function of the library.
    pub(super) fn check_call_slips(&mut self, name: &str, args: &[ast::Expr], values: &[Expr]) {
        if let Some(&(_, pointer, size)) = SIZED.iter().find(|(known, ..)| *known == name)
            && let (Some(pointer), Some(size)) = (args.get(pointer), args.get(size))
        {
            self.check_size_of_pointer(pointer, size);
        }
        if let ("strcpy" | "strcat", [to, ..], [_, from]) = (name, values, args) {
            self.check_copy(to, from);
        }
    }

    /// `memset(p, 0, sizeof(p))`, where `p` is a pointer.
    fn check_size_of_pointer(&mut self, pointer: &ast::Expr, size: &ast::Expr) {
        let Ast::SizeofExpr(operand) = &bare(size).kind else { return };
        let (Ast::Ident(name), Ast::Ident(measured)) = (&bare(pointer).kind, &bare(operand).kind) else { return };
        if name != measured {
            return;
        }
        let ty = self.type_of(operand);
        if self.types.is_pointer(ty) {
            self.report(size.span, Problem::SizeofPointer { name: name.clone() });
        }
    }

    /// `strcpy(array, "text that is longer")`
    fn check_copy(&mut self, to: &Expr, from: &ast::Expr) {
        let mut to = to;
        while let ExprKind::Cast(inner) = &to.kind {
            to = inner;
        }
        let (ExprKind::AddressOf(place), Ast::Str(text)) = (&to.kind, &bare(from).kind) else { return };
        let Type::Array { of, len: Some(room) } = *self.types.shape(place.ty) else { return };
        let len = text.len() as u64;
        // Not an array of texts, whose first one has the same address.
        if room > 1 && len >= room && self.types.size(of) == Some(1) {
            self.report(from.span, Problem::CopyTooLong { room, len });
        }
    }

    /// `(c = getchar()) != EOF`, where `c` is a `char`: a byte 255 looks like the end, or the end like a byte.
    pub(super) fn check_char_eof(&mut self, compared: &ast::Expr, ty: Ty) {
        let Ast::Assign { op: None, value, .. } = &bare(compared).kind else { return };
        let Ast::Call { callee, .. } = &bare(value).kind else { return };
        let is_char = matches!(self.types.shape(ty), Type::Int { bits: 8, .. });
        if is_char && matches!(&callee.kind, Ast::Ident(name) if ["getchar", "getc", "fgetc"].contains(&name.as_str()))
        {
            self.report(compared.span, Problem::CharEof);
        }
    }

    /// `a[5]`, where `a` has five elements.
    pub(super) fn check_constant_index(&mut self, base: &Expr, index: &Expr, span: Span) {
        let ExprKind::AddressOf(place) = &base.kind else { return };
        let Type::Array { of, len: Some(len) } = *self.types.shape(place.ty) else { return };
        // `m[0]`, an array in an array, has become the address of `m` too.
        if !matches!(*self.types.shape(base.ty), Type::Pointer { to, .. } if to == of) {
            return;
        }
        let ExprKind::Int(at) = index.kind else { return };
        // An array of one element at the end of a struct stands for one of any length.
        if (at < 0 || at as u64 >= len) && len > 1 && self.unevaluated == 0 {
            self.report(span, Problem::IndexOutside { index: at, len });
        }
    }
}

/// An expression without the parentheses around it.
fn bare(expr: &ast::Expr) -> &ast::Expr {
    match &expr.kind {
        Ast::Paren(inner) => bare(inner),
        _ => expr,
    }
}
