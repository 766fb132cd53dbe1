//! Function activations: what the CPU keeps of each, and what a debugger sees of it.

/// Where the running activation is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    /// The next instruction.
    pub(super) pc: usize,
    /// Where its window of registers starts.
    pub(super) base: usize,
    /// Its frame address: the lowest address of its frame.
    pub(super) frame: u64,
    /// Where its return address lies.
    pub(super) slot: u64,
    /// The stack pointer: the frame address, less what `alloca` took.
    pub(super) sp: u64,
}

impl Position {
    /// The same as a record. (The stack pointer of a waiting activation follows from its callee's slot.)
    pub(super) fn record(&self) -> FrameRecord {
        FrameRecord { pc: self.pc as u32, base: self.base as u32, frame: self.frame, slot: self.slot }
    }
}

/// An activation that waits for its callee to return.
#[derive(Clone, Copy, Debug)]
pub(super) struct FrameRecord {
    /// Where it goes on.
    pub(super) pc: u32,
    /// Where its window of registers starts.
    pub(super) base: u32,
    /// Its frame address.
    pub(super) frame: u64,
    /// Where its return address lies.
    pub(super) slot: u64,
}

/// An activation, for a debugger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameView {
    /// The function: index into the program's functions.
    pub function: Option<u32>,
    /// The instruction that it goes on with.
    pub pc: u32,
    /// The instruction whose line it is in: `pc`, or in a caller the call before it.
    pub line_pc: u32,
    /// The lowest address of its frame; variables lie at their offsets from here.
    pub frame_addr: u64,
    /// Where its return address lies.
    pub return_addr_slot: u64,
    /// Where its window of registers starts, for [`Machine::register`](super::Machine::register).
    pub window_base: usize,
}
