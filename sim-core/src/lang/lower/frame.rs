//! Where a function's variables live: registers for scalars whose address nobody takes, memory for the rest.
//!
//! Every named variable has a place in memory, also one that lives in a register: a debugger draws the frame as a compiler without
//! optimisation lays it out. The first parameter is highest, just below the return address; what is declared later is lower.
//! The frame pointer register holds the address of the frame's upper end, so that distances from it are known before
//! the size of the lowest part, which serves calls.

use std::collections::BTreeSet;

use crate::lang::hir::{Function, Local};
use crate::lang::types::{Type, Types};
use crate::machine::memory::Mark;

use super::suspect::{Doubtful, Part};

/// Registers kept free for temporaries and the arguments of calls.
const TEMPORARIES: usize = 64;
/// Bytes behind an array that belong to nobody.
const GAP: u32 = 16;

/// Where a variable lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// In a register.
    Register(u8),
    /// In the frame, so many bytes below its upper end.
    Memory(u32),
    /// Elsewhere; the register holds its address (a variable-length array).
    Pointer(u8),
}

/// The layout of a frame.
#[derive(Debug)]
pub(super) struct Frame {
    /// By local.
    pub(super) homes: Vec<Home>,
    /// By local: its place in the frame, below the upper end. Unnamed ones in registers have none.
    pub(super) slots: Vec<Option<u32>>,
    /// What lies behind arrays, where a program that is watched should not go.
    pub(super) gaps: Vec<Part>,
    /// Bytes that locals take.
    pub(super) size: u64,
    /// Holds the address for a returned record.
    pub(super) result_address: Option<u8>,
    /// Holds the address of the variadic arguments.
    pub(super) variadic: Option<u8>,
    /// Holds the address of the frame's upper end, if anything lives in memory.
    pub(super) pointer: Option<u8>,
    /// The first register that holds no variable.
    pub(super) first_temporary: u8,
    /// The register of the first parameter.
    pub(super) first_param: u8,
}

/// The parameters of a function beyond those of its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hidden {
    pub(super) has_result_address: bool,
    pub(super) is_variadic: bool,
    /// Whether arrays are kept apart.
    pub(super) is_watched: bool,
}

impl Frame {
    /// Lays out the variables of a function.
    pub(super) fn new(function: &Function, types: &Types, hidden: Hidden) -> Self {
        let first_param = u8::from(hidden.has_result_address);
        let params = (function.params as usize).min(255 - TEMPORARIES);
        let mut next = usize::from(first_param) + params;
        let variadic = hidden.is_variadic.then_some(next as u8);
        next += usize::from(hidden.is_variadic);
        let pointer = next as u8;
        let mut frame = Self {
            homes: Vec::with_capacity(function.locals.len()),
            slots: Vec::with_capacity(function.locals.len()),
            gaps: Vec::new(),
            size: 0,
            result_address: hidden.has_result_address.then_some(0),
            variadic,
            pointer: None,
            first_temporary: 0,
            first_param,
        };
        next += 1;
        for (index, local) in function.locals.iter().enumerate() {
            let register = if index < params { usize::from(first_param) + index } else { next };
            let is_kept_apart = hidden.is_watched && index >= params && is_named_array(local, types);
            frame.size += if is_kept_apart { u64::from(GAP) } else { 0 };
            let home = frame.place(local, types, register as u8, register < 255 - TEMPORARIES);
            if let (Home::Memory(below), true) = (home, is_kept_apart) {
                let end = u64::from(below).saturating_sub(types.size(local.ty).unwrap_or(0));
                frame.gaps.push(Part { below: end as u32, len: GAP, mark: Mark::Between });
            }
            next += usize::from(index >= params && !matches!(home, Home::Memory(_)));
            frame.homes.push(home);
        }
        if frame.homes.iter().any(|home| matches!(home, Home::Memory(_))) {
            frame.pointer = Some(pointer);
        }
        frame.first_temporary = next as u8;
        frame
    }

    /// Takes registers that tell whether the variables in `early` have a value.
    pub(super) fn take_flags(&mut self, function: &Function, early: &BTreeSet<u8>) -> Vec<Doubtful> {
        let mut flags = Vec::new();
        for (index, local) in function.locals.iter().enumerate() {
            let (Home::Register(variable), Some(name)) = (self.homes[index], &local.name) else { continue };
            let is_free = usize::from(self.first_temporary) < 255 - TEMPORARIES;
            if early.contains(&variable) && is_free {
                flags.push(Doubtful { variable, flag: self.first_temporary, name: name.clone() });
                self.first_temporary += 1;
            }
        }
        flags
    }

    fn place(&mut self, local: &Local, types: &Types, register: u8, is_free: bool) -> Home {
        if let Type::VariableArray { .. } = types.shape(local.ty) {
            self.slots.push(None);
            return Home::Pointer(register);
        }
        let is_aggregate = matches!(types.shape(local.ty), Type::Array { .. } | Type::Record(_));
        let in_memory = local.needs_memory || is_aggregate || !is_free;
        let slot = (in_memory || local.name.is_some()).then(|| self.slot(local, types));
        self.slots.push(slot);
        slot.filter(|_| in_memory).map_or(Home::Register(register), Home::Memory)
    }

    /// The upper end is 8 bytes above a multiple of 16, because the return address lies there.
    fn slot(&mut self, local: &Local, types: &Types) -> u32 {
        let align = local.align.clamp(1, 16);
        let size = types.size(local.ty).unwrap_or(1);
        self.size = (self.size.saturating_add(size).saturating_add(8)).next_multiple_of(align).saturating_sub(8);
        u32::try_from(self.size).unwrap_or(u32::MAX)
    }
}

fn is_named_array(local: &Local, types: &Types) -> bool {
    local.name.is_some() && matches!(types.shape(local.ty), Type::Array { .. })
}

/// The size of a frame: a multiple of 16 plus 8 that holds the locals and `calls` bytes for calls.
pub(super) fn frame_size(locals: u64, calls: u64) -> u64 {
    locals.saturating_add(calls).saturating_add(7) / 16 * 16 + 8
}
