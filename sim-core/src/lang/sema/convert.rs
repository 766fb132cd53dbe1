//! Conversions: which types are compatible, what arithmetic makes of its operands, what an assignment accepts and how
//! loudly (C11 6.2.7, 6.3, 6.5.16.1).

use crate::lang::hir::{Expr, ExprKind};
use crate::lang::source::Span;
use crate::lang::types::{Rank, Ty, Type};

use super::{Checker, Problem};

/// What a value is converted for; decides the words of a complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Assign,
    Initialise,
    Argument { function: String, number: usize },
    Return,
}

impl Checker<'_> {
    /// Whether two types are compatible.
    pub(super) fn is_compatible(&self, a: Ty, b: Ty) -> bool {
        if a == b || a == Ty::Error || b == Ty::Error {
            return true;
        }
        match (self.types.shape(a), self.types.shape(b)) {
            (Type::Atomic(a), _) => self.is_compatible(*a, b),
            (_, Type::Atomic(b)) => self.is_compatible(a, *b),
            (Type::Pointer { to: x, is_const: p }, Type::Pointer { to: y, is_const: q }) => {
                p == q && self.is_compatible(*x, *y)
            }
            (Type::Array { of: x, len: m }, Type::Array { of: y, len: n }) => {
                (m.is_none() || n.is_none() || m == n) && self.is_compatible(*x, *y)
            }
            (Type::VariableArray { of: x, .. }, Type::Array { of: y, .. } | Type::VariableArray { of: y, .. })
            | (Type::Array { of: x, .. }, Type::VariableArray { of: y, .. }) => self.is_compatible(*x, *y),
            (Type::Enum { is_signed, .. }, Type::Int { bits: 32, is_signed: other, .. })
            | (Type::Int { bits: 32, is_signed: other, .. }, Type::Enum { is_signed, .. })
            | (Type::Enum { is_signed, .. }, Type::Enum { is_signed: other, .. }) => is_signed == other,
            (Type::Function { .. }, Type::Function { .. }) => self.are_functions_compatible(a, b),
            _ => false,
        }
    }

    fn are_functions_compatible(&self, a: Ty, b: Ty) -> bool {
        let (
            Type::Function { ret: x, params: p, is_variadic: v, is_unprototyped: u },
            Type::Function { ret: y, params: q, is_variadic: w, is_unprototyped: t },
        ) = (self.types.shape(a), self.types.shape(b))
        else {
            return false;
        };
        let are_params = p.len() == q.len() && v == w && p.iter().zip(q).all(|(&x, &y)| self.is_compatible(x, y));
        self.is_compatible(*x, *y) && (*u || *t || are_params)
    }

    /// The composite of two compatible types: what both together say.
    pub(super) fn composite(&mut self, a: Ty, b: Ty) -> Ty {
        match (self.types.shape(a), self.types.shape(b)) {
            (Type::Array { len: None, .. }, Type::Array { len: Some(_), .. }) => b,
            (Type::Function { is_unprototyped: true, .. }, Type::Function { is_unprototyped: false, .. }) => b,
            (Type::Pointer { to: x, is_const }, Type::Pointer { to: y, .. }) => {
                let (x, y, is_const) = (*x, *y, *is_const);
                let to = self.composite(x, y);
                self.types.intern(Type::Pointer { to, is_const })
            }
            _ => a,
        }
    }

    /// The type without `_Atomic`, as a value has it.
    pub(super) fn value_type(&self, ty: Ty) -> Ty {
        match *self.types.shape(ty) {
            Type::Atomic(of) => of,
            _ => ty,
        }
    }

    /// Whether it is a type of arithmetic.
    pub(super) fn is_arithmetic(&self, ty: Ty) -> bool {
        self.types.is_integer(ty) || self.types.is_float(ty)
    }

    /// Whether a value of it can be compared with zero.
    pub(super) fn is_scalar(&self, ty: Ty) -> bool {
        self.is_arithmetic(ty) || self.types.is_pointer(ty)
    }

    /// What a pointer points to, and whether that is `const`.
    pub(super) fn target(&self, ty: Ty) -> Option<(Ty, bool)> {
        match *self.types.shape(ty) {
            Type::Pointer { to, is_const } => Some((to, is_const)),
            _ => None,
        }
    }

    /// The type that the integer promotions give (C11 6.3.1.1).
    pub(super) fn promoted(&self, ty: Ty) -> Ty {
        match *self.types.shape(ty) {
            Type::Bool => Ty::Int,
            Type::Int { bits, .. } if bits < 32 => Ty::Int,
            Type::Enum { is_signed: true, .. } => Ty::Int,
            Type::Enum { is_signed: false, .. } => Ty::UInt,
            _ => ty,
        }
    }

    /// The common type of the usual arithmetic conversions (C11 6.3.1.8).
    pub(super) fn common_type(&self, a: Ty, b: Ty) -> Ty {
        for float in [Ty::LongDouble, Ty::Double, Ty::Float] {
            if a == float || b == float {
                return float;
            }
        }
        let (a, b) = (self.promoted(a), self.promoted(b));
        let (x, y) = (integer_rank(self.types.shape(a)), integer_rank(self.types.shape(b)));
        let (low, high) = if x <= y { (a, b) } else { (b, a) };
        let is_wider = self.types.size(high) > self.types.size(low);
        match (self.types.is_signed(low), self.types.is_signed(high)) {
            (true, true) | (false, false) | (true, false) => high,
            (false, true) if is_wider => high,
            (false, true) => unsigned_of(high),
        }
    }

    /// An integer with the integer promotions done.
    pub(super) fn promote(&self, expr: Expr) -> Expr {
        let ty = self.promoted(expr.ty);
        self.cast(expr, ty)
    }

    /// What an argument without a prototype becomes (C11 6.5.2.2p6).
    pub(super) fn default_promote(&self, expr: Expr) -> Expr {
        let ty = if expr.ty == Ty::Float { Ty::Double } else { self.promoted(expr.ty) };
        self.cast(expr, ty)
    }

    /// A conversion between scalar types, or to `void`; constants are converted at once.
    pub(super) fn cast(&self, expr: Expr, ty: Ty) -> Expr {
        if expr.ty == ty || expr.ty == Ty::Error {
            return expr;
        }
        if ty == Ty::Error {
            return self.error(expr.span);
        }
        let span = expr.span;
        if let Some(kind) = self.fold_cast(&expr, ty) {
            return Expr { kind, ty, span };
        }
        if self.types.is_pointer(ty) && self.types.is_pointer(expr.ty) {
            return retyped(expr, ty);
        }
        Expr { kind: ExprKind::Cast(Box::new(expr)), ty, span }
    }

    /// Whether it is a null pointer constant: 0, or 0 cast to `void *`.
    pub(super) fn is_null(&self, expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Int(0))
            && (self.types.is_integer(expr.ty) || matches!(self.target(expr.ty), Some((Ty::Void, false))))
    }

    /// Converts a value to the type of what it is assigned to, complaining as GCC does.
    pub(super) fn convert(&mut self, expr: Expr, to: Ty, purpose: &Purpose) -> Expr {
        let to = self.value_type(to);
        if expr.ty == Ty::Error || to == Ty::Error {
            return expr;
        }
        let span = expr.span;
        if expr.ty == Ty::Void {
            self.report(span, Problem::VoidValue);
            return self.error(span);
        }
        if self.is_arithmetic(to) && self.is_arithmetic(expr.ty) || to == Ty::Bool && self.is_scalar(expr.ty) {
            return self.cast(expr, to);
        }
        match (self.target(to), self.target(expr.ty)) {
            (Some(to_target), Some(from_target)) => {
                self.check_pointers(&expr, to, to_target, from_target, purpose);
                self.cast(expr, to)
            }
            (Some(_), None) if self.types.is_integer(expr.ty) => {
                if !self.is_null(&expr) {
                    self.complain(span, expr.ty, to, purpose, PointerTrouble::FromInteger);
                }
                self.cast(expr, to)
            }
            (None, Some(_)) if self.types.is_integer(to) => {
                self.complain(span, expr.ty, to, purpose, PointerTrouble::ToInteger);
                self.cast(expr, to)
            }
            _ if self.is_record(to) && self.is_compatible(to, expr.ty) => expr,
            _ => {
                let (from, to) = (self.spell(expr.ty), self.spell(to));
                self.report(span, Problem::Incompatible { from, to, purpose: purpose.clone() });
                self.error(span)
            }
        }
    }

    fn check_pointers(&mut self, expr: &Expr, to: Ty, target: (Ty, bool), from: (Ty, bool), purpose: &Purpose) {
        let is_void = target.0 == Ty::Void || from.0 == Ty::Void;
        let is_known = self.is_null(expr)
            || is_void
            || self.is_compatible(target.0, from.0)
            || self.differ_in_sign_only(target.0, from.0)
            || self.is_more_const(target.0, from.0);
        if !is_known {
            self.complain(expr.span, expr.ty, to, purpose, PointerTrouble::Incompatible);
        } else if from.1 && !target.1 && !self.is_null(expr) {
            self.complain(expr.span, expr.ty, to, purpose, PointerTrouble::DiscardsConst);
        }
    }

    /// GCC says nothing about `unsigned char *` for `char *` unless asked to.
    fn differ_in_sign_only(&self, a: Ty, b: Ty) -> bool {
        match (self.types.shape(a), self.types.shape(b)) {
            (Type::Int { bits: 8, .. }, Type::Int { bits: 8, .. }) => true,
            (Type::Int { bits: x, rank: p, .. }, Type::Int { bits: y, rank: q, .. }) => x == y && p == q,
            (Type::Enum { .. }, Type::Int { bits: 32, .. }) | (Type::Int { bits: 32, .. }, Type::Enum { .. }) => true,
            _ => false,
        }
    }

    /// Pointers to arrays of which one is `const`, and the like, differ in the outer pointer only.
    fn is_more_const(&self, a: Ty, b: Ty) -> bool {
        match (self.types.shape(a), self.types.shape(b)) {
            (Type::Array { of: x, .. }, Type::Array { of: y, .. }) => self.is_compatible(*x, *y),
            _ => false,
        }
    }

    fn complain(&mut self, span: Span, from: Ty, to: Ty, purpose: &Purpose, trouble: PointerTrouble) {
        let (from, to) = (self.spell(from), self.spell(to));
        self.report(span, Problem::Pointers { from, to, purpose: purpose.clone(), trouble });
    }

    /// Whether it is a structure or a union.
    pub(super) fn is_record(&self, ty: Ty) -> bool {
        matches!(self.types.shape(ty), Type::Record(_))
    }
}

/// Why GCC warns about a pointer that it converts all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PointerTrouble {
    FromInteger,
    ToInteger,
    Incompatible,
    DiscardsConst,
}

/// The same pointer with another target: no code is needed for it.
pub(super) fn retyped(expr: Expr, ty: Ty) -> Expr {
    let span = expr.span;
    match expr.kind {
        _ if expr.ty == ty => expr,
        ExprKind::Int(_)
        | ExprKind::StringAddr(_)
        | ExprKind::FunctionAddr(_)
        | ExprKind::AddressOf(_)
        | ExprKind::PointerAdd(..)
        | ExprKind::Cast(_) => Expr { ty, ..expr },
        _ => Expr { kind: ExprKind::Cast(Box::new(expr)), ty, span },
    }
}

fn integer_rank(shape: &Type) -> u8 {
    match shape {
        Type::Int { rank: Rank::LongLong, .. } => 3,
        Type::Int { rank: Rank::Long, .. } => 2,
        _ => 1,
    }
}

fn unsigned_of(ty: Ty) -> Ty {
    match ty {
        Ty::LongLong => Ty::ULongLong,
        Ty::Long => Ty::ULong,
        _ => Ty::UInt,
    }
}
