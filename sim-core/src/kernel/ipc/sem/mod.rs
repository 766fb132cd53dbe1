//! System V semaphore sets (`semget(2)`, `semop(2)`, `semctl(2)`).
//!
//! The operations of one `semop` happen all at once or not at all. A process that cannot go on sleeps at the set; who
//! changes a value performs the operations of those whose time has come ([`update`]) before its own call returns.

mod control;
mod update;

pub(in crate::kernel) use control::Awaited;

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::abi::Errno;
use crate::kernel::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

use super::{IPC_NOWAIT, IpcObject, MAY_READ, MAY_WRITE, Permissions};

/// Most semaphores in a set.
pub const SEMMSL: i32 = 32_000;
/// Most operations of a `semop`.
pub const SEMOPM: u64 = 500;
/// Highest value of a semaphore.
pub const SEMVMX: i32 = 32_767;
/// Undo the operation when the process ends.
pub const SEM_UNDO: i16 = 0x1000;

/// One operation of a `semop` (`struct sembuf`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Which semaphore of the set.
    pub number: u16,
    /// What to add; 0 waits for the value 0.
    pub delta: i16,
    /// `IPC_NOWAIT`, `SEM_UNDO`.
    pub flags: i16,
}

impl Operation {
    /// How many bytes it takes in memory.
    pub(in crate::kernel) const BYTES: u64 = 6;

    /// As it lies in memory.
    pub(in crate::kernel) fn decode(bytes: &[u8]) -> Self {
        let word = |at: usize| i16::from_le_bytes([bytes[at], bytes[at + 1]]);
        Self { number: word(0) as u16, delta: word(2), flags: word(4) }
    }

    const fn is_undone(self) -> bool {
        self.flags & SEM_UNDO != 0
    }

    const fn waits(self) -> bool {
        self.flags as i32 & IPC_NOWAIT == 0
    }
}

/// A process that sleeps in `semop`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sleeper {
    /// Who.
    pub pid: Pid,
    /// Its process.
    pub process: Pid,
    /// What it wants to do, all at once.
    pub operations: Rc<[Operation]>,
    /// Index of the operation that could not be done when it was last tried.
    pub blocking: usize,
}

impl Sleeper {
    /// Whether it would change a value; otherwise it only waits for zeros.
    fn alters(&self) -> bool {
        self.operations.iter().any(|operation| operation.delta != 0)
    }

    fn is_complex(&self) -> bool {
        self.operations.len() > 1
    }
}

/// Sleepers in the order of coming: those that want to change values, and those that wait for zeros.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sleepers {
    /// Who wants to change a value (Linux: `pending_alter`).
    pub alter: VecDeque<Sleeper>,
    /// Who waits for zeros only (Linux: `pending_const`).
    pub zero: VecDeque<Sleeper>,
}

impl Sleepers {
    fn iter(&self) -> impl Iterator<Item = &Sleeper> {
        self.alter.iter().chain(&self.zero)
    }

    fn remove(&mut self, pid: Pid) -> Option<Sleeper> {
        let queue = if self.alter.iter().any(|sleeper| sleeper.pid == pid) { &mut self.alter } else { &mut self.zero };
        let index = queue.iter().position(|sleeper| sleeper.pid == pid)?;
        queue.remove(index)
    }
}

/// A semaphore of a set (Linux: `struct sem`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Semaphore {
    /// Its value.
    pub value: i32,
    /// Who changed it last or passed it (`GETPID`); 0: nobody yet.
    pub last: Pid,
    /// Who sleeps here with a single operation.
    pub sleepers: Sleepers,
}

/// A set of semaphores (Linux: `struct sem_array`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SemaphoreSet {
    /// Owner and permissions.
    pub permissions: Permissions,
    /// The semaphores.
    pub semaphores: Vec<Semaphore>,
    /// Who sleeps with several operations; as long as there is one, everybody who wants to change a value sleeps here.
    pub sleepers: Sleepers,
    /// How many sleepers have several operations.
    complex: usize,
    /// When somebody last performed operations, and changed the set (seconds since 1970; 0: never).
    pub times: [u64; 2],
    /// What to add for each process when it ends (`SEM_UNDO`), a number for each semaphore.
    pub undo: BTreeMap<Pid, Vec<i32>>,
}

impl IpcObject for SemaphoreSet {
    fn permissions(&self) -> &Permissions {
        &self.permissions
    }
}

impl SemaphoreSet {
    fn new(permissions: Permissions, count: usize, now: u64) -> Self {
        Self {
            permissions,
            semaphores: vec![Semaphore::default(); count],
            sleepers: Sleepers::default(),
            complex: 0,
            times: [0, now],
            undo: BTreeMap::new(),
        }
    }

    /// Everybody who sleeps at the set: by semaphore, then those with several operations.
    pub fn waiting(&self) -> impl Iterator<Item = &Sleeper> {
        self.semaphores.iter().map(|semaphore| &semaphore.sleepers).chain([&self.sleepers]).flat_map(Sleepers::iter)
    }

    /// Puts a process to sleep, where Linux would (`__do_semtimedop`).
    fn enqueue(&mut self, sleeper: Sleeper) {
        let own = usize::from(sleeper.operations[0].number);
        match (sleeper.is_complex(), sleeper.alters()) {
            (true, alters) => {
                if self.complex == 0 {
                    self.merge_queues();
                }
                self.complex += 1;
                if alters { &mut self.sleepers.alter } else { &mut self.sleepers.zero }.push_back(sleeper);
            }
            (false, true) if self.complex > 0 => self.sleepers.alter.push_back(sleeper),
            (false, true) => self.semaphores[own].sleepers.alter.push_back(sleeper),
            (false, false) => self.semaphores[own].sleepers.zero.push_back(sleeper),
        }
    }

    /// The first sleeper with several operations comes: all that want to change a value get into one queue.
    fn merge_queues(&mut self) {
        for semaphore in &mut self.semaphores {
            let mut own = std::mem::take(&mut semaphore.sleepers.alter);
            own.append(&mut self.sleepers.alter);
            self.sleepers.alter = own;
        }
    }

    /// The last sleeper with several operations has gone: each goes back to the semaphore it sleeps at.
    fn unmerge_queues(&mut self) {
        if self.complex == 0 {
            for sleeper in std::mem::take(&mut self.sleepers.alter) {
                let own = usize::from(sleeper.operations[0].number);
                self.semaphores[own].sleepers.alter.push_back(sleeper);
            }
        }
    }

    /// A process gives up waiting.
    fn leave(&mut self, pid: Pid) {
        let own = self.semaphores.iter_mut().map(|semaphore| &mut semaphore.sleepers);
        let gone = own.chain([&mut self.sleepers]).find_map(|sleepers| sleepers.remove(pid));
        self.complex -= usize::from(gone.is_some_and(|sleeper| sleeper.is_complex()));
        self.unmerge_queues();
    }
}

impl Kernel {
    /// `semget(2)`.
    pub(in crate::kernel) fn semaphore_set(
        &mut self,
        pid: Pid,
        key: i32,
        count: i32,
        flags: i32,
    ) -> Result<i32, Errno> {
        if !(0..=SEMMSL).contains(&count) {
            return Err(Errno::EINVAL);
        }
        let now = self.clock.seconds();
        let count = count as usize;
        let check = |set: &SemaphoreSet| if count > set.semaphores.len() { Err(Errno::EINVAL) } else { Ok(()) };
        let make = |permissions| match count {
            0 => Err(Errno::EINVAL),
            _ => Ok(SemaphoreSet::new(permissions, count, now)),
        };
        self.semaphores.get_or_add((key, flags, self.tasks.credentials(pid)), check, make)
    }

    /// `semtimedop(2)` up to the point where the caller goes on or sleeps; `until` is when it gives up.
    pub(in crate::kernel) fn semaphore_operate(
        &mut self,
        pid: Pid,
        id: i32,
        operations: Rc<[Operation]>,
        until: Option<u64>,
    ) -> SysResult {
        let now = self.clock.seconds();
        let process = self.tasks[pid].pid;
        let is_expired = until.is_some_and(|until| until <= self.clock.now);
        let set = self.semaphores.get_mut(id)?;
        if operations.iter().any(|operation| usize::from(operation.number) >= set.semaphores.len()) {
            return Err(Errno::EFBIG.into());
        }
        let alters = operations.iter().any(|operation| operation.delta != 0);
        set.permissions.permit(self.tasks.credentials(pid), if alters { MAY_WRITE } else { MAY_READ })?;
        match set.perform(process, &operations) {
            update::Attempt::Done => {
                set.times[0] = now;
                let woken = set.after(&operations);
                self.semaphore_wake(woken);
                Ok(0)
            }
            update::Attempt::Fails(errno) => Err(errno.into()),
            update::Attempt::Waits(_) if is_expired => Err(Errno::EAGAIN.into()),
            update::Attempt::Waits(blocking) => {
                set.enqueue(Sleeper { pid, process, operations, blocking });
                self.limit_wait(pid, until);
                Err(Halt::Block(WaitsFor::Semaphore(id), Resume::Again))
            }
        }
    }

    fn semaphore_wake(&mut self, woken: Vec<update::Woken>) {
        for (pid, result) in woken {
            self.wake_with(pid, Resume::Operated(result));
        }
    }

    /// A process gives up waiting at a set.
    pub(in crate::kernel) fn semaphore_leave(&mut self, pid: Pid, id: i32) {
        if let Ok(set) = self.semaphores.get_mut(id) {
            set.leave(pid);
        }
    }

    /// A process ends: what it asked to be undone is undone (`exit_sem`), each value kept within its bounds.
    pub(in crate::kernel) fn semaphore_undo(&mut self, pid: Pid) {
        let now = self.clock.seconds();
        let ids: Vec<i32> =
            self.semaphores.iter().filter(|(_, set)| set.undo.contains_key(&pid)).map(|(id, _)| id).collect();
        for id in ids {
            let Ok(set) = self.semaphores.get_mut(id) else { continue };
            for (semaphore, delta) in set.semaphores.iter_mut().zip(set.undo.remove(&pid).unwrap_or_default()) {
                if delta != 0 {
                    semaphore.value = (semaphore.value + delta).clamp(0, SEMVMX);
                    semaphore.last = pid;
                }
            }
            set.times[0] = now;
            let woken = set.after_unknown();
            self.semaphore_wake(woken);
        }
    }
}

#[cfg(test)]
mod tests;
