//! Constants: what `sema` left to be computed, such as `n * sizeof *p` after scaling.

use crate::lang::hir::{BinaryOp, CompareOp, Expr, ExprKind};
use crate::machine::op::Op;

use super::class::Class;
use super::function::Lowering;

/// Deeper trees of constants are computed by the machine.
const DEEPEST: u32 = 8;

impl Lowering<'_> {
    /// The value of an integer or pointer expression that is constant.
    pub(super) fn constant(&self, expr: &Expr) -> Option<i64> {
        self.fold(expr, DEEPEST)
    }

    fn fold(&self, expr: &Expr, depth: u32) -> Option<i64> {
        let depth = depth.checked_sub(1)?;
        let class = self.class(expr.ty);
        let value = match &expr.kind {
            ExprKind::Int(value) if !class.is_float() => return Some(*value),
            ExprKind::Cast(inner) if !self.class(inner.ty).is_float() => {
                let value = self.fold(inner, depth)?;
                if class == Class::Bool { i64::from(value != 0) } else { value }
            }
            ExprKind::Neg(inner) => self.fold(inner, depth)?.wrapping_neg(),
            ExprKind::BitNot(inner) => !self.fold(inner, depth)?,
            ExprKind::Not(inner) if !self.class(inner.ty).is_float() => i64::from(self.fold(inner, depth)? == 0),
            ExprKind::Binary(op, left, right) => {
                let right = self.fold(right, depth)?;
                fold_binary(*op, self.fold(left, depth)?, right, class)?
            }
            ExprKind::Compare(op, left, right) if !self.class(left.ty).is_float() => {
                let operands = self.class(left.ty);
                let right = self.fold(right, depth)?;
                i64::from(fold_compare(*op, self.fold(left, depth)?, right, operands))
            }
            _ => return None,
        };
        wrap(value, class)
    }

    /// A floating constant; an integer constant of floating type cannot come here otherwise.
    pub(super) fn float_constant(&mut self, expr: &Expr, hint: Option<u8>) -> u8 {
        let (register, _) = self.destination(hint);
        let value = match expr.kind {
            ExprKind::Float(value) => value,
            ExprKind::Int(value) => value as f64,
            _ => 0.0,
        };
        self.float_to(value, self.class(expr.ty), register);
        register
    }

    /// Puts a floating constant into a register.
    pub(super) fn float_to(&mut self, value: f64, class: Class, register: u8) {
        if class == Class::Float {
            self.emit(Op::Const, register, 0, 0, (value as f32).to_bits() as i32);
        } else {
            self.constant_to(value.to_bits() as i64, register);
        }
    }
}

/// The value as a register holds it.
fn wrap(value: i64, class: Class) -> Option<i64> {
    match class {
        Class::Bool => Some(value & 1),
        Class::Int { bits, is_signed } => {
            let shift = 64 - u32::from(bits);
            let high = value << shift;
            Some(if is_signed { high >> shift } else { (high as u64 >> shift) as i64 })
        }
        _ => None,
    }
}

fn fold_binary(op: BinaryOp, left: i64, right: i64, class: Class) -> Option<i64> {
    let Class::Int { bits, is_signed } = class else { return None };
    let count = (right & (i64::from(bits.max(32)) - 1)) as u32;
    Some(match op {
        BinaryOp::Mul => left.wrapping_mul(right),
        BinaryOp::Add => left.wrapping_add(right),
        BinaryOp::Sub => left.wrapping_sub(right),
        // Left to the machine, which faults: division by zero, and the one quotient that is out of range.
        BinaryOp::Div | BinaryOp::Rem if right == 0 || right == -1 => return None,
        BinaryOp::Div if is_signed => left.wrapping_div(right),
        BinaryOp::Rem if is_signed => left.wrapping_rem(right),
        BinaryOp::Div => (left as u64 / right as u64) as i64,
        BinaryOp::Rem => (left as u64 % right as u64) as i64,
        BinaryOp::Shl => left.wrapping_shl(count),
        BinaryOp::Shr if is_signed => left.wrapping_shr(count),
        BinaryOp::Shr => (left as u64).wrapping_shr(count) as i64,
        BinaryOp::And => left & right,
        BinaryOp::Xor => left ^ right,
        BinaryOp::Or => left | right,
    })
}

fn fold_compare(op: CompareOp, left: i64, right: i64, class: Class) -> bool {
    let order = if class.compares_signed() { left.cmp(&right) } else { (left as u64).cmp(&(right as u64)) };
    match op {
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
    }
}
