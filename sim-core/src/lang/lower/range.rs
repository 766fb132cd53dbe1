//! Between which values an integer expression stays, as far as its form and the loops around it say. What is certainly an
//! element of an array needs no check.

use crate::lang::hir::{BinaryOp, CompareOp, Expr, ExprKind, LocalId, Place, PlaceKind, Stmt, StmtKind};

use super::class::Class;
use super::frame::Home;
use super::function::Lowering;
use super::walk;

/// The first and the last value.
pub(super) type Range = (i64, i64);

/// Larger numbers are not computed with.
const LARGEST: i64 = 1 << 40;
/// Deeper expressions are not looked at.
const DEEPEST: u32 = 12;

impl Lowering<'_> {
    /// Where an expression's value lies. Signed arithmetic does not overflow: C leaves open what happens then, and the
    /// check is for other mistakes.
    pub(super) fn range(&self, expr: &Expr) -> Option<Range> {
        self.range_within(expr, DEEPEST)
    }

    fn range_within(&self, expr: &Expr, depth: u32) -> Option<Range> {
        let depth = depth.checked_sub(1)?;
        if let Some(value) = self.constant(expr) {
            return Some((value, value));
        }
        let of_type = of_class(self.class(expr.ty));
        let found = match &expr.kind {
            ExprKind::Load(place) => self.counter(place).or(of_type),
            ExprKind::Cast(inner) => {
                let inner = self.range_within(inner, depth).filter(|_| !self.class(inner.ty).is_float());
                inner.filter(|range| of_type.is_none_or(|all| contains(all, *range))).or(of_type)
            }
            ExprKind::Compare(..) | ExprKind::Not(_) | ExprKind::And(..) | ExprKind::Or(..) => Some((0, 1)),
            ExprKind::Binary(op, left, right) => {
                let (left, right) = (self.range_within(left, depth), self.range_within(right, depth));
                combined(*op, left, right).filter(|range| of_type.is_none_or(|all| contains(all, *range))).or(of_type)
            }
            _ => of_type,
        };
        found.filter(|&(low, high)| low >= -LARGEST && high <= LARGEST)
    }

    fn counter(&self, place: &Place) -> Option<Range> {
        let PlaceKind::Local(id) = place.kind else { return None };
        self.counters.iter().rev().find(|(counter, _)| *counter == id).map(|&(_, range)| range)
    }

    /// The counter of a `for` loop and its values while the body runs.
    pub(super) fn counted(
        &self,
        init: &[Stmt],
        cond: Option<&Expr>,
        step: Option<&Expr>,
        body: &Stmt,
    ) -> Option<(LocalId, Range)> {
        let (id, start) = started(init.last()?)?;
        let (op, bound) = compared(cond?, id)?;
        let is_up = self.steps_up(step?, id)?;
        let is_plain = matches!(self.home(id), Home::Register(_)) && !is_assigned(body, id);
        let (first, last) = self.range(start)?;
        let range = match (is_up, op) {
            (true, CompareOp::Lt | CompareOp::Ne) => (first, self.range(bound)?.1.checked_sub(1)?),
            (true, CompareOp::Le) => (first, self.range(bound)?.1),
            (false, CompareOp::Gt | CompareOp::Ne) => (self.range(bound)?.0.checked_add(1)?, last),
            (false, CompareOp::Ge) => (self.range(bound)?.0, last),
            _ => return None,
        };
        (is_plain && range.0 <= range.1).then_some((id, range))
    }

    /// Whether a step counts up, or down; `None` if it is something else.
    fn steps_up(&self, step: &Expr, id: LocalId) -> Option<bool> {
        match &step.kind {
            ExprKind::IncDec { place, by, .. } if is_local(place, id) => Some(*by > 0),
            ExprKind::AssignOp { place, op: BinaryOp::Add, value, .. } if is_local(place, id) => {
                self.range(value).filter(|&(low, _)| low >= 0).map(|_| true)
            }
            ExprKind::AssignOp { place, op: BinaryOp::Sub, value, .. } if is_local(place, id) => {
                self.range(value).filter(|&(low, _)| low >= 0).map(|_| false)
            }
            _ => None,
        }
    }
}

const fn of_class(class: Class) -> Option<Range> {
    match class {
        Class::Bool => Some((0, 1)),
        Class::Int { bits: 64, .. } => None,
        Class::Int { bits, is_signed: true } => Some((-(1 << (bits - 1)), (1 << (bits - 1)) - 1)),
        Class::Int { bits, is_signed: false } => Some((0, (1 << bits) - 1)),
        _ => None,
    }
}

const fn contains(outer: Range, inner: Range) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

fn combined(op: BinaryOp, left: Option<Range>, right: Option<Range>) -> Option<Range> {
    let of_remainder = |right: Range, may_be_negative: bool| {
        let most = right.1 - 1;
        (right.0 > 0).then_some((if may_be_negative { -most } else { 0 }, most))
    };
    match (op, left, right) {
        (BinaryOp::And, _, Some((low, high))) if low >= 0 => Some((0, high)),
        (BinaryOp::And, Some((low, high)), _) if low >= 0 => Some((0, high)),
        (BinaryOp::Rem, left, Some(right)) => of_remainder(right, left.is_none_or(|(low, _)| low < 0)),
        (_, Some(left), Some(right)) => arithmetic(op, left, right),
        _ => None,
    }
}

fn arithmetic(op: BinaryOp, (a, b): Range, (c, d): Range) -> Option<Range> {
    match op {
        BinaryOp::Add => Some((a.checked_add(c)?, b.checked_add(d)?)),
        BinaryOp::Sub => Some((a.checked_sub(d)?, b.checked_sub(c)?)),
        BinaryOp::Mul if a >= 0 && c >= 0 => Some((a.checked_mul(c)?, b.checked_mul(d)?)),
        BinaryOp::Div if a >= 0 && c > 0 => Some((a / d, b / c)),
        BinaryOp::Shr if a >= 0 && (0..64).contains(&c) => Some((0, b >> c)),
        _ => None,
    }
}

/// The local that a statement gives its first value, and the value.
fn started(init: &Stmt) -> Option<(LocalId, &Expr)> {
    let (StmtKind::Init(expr) | StmtKind::Expr(expr)) = &init.kind else { return None };
    let ExprKind::Assign(place, value) = &expr.kind else { return None };
    match place.kind {
        PlaceKind::Local(id) => Some((id, value)),
        _ => None,
    }
}

/// What a condition compares a local with. A conversion of the local is none if it keeps its value: the bound is then
/// compared with as it is.
fn compared(cond: &Expr, id: LocalId) -> Option<(CompareOp, &Expr)> {
    let ExprKind::Compare(op, left, right) = &cond.kind else { return None };
    let is_counter = matches!(&left.kind, ExprKind::Load(place) if is_local(place, id));
    is_counter.then_some((*op, right))
}

fn is_local(place: &Place, id: LocalId) -> bool {
    matches!(place.kind, PlaceKind::Local(local) if local == id)
}

/// Whether a statement changes a local.
fn is_assigned(body: &Stmt, id: LocalId) -> bool {
    let mut found = false;
    walk::stmt(body, &mut |part| {
        if let ExprKind::Assign(place, _) | ExprKind::AssignOp { place, .. } | ExprKind::IncDec { place, .. } =
            &part.kind
        {
            found |= is_local(place, id);
        }
    });
    found
}
