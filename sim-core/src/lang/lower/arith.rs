//! Arithmetic: which operation for which class, and the forms with a constant.

use crate::lang::hir::{BinaryOp, Expr, ExprKind, Place, PlaceKind};
use crate::machine::op::Op;

use super::class::Class;
use super::frame::Home;
use super::function::Lowering;

impl Lowering<'_> {
    /// `left op right`.
    pub(super) fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr, class: Class, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let welcome = self.scratch(Some(register));
        if let Some(value) = self.constant(right) {
            if let Some((op, imm)) = immediate(op, class, value) {
                let left = self.generate(left, welcome);
                self.emit(op, register, left, 0, imm);
                self.set_top(top);
                return register;
            }
        } else if let Some((op, imm)) =
            self.constant(left).filter(|_| is_commutative(op)).and_then(|value| immediate(op, class, value))
        {
            let right = self.generate(right, welcome);
            self.emit(op, register, right, 0, imm);
            self.set_top(top);
            return register;
        }
        let (left, right) = if is_commutative(op) && self.is_right_first(left, right) {
            let right = self.generate(right, welcome);
            (self.value(left), right)
        } else {
            (self.generate(left, welcome), self.value(right))
        };
        self.emit(operation(op, class), register, left, right, 0);
        self.set_top(top);
        register
    }

    /// GCC puts plain variables last where the order of operands does not matter for the result; with a call on the
    /// other side that changes the variable, it shows.
    pub(super) fn is_right_first(&self, left: &Expr, right: &Expr) -> bool {
        self.is_variable_in_memory(left) && !self.is_variable_in_memory(right)
    }

    fn is_variable_in_memory(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Cast(inner) => {
                let is_same_size = self.class(expr.ty).bytes() == self.class(inner.ty).bytes();
                is_same_size && self.is_variable_in_memory(inner)
            }
            ExprKind::Load(place) => self.is_memory_variable(place),
            _ => false,
        }
    }

    fn is_memory_variable(&self, place: &Place) -> bool {
        match place.kind {
            PlaceKind::Global(_) | PlaceKind::Thread(_) => true,
            PlaceKind::Local(local) => matches!(self.home(local), Home::Memory(_)),
            _ => false,
        }
    }

    /// `-inner`
    pub(super) fn negate(&mut self, inner: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let class = self.class(inner.ty);
        let value = self.generate(inner, self.scratch(Some(register)));
        match class {
            Class::Float => self.emit(Op::SNeg, register, value, 0, 0),
            Class::Double => self.emit(Op::FNeg, register, value, 0, 0),
            Class::Int { bits: 64, .. } => self.emit(Op::Neg, register, value, 0, 0),
            Class::Int { is_signed: false, .. } => {
                self.emit(Op::Neg, register, value, 0, 0);
                self.emit(Op::ZextW, register, register, 0, 0);
            }
            _ => self.emit(Op::MulWI, register, value, 0, -1),
        }
        self.set_top(top);
        register
    }

    /// `~inner`
    pub(super) fn complement(&mut self, inner: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let value = self.generate(inner, self.scratch(Some(register)));
        self.emit(Op::Not, register, value, 0, 0);
        if let class @ Class::Int { is_signed: false, .. } = self.class(inner.ty) {
            self.narrow(register, Class::Int { bits: 64, is_signed: true }, class);
        }
        self.set_top(top);
        register
    }

    /// A pointer plus bytes.
    pub(super) fn pointer_add(&mut self, base: &Expr, bytes: &Expr, hint: Option<u8>) -> u8 {
        self.binary(BinaryOp::Add, base, bytes, Class::ADDRESS, hint)
    }

    /// `(left - right) / size`: sizes that are powers of two are shifted by, as compilers do.
    pub(super) fn pointer_diff(&mut self, left: &Expr, right: &Expr, size: u64, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let left = self.generate(left, self.scratch(Some(register)));
        let right = self.value(right);
        self.emit(Op::Sub, register, left, right, 0);
        if size.is_power_of_two() {
            if size > 1 {
                self.emit(Op::SraI, register, register, 0, size.trailing_zeros() as i32);
            }
        } else {
            let divisor = self.temporary();
            self.constant_to(size.max(1) as i64, divisor);
            self.emit(Op::Div, register, register, divisor, 0);
        }
        self.set_top(top);
        register
    }

    /// Applies an operation to registers.
    pub(super) fn apply(&mut self, op: BinaryOp, class: Class, to: u8, left: u8, right: u8) {
        self.emit(operation(op, class), to, left, right, 0);
    }
}

/// Whether `a op b` is `b op a`.
pub(super) const fn is_commutative(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Mul | BinaryOp::Add | BinaryOp::And | BinaryOp::Xor | BinaryOp::Or)
}

/// The operation on registers.
fn operation(op: BinaryOp, class: Class) -> Op {
    match class {
        Class::Float => float_operation(op, [Op::SAdd, Op::SSub, Op::SMul, Op::SDiv]),
        Class::Double => float_operation(op, [Op::FAdd, Op::FSub, Op::FMul, Op::FDiv]),
        Class::Int { bits: 64, is_signed } => long_operation(op, is_signed),
        Class::Int { is_signed: false, .. } => unsigned_operation(op),
        _ => int_operation(op),
    }
}

fn float_operation(op: BinaryOp, [add, sub, mul, div]: [Op; 4]) -> Op {
    match op {
        BinaryOp::Add => add,
        BinaryOp::Sub => sub,
        BinaryOp::Mul => mul,
        BinaryOp::Div => div,
        _ => Op::Illegal,
    }
}

fn int_operation(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Mul => Op::MulW,
        BinaryOp::Div => Op::DivW,
        BinaryOp::Rem => Op::RemW,
        BinaryOp::Add => Op::AddW,
        BinaryOp::Sub => Op::SubW,
        BinaryOp::Shl => Op::ShlW,
        BinaryOp::Shr => Op::SraW,
        _ => bitwise(op),
    }
}

fn unsigned_operation(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Mul => Op::MulU,
        BinaryOp::Div => Op::DivU,
        BinaryOp::Rem => Op::RemU,
        BinaryOp::Add => Op::AddU,
        BinaryOp::Sub => Op::SubU,
        BinaryOp::Shl => Op::ShlU,
        BinaryOp::Shr => Op::SrlU,
        _ => bitwise(op),
    }
}

fn long_operation(op: BinaryOp, is_signed: bool) -> Op {
    match op {
        BinaryOp::Mul => Op::Mul,
        BinaryOp::Div if is_signed => Op::Div,
        BinaryOp::Div => Op::DivU,
        BinaryOp::Rem if is_signed => Op::Rem,
        BinaryOp::Rem => Op::RemU,
        BinaryOp::Add => Op::Add,
        BinaryOp::Sub => Op::Sub,
        BinaryOp::Shl => Op::Shl,
        BinaryOp::Shr if is_signed => Op::Sra,
        BinaryOp::Shr => Op::Srl,
        _ => bitwise(op),
    }
}

fn bitwise(op: BinaryOp) -> Op {
    match op {
        BinaryOp::And => Op::And,
        BinaryOp::Xor => Op::Xor,
        _ => Op::Or,
    }
}

/// The operation with a constant right operand, if there is one.
pub(super) fn immediate(op: BinaryOp, class: Class, value: i64) -> Option<(Op, i32)> {
    match class {
        Class::Int { bits: 64, is_signed } => long_immediate(op, is_signed, value),
        Class::Int { is_signed: false, .. } => unsigned_immediate(op, value),
        Class::Int { .. } | Class::Bool => int_immediate(op, value as i32),
        _ => None,
    }
}

fn int_immediate(op: BinaryOp, value: i32) -> Option<(Op, i32)> {
    Some(match op {
        BinaryOp::Mul => (Op::MulWI, value),
        BinaryOp::Div if value != 0 && value != -1 => (Op::DivWI, value),
        BinaryOp::Rem if value != 0 && value != -1 => (Op::RemWI, value),
        BinaryOp::Div | BinaryOp::Rem => return None,
        BinaryOp::Add => (Op::AddWI, value),
        BinaryOp::Sub => (Op::AddWI, value.wrapping_neg()),
        BinaryOp::Shl => (Op::ShlWI, value & 31),
        BinaryOp::Shr => (Op::SraI, value & 31),
        _ => (bitwise_immediate(op), value),
    })
}

fn unsigned_immediate(op: BinaryOp, value: i64) -> Option<(Op, i32)> {
    let low = value as i32;
    let power = u64::try_from(value).ok().filter(|value| value.is_power_of_two() && *value < 1 << 32);
    Some(match (op, power) {
        (BinaryOp::Mul, Some(power)) => (Op::ShlUI, power.trailing_zeros() as i32),
        (BinaryOp::Div, Some(power)) => (Op::SrlI, power.trailing_zeros() as i32),
        (BinaryOp::Rem, Some(power)) if power < 1 << 31 => (Op::AndI, (power - 1) as i32),
        (BinaryOp::Add, _) => (Op::AddUI, low),
        (BinaryOp::Sub, _) => (Op::AddUI, low.wrapping_neg()),
        (BinaryOp::Shl, _) => (Op::ShlUI, low & 31),
        (BinaryOp::Shr, _) => (Op::SrlI, low & 31),
        // The value's upper half is zero: what the sign of the immediate puts there is masked away.
        (BinaryOp::And, _) => (Op::AndI, low),
        (BinaryOp::Xor | BinaryOp::Or, _) if low >= 0 => (bitwise_immediate(op), low),
        _ => return None,
    })
}

fn long_immediate(op: BinaryOp, is_signed: bool, value: i64) -> Option<(Op, i32)> {
    let power = u64::try_from(value).ok().filter(|value| !is_signed && value.is_power_of_two());
    match (op, power) {
        (BinaryOp::Shl, _) => return Some((Op::ShlI, (value & 63) as i32)),
        (BinaryOp::Shr, _) => return Some((if is_signed { Op::SraI } else { Op::SrlI }, (value & 63) as i32)),
        (BinaryOp::Div, Some(power)) => return Some((Op::SrlI, power.trailing_zeros() as i32)),
        (BinaryOp::Rem, Some(power)) => return i32::try_from(power - 1).ok().map(|mask| (Op::AndI, mask)),
        (BinaryOp::Div | BinaryOp::Rem, None) => return None,
        _ => {}
    }
    let imm = i32::try_from(value).ok()?;
    Some(match op {
        BinaryOp::Mul => (Op::MulI, imm),
        BinaryOp::Add => (Op::AddI, imm),
        BinaryOp::Sub => (Op::AddI, imm.checked_neg()?),
        _ => (bitwise_immediate(op), imm),
    })
}

fn bitwise_immediate(op: BinaryOp) -> Op {
    match op {
        BinaryOp::And => Op::AndI,
        BinaryOp::Xor => Op::XorI,
        _ => Op::OrI,
    }
}
