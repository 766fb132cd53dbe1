//! `setjmp` and `longjmp`, and contexts: several flows of control on stacks of their own, of which one runs
//! (`setjmp(3)`, `makecontext(3)`).
//!
//! What a program keeps in its memory says only where to go on: instruction, frame, stack pointer, depth, strand. The
//! registers stay in the CPU, as they were left last: so an object in a register has its latest value after a jump, as
//! one in memory has. A jump is possible to activations that still exist; on a real machine anything could happen else.

use std::collections::BTreeMap;

use crate::abi::event::{AccessKind, FaultKind};

use super::cpu::{Machine, WINDOW};
use super::frames::{FrameRecord, Position};
use super::intrinsic::Id;
use super::memory::{Fault, Mark, Memory, Stop};
use super::op::Op;
use super::program::{Program, STACK_LIMIT};
use super::signal::Interrupted;

/// Words of a place to go on, as it lies in memory.
const WORDS: usize = 5;
/// Most words that `makecontext` hands to the function it starts.
const ARGS: usize = 8;

/// Registers and activations of a flow of control that does not run now.
#[derive(Clone, Debug)]
struct Strand {
    registers: Vec<u64>,
    callers: Vec<FrameRecord>,
    interrupted: Vec<Interrupted>,
}

/// Where a strand begins, whenever it is started (again).
#[derive(Clone, Copy, Debug)]
struct Origin {
    at: Position,
    args: [u64; ARGS],
    /// Where its function returns to.
    end: FrameRecord,
    /// What that gets as its argument.
    context: u64,
}

/// The flows of control of a CPU.
#[derive(Clone, Debug, Default)]
pub(super) struct Strands {
    /// The one that runs: 0 for that which the program began with, else the address of its context.
    running: u64,
    waiting: BTreeMap<u64, Strand>,
    origins: BTreeMap<u64, Origin>,
}

/// A place to go on, as it lies in memory.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Address of the instruction: a `setjmp`, or the start of a strand.
    target: u64,
    frame: u64,
    sp: u64,
    depth: usize,
    strand: u64,
}

impl Place {
    fn read<M: Memory>(mem: &mut M, buf: u64) -> Result<Self, Stop> {
        let [target, frame, sp, depth, strand] = read_words::<M, WORDS>(mem, buf)?;
        Ok(Self { target, frame, sp, depth: usize::try_from(depth).unwrap_or(usize::MAX), strand })
    }

    fn write<M: Memory>(self, mem: &mut M, buf: u64) -> Result<(), Stop> {
        let words: [u64; WORDS] = [self.target, self.frame, self.sp, self.depth as u64, self.strand];
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        mem.write(buf, &bytes)
    }
}

fn read_words<M: Memory, const N: usize>(mem: &mut M, addr: u64) -> Result<[u64; N], Stop> {
    let mut bytes = vec![0; 8 * N];
    mem.read(addr, &mut bytes)?;
    let mut words = [0; N];
    for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(8)) {
        *word = bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    }
    Ok(words)
}

impl Strands {
    /// `setjmp`: fills a `jmp_buf` with where the running strand is.
    pub(super) fn save<M: Memory>(&self, mem: &mut M, buf: u64, at: Position, depth: usize) -> Result<(), Stop> {
        let target = Program::address_of(at.pc as u32);
        Place { target, frame: at.frame, sp: at.sp, depth, strand: self.running }.write(mem, buf)
    }
}

impl Machine {
    /// Does the intrinsics that leave the running activation or make another strand. The next instruction is the one after.
    pub(super) fn change_context<M: Memory>(&mut self, id: Id, args: &[u64; 6], mem: &mut M) -> Result<(), Stop> {
        match id {
            Id::MakeContext => self.make_context(mem, args),
            _ => self.jump(mem, args[0], args[1]),
        }
    }

    /// `longjmp`: goes on at the place that lies at `buf`, in whatever strand that is. SIGILL if the activation that called
    /// `setjmp` is gone.
    fn jump<M: Memory>(&mut self, mem: &mut M, buf: u64, value: u64) -> Result<(), Stop> {
        let place = Place::read(mem, buf)?;
        if let Some(origin) = self.origin_of(place) {
            self.switch_to(place.strand);
            self.begin(origin);
            return Ok(());
        }
        let (pc, record) = self.landing(place).ok_or_else(|| self.illegal())?;
        if place.strand == self.strands.running {
            // The frames that are left will be others'.
            let left = place.sp.saturating_sub(self.at.sp).min(STACK_LIMIT);
            mem.mark(self.at.sp, left, Mark::Fine);
        }
        self.switch_to(place.strand);
        self.callers.truncate(place.depth);
        let base = record.base as usize;
        self.at = Position { pc: pc as usize + 1, base, frame: place.frame, slot: record.slot, sp: place.sp };
        let register = base + usize::from(self.code.program.code.get(pc as usize).map_or(0, |insn| insn.a));
        if let Some(register) = self.registers.get_mut(register) {
            *register = jump_value(value);
        }
        Ok(())
    }

    /// The strand's beginning, if that is what a place means.
    fn origin_of(&self, place: Place) -> Option<Origin> {
        let origin = *self.strands.origins.get(&place.strand)?;
        (place.depth == 0 && place.target == Program::address_of(origin.at.pc as u32)).then_some(origin)
    }

    /// The `setjmp` instruction that a place names, and the activation that it is in, if it still exists.
    fn landing(&self, place: Place) -> Option<(u32, FrameRecord)> {
        let pc = self.code.program.instruction_at(place.target).filter(|&pc| self.is_setjmp(pc))?;
        let is_running = place.strand == self.strands.running;
        let callers = if is_running { &self.callers } else { &self.strands.waiting.get(&place.strand)?.callers };
        let record = if is_running && place.depth == callers.len() {
            self.at.record()
        } else {
            callers.get(place.depth).copied()?
        };
        (record.frame == place.frame).then_some((pc, record))
    }

    fn is_setjmp(&self, pc: u32) -> bool {
        let insn = self.code.program.code.get(pc as usize);
        insn.is_some_and(|insn| insn.op == Op::Intrinsic && insn.imm as u32 == Id::Setjmp as u32)
    }

    fn illegal(&self) -> Stop {
        Stop::Fault(Fault { kind: FaultKind::Illegal, addr: self.pc_addr(), access: AccessKind::Execute })
    }

    /// Puts the running strand aside, where the running activation counts as one that waits, and takes up another.
    fn switch_to(&mut self, strand: u64) {
        if strand == self.strands.running {
            return;
        }
        let next = self.strands.waiting.remove(&strand).unwrap_or(Strand {
            registers: vec![0; WINDOW],
            callers: Vec::new(),
            interrupted: Vec::new(),
        });
        self.callers.push(self.at.record());
        let last = Strand {
            registers: std::mem::replace(&mut self.registers, next.registers),
            callers: std::mem::replace(&mut self.callers, next.callers),
            interrupted: std::mem::replace(&mut self.interrupted, next.interrupted),
        };
        self.strands.waiting.insert(self.strands.running, last);
        self.strands.running = strand;
    }

    /// Starts the running strand at its beginning.
    fn begin(&mut self, origin: Origin) {
        self.registers = vec![0; WINDOW.max(origin.at.base + WINDOW)];
        self.registers[0] = origin.context;
        self.registers[origin.at.base..origin.at.base + ARGS].copy_from_slice(&origin.args);
        self.callers = vec![origin.end];
        self.interrupted.clear();
        self.at = origin.at;
    }

    /// `makecontext`: a strand for the context at `args[0]`, which will call the function `args[1]` on the stack that ends at
    /// `args[3]`, with the words at `args[4]`; when that returns, `args[2]` is called with `args[5]`.
    fn make_context<M: Memory>(&mut self, mem: &mut M, args: &[u64; 6]) -> Result<(), Stop> {
        let [buf, function, end, stack, words, context] = *args;
        let args = read_words::<M, ARGS>(mem, words)?;
        let callees = (self.code.callee_at(function), self.code.callee_at(end));
        let (Some(function), Some(end)) = callees else { return Err(self.illegal()) };
        // A context of a strand that runs is made anew beside it. Addresses of contexts are even.
        let strand = if self.strands.running == buf { buf | 1 } else { buf };
        let end_slot = stack & !15;
        let slot = end_slot.wrapping_sub(8);
        let frame = slot.wrapping_sub(u64::from(function.frame));
        let end =
            FrameRecord { pc: end.entry, base: 0, frame: end_slot.wrapping_sub(u64::from(end.frame)), slot: end_slot };
        mem.write(slot, &Program::address_of(end.pc).to_le_bytes())?;
        let at = Position { pc: function.entry as usize, base: WINDOW, frame, slot, sp: frame };
        let target = Program::address_of(function.entry);
        Place { target, frame, sp: frame, depth: 0, strand }.write(mem, buf)?;
        self.strands.waiting.remove(&strand);
        self.strands.origins.insert(strand, Origin { at, args, end, context });
        self.at.pc += 1;
        Ok(())
    }
}

/// What `setjmp` returns after `longjmp` with this value.
const fn jump_value(value: u64) -> u64 {
    if value as i32 == 0 { 1 } else { value as i32 as u64 }
}
