//! Futexes (`futex(2)`): sleeping until somebody says that a word of memory has changed.
//!
//! A word of memory that is shared is the same word for all who have it mapped, at whatever address; any other word
//! belongs to its process alone.

use std::collections::VecDeque;

use crate::abi::Errno;
use crate::machine::program::PAGE;

use super::mm::{FrameId, Rights};
use super::uaccess::access_ok;
use super::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

/// Everybody (`FUTEX_BITSET_MATCH_ANY`).
pub(super) const ANYBODY: u32 = u32::MAX;

/// Which word (Linux: `union futex_key`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// At an address of one process, as callers say that use `FUTEX_PRIVATE_FLAG`.
    Private(Pid, u64),
    /// At an address of one process, as the kernel finds out. It is not the same as the word that is private by flag.
    Local(Pid, u64),
    /// In a shared page, at an offset.
    Shared(FrameId, u64),
}

/// A task that sleeps at a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Who.
    pub pid: Pid,
    /// Where.
    pub word: Word,
    /// Who shares no bit with this does not wake it (`FUTEX_WAIT_BITSET`).
    pub bits: u32,
}

/// All that sleep at words, longest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Futexes(VecDeque<Waiter>);

impl Futexes {
    /// The sleepers, longest first.
    pub fn iter(&self) -> impl Iterator<Item = &Waiter> {
        self.0.iter()
    }
}

/// Whether a word may be one of shared memory (`FUTEX_PRIVATE_FLAG`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// It is not, says the caller.
    Private,
    /// It is if its page is.
    Shared,
}

/// What `FUTEX_WAIT` asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait {
    /// Where.
    pub addr: u64,
    /// See [`Scope`].
    pub scope: Scope,
    /// What the word must hold.
    pub expected: u32,
    /// See [`Waiter::bits`].
    pub bits: u32,
    /// When it gives up.
    pub until: Option<u64>,
}

/// What `FUTEX_REQUEUE` and `FUTEX_CMP_REQUEUE` ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Requeue {
    /// Where those sleep that it is about.
    pub from: u64,
    /// Where those shall sleep that are not woken.
    pub to: u64,
    /// See [`Scope`].
    pub scope: Scope,
    /// How many are woken at most.
    pub woken: i32,
    /// How many are moved at most.
    pub moved: i32,
    /// What the first word must hold, if that matters.
    pub expected: Option<u32>,
}

/// What `FUTEX_WAKE_OP` does to the second word, and when it wakes there.
#[derive(Clone, Copy, Debug)]
pub(super) struct WakeOp(pub u32);

impl WakeOp {
    /// A number of 12 bits with a sign.
    const fn signed(bits: u32) -> i32 {
        ((bits << 20) as i32) >> 20
    }

    /// The word's new value; `ENOSYS` for an operation that there is none of.
    fn apply(self, old: u32) -> Result<u32, Errno> {
        const SHIFT: u32 = 8;
        let operation = self.0 >> 28;
        let plain = Self::signed(self.0 >> 12 & 0xfff) as u32;
        let operand = if operation & SHIFT != 0 { 1 << (plain & 31) } else { plain };
        Ok(match operation & 7 {
            0 => operand,
            1 => old.wrapping_add(operand),
            2 => old | operand,
            3 => old & !operand,
            4 => old ^ operand,
            _ => return Err(Errno::ENOSYS),
        })
    }

    /// Whether those at the second word are woken too.
    fn compares(self, old: u32) -> Result<bool, Errno> {
        let (old, operand) = (old as i32, Self::signed(self.0 & 0xfff));
        Ok(match self.0 >> 24 & 15 {
            0 => old == operand,
            1 => old != operand,
            2 => old < operand,
            3 => old <= operand,
            4 => old > operand,
            5 => old >= operand,
            _ => return Err(Errno::ENOSYS),
        })
    }
}

impl Kernel {
    fn futex_word(&mut self, tid: Pid, addr: u64, scope: Scope) -> Result<Word, Halt> {
        if !addr.is_multiple_of(4) {
            return Err(Errno::EINVAL.into());
        }
        // Only where the word begins is looked at, for all is one page.
        access_ok(addr, 0)?;
        if scope == Scope::Private {
            return Ok(Word::Private(self.tasks.process(tid).pid, addr));
        }
        let process = self.tasks.process(tid);
        let rights = process.mm.region_at(addr).map_or(Rights(0), |region| region.rights);
        // Linux finds it only if it has been touched, for it does not fetch what may not be read (observed on 6.18).
        if rights == Rights::EXECUTE {
            return Err(Halt::Unsupported("futex in shared memory that may only be executed".to_owned()));
        }
        // The page must be there: none is beyond the end of a mapped file.
        self.copy_in::<1>(tid, addr)?;
        let process = self.tasks.process(tid);
        match process.mm.page_info(addr) {
            Some(page) if page.is_shared && (rights.can_read() || rights.can_write()) => {
                Ok(Word::Shared(page.frame, addr % PAGE))
            }
            // A private page that nobody can write will never change (`get_futex_key` of `kernel/futex/core.c`).
            _ if rights.can_write() => Ok(Word::Local(process.pid, addr)),
            _ => Err(Errno::EFAULT.into()),
        }
    }

    /// `FUTEX_WAIT`: sleeps if the word still holds what the caller has seen in it.
    pub(super) fn futex_wait(&mut self, pid: Pid, wait: Wait) -> SysResult {
        let word = self.futex_word(pid, wait.addr, wait.scope)?;
        if u32::from_le_bytes(self.copy_in(pid, wait.addr)?) != wait.expected {
            return Err(Errno::EAGAIN.into());
        }
        if wait.until.is_some_and(|until| until <= self.clock.now) {
            return Err(Errno::ETIMEDOUT.into());
        }
        self.futexes.0.push_back(Waiter { pid, word, bits: wait.bits });
        self.limit_wait(pid, wait.until);
        Err(Halt::Block(WaitsFor::Word(wait.addr), Resume::Again))
    }

    /// `FUTEX_WAKE`: wakes up to `most` of those that have slept longest at a word, and at least one; says how many.
    pub(super) fn futex_wake(&mut self, pid: Pid, addr: u64, scope: Scope, most: i32, bits: u32) -> SysResult {
        let word = self.futex_word(pid, addr, scope)?;
        Ok(self.wake_waiters(word, usize::try_from(most).unwrap_or(0).max(1), bits))
    }

    fn waiters_at(&self, word: Word, bits: u32) -> Vec<Pid> {
        self.futexes.iter().filter(|waiter| waiter.word == word && waiter.bits & bits != 0).map(|w| w.pid).collect()
    }

    fn wake_waiters(&mut self, word: Word, most: usize, bits: u32) -> u64 {
        let mut woken = self.waiters_at(word, bits);
        woken.truncate(most);
        for &sleeper in &woken {
            self.futex_leave(sleeper);
            self.wake_with(sleeper, Resume::Woken);
        }
        woken.len() as u64
    }

    /// `FUTEX_REQUEUE`, `FUTEX_CMP_REQUEUE`: wakes some and lets others sleep at another word; says how many it touched,
    /// without a comparison only how many it woke.
    pub(super) fn futex_requeue(&mut self, pid: Pid, request: Requeue) -> SysResult {
        let (Ok(most_woken), Ok(most_moved)) = (usize::try_from(request.woken), usize::try_from(request.moved)) else {
            return Err(Errno::EINVAL.into());
        };
        let from = self.futex_word(pid, request.from, request.scope)?;
        let to = self.futex_word(pid, request.to, request.scope)?;
        if let Some(expected) = request.expected {
            let value = u32::from_le_bytes(self.copy_in(pid, request.from)?);
            if value != expected {
                return Err(Errno::EAGAIN.into());
            }
        }
        let woken = if most_woken == 0 { 0 } else { self.wake_waiters(from, most_woken, ANYBODY) };
        let moved: Vec<Pid> = self.waiters_at(from, ANYBODY).into_iter().take(most_moved).collect();
        for &sleeper in &moved {
            self.futex_move(sleeper, to, request.to);
        }
        Ok(woken + moved.len() as u64)
    }

    fn futex_move(&mut self, sleeper: Pid, to: Word, addr: u64) {
        if let Some(index) = self.futexes.0.iter().position(|waiter| waiter.pid == sleeper)
            && let Some(waiter) = self.futexes.0.remove(index)
        {
            self.futexes.0.push_back(Waiter { word: to, ..waiter });
        }
        if let Some(blocked) = self.tasks.blocked_mut(sleeper) {
            blocked.on = WaitsFor::Word(addr);
        }
    }

    /// `FUTEX_WAKE_OP`: changes the second word, wakes at the first and perhaps at the second.
    pub(super) fn futex_wake_op(
        &mut self,
        pid: Pid,
        [first, second]: [u64; 2],
        scope: Scope,
        [most, most_second]: [i32; 2],
        op: WakeOp,
    ) -> SysResult {
        let from = self.futex_word(pid, first, scope)?;
        let to = self.futex_word(pid, second, scope)?;
        let old = u32::from_le_bytes(self.copy_in(pid, second)?);
        self.copy_out(pid, second, &op.apply(old)?.to_le_bytes())?;
        let is_both = op.compares(old)?;
        let count = |most: i32| usize::try_from(most).unwrap_or(0).max(1);
        let mut woken = self.wake_waiters(from, count(most), ANYBODY);
        if is_both {
            woken += self.wake_waiters(to, count(most_second), ANYBODY);
        }
        Ok(woken)
    }

    /// A task does not sleep at a word any more.
    pub(super) fn futex_leave(&mut self, pid: Pid) {
        self.futexes.0.retain(|waiter| waiter.pid != pid);
    }
}
