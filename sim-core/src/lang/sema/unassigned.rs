//! Variables that are read before anything was assigned to them: told where that is certain, whatever path the function
//! takes. Only scalars whose address nobody takes are looked at: others may get their values elsewhere.

use std::collections::BTreeSet;

use crate::lang::hir::{Callee, Expr, ExprKind, Function, LocalId, Place, PlaceKind, Stmt, StmtKind};
use crate::lang::source::Span;

use super::{Checker, Problem};

/// A walk through a function in the order of its text.
struct Walk<'f> {
    function: &'f Function,
    /// Locals that have a value on some path to here.
    assigned: BTreeSet<LocalId>,
    /// Locals to which something is assigned anywhere, other than by changing the value they have.
    given: BTreeSet<LocalId>,
    /// A jump may lead anywhere: the order of the text says nothing.
    has_labels: bool,
    loops: u32,
    /// Branches around here that belong to the innermost loop: the first pass may go past.
    branches: u32,
    found: Vec<(LocalId, Span)>,
}

impl Checker<'_> {
    /// Tells of each variable its first read that comes too early.
    pub(super) fn warn_unassigned(&mut self, function: &Function) {
        // An assignment that was refused is missing here.
        if self.diagnostics.has_errors() {
            return;
        }
        let mut walk = Walk {
            function,
            assigned: BTreeSet::new(),
            given: BTreeSet::new(),
            has_labels: false,
            loops: 0,
            branches: 0,
            found: Vec::new(),
        };
        // The first walk learns what is assigned at all, the second one judges.
        walk.stmts(&function.body);
        walk.assigned.clear();
        walk.found.clear();
        walk.stmts(&function.body);
        let mut told = BTreeSet::new();
        for (id, span) in walk.found {
            let name = function.locals.get(id.0 as usize).and_then(|local| local.name.clone());
            if let (Some(name), true) = (name, told.insert(id)) {
                self.report(span, Problem::Unassigned { name });
            }
        }
    }
}

impl Walk<'_> {
    /// Whether a local is one that this is about.
    fn is_plain(&self, id: LocalId) -> bool {
        let local = self.function.locals.get(id.0 as usize);
        id.0 >= self.function.params && local.is_some_and(|local| local.name.is_some() && !local.needs_memory)
    }

    fn read(&mut self, id: LocalId, span: Span) {
        if !self.is_plain(id) || self.assigned.contains(&id) {
            return;
        }
        let is_never_given = !self.given.contains(&id);
        let is_in_order = !self.has_labels && (self.loops == 0 || self.branches == 0);
        if is_never_given || is_in_order {
            self.found.push((id, span));
        }
    }

    fn stmts(&mut self, stmts: &[Stmt]) {
        stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    /// What may be passed over.
    fn branch(&mut self, action: impl FnOnce(&mut Self)) {
        self.branches += 1;
        action(self);
        self.branches -= 1;
    }

    /// What runs again and again; branches around it do not count inside before the loop is entered.
    fn repeat(&mut self, action: impl FnOnce(&mut Self)) {
        self.loops += 1;
        action(self);
        self.loops -= 1;
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(expr) | StmtKind::Init(expr) => self.expr(expr),
            StmtKind::Block(stmts) => self.stmts(stmts),
            StmtKind::If { cond, then, otherwise } => {
                self.expr(cond);
                self.branch(|walk| {
                    walk.stmt(then);
                    if let Some(otherwise) = otherwise {
                        walk.stmt(otherwise);
                    }
                });
            }
            StmtKind::While { cond, body } => self.repeat(|walk| {
                walk.expr(cond);
                walk.stmt(body);
            }),
            StmtKind::DoWhile { body, cond } => self.repeat(|walk| {
                walk.stmt(body);
                walk.branch(|walk| walk.expr(cond));
            }),
            StmtKind::For { init, cond, step, body } => {
                self.stmts(init);
                self.repeat(|walk| {
                    cond.iter().for_each(|cond| walk.expr(cond));
                    walk.stmt(body);
                    walk.branch(|walk| step.iter().for_each(|step| walk.expr(step)));
                });
            }
            StmtKind::Switch { value, body, .. } => {
                self.expr(value);
                self.branch(|walk| walk.stmt(body));
            }
            StmtKind::Label(_) => self.has_labels |= self.branches == 0,
            StmtKind::Return(value) => value.iter().for_each(|value| self.expr(value)),
            StmtKind::VariableArray { size, .. } => self.expr(size),
            StmtKind::Goto(_) => self.has_labels = true,
            StmtKind::GotoValue(value) => {
                self.has_labels = true;
                self.expr(value);
            }
            StmtKind::Continue | StmtKind::Break => {}
        }
    }

    fn place(&mut self, place: &Place) {
        match &place.kind {
            PlaceKind::Local(_) | PlaceKind::Global(_) | PlaceKind::Thread(_) => {}
            PlaceKind::Deref(pointer) => self.expr(pointer),
            PlaceKind::Member { base, .. } => self.place(base),
            PlaceKind::Value { value, .. } => self.expr(value),
        }
    }

    fn assign(&mut self, place: &Place) {
        self.place(place);
        if let PlaceKind::Local(id) = place.kind {
            self.assigned.insert(id);
        }
    }

    /// `x += 1`: a read, and then `x` has whatever value that gave.
    fn change(&mut self, place: &Place) {
        if let PlaceKind::Local(id) = place.kind {
            self.read(id, place.span);
        }
        self.assign(place);
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Load(place) => {
                if let PlaceKind::Local(id) = place.kind {
                    self.read(id, expr.span);
                }
                self.place(place);
            }
            ExprKind::Assign(place, value) => {
                self.expr(value);
                self.assign(place);
                if let PlaceKind::Local(id) = place.kind {
                    self.given.insert(id);
                }
            }
            ExprKind::AssignOp { place, value, .. } => {
                self.expr(value);
                self.change(place);
            }
            ExprKind::IncDec { place, .. } => self.change(place),
            ExprKind::And(left, right) | ExprKind::Or(left, right) | ExprKind::Elvis(left, right) => {
                self.expr(left);
                self.branch(|walk| walk.expr(right));
            }
            ExprKind::Cond { cond, then, otherwise } => {
                self.expr(cond);
                self.branch(|walk| {
                    walk.expr(then);
                    walk.expr(otherwise);
                });
            }
            ExprKind::Stmts(stmts, value) => {
                self.stmts(stmts);
                value.iter().for_each(|value| self.expr(value));
            }
            ExprKind::Call { callee, args, .. } => {
                if let Callee::Indirect(pointer) = callee {
                    self.expr(pointer);
                }
                args.iter().for_each(|arg| self.expr(arg));
            }
            ExprKind::AddressOf(place) | ExprKind::Zero(place) | ExprKind::InitString { place, .. } => {
                self.place(place)
            }
            ExprKind::Neg(inner)
            | ExprKind::BitNot(inner)
            | ExprKind::Not(inner)
            | ExprKind::VaStart(inner)
            | ExprKind::VaArg(inner) => self.expr(inner),
            // `(void)x` says that `x` is not used.
            ExprKind::Cast(inner) => {
                if expr.ty != crate::lang::types::Ty::Void || !matches!(inner.kind, ExprKind::Load(_)) {
                    self.expr(inner);
                }
            }
            ExprKind::Binary(_, left, right)
            | ExprKind::Compare(_, left, right)
            | ExprKind::PointerAdd(left, right)
            | ExprKind::PointerDiff { left, right, .. }
            | ExprKind::Comma(left, right)
            | ExprKind::VaCopy(left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Intrinsic { args, .. } | ExprKind::Syscall(args) => args.iter().for_each(|arg| self.expr(arg)),
            ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::StringAddr(_) | ExprKind::FunctionAddr(_) => {}
        }
    }
}
