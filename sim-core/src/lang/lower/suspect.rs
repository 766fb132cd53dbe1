//! What a user's program is watched for at run time, because C leaves open what it does: variables and memory without a
//! value, bytes between objects, indices that are no element's. Each check is made only where the text does not show
//! that all is well.

use std::collections::BTreeSet;

use crate::lang::hir::{Expr, ExprKind, Function, LocalId, Place, PlaceKind, Stmt, StmtKind};
use crate::lang::types::{Ty, Type};
use crate::machine::memory::Mark;
use crate::machine::op::{Insn, Op};
use crate::machine::program::Fresh;

use super::frame::Home;
use super::function::Lowering;

/// What is watched in a function.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// Whether anything is: not in the library.
    pub(super) is_on: bool,
    /// Variables in registers that may be read too early: the register, and the one that tells whether it has a value.
    pub(super) doubtful: Vec<Doubtful>,
    /// Whether an address one past the end of an array is fine here: it is taken, not used.
    pub(super) is_end_fine: bool,
}

/// A variable in a register that may be read before it has a value.
#[derive(Debug)]
pub(super) struct Doubtful {
    pub(super) variable: u8,
    /// 0 until it has one.
    pub(super) flag: u8,
    pub(super) name: String,
}

/// A part of the frame that is marked when the function is entered, by distances from the frame's upper end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) below: u32,
    pub(super) len: u32,
    pub(super) mark: Mark,
}

impl Part {
    /// The same by offset in a frame of this size.
    pub(super) fn placed(self, frame: u32) -> Fresh {
        Fresh { offset: frame.saturating_sub(self.below), len: self.len, mark: self.mark }
    }
}

/// The locals that a function's declarations initialise.
pub(super) fn initialised(function: &Function) -> BTreeSet<LocalId> {
    let mut found = BTreeSet::new();
    note_initialised(&function.body, &mut found);
    found
}

fn note_initialised(stmts: &[Stmt], found: &mut BTreeSet<LocalId>) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Init(expr) => found.extend(target(expr)),
            StmtKind::Block(stmts) => note_initialised(stmts, found),
            StmtKind::For { init, body, .. } => {
                note_initialised(init, found);
                note_initialised(std::slice::from_ref(body), found);
            }
            StmtKind::If { then, otherwise, .. } => {
                note_initialised(std::slice::from_ref(then), found);
                otherwise.iter().for_each(|otherwise| note_initialised(std::slice::from_ref(otherwise), found));
            }
            StmtKind::While { body, .. } | StmtKind::DoWhile { body, .. } | StmtKind::Switch { body, .. } => {
                note_initialised(std::slice::from_ref(body), found);
            }
            _ => {}
        }
    }
}

/// The local that an initialisation is one of.
fn target(init: &Expr) -> Option<LocalId> {
    match &init.kind {
        ExprKind::Assign(place, _) | ExprKind::Zero(place) | ExprKind::InitString { place, .. } => root(place),
        ExprKind::Stmts(stmts, _) => stmts.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Expr(expr) | StmtKind::Init(expr) => target(expr),
            _ => None,
        }),
        ExprKind::Comma(first, _) => target(first),
        _ => None,
    }
}

fn root(place: &Place) -> Option<LocalId> {
    match &place.kind {
        PlaceKind::Local(id) => Some(*id),
        PlaceKind::Member { base, .. } => root(base),
        _ => None,
    }
}

impl Lowering<'_> {
    /// A variable in a register is read: it should have a value.
    pub(super) fn note_read(&mut self, register: u8) {
        let doubtful = self.watch.doubtful.iter().find(|doubtful| doubtful.variable == register);
        if let Some(Doubtful { flag, name, .. }) = doubtful {
            self.code.push_suspicious(Insn { op: Op::Assigned, a: *flag, b: 0, c: 0, imm: 0 }, name, 1);
        }
    }

    /// A variable in a register has been written.
    pub(super) fn note_written(&mut self, register: u8) {
        let doubtful = self.watch.doubtful.iter().find(|doubtful| doubtful.variable == register);
        if let Some(flag) = doubtful.map(|doubtful| doubtful.flag) {
            self.emit(Op::Const, flag, 0, 0, 1);
        }
    }

    /// The array that `base[…]` is an element of, as far as its length counts: that of a member of one element or none
    /// often does not. The size of an element, and how many there are.
    pub(super) fn indexed_array<'e>(&mut self, base: &'e Expr) -> Option<(&'e Place, u64, u64)> {
        let is_end_fine = std::mem::take(&mut self.watch.is_end_fine);
        let ExprKind::AddressOf(array) = &base.kind else { return None };
        let Type::Array { of, len: Some(len) } = *self.unit.types.shape(array.ty) else { return None };
        // The first array of an array of arrays has its address, too.
        if !matches!(*self.unit.types.shape(base.ty), Type::Pointer { to, .. } if to == of) {
            return None;
        }
        let is_open = matches!(array.kind, PlaceKind::Member { .. }) && len <= 1;
        let size = self.unit.types.size(of).filter(|&size| size > 0)?;
        let most = len + u64::from(is_end_fine);
        (self.watch.is_on && !is_open && most * size < 1 << 31).then_some((array, size, most))
    }

    /// Looks at an index that is constant.
    pub(super) fn check_constant(&mut self, (array, size, len): (&Place, u64, u64), bytes: i64) {
        if bytes >= 0 && (bytes as u64) < len * size {
            return;
        }
        let index = self.temporary();
        self.constant_to(bytes, index);
        self.check_index((array, size, len), index, 1);
        self.release(index);
    }

    /// Looks at an index in a register; it counts units of so many bytes.
    pub(super) fn check_index(&mut self, (array, size, len): (&Place, u64, u64), index: u8, unit: u64) {
        let name = self.name_of(array);
        let imm = (len * size / unit) as i32;
        self.code.push_suspicious(Insn { op: Op::Index, a: index, b: 0, c: 0, imm }, &name, (size / unit) as u32);
    }

    /// The same for an index with a constant added, in units of what the access moves.
    pub(super) fn check_further(&mut self, array: (&Place, u64, u64), index: u8, further: i64, unit: u64) {
        if further == 0 {
            return self.check_index(array, index, unit);
        }
        let sum = self.temporary();
        self.emit(Op::AddI, sum, index, 0, further as i32);
        self.check_index(array, sum, unit);
        self.release(sum);
    }

    /// Whether an index is certainly one of so many elements'.
    pub(super) fn is_inside(&self, index: &Expr, further: i64, len: u64) -> bool {
        let range = self.range(index);
        range.is_some_and(|(low, high)| low + further >= 0 && ((high + further) as u64) < len)
    }

    /// What the text calls a place.
    fn name_of(&self, place: &Place) -> String {
        match &place.kind {
            PlaceKind::Local(id) => {
                let local = self.function.locals.get(id.0 as usize);
                local.and_then(|local| local.name.clone()).unwrap_or_default()
            }
            PlaceKind::Global(symbol) | PlaceKind::Thread(symbol) => {
                let name = self.unit.symbols.get(symbol.0 as usize).map_or("", |symbol| &symbol.name);
                name.rsplit('.').next().unwrap_or_default().to_owned()
            }
            PlaceKind::Member { base, offset, .. } => {
                let member = self.member_at(base.ty, *offset).unwrap_or_default();
                match &base.kind {
                    PlaceKind::Deref(pointer) if self.element_of(pointer).is_none() => {
                        format!("{}->{member}", self.pointer_name(pointer))
                    }
                    _ => format!("{}.{member}", self.name_of(base)),
                }
            }
            PlaceKind::Deref(pointer) => match self.element_of(pointer) {
                Some(array) => format!("{array}[…]"),
                None => format!("*{}", self.pointer_name(pointer)),
            },
            PlaceKind::Value { .. } => "…".to_owned(),
        }
    }

    fn pointer_name(&self, pointer: &Expr) -> String {
        match &pointer.kind {
            ExprKind::Load(place) => self.name_of(place),
            ExprKind::Cast(inner) => self.pointer_name(inner),
            _ => "…".to_owned(),
        }
    }

    /// The name of the array or pointer that an address is computed from.
    fn element_of(&self, pointer: &Expr) -> Option<String> {
        match &pointer.kind {
            ExprKind::PointerAdd(base, _) => Some(match &base.kind {
                ExprKind::AddressOf(array) => self.name_of(array),
                _ => self.pointer_name(base),
            }),
            _ => None,
        }
    }

    fn member_at(&self, record: Ty, offset: u64) -> Option<String> {
        let Type::Record(id) = self.unit.types.shape(record) else { return None };
        let body = self.unit.types.record(*id).body.as_ref()?;
        body.members.iter().find(|member| member.offset == offset).and_then(|member| member.name.clone())
    }

    /// The parts of the frame that are marked when the function is entered: objects without a value, and the gaps behind
    /// arrays.
    pub(super) fn fresh_parts(&self) -> Vec<Part> {
        if !self.watch.is_on {
            return Vec::new();
        }
        let initialised = initialised(self.function);
        let mut parts = self.frame.gaps.clone();
        for (index, local) in self.function.locals.iter().enumerate().skip(self.function.params as usize) {
            let Home::Memory(below) = self.frame.homes[index] else { continue };
            let len = u32::try_from(self.size(local.ty)).unwrap_or(0);
            if local.name.is_some() && !initialised.contains(&LocalId(index as u32)) {
                parts.push(Part { below, len, mark: Mark::Unwritten });
            }
        }
        parts
    }
}
