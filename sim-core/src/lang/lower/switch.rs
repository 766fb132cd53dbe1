//! `switch`: a jump table where the cases are dense, a search by comparisons otherwise.

use crate::lang::hir::{Case, CompareOp, Expr, LabelId, Stmt};

use super::class::Class;
use super::code::Label;
use super::function::{Lowering, Targets};

/// Fewer cases than this are compared one after the other.
const FEWEST_FOR_TABLE: usize = 4;
/// The largest table.
const LARGEST_TABLE: i64 = 1024;
/// Up to this many cases are compared one after the other, more are split in halves.
const LINEAR: usize = 6;

/// A case with its label in the code.
#[derive(Clone, Copy)]
struct Target {
    low: i64,
    high: i64,
    label: Label,
}

impl Lowering<'_> {
    pub(super) fn switch(&mut self, value: &Expr, cases: &[Case], default: Option<LabelId>, body: &Stmt) {
        let end = self.code.label();
        let default = default.map_or(end, |id| self.text_label(id));
        let mut targets = Vec::with_capacity(cases.len());
        for case in cases.iter().filter(|case| case.low <= case.high) {
            targets.push(Target { low: case.low, high: case.high, label: self.text_label(case.label) });
        }
        targets.sort_by_key(|target| target.low);
        let top = self.top();
        let register = self.value(value);
        match table(&targets, default) {
            Some(labels) => self.code.jump_table(register, targets[0].low, labels, default),
            None => self.search(register, &targets, default, signed(self.class(value.ty))),
        }
        self.set_top(top);
        self.targets.push(Targets { on_break: end, on_continue: None });
        self.stmt(body);
        self.targets.pop();
        self.code.bind(end);
    }

    fn search(&mut self, register: u8, targets: &[Target], default: Label, class: Class) {
        if targets.len() <= LINEAR {
            for target in targets {
                self.compare_case(register, *target, class);
            }
            return self.go(default);
        }
        let (low, high) = targets.split_at(targets.len() / 2);
        let upper = self.code.label();
        if let Some(first) = high.first() {
            self.branch_register_constant(CompareOp::Ge, register, first.low, class, upper);
        }
        self.search(register, low, default, class);
        self.code.bind(upper);
        self.search(register, high, default, class);
    }

    fn compare_case(&mut self, register: u8, target: Target, class: Class) {
        if target.low == target.high {
            return self.branch_register_constant(CompareOp::Eq, register, target.low, class, target.label);
        }
        let below = self.code.label();
        self.branch_register_constant(CompareOp::Lt, register, target.low, class, below);
        self.branch_register_constant(CompareOp::Le, register, target.high, class, target.label);
        self.code.bind(below);
    }
}

/// Cases are ordered as signed numbers whatever their type: only the order must be the same everywhere.
fn signed(class: Class) -> Class {
    match class {
        Class::Int { bits, .. } => Class::Int { bits, is_signed: true },
        other => other,
    }
}

/// The labels of a jump table for these cases, sorted, if they are dense enough.
fn table(targets: &[Target], default: Label) -> Option<Vec<Label>> {
    let (first, last) = (targets.first()?, targets.last()?);
    let span = last.high.checked_sub(first.low)?.checked_add(1).filter(|span| *span <= LARGEST_TABLE)?;
    if targets.len() < FEWEST_FOR_TABLE || span > 4 * targets.len() as i64 {
        return None;
    }
    let mut labels = vec![default; span as usize];
    for target in targets {
        let range = (target.low - first.low) as usize..=(target.high - first.low) as usize;
        labels.get_mut(range)?.fill(target.label);
    }
    Some(labels)
}
