//! What a thread's instructions touch where other threads of its process can see it (see `docs/design/threads.md`).

use std::ops::Range;

use super::cpu::Machine;
use super::intrinsic;
use super::memory::{Mark, Memory, Stop};
use super::op::{Insn, Op};
use crate::abi::event::AccessKind;

/// Memory that can be told that the next accesses are seen by others, as those to shared memory are.
pub trait Witness: Memory {
    /// Accesses are seen by others from now on, or are not.
    fn watch(&mut self, is_watched: bool);
}

/// The memory of a process that has several threads, as one of them touches it. What the program's own functions touch,
/// and what anybody touches by an atomic operation, is seen by the other threads, unless it lies on the thread's own
/// stack or among its own objects.
#[derive(Debug)]
pub struct Watched<'m, M> {
    memory: &'m mut M,
    /// One past the program's own instructions; the library's lie behind them.
    own_code: usize,
    /// The thread's stack.
    stack: Range<u64>,
    /// The objects of which each thread has its own.
    own: Range<u64>,
    /// Whether the running instruction is watched.
    is_seen: bool,
}

impl<'m, M: Witness> Watched<'m, M> {
    /// The memory as the thread sees it whose registers these are, and whose stack is `stack`.
    pub fn new(memory: &'m mut M, cpu: &Machine, stack: Range<u64>) -> Self {
        let own = cpu.thread_pointer()..cpu.thread_pointer() + cpu.program().tls_size;
        Self { memory, own_code: cpu.code().own_end(), stack, own, is_seen: false }
    }

    fn sees(&self, addr: u64, len: u64) -> bool {
        let lies_in = |range: &Range<u64>| addr >= range.start && addr.saturating_add(len) <= range.end;
        self.is_seen && !lies_in(&self.stack) && !lies_in(&self.own)
    }
}

impl<M: Witness> Memory for Watched<'_, M> {
    const WATCHES: bool = true;
    const MARKS: bool = M::MARKS;

    fn mark(&mut self, addr: u64, len: u64, mark: Mark) {
        self.memory.mark(addr, len, mark);
    }

    fn open(&mut self, addr: u64, len: u64) {
        self.memory.open(addr, len);
    }

    fn carry(&mut self, to: u64, from: u64, len: u64) {
        self.memory.carry(to, from, len);
    }

    fn judge(&mut self, addr: u64, len: u64) -> Result<(), Stop> {
        self.memory.judge(addr, len)
    }

    fn overlook(&mut self, is_overlooking: bool) {
        self.memory.overlook(is_overlooking);
    }

    fn is_overlooking(&self) -> bool {
        self.memory.is_overlooking()
    }

    #[inline(always)]
    fn at(&mut self, pc: usize, insn: Insn) {
        self.is_seen = pc < self.own_code || insn.op == Op::Intrinsic && intrinsic::is_atomic(insn.imm as u32);
    }

    #[inline(always)]
    fn load<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Stop> {
        if !self.sees(addr, N as u64) {
            return self.memory.load(addr);
        }
        let mut bytes = [0; N];
        self.memory.judge(addr, N as u64)?;
        self.read(addr, &mut bytes)?;
        Ok(bytes)
    }

    #[inline(always)]
    fn store<const N: usize>(&mut self, addr: u64, bytes: [u8; N]) -> Result<(), Stop> {
        if !self.sees(addr, N as u64) {
            return self.memory.store(addr, bytes);
        }
        self.write(addr, &bytes)
    }

    fn read(&mut self, addr: u64, buf: &mut [u8]) -> Result<(), Stop> {
        self.memory.watch(self.sees(addr, buf.len() as u64));
        let result = self.memory.read(addr, buf);
        self.memory.watch(false);
        result
    }

    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Stop> {
        self.memory.watch(self.sees(addr, bytes.len() as u64));
        let result = self.memory.write(addr, bytes);
        self.memory.watch(false);
        result
    }

    fn reach(&mut self, addr: u64, most: u64, access: AccessKind) -> u64 {
        self.memory.reach(addr, most, access)
    }
}
