//! Atomic operations: `_Atomic` objects, `<stdatomic.h>`, and GCC's `__atomic_…` and `__sync_…`, all by the machine's
//! `atomic_*` operations of the operand's size (C11 7.17, GCC manual 6.55, 6.56). Memory orders make no difference
//! here: the simulated memory is sequentially consistent.

use crate::lang::ast;
use crate::lang::hir::{BinaryOp, CompareOp, Expr, ExprKind, LocalId, Place, PlaceKind, Stmt, StmtKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::convert::Purpose;
use super::{Checker, Problem};

/// What an atomic function does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Load,
    Store,
    Exchange,
    /// Yields the old value.
    FetchThen(BinaryOp),
    /// Yields the new value.
    ThenFetch(BinaryOp),
    /// The expected value is behind a pointer and renewed; yields whether it was there.
    CompareExchange,
    /// Yields whether the expected value was there.
    BoolCas,
    /// Yields the old value.
    ValueCas,
    /// Sets a flag to 1, yields whether it was set.
    TestAndSet,
    /// Sets to 0.
    Clear,
    Fence,
    IsLockFree,
    /// `__atomic_load(p, result, order)` and the like, which take pointers to values.
    LoadInto,
    StoreFrom,
}

fn operator(name: &str) -> Option<BinaryOp> {
    Some(match name {
        "add" => BinaryOp::Add,
        "sub" => BinaryOp::Sub,
        "and" => BinaryOp::And,
        "or" => BinaryOp::Or,
        "xor" => BinaryOp::Xor,
        _ => return None,
    })
}

/// The action of a function's name, and how many of its arguments matter.
fn action(name: &str) -> Option<(Action, usize)> {
    if let Some(rest) = name.strip_prefix("__sync_") {
        return sync_action(rest);
    }
    let (rest, is_gcc) = match name.strip_prefix("__atomic_") {
        Some(rest) => (rest, true),
        None => (name.strip_prefix("atomic_")?, false),
    };
    let rest = rest.strip_suffix("_explicit").unwrap_or(rest);
    if let Some(op) = rest.strip_prefix("fetch_").and_then(operator) {
        return Some((Action::FetchThen(op), 2));
    }
    if let Some(op) = rest.strip_suffix("_fetch").and_then(operator).filter(|_| is_gcc) {
        return Some((Action::ThenFetch(op), 2));
    }
    Some(match (rest, is_gcc) {
        ("load", false) | ("load_n", true) => (Action::Load, 1),
        ("store" | "init", false) | ("store_n", true) => (Action::Store, 2),
        ("exchange", false) | ("exchange_n", true) => (Action::Exchange, 2),
        ("compare_exchange_strong" | "compare_exchange_weak", false) | ("compare_exchange_n", true) => {
            (Action::CompareExchange, 3)
        }
        ("flag_test_and_set", false) | ("test_and_set", true) => (Action::TestAndSet, 1),
        ("flag_clear", false) | ("clear", true) => (Action::Clear, 1),
        ("thread_fence" | "signal_fence", _) => (Action::Fence, 0),
        ("is_lock_free", false) | ("is_lock_free" | "always_lock_free", true) => (Action::IsLockFree, 0),
        ("load", true) => (Action::LoadInto, 2),
        ("store", true) => (Action::StoreFrom, 2),
        _ => return None,
    })
}

fn sync_action(name: &str) -> Option<(Action, usize)> {
    if let Some(op) = name.strip_prefix("fetch_and_").and_then(operator) {
        return Some((Action::FetchThen(op), 2));
    }
    if let Some(op) = name.strip_suffix("_and_fetch").and_then(operator) {
        return Some((Action::ThenFetch(op), 2));
    }
    Some(match name {
        "bool_compare_and_swap" => (Action::BoolCas, 3),
        "val_compare_and_swap" => (Action::ValueCas, 3),
        "lock_test_and_set" => (Action::Exchange, 2),
        "lock_release" => (Action::Clear, 1),
        "synchronize" => (Action::Fence, 0),
        _ => return None,
    })
}

/// The memory an atomic operation works on.
#[derive(Clone, Debug)]
struct Cell {
    /// Its address, as `void *`.
    address: Expr,
    /// The type of the value in it.
    ty: Ty,
    size: u64,
}

impl Checker<'_> {
    /// `_Atomic` of a type; what is no scalar stays as it is.
    pub(super) fn atomic_of(&mut self, ty: Ty) -> Ty {
        if self.types.is_integer(ty) || self.types.is_pointer(ty) {
            return self.types.intern(Type::Atomic(ty));
        }
        ty
    }

    /// A call of an atomic function; none if the name is none.
    pub(super) fn atomic_builtin(&mut self, name: &str, args: &[ast::Expr], span: Span) -> Option<Expr> {
        let (action, needed) = action(name)?;
        let values: Vec<Expr> = args.iter().map(|arg| self.value(arg)).collect();
        if values.len() < needed {
            self.check_count(name, needed, true, values.len(), span);
            return Some(self.error(span));
        }
        if values.iter().any(|value| value.ty == Ty::Error) {
            return Some(self.error(span));
        }
        let is_scaled = name.starts_with("atomic_");
        let mut values = values.into_iter();
        let first = match (action, values.next()) {
            (Action::Fence, _) => return Some(self.cast(self.int(0, Ty::Int, span), Ty::Void)),
            (Action::IsLockFree, _) => return Some(self.int(1, Ty::Bool, span)),
            (_, Some(first)) => first,
            (_, None) => return Some(self.error(span)),
        };
        let Some(cell) = self.cell(first, action) else { return Some(self.error(span)) };
        let rest = values.take(needed - 1).collect();
        Some(self.atomic_action(name, action, cell, rest, is_scaled, span))
    }

    fn cell(&mut self, pointer: Expr, action: Action) -> Option<Cell> {
        let span = pointer.span;
        let target = self.target(pointer.ty).map(|(to, _)| self.value_type(to));
        let is_flag = matches!(action, Action::TestAndSet | Action::Clear)
            && target.is_some_and(|to| self.is_record(to) || to == Ty::Void);
        let target = if is_flag { Some(Ty::UChar) } else { target };
        match target {
            Some(ty) if self.types.is_integer(ty) || self.types.is_pointer(ty) => {
                let void = self.types.pointer_to(Ty::Void);
                let address = self.cast(pointer, void);
                Some(Cell { address, ty, size: self.types.size(ty).unwrap_or(8) })
            }
            _ => {
                self.report(span, Problem::NotAtomic { ty: self.spell(pointer.ty) });
                None
            }
        }
    }

    fn atomic_action(
        &mut self,
        name: &str,
        action: Action,
        cell: Cell,
        rest: Vec<Expr>,
        is_scaled: bool,
        span: Span,
    ) -> Expr {
        let mut rest = rest.into_iter();
        let mut next = |checker: &mut Self, ty: Ty, number: usize| {
            let value = rest.next().unwrap_or_else(|| checker.error(span));
            let purpose = Purpose::Argument { function: name.to_owned(), number };
            checker.convert(value, ty, &purpose)
        };
        let ty = cell.ty;
        let pointer = self.types.pointer_to(ty);
        match action {
            Action::Load => self.cell_load(&cell, span),
            Action::Store => {
                let value = next(self, ty, 2);
                self.cell_store(&cell, value, span)
            }
            Action::Exchange => {
                let value = next(self, ty, 2);
                self.cell_operation("exchange", &cell, vec![value], span)
            }
            Action::FetchThen(op) | Action::ThenFetch(op) => {
                let is_new = matches!(action, Action::ThenFetch(_));
                let value = match self.target(ty) {
                    Some((to, _)) => {
                        let value = next(self, Ty::Long, 2);
                        if is_scaled { self.scaled_by(value, to, span) } else { value }
                    }
                    None => next(self, ty, 2),
                };
                self.fetch(&cell, op, value, is_new, span)
            }
            Action::CompareExchange => {
                let expected = next(self, pointer, 2);
                let desired = next(self, ty, 3);
                self.compare_exchange(&cell, expected, desired, span)
            }
            Action::BoolCas => {
                let (expected, desired) = (next(self, ty, 2), next(self, ty, 3));
                let (set, temp) = self.kept(expected, span);
                let expected = self.load_local(temp, ty, span);
                let old = self.cell_operation("cas", &cell, vec![expected.clone(), desired], span);
                let is_there = self.compared(CompareOp::Eq, old, expected, span);
                self.after(set, is_there)
            }
            Action::ValueCas => {
                let (expected, desired) = (next(self, ty, 2), next(self, ty, 3));
                self.cell_operation("cas", &cell, vec![expected, desired], span)
            }
            Action::TestAndSet => {
                let one = self.int(1, ty, span);
                let old = self.cell_operation("exchange", &cell, vec![one], span);
                self.cast(old, Ty::Bool)
            }
            Action::Clear => {
                let zero = self.int(0, ty, span);
                self.cell_store(&cell, zero, span)
            }
            Action::LoadInto => {
                let result = next(self, pointer, 2);
                let value = self.cell_load(&cell, span);
                let stored = self.stored(result, value, span);
                self.cast(stored, Ty::Void)
            }
            Action::StoreFrom => {
                let from = next(self, pointer, 2);
                let place = Place { kind: PlaceKind::Deref(Box::new(from)), ty, span };
                let value = Expr { kind: ExprKind::Load(Box::new(place)), ty, span };
                self.cell_store(&cell, value, span)
            }
            Action::Fence | Action::IsLockFree => self.error(span),
        }
    }

    fn scaled_by(&mut self, value: Expr, to: Ty, span: Span) -> Expr {
        let size = self.types.size(to).unwrap_or(1);
        let size = self.int(size as i64, Ty::Long, span);
        self.arithmetic(BinaryOp::Mul, Ty::Long, value, size, span)
    }

    /// A value as the machine's word: extended with zeros from its own size.
    fn word(&self, value: Expr, size: u64) -> Expr {
        let unsigned = match size {
            1 => Ty::UChar,
            2 => Ty::UShort,
            4 => Ty::UInt,
            _ => Ty::ULong,
        };
        let value = self.cast(value, unsigned);
        self.cast(value, Ty::ULong)
    }

    fn raw(&self, name: &str, cell: &Cell, values: Vec<Expr>, ty: Ty, span: Span) -> Expr {
        let words = values.into_iter().map(|value| self.word(value, cell.size));
        let args = std::iter::once(cell.address.clone()).chain(words).collect();
        Expr { kind: ExprKind::Intrinsic { name: format!("atomic_{name}_{}", cell.size), args }, ty, span }
    }

    /// An operation that yields a value of the cell's type.
    fn cell_operation(&self, name: &str, cell: &Cell, values: Vec<Expr>, span: Span) -> Expr {
        let word = self.raw(name, cell, values, Ty::ULong, span);
        self.cast(word, cell.ty)
    }

    fn cell_load(&self, cell: &Cell, span: Span) -> Expr {
        self.cell_operation("load", cell, Vec::new(), span)
    }

    fn cell_store(&self, cell: &Cell, value: Expr, span: Span) -> Expr {
        self.raw("store", cell, vec![value], Ty::Void, span)
    }

    /// Old or new value of a read, change and write.
    fn fetch(&mut self, cell: &Cell, op: BinaryOp, value: Expr, is_new: bool, span: Span) -> Expr {
        let name = match op {
            BinaryOp::Add => "add",
            BinaryOp::Sub => "sub",
            BinaryOp::And => "and",
            BinaryOp::Or => "or",
            _ => "xor",
        };
        if !is_new {
            return self.cell_operation(name, cell, vec![value], span);
        }
        let ty = value.ty;
        let (set, temp) = self.kept(value, span);
        let again = self.load_local(temp, ty, span);
        let old = self.cell_operation(name, cell, vec![again.clone()], span);
        let (old, again) = (self.cast(old, Ty::ULong), self.cast(again, Ty::ULong));
        let new = self.arithmetic(op, Ty::ULong, old, again, span);
        let new = self.cast(new, cell.ty);
        self.after(set, new)
    }

    /// `*expected` is replaced by what was there if that was something else.
    fn compare_exchange(&mut self, cell: &Cell, expected: Expr, desired: Expr, span: Span) -> Expr {
        let (ty, pointer) = (cell.ty, expected.ty);
        let (set_pointer, pointer_temp) = self.kept(expected, span);
        let behind = |checker: &Self| {
            let pointer = checker.load_local(pointer_temp, pointer, span);
            Place { kind: PlaceKind::Deref(Box::new(pointer)), ty, span }
        };
        let wanted = Expr { kind: ExprKind::Load(Box::new(behind(self))), ty, span };
        let (set_wanted, wanted_temp) = self.kept(wanted, span);
        let wanted = self.load_local(wanted_temp, ty, span);
        let old = self.cell_operation("cas", cell, vec![wanted.clone(), desired], span);
        let (set_old, old_temp) = self.kept(old, span);
        let old = self.load_local(old_temp, ty, span);
        let is_there = self.compared(CompareOp::Eq, old.clone(), wanted, span);
        let renew = Expr { kind: ExprKind::Assign(Box::new(behind(self)), Box::new(old)), ty, span };
        let failed = self.after(renew, self.int(0, Ty::Bool, span));
        let kind = ExprKind::Cond {
            cond: Box::new(is_there),
            then: Box::new(self.int(1, Ty::Bool, span)),
            otherwise: Box::new(failed),
        };
        let result = Expr { kind, ty: Ty::Bool, span };
        let result = self.after(set_old, result);
        let result = self.after(set_wanted, result);
        self.after(set_pointer, result)
    }

    /// Keeps a value in a hidden local.
    fn kept(&mut self, value: Expr, span: Span) -> (Expr, LocalId) {
        let ty = value.ty;
        let temp = self.hidden_local(ty, span);
        let place = Place { kind: PlaceKind::Local(temp), ty, span };
        (Expr { kind: ExprKind::Assign(Box::new(place), Box::new(value)), ty, span }, temp)
    }

    fn after(&self, first: Expr, then: Expr) -> Expr {
        let (ty, span) = (then.ty, then.span);
        Expr { kind: ExprKind::Comma(Box::new(first), Box::new(then)), ty, span }
    }

    fn compared(&self, op: CompareOp, left: Expr, right: Expr, span: Span) -> Expr {
        Expr { kind: ExprKind::Compare(op, Box::new(left), Box::new(right)), ty: Ty::Int, span }
    }

    fn stored(&self, pointer: Expr, value: Expr, span: Span) -> Expr {
        let ty = value.ty;
        let place = Place { kind: PlaceKind::Deref(Box::new(pointer)), ty, span };
        Expr { kind: ExprKind::Assign(Box::new(place), Box::new(value)), ty, span }
    }

    fn place_cell(&mut self, place: Place) -> Cell {
        let ty = self.value_type(place.ty);
        let void = self.types.pointer_to(Ty::Void);
        let address = self.address(place, void);
        Cell { address, ty, size: self.types.size(ty).unwrap_or(8) }
    }

    /// Reads an `_Atomic` object.
    pub(super) fn atomic_load(&mut self, place: Place) -> Expr {
        let span = place.span;
        let cell = self.place_cell(place);
        self.cell_load(&cell, span)
    }

    /// Assigns to an `_Atomic` object.
    pub(super) fn atomic_store(&mut self, place: Place, value: Expr, span: Span) -> Expr {
        let cell = self.place_cell(place);
        let (set, temp) = self.kept(value, span);
        let value = self.load_local(temp, cell.ty, span);
        let store = self.cell_store(&cell, value.clone(), span);
        let result = self.after(store, value);
        self.after(set, result)
    }

    /// `++` and `--` of an `_Atomic` object.
    pub(super) fn atomic_increment(&mut self, place: Place, is_increment: bool, is_prefix: bool, span: Span) -> Expr {
        let cell = self.place_cell(place);
        let op = if is_increment { BinaryOp::Add } else { BinaryOp::Sub };
        let one = match self.target(cell.ty) {
            Some((to, _)) => self.int(self.types.size(to).unwrap_or(1) as i64, Ty::Long, span),
            None => self.int(1, cell.ty, span),
        };
        self.fetch(&cell, op, one, is_prefix, span)
    }

    /// `op=` on an `_Atomic` object: one operation of the machine, or a loop that tries until nobody interfered.
    pub(super) fn atomic_assign(&mut self, place: Place, op: BinaryOp, value: Expr, compute: Ty, span: Span) -> Expr {
        let cell = self.place_cell(place);
        let is_one = matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::And | BinaryOp::Or | BinaryOp::Xor);
        if is_one && self.types.is_integer(value.ty) {
            let value = if self.types.is_pointer(cell.ty) { value } else { self.cast(value, cell.ty) };
            return self.fetch(&cell, op, value, true, span);
        }
        let value_ty = value.ty;
        let (set_value, value_temp) = self.kept(value, span);
        let (set_address, address_temp) = self.kept(cell.address.clone(), span);
        let address = self.load_local(address_temp, cell.address.ty, span);
        let cell = Cell { address, ..cell };
        let load = self.cell_load(&cell, span);
        let (set_old, old_temp) = self.kept(load, span);
        let old = self.load_local(old_temp, cell.ty, span);
        let value = self.load_local(value_temp, value_ty, span);
        let new = self.arithmetic(op, compute, self.cast(old.clone(), compute), value, span);
        let (set_new, new_temp) = self.kept(self.cast(new, cell.ty), span);
        let new = self.load_local(new_temp, cell.ty, span);
        let seen = self.cell_operation("cas", &cell, vec![old.clone(), new.clone()], span);
        let cond = self.compared(CompareOp::Ne, seen, old, span);
        let stmt = |kind| Stmt { kind, span };
        let body = StmtKind::Block(vec![stmt(StmtKind::Expr(set_old)), stmt(StmtKind::Expr(set_new))]);
        let again = StmtKind::DoWhile { body: Box::new(stmt(body)), cond };
        let steps = vec![stmt(StmtKind::Expr(set_value)), stmt(StmtKind::Expr(set_address)), stmt(again)];
        Expr { kind: ExprKind::Stmts(steps, Some(Box::new(new))), ty: cell.ty, span }
    }
}
