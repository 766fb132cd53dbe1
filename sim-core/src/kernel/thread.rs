//! Threads: making one (`clone(2)`), its end (`_exit(2)` of one thread), and what the kernel does for those that are left:
//! the word that it clears (`set_tid_address(2)`) and the futexes that a dead thread held (`set_robust_list(2)`).

use crate::abi::{Errno, Status};

use super::futex::{ANYBODY, Scope};
use super::task::{State, Task};
use super::{Effect, Halt, Kernel, Pid, SysResult};

const CLONE_VM: u64 = 0x100;
const CLONE_FS: u64 = 0x200;
const CLONE_FILES: u64 = 0x400;
const CLONE_SIGHAND: u64 = 0x800;
const CLONE_THREAD: u64 = 0x1_0000;
const CLONE_SYSVSEM: u64 = 0x4_0000;
const CLONE_SETTLS: u64 = 0x8_0000;
const CLONE_PARENT_SETTID: u64 = 0x10_0000;
const CLONE_CHILD_CLEARTID: u64 = 0x20_0000;
/// Does nothing.
const CLONE_DETACHED: u64 = 0x40_0000;
const CLONE_CHILD_SETTID: u64 = 0x100_0000;
/// What the threads of a process share.
const THREAD: u64 = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
/// What may be asked for besides.
const EXTRAS: u64 = CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID | CLONE_DETACHED;
/// The signal to the parent when the child ends.
const CSIGNAL: u64 = 0xff;
/// SIGCHLD.
const SIGCHLD: u64 = 17;

/// How many entries of a robust list the kernel looks at (`ROBUST_LIST_LIMIT`).
const ROBUST_LIST_LIMIT: usize = 2048;
const FUTEX_WAITERS: u32 = 0x8000_0000;
const FUTEX_OWNER_DIED: u32 = 0x4000_0000;
const FUTEX_TID_MASK: u32 = 0x3fff_ffff;

/// What `clone(2)` is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloneRequest {
    /// `CLONE_…`
    pub flags: u64,
    /// The child's stack pointer; 0 for the parent's.
    pub stack: u64,
    /// Where the parent wants to read the child's id.
    pub parent_tid: u64,
    /// Where the child wants to.
    pub child_tid: u64,
    /// The child's thread pointer.
    pub tls: u64,
}

/// What a call of `clone(2)` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloneKind {
    /// A thread of the same process.
    Thread,
    /// A process, as `fork` does.
    Process,
}

impl CloneRequest {
    /// From the raw arguments.
    #[must_use]
    pub const fn new(args: &[u64; 6]) -> Self {
        Self { flags: args[0], stack: args[1], parent_tid: args[2], child_tid: args[3], tls: args[4] }
    }

    /// Whether a flag is set.
    const fn has(&self, flag: u64) -> bool {
        self.flags & flag != 0
    }

    /// What it makes.
    ///
    /// # Errors
    /// `EINVAL` for flags that contradict each other (`clone(2)`, ERRORS); [`Halt::Unsupported`] for all that is neither a
    /// thread nor a process.
    pub fn kind(&self) -> Result<CloneKind, Halt> {
        let is_contradictory =
            self.has(CLONE_THREAD) && !self.has(CLONE_SIGHAND) || self.has(CLONE_SIGHAND) && !self.has(CLONE_VM);
        if is_contradictory {
            return Err(Errno::EINVAL.into());
        }
        match self.flags & !EXTRAS {
            flags if flags & !CSIGNAL == THREAD && self.stack != 0 => Ok(CloneKind::Thread),
            SIGCHLD => Ok(CloneKind::Process),
            _ => Err(Halt::Unsupported(format!("clone with flags {:#x}", self.flags))),
        }
    }
}

impl Kernel {
    /// `clone(2)`
    pub(super) fn clone_task(&mut self, tid: Pid, request: &CloneRequest) -> SysResult {
        let child = match request.kind()? {
            CloneKind::Thread => self.start_thread(tid)?,
            CloneKind::Process => self.fork(tid)? as Pid,
        };
        let task = &mut self.tasks[child];
        if request.stack != 0 {
            task.cpu.move_to_stack(request.stack);
        }
        if request.has(CLONE_SETTLS) {
            task.cpu.set_thread_pointer(request.tls);
        }
        task.clear_child_tid = if request.has(CLONE_CHILD_CLEARTID) { request.child_tid } else { 0 };
        if request.has(CLONE_PARENT_SETTID) {
            let _ = self.copy_out(tid, request.parent_tid, &child.to_le_bytes());
        }
        if request.has(CLONE_CHILD_SETTID) {
            let _ = self.copy_out(child, request.child_tid, &child.to_le_bytes());
        }
        Ok(child as u64)
    }

    fn start_thread(&mut self, tid: Pid) -> Result<Pid, Halt> {
        if self.tasks.len() >= self.task_limit {
            return Err(Errno::EAGAIN.into());
        }
        let child = self.next_pid();
        let parent = &self.tasks[tid];
        let signals = parent.signals.forked();
        let mut task = Task { tid: child, signals, robust_list: 0, exit_code: 0, ..parent.clone() };
        task.cpu.finish_syscall(0);
        task.cpu.start_counting();
        self.tasks.insert_thread(task);
        self.effects.push(Effect::ThreadStarted { parent: tid, child });
        Ok(child)
    }

    /// `_exit(2)` of one thread. With the last one the process ends, with the exit code of its first.
    pub(super) fn exit_thread(&mut self, tid: Pid, code: u8) {
        let pid = self.tasks[tid].pid;
        self.tasks[tid].exit_code = code;
        if self.tasks.threads(pid).count() == 1 {
            let status = Status::Exited(self.tasks[pid].exit_code);
            self.end_thread(tid, Status::Exited(code));
            self.end_process(pid, status);
            return;
        }
        self.end_thread(tid, Status::Exited(code));
        self.clear_tid_word(tid);
        if tid != pid {
            self.tasks.remove_thread(tid);
        }
    }

    /// A thread runs no more: its place in queues goes, and others hear of the futexes that it held.
    pub(super) fn end_thread(&mut self, tid: Pid, status: Status) {
        self.leave_queues(tid);
        self.release_robust(tid);
        self.effects.retain(|effect| *effect != Effect::Continued { pid: tid });
        self.effects.push(Effect::Ended { pid: tid, status });
        self.tasks[tid].state = State::Zombie;
    }

    /// Clears the word that the thread has named, and wakes one that waits there (`set_tid_address(2)`).
    fn clear_tid_word(&mut self, tid: Pid) {
        let addr = std::mem::take(&mut self.tasks[tid].clear_child_tid);
        if addr != 0 {
            let _ = self.copy_out(tid, addr, &[0; 4]);
            let _ = self.futex_wake(tid, addr, Scope::Shared, 1, ANYBODY);
        }
    }

    /// Looks at the futexes of the thread's list and at the one that it was about to take or to release (Linux:
    /// `exit_robust_list`).
    fn release_robust(&mut self, tid: Pid) {
        let head = std::mem::take(&mut self.tasks[tid].robust_list);
        if head == 0 {
            return;
        }
        let Ok(words) = self.copy_in::<24>(tid, head) else { return };
        let word = |index: usize| words[8 * index..8 * index + 8].iter().rev().fold(0, |w, &b| w << 8 | u64::from(b));
        let (mut entry, offset, pending) = (word(0), word(1), word(2));
        for _ in 0..ROBUST_LIST_LIMIT {
            if entry & !1 == head {
                break;
            }
            let next = self.copy_in::<8>(tid, entry & !1).map(u64::from_le_bytes);
            if entry != pending && self.release_one(tid, (entry & !1).wrapping_add(offset), Held::Listed).is_err() {
                return;
            }
            let Ok(next) = next else { return };
            entry = next;
        }
        if pending & !1 != 0 {
            let _ = self.release_one(tid, (pending & !1).wrapping_add(offset), Held::Pending);
        }
    }

    /// A futex of a dead thread (Linux: `handle_futex_death`).
    fn release_one(&mut self, tid: Pid, addr: u64, held: Held) -> Result<(), Halt> {
        let value = u32::from_le_bytes(self.copy_in(tid, addr)?);
        if held == Held::Pending && value & FUTEX_TID_MASK == 0 {
            self.futex_wake(tid, addr, Scope::Shared, 1, ANYBODY)?;
            return Ok(());
        }
        if value & FUTEX_TID_MASK != tid as u32 {
            return Ok(());
        }
        self.copy_out(tid, addr, &(value & FUTEX_WAITERS | FUTEX_OWNER_DIED).to_le_bytes())?;
        if value & FUTEX_WAITERS != 0 {
            self.futex_wake(tid, addr, Scope::Shared, 1, ANYBODY)?;
        }
        Ok(())
    }
}

/// How a thread held a futex when it died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// It was in the list.
    Listed,
    /// The thread was about to take it or to release it.
    Pending,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_make_a_thread_or_a_process_or_are_refused_by_name() {
        let kind = |flags| CloneRequest { flags, stack: 1, parent_tid: 0, child_tid: 0, tls: 0 }.kind();
        assert_eq!(kind(0x3d_0f00), Ok(CloneKind::Thread), "what pthread_create uses");
        assert_eq!(kind(0x120_0011), Ok(CloneKind::Process), "what fork uses");
        assert_eq!(kind(CLONE_THREAD), Err(Errno::EINVAL.into()));
        assert_eq!(kind(0x4111), Err(Halt::Unsupported("clone with flags 0x4111".to_owned())), "vfork by clone");
    }
}
