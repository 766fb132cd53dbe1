//! Processes: creation, end, zombies, orphans, waiting, groups and sessions.

use crate::abi::{Errno, Signal, Status};

use crate::network::HostId;

use super::credentials::Credentials;
use super::file::FdTable;
use super::fs::InodeId;
use super::mm::AddressSpace;
use super::signal::ProcessSignals;
use super::signal::timer::IntervalTimer;
use super::task::Task;
use super::wait::WaitsFor;
use super::{Effect, Halt, Kernel, Pid, Resume, SysResult};

/// The process that adopts orphans, and reaps them at once.
pub const INIT: Pid = 1;
/// The process that launched the programs of the scenario, as a shell does; it reaps them at once.
pub const SHELL: Pid = 100;

/// What job control has done to a process, until its parent has heard of it by `wait4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobChange {
    /// It was stopped.
    Stopped(Signal),
    /// It was continued.
    Continued,
}

impl JobChange {
    /// The status word that `waitpid` stores.
    const fn wait_word(self) -> i32 {
        match self {
            Self::Stopped(signal) => (signal.0 as i32) << 8 | 0x7f,
            Self::Continued => 0xffff,
        }
    }
}

/// A process: what its threads have in common (Linux: `struct signal_struct`, and what `CLONE_VM`, `CLONE_FILES`,
/// `CLONE_FS` and `CLONE_SIGHAND` share).
#[derive(Clone, Debug)]
pub struct Process {
    /// Its id.
    pub pid: Pid,
    /// The host that it runs on.
    pub host: HostId,
    /// Its parent's process id; [`SHELL`] for launched programs, [`INIT`] for orphans.
    pub ppid: Pid,
    /// Its process group.
    pub pgid: Pid,
    /// Its session.
    pub sid: Pid,
    /// Whose it is, and what it may do.
    pub credentials: Credentials,
    /// Name of the program that it runs.
    pub name: String,
    /// Whether it has started a program since it was made (then its parent may not move it to another group).
    pub has_executed: bool,
    /// Its memory.
    pub mm: AddressSpace,
    /// Its descriptors.
    pub files: FdTable,
    /// Its working directory.
    pub cwd: InodeId,
    /// Permissions that files it makes do not get (`umask(2)`).
    pub umask: u32,
    /// How it ended, if it has and nobody has waited for it yet (`Z`).
    pub status: Option<Status>,
    /// The signal that has stopped it (`T`), whatever its threads were doing.
    pub stopped: Option<Signal>,
    /// What its parent has not heard of yet.
    pub job_change: Option<JobChange>,
    /// Dispositions, and what is pending for any of its threads.
    pub signals: ProcessSignals,
    /// Its real-time interval timer.
    pub timer: IntervalTimer,
}

/// Which children `wait4` waits for (`waitpid(2)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WaitFor {
    /// Any.
    Any,
    /// The one with this id.
    Pid(Pid),
    /// Those of a process group.
    Group(Pid),
}

impl WaitFor {
    /// What the first argument of `wait4` means; none for a number that no group has.
    pub(super) fn new(pid: i32, own_group: Pid) -> Option<Self> {
        Some(match pid {
            i32::MIN => return None,
            -1 => Self::Any,
            0 => Self::Group(own_group),
            1.. => Self::Pid(pid),
            _ => Self::Group(-pid),
        })
    }

    fn includes(self, child: &Process) -> bool {
        match self {
            Self::Any => true,
            Self::Pid(pid) => child.pid == pid,
            Self::Group(group) => child.pgid == group,
        }
    }
}

/// The options of `wait4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WaitOptions(pub u32);

impl WaitOptions {
    /// `WNOHANG`: not to sleep when there is nothing to tell.
    pub(super) const NO_HANG: u32 = 1;
    /// `WUNTRACED`: to hear of stopped children.
    pub(super) const UNTRACED: u32 = 2;
    /// `WCONTINUED`: to hear of continued children.
    pub(super) const CONTINUED: u32 = 8;

    const fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    /// What there is to tell of a child: its status word.
    fn news_of(self, child: &Process) -> Option<i32> {
        match (child.status, child.job_change) {
            (Some(status), _) => Some(status.wait_word()),
            (_, Some(change @ JobChange::Stopped(_))) if self.has(Self::UNTRACED) => Some(change.wait_word()),
            (_, Some(change @ JobChange::Continued)) if self.has(Self::CONTINUED) => Some(change.wait_word()),
            _ => None,
        }
    }
}

impl Kernel {
    /// A process id that no process, group or session has.
    pub(super) fn next_pid(&mut self) -> Pid {
        self.last_pid += 1;
        self.last_pid
    }

    /// `fork(2)`: the child continues after the same call, with result 0.
    pub(super) fn fork(&mut self, tid: Pid) -> SysResult {
        if self.tasks.len() >= self.task_limit {
            return Err(Errno::EAGAIN.into());
        }
        let child = self.next_pid();
        let mm = self.tasks.process_mut(tid).mm.fork(&mut self.memory);
        let parent = self.tasks.process(tid);
        let mut process = Process {
            pid: child,
            ppid: parent.pid,
            has_executed: false,
            mm,
            job_change: None,
            signals: parent.signals.forked(),
            timer: IntervalTimer::default(),
            ..parent.clone()
        };
        process.files.trim();
        let parent = &self.tasks[tid];
        let mut leader = Task {
            tid: child,
            pid: child,
            signals: parent.signals.forked(),
            clear_child_tid: 0,
            robust_list: 0,
            exit_code: 0,
            ..parent.clone()
        };
        leader.cpu.finish_syscall(0);
        self.share_files(&process.files);
        self.attached_by_fork(tid, &process.mm);
        self.tasks.insert(process, leader);
        self.effects.push(Effect::Forked { parent: tid, child });
        Ok(child as u64)
    }

    /// Ends the process of a task, which need not be the one that runs: its memory, its descriptors, its place in queues
    /// go; its children get [`INIT`] as their parent; its parent can wait for it (`_exit(2)`, "CONSEQUENCES").
    pub(super) fn terminate(&mut self, tid: Pid, status: Status) {
        let pid = self.tasks[tid].pid;
        for thread in self.tasks.threads(pid).collect::<Vec<_>>() {
            self.end_thread(thread, status);
        }
        self.end_process(pid, status);
    }

    /// All threads of a process have ended.
    pub(super) fn end_process(&mut self, pid: Pid, status: Status) {
        self.tasks.remove_followers(pid);
        self.detach_all(pid);
        self.semaphore_undo(pid);
        self.close_all(pid, |_| true);
        let groups = self.groups_at_stake(pid);
        self.orphan_children(pid);
        let process = self.tasks.process_mut(pid);
        process.status = Some(status);
        process.stopped = None;
        process.job_change = None;
        self.hang_up_orphaned(&groups);
        if self.tell_parent_of_end(pid, status) {
            self.reap(pid);
        }
    }

    /// Whether a parent that sleeps in `wait4` of this first argument is woken by this child (`pid_child_should_wake`).
    /// One whose last eligible child has meanwhile left the group sleeps on.
    pub(super) fn is_awaited(&self, child: Pid, whom: i32) -> bool {
        let child = self.tasks.process(child);
        let whom = self.tasks.find(child.ppid).and_then(|parent| WaitFor::new(whom, parent.pgid));
        whom.is_some_and(|whom| whom.includes(child))
    }

    fn orphan_children(&mut self, pid: Pid) {
        let children: Vec<Pid> = self.tasks.children(pid).collect();
        for child in children {
            self.tasks.process_mut(child).ppid = INIT;
            if !self.tasks.is_living(child) {
                self.reap(child);
            }
        }
    }

    fn reap(&mut self, pid: Pid) {
        self.channels.end(pid);
        self.tasks.remove(pid);
    }

    /// Takes a process out of wherever it waits.
    pub(super) fn leave_queues(&mut self, pid: Pid) {
        self.woken.retain(|&woken| woken != pid);
        let Some(on) = self.tasks.blocked(pid).map(|blocked| blocked.on) else { return };
        self.clock.cancel(pid);
        match on {
            // A message that has been sent stays.
            WaitsFor::Child | WaitsFor::Continue | WaitsFor::Receipt(_) => {}
            WaitsFor::PipeData(id) | WaitsFor::PipeRoom(id) => self.pipe_leave(pid, id),
            WaitsFor::FifoPartner(id, side) => self.fifo_leave(pid, id, side),
            WaitsFor::FileLock(id, _) | WaitsFor::WholeFileLock(id) => self.lock_leave(pid, id),
            WaitsFor::Message(id) | WaitsFor::MessageRoom(id) => self.message_leave(pid, id),
            WaitsFor::Semaphore(id) => self.semaphore_leave(pid, id),
            WaitsFor::PosixMessage(id) | WaitsFor::PosixRoom(id) => self.mqueue_leave(pid, id),
            WaitsFor::MailboxMessage(port) | WaitsFor::MailboxRoom(port) => self.mailbox_leave(pid, port),
            WaitsFor::Letter(_) => self.channel_leave(pid),
            WaitsFor::Socket { id, .. } => self.socket_leave(pid, id),
            WaitsFor::Word(_) => self.futex_leave(pid),
            WaitsFor::Counter(id) => self.eventfd_leave(pid, id),
            WaitsFor::Expiry(id) => self.timerfd_leave(pid, id),
            WaitsFor::Time(_)
            | WaitsFor::Poll(_)
            | WaitsFor::Epoll(..)
            | WaitsFor::SignalFile(_)
            | WaitsFor::Signal { .. } => {}
        }
    }

    /// `wait4(2)` without its results: the child that there is news of and its status word, `None` if `WNOHANG` found none.
    /// One that has ended is gone then.
    pub(super) fn wait(&mut self, tid: Pid, whom: WaitFor, options: WaitOptions) -> Result<Option<(Pid, i32)>, Halt> {
        let parent = self.tasks[tid].pid;
        let of_parent = self.tasks.processes().filter(|process| process.ppid == parent);
        let mut candidates = of_parent.filter(|process| whom.includes(process)).peekable();
        if candidates.peek().is_none() {
            return Err(Errno::ECHILD.into());
        }
        let found = candidates.find_map(|process| options.news_of(process).map(|word| (process.pid, word)));
        drop(candidates);
        match found {
            Some((child, word)) => {
                self.tasks.process_mut(child).job_change = None;
                if !self.tasks.is_living(child) {
                    self.reap(child);
                }
                Ok(Some((child, word)))
            }
            None if options.has(WaitOptions::NO_HANG) => Ok(None),
            None => Err(Halt::Block(WaitsFor::Child, Resume::Again)),
        }
    }

    /// `setpgid(2)`. The order of the checks is Linux's.
    pub(super) fn set_process_group(&mut self, caller: Pid, pid: Pid, pgid: Pid) -> Result<(), Errno> {
        let caller = self.tasks.process(caller);
        let pid = if pid == 0 { caller.pid } else { pid };
        let pgid = if pgid == 0 { pid } else { pgid };
        if pgid < 0 {
            return Err(Errno::EINVAL);
        }
        let session = caller.sid;
        let is_own = |process: &&Process| process.pid == caller.pid || process.ppid == caller.pid;
        let target = self.tasks.find(pid).filter(is_own).ok_or(Errno::ESRCH)?;
        let is_foreign = target.sid != session || target.sid == pid;
        let is_group_here = |process: &Process| process.pgid == pgid && process.sid == session;
        if is_foreign || (pgid != pid && !self.tasks.processes().any(is_group_here)) {
            return Err(Errno::EPERM);
        }
        if pid != caller.pid && target.has_executed {
            return Err(Errno::EACCES);
        }
        self.tasks.process_mut(pid).pgid = pgid;
        Ok(())
    }

    /// `setsid(2)`.
    pub(super) fn set_session(&mut self, tid: Pid) -> Result<Pid, Errno> {
        let pid = self.tasks[tid].pid;
        if self.tasks.processes().any(|process| process.pgid == pid) {
            return Err(Errno::EPERM);
        }
        let process = self.tasks.process_mut(pid);
        process.sid = pid;
        process.pgid = pid;
        Ok(pid)
    }
}
