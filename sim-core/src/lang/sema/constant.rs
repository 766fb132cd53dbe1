//! Constants: nodes that make them, arithmetic on them while the tree is built, and what a static initialiser may be
//! (C11 6.6).

use crate::lang::hir::{BinaryOp, CompareOp, Expr, ExprKind, Place, PlaceKind, StaticAddress};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type, Types};

use super::{Checker, Problem};

/// A value known before the program runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Constant {
    Int(i64),
    Float(f64),
    Address(StaticAddress),
}

/// The first number that `long` does not have.
const TWO_TO_63: f64 = (1_u64 << 63) as f64;

/// An integer cut to a type, and extended again as the type says.
pub(super) fn normalise(types: &Types, ty: Ty, value: i64) -> i64 {
    let is_signed = types.is_signed(ty);
    match (types.shape(ty), types.size(ty)) {
        (Type::Bool, _) => i64::from(value != 0),
        (Type::Void | Type::Error, _) => value,
        (_, Some(1)) if is_signed => i64::from(value as i8),
        (_, Some(1)) => i64::from(value as u8),
        (_, Some(2)) if is_signed => i64::from(value as i16),
        (_, Some(2)) => i64::from(value as u16),
        (_, Some(4)) if is_signed => i64::from(value as i32),
        (_, Some(4)) => i64::from(value as u32),
        _ => value,
    }
}

impl Checker<'_> {
    /// An integer or pointer constant.
    pub(super) fn int(&self, value: i64, ty: Ty, span: Span) -> Expr {
        Expr { kind: ExprKind::Int(normalise(&self.types, ty, value)), ty, span }
    }

    /// What stands for an expression that could not be typed.
    pub(super) fn error(&self, span: Span) -> Expr {
        Expr { kind: ExprKind::Int(0), ty: Ty::Error, span }
    }

    /// The value of an integer constant expression.
    pub(super) fn integer_constant(&self, expr: &Expr) -> Option<i64> {
        match (&expr.kind, self.types.is_integer(expr.ty)) {
            (ExprKind::Int(value), true) => Some(*value),
            _ => match self.constant(expr) {
                Some(Constant::Int(value)) if self.types.is_integer(expr.ty) => Some(value),
                _ => None,
            },
        }
    }

    /// The value of an integer constant expression, or a message that it is none.
    pub(super) fn required_constant(&mut self, expr: &Expr) -> Option<i64> {
        let value = self.integer_constant(expr);
        if value.is_none() && expr.ty != Ty::Error {
            self.report(expr.span, Problem::NotConstant);
        }
        value
    }

    /// The conversion of a constant to another scalar type.
    pub(super) fn fold_cast(&self, expr: &Expr, ty: Ty) -> Option<ExprKind> {
        let is_float = self.types.is_float(ty);
        let is_word = self.types.is_integer(ty) || self.types.is_pointer(ty);
        let is_unsigned = !self.types.is_signed(expr.ty) && self.types.size(expr.ty) == Some(8);
        Some(match expr.kind {
            ExprKind::Int(value) if is_word => ExprKind::Int(normalise(&self.types, ty, value)),
            ExprKind::Int(value) if is_float && is_unsigned => ExprKind::Float(self.round(ty, value as u64 as f64)),
            ExprKind::Int(value) if is_float => ExprKind::Float(self.round(ty, value as f64)),
            ExprKind::Float(value) if is_float => ExprKind::Float(self.round(ty, value)),
            ExprKind::Float(value) if ty == Ty::Bool => ExprKind::Int(i64::from(value != 0.0)),
            ExprKind::Float(value) if is_word && value >= TWO_TO_63 => ExprKind::Int(value as u64 as i64),
            ExprKind::Float(value) if is_word => ExprKind::Int(normalise(&self.types, ty, value as i64)),
            _ => return None,
        })
    }

    fn round(&self, ty: Ty, value: f64) -> f64 {
        if ty == Ty::Float { f64::from(value as f32) } else { value }
    }

    /// The result of an operator on two constants of type `ty`; none where C leaves it undefined.
    pub(super) fn fold_binary(&self, op: BinaryOp, ty: Ty, left: &Expr, right: &Expr) -> Option<ExprKind> {
        match (&left.kind, &right.kind) {
            (&ExprKind::Int(a), &ExprKind::Int(b)) if self.types.is_integer(ty) => {
                let bits = self.types.size(ty).unwrap_or(8) * 8;
                let value = if self.types.is_signed(ty) { signed(op, a, b, bits)? } else { unsigned(op, a, b, bits)? };
                Some(ExprKind::Int(normalise(&self.types, ty, value)))
            }
            (&ExprKind::Float(a), &ExprKind::Float(b)) => Some(ExprKind::Float(self.round(ty, float(op, a, b)?))),
            _ => None,
        }
    }

    /// The result of comparing two constants.
    pub(super) fn fold_compare(&self, op: CompareOp, left: &Expr, right: &Expr) -> Option<ExprKind> {
        let order = match (&left.kind, &right.kind) {
            (ExprKind::Int(a), ExprKind::Int(b)) if self.types.is_signed(left.ty) => Some(a.cmp(b)),
            (ExprKind::Int(a), ExprKind::Int(b)) => Some((*a as u64).cmp(&(*b as u64))),
            (ExprKind::Float(a), ExprKind::Float(b)) => a.partial_cmp(b),
            _ => return None,
        };
        let is_true = match op {
            CompareOp::Lt => order.is_some_and(|order| order.is_lt()),
            CompareOp::Le => order.is_some_and(|order| order.is_le()),
            CompareOp::Gt => order.is_some_and(|order| order.is_gt()),
            CompareOp::Ge => order.is_some_and(|order| order.is_ge()),
            CompareOp::Eq => order.is_some_and(|order| order.is_eq()),
            CompareOp::Ne => !order.is_some_and(|order| order.is_eq()),
        };
        Some(ExprKind::Int(i64::from(is_true)))
    }

    /// Whether a constant is not zero.
    pub(super) fn constant_truth(&self, expr: &Expr) -> Option<bool> {
        match self.constant(expr)? {
            Constant::Int(value) => Some(value != 0),
            Constant::Float(value) => Some(value != 0.0),
            Constant::Address(_) => Some(true),
        }
    }

    /// The value of a constant expression, addresses included.
    pub(super) fn constant(&self, expr: &Expr) -> Option<Constant> {
        match &expr.kind {
            ExprKind::Int(value) => Some(Constant::Int(*value)),
            ExprKind::Float(value) => Some(Constant::Float(*value)),
            ExprKind::StringAddr(index) => Some(Constant::Address(StaticAddress::String(*index, 0))),
            ExprKind::FunctionAddr(symbol) => Some(Constant::Address(StaticAddress::Symbol(*symbol, 0))),
            ExprKind::AddressOf(place) => self.constant_place(place),
            ExprKind::Cast(inner) => self.constant_cast(expr.ty, inner),
            ExprKind::PointerAdd(base, offset) => shifted(self.constant(base)?, self.constant(offset)?),
            ExprKind::PointerDiff { left, right, size } => {
                let bytes = distance(self.constant(left)?, self.constant(right)?)?;
                Some(Constant::Int(bytes / i64::try_from(*size).ok().filter(|&size| size != 0)?))
            }
            ExprKind::Cond { cond, then, otherwise } => {
                self.constant(if self.constant_truth(cond)? { then } else { otherwise })
            }
            ExprKind::And(left, right) => match self.constant_truth(left)? {
                false => Some(Constant::Int(0)),
                true => Some(Constant::Int(i64::from(self.constant_truth(right)?))),
            },
            ExprKind::Or(left, right) => match self.constant_truth(left)? {
                true => Some(Constant::Int(1)),
                false => Some(Constant::Int(i64::from(self.constant_truth(right)?))),
            },
            ExprKind::Not(inner) => Some(Constant::Int(i64::from(!self.constant_truth(inner)?))),
            ExprKind::Binary(op, left, right) => self.constant_sum(*op, expr.ty, left, right),
            _ => None,
        }
    }

    /// `(long)&x + 8` and arithmetic on what only became constant here.
    fn constant_sum(&self, op: BinaryOp, ty: Ty, left: &Expr, right: &Expr) -> Option<Constant> {
        let (a, b) = (self.constant(left)?, self.constant(right)?);
        match (op, a, b) {
            (_, Constant::Int(a), Constant::Int(b)) => {
                let node = |value| Expr { kind: ExprKind::Int(value), ty, span: Span::NONE };
                match self.fold_binary(op, ty, &node(a), &node(b))? {
                    ExprKind::Int(value) => Some(Constant::Int(value)),
                    _ => None,
                }
            }
            (BinaryOp::Add, a, b) => shifted(a, b).or_else(|| shifted(b, a)),
            (BinaryOp::Sub, a, Constant::Int(b)) => shifted(a, Constant::Int(b.wrapping_neg())),
            (BinaryOp::Sub, a, b) => distance(a, b).map(Constant::Int),
            _ => None,
        }
    }

    fn constant_cast(&self, ty: Ty, inner: &Expr) -> Option<Constant> {
        let value = self.constant(inner)?;
        match value {
            Constant::Address(_) if self.types.size(ty) == Some(8) && !self.types.is_float(ty) => Some(value),
            Constant::Address(_) => (ty == Ty::Bool).then_some(Constant::Int(1)),
            Constant::Int(value) => {
                let node = Expr { kind: ExprKind::Int(value), ..inner.clone_head() };
                self.folded(self.fold_cast(&node, ty)?)
            }
            Constant::Float(value) => {
                let node = Expr { kind: ExprKind::Float(value), ..inner.clone_head() };
                self.folded(self.fold_cast(&node, ty)?)
            }
        }
    }

    fn folded(&self, kind: ExprKind) -> Option<Constant> {
        match kind {
            ExprKind::Int(value) => Some(Constant::Int(value)),
            ExprKind::Float(value) => Some(Constant::Float(value)),
            _ => None,
        }
    }

    fn constant_place(&self, place: &Place) -> Option<Constant> {
        match &place.kind {
            PlaceKind::Global(symbol) => Some(Constant::Address(StaticAddress::Symbol(*symbol, 0))),
            PlaceKind::Deref(pointer) => self.constant(pointer),
            PlaceKind::Member { base, offset, bits: None } => {
                shifted(self.constant_place(base)?, Constant::Int(i64::try_from(*offset).ok()?))
            }
            _ => None,
        }
    }
}

impl Expr {
    /// A node of the same type at the same place.
    fn clone_head(&self) -> Self {
        Self { kind: ExprKind::Int(0), ty: self.ty, span: self.span }
    }
}

fn shifted(base: Constant, by: Constant) -> Option<Constant> {
    let Constant::Int(by) = by else { return None };
    Some(match base {
        Constant::Int(base) => Constant::Int(base.wrapping_add(by)),
        Constant::Address(StaticAddress::Symbol(symbol, at)) => {
            Constant::Address(StaticAddress::Symbol(symbol, at.wrapping_add(by)))
        }
        Constant::Address(StaticAddress::String(index, at)) => {
            Constant::Address(StaticAddress::String(index, at.wrapping_add(by)))
        }
        Constant::Float(_) => return None,
    })
}

fn distance(left: Constant, right: Constant) -> Option<i64> {
    use StaticAddress::{String, Symbol};
    match (left, right) {
        (Constant::Int(a), Constant::Int(b)) => Some(a.wrapping_sub(b)),
        (Constant::Address(Symbol(x, a)), Constant::Address(Symbol(y, b))) if x == y => Some(a.wrapping_sub(b)),
        (Constant::Address(String(x, a)), Constant::Address(String(y, b))) if x == y => Some(a.wrapping_sub(b)),
        _ => None,
    }
}

fn signed(op: BinaryOp, a: i64, b: i64, bits: u64) -> Option<i64> {
    Some(match op {
        BinaryOp::Mul => a.wrapping_mul(b),
        BinaryOp::Div => a.checked_div(b)?,
        BinaryOp::Rem => a.checked_rem(b)?,
        BinaryOp::Add => a.wrapping_add(b),
        BinaryOp::Sub => a.wrapping_sub(b),
        BinaryOp::Shl => a.wrapping_shl(shift(b, bits)?),
        BinaryOp::Shr => a.wrapping_shr(shift(b, bits)?),
        BinaryOp::And => a & b,
        BinaryOp::Xor => a ^ b,
        BinaryOp::Or => a | b,
    })
}

fn unsigned(op: BinaryOp, a: i64, b: i64, bits: u64) -> Option<i64> {
    let (left, right) = (a as u64, b as u64);
    Some(match op {
        BinaryOp::Div => left.checked_div(right)? as i64,
        BinaryOp::Rem => left.checked_rem(right)? as i64,
        BinaryOp::Shr => left.wrapping_shr(shift(b, bits)?) as i64,
        _ => signed(op, a, b, bits)?,
    })
}

fn shift(by: i64, bits: u64) -> Option<u32> {
    u32::try_from(by).ok().filter(|&by| u64::from(by) < bits)
}

fn float(op: BinaryOp, a: f64, b: f64) -> Option<f64> {
    Some(match op {
        BinaryOp::Mul => a * b,
        BinaryOp::Div => a / b,
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        _ => return None,
    })
}
