//! The CPU of one process: its registers, and what can be asked of it while it stands still. The loop that makes it
//! run is in `run`.

use std::sync::Arc;

use crate::abi::Site;

use super::code::Code;
use super::context::Strands;
use super::frames::{FrameRecord, FrameView, Position};
use super::memory::{Fault, SharedAccess, Suspicion};
use super::signal::Interrupted;
use super::{Insn, Program};

/// Registers that a function activation sees.
pub const WINDOW: usize = 256;

/// Why the CPU stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trap {
    /// A system call waits to be made; [`Machine::finish_syscall`] ends it.
    Syscall {
        /// Its number.
        nr: u64,
        /// Its arguments.
        args: [u64; 6],
    },
    /// The next instruction touches shared memory and waits for its turn.
    Shared(SharedAccess),
    /// The next instruction cannot be executed.
    Fault(Fault),
    /// C leaves open what the next instruction does. Made again with a memory that [overlooks](super::memory::Memory::overlook)
    /// it, it does what a real machine would.
    Suspect(Suspicion),
    /// The instructions granted have been executed.
    Budget,
    /// A statement of the program's own text comes next.
    Statement,
    /// The program uses something that the machine does not have.
    Unsupported(String),
}

/// Where to stop besides at traps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopAt {
    /// Nowhere.
    Nothing,
    /// Before an instruction that starts a statement of the program's own text, after at least one instruction.
    Statement,
}

/// A CPU. Clones share the program.
#[derive(Clone, Debug)]
pub struct Machine {
    pub(super) code: Arc<Code>,
    /// The windows of all activations, overlapping as calls laid them.
    pub(super) registers: Vec<u64>,
    /// The activations that wait for a return, outermost first.
    pub(super) callers: Vec<FrameRecord>,
    /// Where the running activation is.
    pub(super) at: Position,
    /// What signal handlers have interrupted, innermost last.
    pub(super) interrupted: Vec<Interrupted>,
    /// The flows of control that wait beside the one that runs.
    pub(super) strands: Strands,
    pub(super) steps: u64,
    /// Where the running thread's own objects are (`_Thread_local`).
    pub(super) thread_pointer: u64,
}

impl Machine {
    /// A CPU at the start of a program, not entered yet.
    #[must_use]
    pub fn new(program: Arc<Program>) -> Self {
        Self::with_code(Arc::new(Code::new(program)))
    }

    /// The same for a program that has been prepared already.
    #[must_use]
    pub fn with_code(code: Arc<Code>) -> Self {
        let at = Position { pc: 0, base: 0, frame: 0, slot: 0, sp: 0 };
        Self {
            code,
            registers: vec![0; WINDOW],
            callers: Vec::new(),
            at,
            interrupted: Vec::new(),
            strands: Strands::default(),
            steps: 0,
            thread_pointer: 0,
        }
    }

    /// Starts anew in a function, as if called with these arguments when the stack pointer was `sp`.
    pub fn enter(&mut self, function: u32, args: &[u64], sp: u64) {
        let callee = self.code.callees.get(function as usize).copied();
        let (entry, frame_size) = callee.map_or((u32::MAX, 8), |callee| (callee.entry, callee.frame));
        self.registers = vec![0; WINDOW];
        for (register, &arg) in self.registers.iter_mut().zip(args) {
            *register = arg;
        }
        self.callers.clear();
        self.interrupted.clear();
        self.strands = Strands::default();
        self.thread_pointer = self.code.program.tls_start;
        let slot = sp.wrapping_sub(8);
        let frame = slot.wrapping_sub(u64::from(frame_size));
        self.at = Position { pc: entry as usize, base: 0, frame, slot, sp: frame };
    }

    /// Goes on in the same activation, but with another stack, on which it is the outermost one (`clone(2)`): it keeps its
    /// registers and can return to nobody.
    pub fn move_to_stack(&mut self, stack: u64) {
        let size = self.at.slot.wrapping_sub(self.at.frame);
        let window: Vec<u64> = self.registers[self.at.base..].iter().copied().take(WINDOW).collect();
        self.registers = window;
        self.registers.resize(WINDOW, 0);
        self.callers.clear();
        self.interrupted.clear();
        self.strands = Strands::default();
        let slot = (stack & !15).wrapping_sub(8);
        let frame = slot.wrapping_sub(size);
        self.at = Position { pc: self.at.pc, base: 0, frame, slot, sp: frame };
    }

    /// Sets where the running thread's own objects are.
    pub fn set_thread_pointer(&mut self, addr: u64) {
        self.thread_pointer = addr;
    }

    /// Where the running thread's own objects are.
    #[must_use]
    pub fn thread_pointer(&self) -> u64 {
        self.thread_pointer
    }

    /// Counts instructions from here on: a new thread has executed none.
    pub fn start_counting(&mut self) {
        self.steps = 0;
    }

    /// Ends the system call that the CPU stopped at.
    pub fn finish_syscall(&mut self, ret: u64) {
        let Some(insn) = self.instruction() else { return };
        if let Some(register) = self.registers.get_mut(self.at.base + usize::from(insn.a)) {
            *register = ret;
        }
        self.at.pc += 1;
        self.steps += 1;
    }

    /// How many instructions have been executed.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Number of the next instruction.
    #[must_use]
    pub fn pc(&self) -> u32 {
        self.at.pc as u32
    }

    /// Address of the next instruction.
    #[must_use]
    pub fn pc_addr(&self) -> u64 {
        Program::address_of(self.pc())
    }

    /// The stack pointer.
    #[must_use]
    pub fn sp(&self) -> u64 {
        self.at.sp
    }

    /// The next instruction.
    #[must_use]
    pub fn instruction(&self) -> Option<Insn> {
        self.code.program.code.get(self.at.pc).copied()
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Arc<Program> {
        &self.code.program
    }

    /// The prepared program.
    #[must_use]
    pub fn code(&self) -> &Arc<Code> {
        &self.code
    }

    /// Whether a statement of the program's own text comes next.
    #[must_use]
    pub fn is_at_statement(&self) -> bool {
        self.code.starts_statement(self.pc())
    }

    /// The line of the program's own text that is running: that of the innermost activation there.
    #[must_use]
    pub fn user_site(&self) -> Option<Site> {
        self.frames().iter().find_map(|frame| self.code.program.site_at(frame.line_pc))
    }

    /// The activations, innermost first.
    #[must_use]
    pub fn frames(&self) -> Vec<FrameView> {
        let program = &self.code.program;
        let function_of = |pc: u32| {
            let index = program.functions.partition_point(|function| function.entry <= pc).checked_sub(1);
            index.map(|index| index as u32)
        };
        let running = self.at.record();
        let waiting = self.callers.iter().rev().map(|record| (record, record.pc.saturating_sub(1)));
        std::iter::once((&running, running.pc))
            .chain(waiting)
            .map(|(record, line_pc)| FrameView {
                function: function_of(line_pc),
                pc: record.pc,
                line_pc,
                frame_addr: record.frame,
                return_addr_slot: record.slot,
                window_base: record.base as usize,
            })
            .collect()
    }

    /// Register `number` of the window that starts at `window_base`.
    #[must_use]
    pub fn register(&self, window_base: usize, number: u8) -> u64 {
        self.registers.get(window_base + usize::from(number)).copied().unwrap_or(0)
    }
}
