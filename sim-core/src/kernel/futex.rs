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

/// Which word (Linux: `union futex_key`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// At an address of one process.
    Private(Pid, u64),
    /// In a shared page, at an offset.
    Shared(FrameId, u64),
}

/// A process that sleeps at a word.
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

impl Kernel {
    fn futex_word(&self, pid: Pid, addr: u64, scope: Scope) -> Result<Word, Errno> {
        if !addr.is_multiple_of(4) {
            return Err(Errno::EINVAL);
        }
        // Only where the word begins is looked at, for all is one page.
        access_ok(addr, 0)?;
        let mm = &self.tasks.process(pid).mm;
        let rights = mm.region_at(addr).map_or(Rights(0), |region| region.rights);
        match mm.page_info(addr) {
            _ if scope == Scope::Private => Ok(Word::Private(pid, addr)),
            Some(page) if page.is_shared && (rights.can_read() || rights.can_write()) => {
                Ok(Word::Shared(page.frame, addr % PAGE))
            }
            // A private page that nobody can write will never change (`get_futex_key` of `kernel/futex/core.c`).
            _ if rights.can_write() => Ok(Word::Private(pid, addr)),
            _ => Err(Errno::EFAULT),
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
        let is_meant = |waiter: &&Waiter| waiter.word == word && waiter.bits & bits != 0;
        let most = usize::try_from(most).unwrap_or(0).max(1);
        let woken: Vec<Pid> = self.futexes.iter().filter(is_meant).take(most).map(|waiter| waiter.pid).collect();
        for &sleeper in &woken {
            self.futex_leave(sleeper);
            self.wake_with(sleeper, Resume::Woken);
        }
        Ok(woken.len() as u64)
    }

    /// A process does not sleep at a word any more.
    pub(super) fn futex_leave(&mut self, pid: Pid) {
        self.futexes.0.retain(|waiter| waiter.pid != pid);
    }
}
