//! Conditions: jumps on comparisons, `&&`, `||`, `!`, `?:`, and their values.

use crate::lang::hir::{CompareOp, Expr, ExprKind};
use crate::machine::op::{Insn, Op};

use super::class::Class;
use super::code::Label;
use super::function::Lowering;

impl Lowering<'_> {
    /// Jumps to `label` if the condition's truth is `sense`; goes on otherwise.
    pub(super) fn branch(&mut self, cond: &Expr, label: Label, sense: Sense) {
        let top = self.top();
        if self.enter(cond.span) {
            self.branch_inner(cond, label, sense);
        }
        self.leave();
        self.set_top(top);
    }

    fn branch_inner(&mut self, cond: &Expr, label: Label, sense: Sense) {
        let class = self.class(cond.ty);
        if let Some(value) = self.constant(cond) {
            if (value != 0) == (sense == Sense::True) {
                self.code.jump(jump(Op::Jump, 0, 0), label);
            }
            return;
        }
        match &cond.kind {
            ExprKind::Not(inner) => self.branch(inner, label, sense.not()),
            ExprKind::Compare(op, left, right) => self.branch_compare(*op, left, right, label, sense),
            ExprKind::And(left, right) if sense == Sense::False => self.branch_either(left, right, label, sense),
            ExprKind::Or(left, right) if sense == Sense::True => self.branch_either(left, right, label, sense),
            ExprKind::And(left, right) | ExprKind::Or(left, right) => self.branch_both(left, right, label, sense),
            ExprKind::Comma(left, right) => {
                self.discard(left);
                self.branch(right, label, sense);
            }
            ExprKind::Cast(inner) if self.keeps_truth(inner, class) => self.branch(inner, label, sense),
            _ => self.branch_value(cond, label, sense),
        }
    }

    /// Whether converting does not change whether the value is zero.
    fn keeps_truth(&self, inner: &Expr, to: Class) -> bool {
        let from = self.class(inner.ty);
        from == to || from.fits(to) || to == Class::Bool
    }

    fn branch_value(&mut self, cond: &Expr, label: Label, sense: Sense) {
        let class = self.class(cond.ty);
        let mut value = self.value(cond);
        if class.is_float() {
            let zero = self.temporary();
            self.constant_to(0, zero);
            let op = if class == Class::Float { Op::SNe } else { Op::FNe };
            self.emit(op, zero, value, zero, 0);
            value = zero;
        }
        self.jump_on(value, label, sense);
    }

    fn jump_on(&mut self, value: u8, label: Label, sense: Sense) {
        let op = if sense == Sense::True { Op::JumpNz } else { Op::JumpZ };
        self.code.jump(jump(op, value, 0), label);
    }

    fn branch_either(&mut self, left: &Expr, right: &Expr, label: Label, sense: Sense) {
        self.branch(left, label, sense);
        self.branch(right, label, sense);
    }

    fn branch_both(&mut self, left: &Expr, right: &Expr, label: Label, sense: Sense) {
        let skip = self.code.label();
        self.branch(left, skip, sense.not());
        self.branch(right, label, sense);
        self.code.bind(skip);
    }

    fn branch_compare(&mut self, op: CompareOp, left: &Expr, right: &Expr, label: Label, sense: Sense) {
        let class = self.class(left.ty);
        if class.is_float() {
            let register = self.temporary();
            self.compare_registers(op, left, right, class, register);
            return self.jump_on(register, label, sense);
        }
        let op = if sense == Sense::True { op } else { negation(op) };
        if let Some(value) = self.constant(left) {
            return self.branch_constant(mirror(op), right, value, label);
        }
        if let Some(value) = self.constant(right) {
            return self.branch_constant(op, left, value, label);
        }
        let (left, right) = self.operands(left, right, None);
        self.branch_registers(op, left, right, class, label);
    }

    fn branch_registers(&mut self, op: CompareOp, left: u8, right: u8, class: Class, label: Label) {
        let is_signed = class.compares_signed();
        let (op, a, b) = match op {
            CompareOp::Eq => (Op::JumpEq, left, right),
            CompareOp::Ne => (Op::JumpNe, left, right),
            CompareOp::Lt => (if is_signed { Op::JumpLt } else { Op::JumpLtU }, left, right),
            CompareOp::Le => (if is_signed { Op::JumpLe } else { Op::JumpLeU }, left, right),
            CompareOp::Gt => (if is_signed { Op::JumpLt } else { Op::JumpLtU }, right, left),
            CompareOp::Ge => (if is_signed { Op::JumpLe } else { Op::JumpLeU }, right, left),
        };
        self.code.jump(jump(op, a, b), label);
    }

    /// Compares with a constant and jumps.
    fn branch_constant(&mut self, op: CompareOp, left: &Expr, value: i64, label: Label) {
        if value == 0 && matches!(op, CompareOp::Eq | CompareOp::Ne) {
            let sense = if op == CompareOp::Ne { Sense::True } else { Sense::False };
            return self.branch(left, label, sense);
        }
        let class = self.class(left.ty);
        let left = self.value(left);
        self.branch_register_constant(op, left, value, class, label);
    }

    /// Compares a register with a constant and jumps.
    pub(super) fn branch_register_constant(&mut self, op: CompareOp, left: u8, value: i64, class: Class, label: Label) {
        let is_order = !matches!(op, CompareOp::Eq | CompareOp::Ne);
        let short = i16::try_from(value).ok().filter(|_| class.compares_signed() || !is_order);
        let Some(short) = short else {
            let right = self.temporary();
            self.constant_to(value, right);
            self.branch_registers(op, left, right, class, label);
            self.release(right);
            return;
        };
        let op = match op {
            CompareOp::Lt => Op::JumpLtI,
            CompareOp::Le => Op::JumpLeI,
            CompareOp::Gt => Op::JumpGtI,
            CompareOp::Ge => Op::JumpGeI,
            CompareOp::Eq => Op::JumpEqI,
            CompareOp::Ne => Op::JumpNeI,
        };
        let [b, c] = short.to_le_bytes();
        self.code.jump(Insn { op, a: left, b, c, imm: 0 }, label);
    }

    /// Both operands of a comparison, in GCC's order.
    fn operands(&mut self, left: &Expr, right: &Expr, welcome: Option<u8>) -> (u8, u8) {
        if self.is_right_first(left, right) {
            let right = self.generate(right, welcome);
            (self.value(left), right)
        } else {
            let left = self.generate(left, welcome);
            (left, self.value(right))
        }
    }

    /// The value 0 or 1 of a comparison or logical operation.
    pub(super) fn condition_value(&mut self, expr: &Expr, hint: Option<u8>) -> u8 {
        match &expr.kind {
            ExprKind::Compare(op, left, right) => self.compare(*op, left, right, hint),
            ExprKind::Not(inner) => match &inner.kind {
                ExprKind::Compare(op, left, right) if !self.class(left.ty).is_float() => {
                    self.compare(negation(*op), left, right, hint)
                }
                ExprKind::And(..) | ExprKind::Or(..) => self.truth_by_jumps(expr, hint),
                _ if self.class(inner.ty).is_float() => self.truth_by_jumps(expr, hint),
                _ => self.unary(Op::IsZero, inner, hint),
            },
            _ => self.truth_by_jumps(expr, hint),
        }
    }

    /// Whether a value is not zero, as `_Bool`.
    pub(super) fn truth(&mut self, inner: &Expr, hint: Option<u8>) -> u8 {
        match &inner.kind {
            ExprKind::Compare(..) | ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Not(_) => {
                self.generate(inner, hint)
            }
            _ if self.class(inner.ty).is_float() => self.truth_by_jumps(inner, hint),
            _ => self.unary(Op::IsNonZero, inner, hint),
        }
    }

    fn unary(&mut self, op: Op, inner: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let value = self.generate(inner, self.scratch(Some(register)));
        self.emit(op, register, value, 0, 0);
        self.set_top(top);
        register
    }

    fn truth_by_jumps(&mut self, expr: &Expr, hint: Option<u8>) -> u8 {
        let (register, _) = self.destination(hint);
        let (is_false, end) = (self.code.label(), self.code.label());
        self.branch(expr, is_false, Sense::False);
        self.constant_to(1, register);
        self.code.jump(jump(Op::Jump, 0, 0), end);
        self.code.bind(is_false);
        self.constant_to(0, register);
        self.code.bind(end);
        register
    }

    fn compare(&mut self, op: CompareOp, left: &Expr, right: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let class = self.class(left.ty);
        let constant = self.constant(right).and_then(|value| compare_immediate(op, class, value));
        if let Some((op, imm)) = constant {
            let left = self.generate(left, self.scratch(Some(register)));
            self.emit(op, register, left, 0, imm);
        } else {
            self.compare_registers(op, left, right, class, register);
        }
        self.set_top(top);
        register
    }

    fn compare_registers(&mut self, op: CompareOp, left: &Expr, right: &Expr, class: Class, register: u8) {
        let (left, right) = self.operands(left, right, self.scratch(Some(register)));
        let [eq, ne, lt, le] = match class {
            Class::Float => [Op::SEq, Op::SNe, Op::SLt, Op::SLe],
            Class::Double => [Op::FEq, Op::FNe, Op::FLt, Op::FLe],
            _ if class.compares_signed() => [Op::Eq, Op::Ne, Op::Lt, Op::Le],
            _ => [Op::Eq, Op::Ne, Op::LtU, Op::LeU],
        };
        match op {
            CompareOp::Eq => self.emit(eq, register, left, right, 0),
            CompareOp::Ne => self.emit(ne, register, left, right, 0),
            CompareOp::Lt => self.emit(lt, register, left, right, 0),
            CompareOp::Le => self.emit(le, register, left, right, 0),
            CompareOp::Gt => self.emit(lt, register, right, left, 0),
            CompareOp::Ge => self.emit(le, register, right, left, 0),
        }
    }

    /// A logical operation whose value nobody wants.
    pub(super) fn discard_condition(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Not(inner) => self.discard(inner),
            ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                let end = self.code.label();
                let stop = if matches!(expr.kind, ExprKind::And(..)) { Sense::False } else { Sense::True };
                self.branch(left, end, stop);
                self.discard(right);
                self.code.bind(end);
            }
            _ => {}
        }
    }

    /// `cond ? then : otherwise` whose value nobody wants.
    pub(super) fn discard_choice(&mut self, cond: &Expr, then: &Expr, otherwise: &Expr) {
        let (is_false, end) = (self.code.label(), self.code.label());
        self.branch(cond, is_false, Sense::False);
        self.discard(then);
        self.code.jump(jump(Op::Jump, 0, 0), end);
        self.code.bind(is_false);
        self.discard(otherwise);
        self.code.bind(end);
    }

    /// `cond ? then : otherwise`
    pub(super) fn choice(&mut self, cond: &Expr, then: &Expr, otherwise: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let (is_false, end) = (self.code.label(), self.code.label());
        self.branch(cond, is_false, Sense::False);
        self.value_to(then, register);
        self.set_top(top);
        self.code.jump(jump(Op::Jump, 0, 0), end);
        self.code.bind(is_false);
        self.value_to(otherwise, register);
        self.set_top(top);
        self.code.bind(end);
        register
    }

    /// `left ?: right`
    pub(super) fn elvis(&mut self, left: &Expr, right: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(self.scratch(hint));
        let end = self.code.label();
        self.value_to(left, register);
        if self.class(left.ty).is_float() {
            let zero = self.temporary();
            self.constant_to(0, zero);
            let op = if self.class(left.ty) == Class::Float { Op::SNe } else { Op::FNe };
            self.emit(op, zero, register, zero, 0);
            self.jump_on(zero, end, Sense::True);
        } else {
            self.jump_on(register, end, Sense::True);
        }
        self.set_top(top);
        self.value_to(right, register);
        self.set_top(top);
        self.code.bind(end);
        register
    }
}

/// Which truth of a condition jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    True,
    False,
}

impl Sense {
    const fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
        }
    }
}

/// A jump whose target is still to be filled in.
pub(super) const fn jump(op: Op, a: u8, b: u8) -> Insn {
    Insn { op, a, b, c: 0, imm: 0 }
}

/// The comparison that holds if `op` does not (integers only: a NaN makes both false).
const fn negation(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Lt => CompareOp::Ge,
        CompareOp::Le => CompareOp::Gt,
        CompareOp::Gt => CompareOp::Le,
        CompareOp::Ge => CompareOp::Lt,
        CompareOp::Eq => CompareOp::Ne,
        CompareOp::Ne => CompareOp::Eq,
    }
}

/// The comparison with the operands exchanged.
const fn mirror(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
        other => other,
    }
}

/// The comparison with a constant, if there is an instruction for it.
fn compare_immediate(op: CompareOp, class: Class, value: i64) -> Option<(Op, i32)> {
    let is_order = !matches!(op, CompareOp::Eq | CompareOp::Ne);
    if class.is_float() || (is_order && !class.compares_signed()) {
        return None;
    }
    let op = match op {
        CompareOp::Lt => Op::LtI,
        CompareOp::Le => Op::LeI,
        CompareOp::Gt => Op::GtI,
        CompareOp::Ge => Op::GeI,
        CompareOp::Eq => Op::EqI,
        CompareOp::Ne => Op::NeI,
    };
    Some((op, i32::try_from(value).ok()?))
}
