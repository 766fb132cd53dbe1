//! Places: how to reach an object, loading from it, storing to it.

use crate::lang::hir::{BinaryOp, Expr, ExprKind, LocalId, Place, PlaceKind, SymbolId};
use crate::lang::object::Target;
use crate::lang::source::Span;
use crate::machine::op::{Insn, Op};

use super::class::Class;
use super::frame::Home;
use super::function::Lowering;

/// Where an object is, as the machine's address modes have it. Registers are read when the access happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A variable in a register.
    Register(u8),
    /// At a register plus bytes.
    Base { base: u8, offset: i32 },
    /// At a register, plus a register scaled by the size of the access, plus bytes.
    Indexed { base: u8, index: u8, offset: i32 },
    /// At a symbol plus bytes.
    Global { symbol: SymbolId, offset: i32, span: Span },
}

/// A place ready to be accessed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Located {
    pub(super) mode: Mode,
    pub(super) class: Class,
    /// For a bit-field: first bit and width.
    pub(super) bits: Option<(u8, u8)>,
}

impl Lowering<'_> {
    /// Computes what is needed to reach a place. Temporaries it takes are above the current top.
    pub(super) fn locate(&mut self, place: &Place) -> Located {
        let class = self.class(place.ty);
        let bits = match &place.kind {
            PlaceKind::Member { bits, .. } => *bits,
            _ => None,
        };
        let scale = if class == Class::Record || bits.is_some() { 0 } else { class.bytes() };
        Located { mode: self.mode(place, scale), class, bits }
    }

    /// The address mode of a place, of which accesses move `scale` bytes (0: only its address is wanted).
    fn mode(&mut self, place: &Place, scale: u64) -> Mode {
        match &place.kind {
            PlaceKind::Local(local) => self.local_mode(*local),
            PlaceKind::Global(symbol) => Mode::Global { symbol: *symbol, offset: 0, span: place.span },
            PlaceKind::Thread(symbol) => {
                let base = self.temporary();
                let insn = Insn { op: Op::ThreadAddr, a: base, b: 0, c: 0, imm: 0 };
                self.emit_reloc(insn, Target::ThreadOffset(*symbol), place.span);
                Mode::Base { base, offset: 0 }
            }
            PlaceKind::Deref(pointer) => self.pointed(pointer, scale),
            PlaceKind::Member { base, offset, .. } => {
                let mode = self.mode(base, scale);
                self.displaced(mode, *offset as i64)
            }
            PlaceKind::Value { value, .. } => Mode::Base { base: self.value(value), offset: 0 },
        }
    }

    fn local_mode(&mut self, local: LocalId) -> Mode {
        match self.home(local) {
            Home::Register(register) => Mode::Register(register),
            Home::Pointer(base) => Mode::Base { base, offset: 0 },
            Home::Memory(below) => {
                Mode::Base { base: self.frame.pointer.unwrap_or(0), offset: (below as i32).wrapping_neg() }
            }
        }
    }

    /// The address mode of what an address expression points to.
    fn pointed(&mut self, pointer: &Expr, scale: u64) -> Mode {
        match &pointer.kind {
            ExprKind::AddressOf(place) => self.mode(place, scale),
            ExprKind::Cast(inner) if self.class(inner.ty) == Class::ADDRESS => self.pointed(inner, scale),
            ExprKind::PointerAdd(base, bytes) => self.pointed_plus(base, bytes, scale),
            ExprKind::IncDec { place, by, is_prefix: false } => self.pointed_stepping(pointer, place, *by),
            _ => Mode::Base { base: self.value(pointer), offset: 0 },
        }
    }

    fn pointed_plus(&mut self, base: &Expr, bytes: &Expr, scale: u64) -> Mode {
        let array = self.indexed_array(base);
        if let Some(bytes) = self.constant(bytes) {
            let mode = self.pointed(base, scale);
            array.into_iter().for_each(|array| self.check_constant(array, bytes));
            return self.displaced(mode, bytes);
        }
        let mode = self.pointed(base, 0);
        let (register, offset) = self.base_of(mode);
        if let Some(index) = self.scaled_index(bytes, scale) {
            let (rest, elements) = self.without_constant(index);
            let further = i32::try_from(i64::from(offset) + elements * scale as i64);
            let (rest, elements, offset) = further.map_or((index, 0, offset), |further| (rest, elements, further));
            let index = self.value(rest);
            if let Some(array) = array.filter(|array| !self.is_inside(rest, elements, array.1 * array.2 / scale)) {
                self.check_further(array, index, elements, scale);
            }
            return Mode::Indexed { base: register, index, offset };
        }
        let sum = if self.is_temporary(register) { register } else { self.temporary() };
        let top = self.top();
        let distance = self.value(bytes);
        if let Some(array) = array.filter(|array| !self.is_inside(bytes, 0, array.1 * array.2)) {
            self.check_index(array, distance, 1);
        }
        self.emit(Op::Add, sum, register, distance, 0);
        self.set_top(top);
        Mode::Base { base: sum, offset }
    }

    /// `*p++` for a variable in a register: the variable moves on first, and the access looks back.
    fn pointed_stepping(&mut self, pointer: &Expr, place: &Place, by: i64) -> Mode {
        let back = by.checked_neg().and_then(|back| i32::try_from(back).ok());
        match (&place.kind, back) {
            (PlaceKind::Local(local), Some(offset)) if matches!(self.home(*local), Home::Register(_)) => {
                Mode::Base { base: self.increment(place, by, None), offset }
            }
            _ => Mode::Base { base: self.value(pointer), offset: 0 },
        }
    }

    /// `x` if `bytes` is `x * scale`.
    fn scaled_index<'e>(&self, bytes: &'e Expr, scale: u64) -> Option<&'e Expr> {
        match &bytes.kind {
            _ if scale == 1 => Some(bytes),
            ExprKind::Binary(BinaryOp::Mul, index, size)
                if matches!(scale, 2 | 4 | 8) && self.constant(size) == Some(scale as i64) =>
            {
                Some(index)
            }
            _ => None,
        }
    }

    /// An index without the constant that is added to it, and the constant. The index is signed: C leaves open what its
    /// overflow does, so that the sum may as well be made in 64 bits.
    fn without_constant<'e>(&self, index: &'e Expr) -> (&'e Expr, i64) {
        let inner = match &index.kind {
            ExprKind::Cast(inner) if self.class(inner.ty).fits(self.class(index.ty)) => inner,
            _ => index,
        };
        let is_signed = matches!(self.class(inner.ty), Class::Int { is_signed: true, .. });
        match &inner.kind {
            ExprKind::Binary(op @ (BinaryOp::Add | BinaryOp::Sub), left, right) if is_signed => {
                let constant = self.constant(right).filter(|constant| i32::try_from(*constant).is_ok());
                match (op, constant) {
                    (BinaryOp::Add, Some(constant)) => (left, constant),
                    (_, Some(constant)) => (left, -constant),
                    _ => (index, 0),
                }
            }
            _ => (index, 0),
        }
    }

    /// The mode `bytes` further on.
    fn displaced(&mut self, mode: Mode, bytes: i64) -> Mode {
        let further = |offset: i32| i64::from(offset).checked_add(bytes).and_then(|sum| i32::try_from(sum).ok());
        match mode {
            Mode::Base { base, offset } if further(offset).is_some() => {
                Mode::Base { base, offset: further(offset).unwrap_or(offset) }
            }
            Mode::Indexed { base, index, offset } if further(offset).is_some() => {
                Mode::Indexed { base, index, offset: further(offset).unwrap_or(offset) }
            }
            Mode::Global { symbol, offset, span } if further(offset).is_some() => {
                Mode::Global { symbol, offset: further(offset).unwrap_or(offset), span }
            }
            _ => {
                let (register, offset) = self.base_of(mode);
                let sum = self.temporary();
                self.constant_to(bytes, sum);
                self.emit(Op::Add, sum, register, sum, 0);
                Mode::Base { base: sum, offset }
            }
        }
    }

    /// A register and an offset for a mode.
    fn base_of(&mut self, mode: Mode) -> (u8, i32) {
        match mode {
            Mode::Base { base, offset } => (base, offset),
            Mode::Register(register) => (register, 0),
            Mode::Global { .. } | Mode::Indexed { .. } => {
                let register = self.temporary();
                self.address_to(mode, register);
                (register, 0)
            }
        }
    }

    /// Puts the address that a mode stands for into a register. Indexed modes with a scale never come here: only the
    /// address of what is pointed to has one, and it is computed with scale 0.
    fn address_to(&mut self, mode: Mode, register: u8) {
        match mode {
            Mode::Base { base, offset: 0 } | Mode::Register(base) => self.move_to(base, register),
            Mode::Base { base, offset } => self.emit(Op::AddI, register, base, 0, offset),
            Mode::Indexed { base, index, offset } => {
                self.emit(Op::Add, register, base, index, 0);
                self.emit(Op::AddI, register, register, 0, offset);
            }
            Mode::Global { symbol, offset, span } => {
                let insn = Insn { op: Op::Const, a: register, b: 0, c: 0, imm: offset };
                self.emit_reloc(insn, Target::Address(symbol), span);
            }
        }
    }

    /// The address of a place, in the register `hint` or where it is anyway.
    pub(super) fn address(&mut self, place: &Place, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        self.watch.is_end_fine = matches!(place.kind, PlaceKind::Deref(_)) && !self.is_array(place);
        let mode = self.mode(place, 0);
        self.watch.is_end_fine = false;
        match mode {
            Mode::Base { base, offset: 0 } | Mode::Register(base) if hint.is_none() => {
                self.keep_top(base, top);
                base
            }
            mode => {
                self.address_to(mode, register);
                self.set_top(top);
                register
            }
        }
    }

    /// Loads from a place; a variable in a register is that register.
    pub(super) fn load(&mut self, from: Located, span: Span, to: impl FnOnce(&mut Self) -> u8) -> u8 {
        if let Mode::Register(register) = from.mode {
            self.note_read(register);
            return register;
        }
        let to = to(self);
        let class = from.bits.map_or(from.class, |_| unit_class(from.class));
        self.access(class.loads(), to, from.mode, span);
        if let Some(bits) = from.bits {
            self.extract_bits(to, bits, from.class);
        }
        to
    }

    /// Stores a register to a place. A value for a variable in a register is moved.
    pub(super) fn store(&mut self, from: u8, to: Located, span: Span) {
        match (to.mode, to.bits) {
            (Mode::Register(register), _) => {
                self.move_to(from, register);
                self.note_written(register);
            }
            (mode, None) => self.access(to.class.stores(), from, mode, span),
            (mode, Some(bits)) => self.store_bits(from, mode, to.class, bits, span),
        }
    }

    fn access(&mut self, [based, indexed, global]: [Op; 3], register: u8, mode: Mode, span: Span) {
        match mode {
            Mode::Register(_) => {}
            Mode::Base { base, offset } => self.emit(based, register, base, 0, offset),
            Mode::Indexed { base, index, offset } => self.emit(indexed, register, base, index, offset),
            Mode::Global { symbol, offset, .. } => {
                let insn = Insn { op: global, a: register, b: 0, c: 0, imm: offset };
                self.emit_reloc(insn, Target::Address(symbol), span);
            }
        }
    }

    /// Takes a bit-field out of its unit.
    pub(super) fn extract_bits(&mut self, register: u8, (first, width): (u8, u8), class: Class) {
        let is_signed = matches!(class, Class::Int { is_signed: true, .. });
        if !is_signed && first == 0 && width < 32 {
            self.emit(Op::AndI, register, register, 0, ((1_u32 << width) - 1) as i32);
            return;
        }
        let left = 64 - i32::from(first) - i32::from(width);
        let right = 64 - i32::from(width);
        self.emit(Op::ShlI, register, register, 0, left);
        self.emit(if is_signed { Op::SraI } else { Op::SrlI }, register, register, 0, right);
    }

    fn store_bits(&mut self, from: u8, mode: Mode, class: Class, (first, width): (u8, u8), span: Span) {
        let unit = unit_class(class);
        let mask = (u64::MAX >> (64 - u32::from(width.clamp(1, 64)))) << first;
        let old = self.temporary();
        let (new, bits) = (self.temporary(), self.temporary());
        self.settle(mode, unit.bytes());
        self.access(unit.loads(), old, mode, span);
        self.constant_to(!mask as i64, bits);
        self.emit(Op::And, old, old, bits, 0);
        self.emit(Op::ShlI, new, from, 0, 64 - i32::from(width));
        self.emit(Op::SrlI, new, new, 0, 64 - i32::from(width) - i32::from(first));
        self.emit(Op::Or, old, old, new, 0);
        self.access(unit.stores(), old, mode, span);
        self.release(old);
    }

    /// The bytes that a bit-field shares with others have a value when it gets one.
    fn settle(&mut self, mode: Mode, bytes: u64) {
        if let (Mode::Base { base, offset }, true) = (mode, self.watch.is_on) {
            self.emit(Op::Settle, 0, base, bytes as u8, offset);
        }
    }

    /// Copies a record.
    pub(super) fn copy(&mut self, to: u8, from: u8, bytes: u64) {
        if bytes > 0 && to != from {
            self.emit(Op::Copy, to, from, 0, i32::try_from(bytes).unwrap_or(i32::MAX));
        }
    }
}

/// The unsigned integer that a bit-field lies in.
fn unit_class(class: Class) -> Class {
    Class::Int { bits: class.bytes() as u8 * 8, is_signed: false }
}
