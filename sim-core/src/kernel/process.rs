//! Processes: creation, end, zombies, orphans, waiting, groups and sessions.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::abi::{Errno, Signal, Status};
use crate::machine::cpu::Machine;

use super::file::FdTable;
use super::fs::InodeId;
use super::mm::AddressSpace;
use super::signal::SignalState;
use super::signal::timer::IntervalTimer;
use super::wait::{Blocked, WaitsFor};
use super::{Effect, Halt, Kernel, Pid, Resume, SysResult};

/// The process that adopts orphans, and reaps them at once.
pub const INIT: Pid = 1;
/// The process that launched the programs of the scenario, as a shell does; it reaps them at once.
pub const SHELL: Pid = 100;

/// What a process is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Running or ready to run (`R`).
    Runnable,
    /// Asleep in a system call (`S`).
    Blocked(Box<Blocked>),
    /// Ended, and not yet waited for (`Z`).
    Zombie(Status),
}

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

/// A process (Linux: `struct task_struct`).
#[derive(Clone, Debug)]
pub struct Task {
    /// Its process id.
    pub pid: Pid,
    /// Its parent's process id; [`SHELL`] for launched programs, [`INIT`] for orphans.
    pub ppid: Pid,
    /// Its process group.
    pub pgid: Pid,
    /// Its session.
    pub sid: Pid,
    /// Name of the program that it runs.
    pub name: String,
    /// Whether it has started a program since it was made (then its parent may not move it to another group).
    pub has_executed: bool,
    /// Its registers.
    pub cpu: Machine,
    /// Its memory.
    pub mm: AddressSpace,
    /// Its descriptors.
    pub files: FdTable,
    /// Its working directory.
    pub cwd: InodeId,
    /// Permissions that files it makes do not get (`umask(2)`).
    pub umask: u32,
    /// What it is doing.
    pub state: State,
    /// The signal that has stopped it (`T`), whatever it was doing.
    pub stopped: Option<Signal>,
    /// What its parent has not heard of yet.
    pub job_change: Option<JobChange>,
    /// Dispositions, mask, pending signals.
    pub signals: SignalState,
    /// Its real-time interval timer.
    pub timer: IntervalTimer,
}

/// The processes of a host, zombies included.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    list: BTreeMap<Pid, Rc<Task>>,
}

impl Tasks {
    /// All of them, in order of pid.
    pub fn iter(&self) -> impl Iterator<Item = &Task> {
        self.list.values().map(|task| &**task)
    }

    /// The process with this id, also if it is a zombie.
    #[must_use]
    pub fn get(&self, pid: Pid) -> Option<&Task> {
        self.list.get(&pid).map(|task| &**task)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether the process exists and has not ended.
    #[must_use]
    pub fn is_alive(&self, pid: Pid) -> bool {
        self.get(pid).is_some_and(|task| !matches!(task.state, State::Zombie(_)))
    }

    /// Whether the process can use the CPU.
    #[must_use]
    pub fn is_runnable(&self, pid: Pid) -> bool {
        self.get(pid).is_some_and(|task| task.state == State::Runnable && task.stopped.is_none())
    }

    /// The blocked call of a process, if it is in one.
    #[must_use]
    pub fn blocked(&self, pid: Pid) -> Option<&Blocked> {
        match &self.get(pid)?.state {
            State::Blocked(blocked) => Some(blocked),
            _ => None,
        }
    }

    /// The pids of a process's children, oldest first.
    pub fn children(&self, pid: Pid) -> impl Iterator<Item = Pid> {
        self.iter().filter(move |task| task.ppid == pid).map(|task| task.pid)
    }

    pub(super) fn insert(&mut self, task: Task) {
        self.list.insert(task.pid, Rc::new(task));
    }

    pub(super) fn blocked_mut(&mut self, pid: Pid) -> Option<&mut Blocked> {
        match &mut Rc::make_mut(self.list.get_mut(&pid)?).state {
            State::Blocked(blocked) => Some(blocked),
            _ => None,
        }
    }
}

/// # Panics
/// For a pid that no process has. A process that makes a call exists until the call is over.
impl std::ops::Index<Pid> for Tasks {
    type Output = Task;

    fn index(&self, pid: Pid) -> &Task {
        &self.list[&pid]
    }
}

/// # Panics
/// As [`Index`](std::ops::Index).
impl std::ops::IndexMut<Pid> for Tasks {
    fn index_mut(&mut self, pid: Pid) -> &mut Task {
        match self.list.get_mut(&pid) {
            Some(task) => Rc::make_mut(task),
            None => unreachable!("no process {pid}"),
        }
    }
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

    fn includes(self, child: &Task) -> bool {
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
    fn news_of(self, child: &Task) -> Option<i32> {
        match (&child.state, child.job_change) {
            (State::Zombie(status), _) => Some(status.wait_word()),
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
    pub(super) fn fork(&mut self, pid: Pid) -> SysResult {
        if self.tasks.len() >= self.task_limit {
            return Err(Halt::Limit("tasks"));
        }
        let child = self.next_pid();
        let mm = self.tasks[pid].mm.fork(&mut self.memory);
        let parent = &self.tasks[pid];
        let mut task = Task { pid: child, ppid: pid, has_executed: false, mm, job_change: None, ..parent.clone() };
        task.signals = parent.signals.forked();
        task.timer = IntervalTimer::default();
        task.cpu.finish_syscall(0);
        self.share_files(&task.files);
        self.attached_by_fork(pid, &task.mm);
        self.tasks.insert(task);
        self.effects.push(Effect::Forked { parent: pid, child });
        Ok(child as u64)
    }

    /// Ends a process, which need not be the one that runs: its memory, its descriptors, its place in queues go; its
    /// children get [`INIT`] as their parent; its parent can wait for it (`_exit(2)`, "CONSEQUENCES").
    pub(super) fn terminate(&mut self, pid: Pid, status: Status) {
        self.leave_queues(pid);
        self.detach_all(pid);
        self.semaphore_undo(pid);
        self.close_all(pid, |_| true);
        let groups = self.groups_at_stake(pid);
        self.orphan_children(pid);
        self.effects.retain(|effect| *effect != Effect::Continued { pid });
        self.effects.push(Effect::Ended { pid, status });
        let task = &mut self.tasks[pid];
        task.state = State::Zombie(status);
        task.stopped = None;
        task.job_change = None;
        self.hang_up_orphaned(&groups);
        if self.tell_parent_of_end(pid, status) {
            self.reap(pid);
        }
    }

    /// Whether a parent that sleeps in `wait4` of this first argument is woken by this child (`pid_child_should_wake`).
    /// One whose last eligible child has meanwhile left the group sleeps on.
    pub(super) fn is_awaited(&self, child: Pid, whom: i32) -> bool {
        let child = &self.tasks[child];
        let whom = self.tasks.get(child.ppid).and_then(|parent| WaitFor::new(whom, parent.pgid));
        whom.is_some_and(|whom| whom.includes(child))
    }

    fn orphan_children(&mut self, pid: Pid) {
        let children: Vec<Pid> = self.tasks.children(pid).collect();
        for child in children {
            self.tasks[child].ppid = INIT;
            if !self.tasks.is_alive(child) {
                self.reap(child);
            }
        }
    }

    fn reap(&mut self, pid: Pid) {
        self.tasks.list.remove(&pid);
    }

    /// Takes a process out of wherever it waits.
    pub(super) fn leave_queues(&mut self, pid: Pid) {
        self.woken.retain(|&woken| woken != pid);
        let Some(on) = self.tasks.blocked(pid).map(|blocked| blocked.on) else { return };
        self.clock.cancel(pid);
        match on {
            WaitsFor::Child | WaitsFor::Continue => {}
            WaitsFor::PipeData(id) | WaitsFor::PipeRoom(id) => self.pipe_leave(pid, id),
            WaitsFor::FifoPartner(id, side) => self.fifo_leave(pid, id, side),
            WaitsFor::FileLock(id, _) | WaitsFor::WholeFileLock(id) => self.lock_leave(pid, id),
            WaitsFor::Message(id) | WaitsFor::MessageRoom(id) => self.message_leave(pid, id),
            WaitsFor::Semaphore(id) => self.semaphore_leave(pid, id),
            WaitsFor::PosixMessage(id) | WaitsFor::PosixRoom(id) => self.mqueue_leave(pid, id),
            WaitsFor::Word(_) => self.futex_leave(pid),
            WaitsFor::Time(_) | WaitsFor::Poll(_) | WaitsFor::Signal { .. } => {}
        }
    }

    /// `wait4(2)` without its results: the child that there is news of and its status word, `None` if `WNOHANG` found none.
    /// One that has ended is gone then.
    pub(super) fn wait(&mut self, pid: Pid, whom: WaitFor, options: WaitOptions) -> Result<Option<(Pid, i32)>, Halt> {
        let mut candidates =
            self.tasks.iter().filter(|task| task.ppid == pid).filter(|task| whom.includes(task)).peekable();
        if candidates.peek().is_none() {
            return Err(Errno::ECHILD.into());
        }
        let found = candidates.find_map(|task| options.news_of(task).map(|word| (task.pid, word)));
        drop(candidates);
        match found {
            Some((child, word)) => {
                self.tasks[child].job_change = None;
                if !self.tasks.is_alive(child) {
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
        let pid = if pid == 0 { caller } else { pid };
        let pgid = if pgid == 0 { pid } else { pgid };
        if pgid < 0 {
            return Err(Errno::EINVAL);
        }
        let session = self.tasks[caller].sid;
        let target = self.tasks.get(pid).filter(|task| pid == caller || task.ppid == caller).ok_or(Errno::ESRCH)?;
        let is_foreign = target.sid != session || target.sid == pid;
        let is_group_here = |task: &Task| task.pgid == pgid && task.sid == session;
        if is_foreign || (pgid != pid && !self.tasks.iter().any(is_group_here)) {
            return Err(Errno::EPERM);
        }
        if pid != caller && target.has_executed {
            return Err(Errno::EACCES);
        }
        self.tasks[pid].pgid = pgid;
        Ok(())
    }

    /// `setsid(2)`.
    pub(super) fn set_session(&mut self, pid: Pid) -> Result<Pid, Errno> {
        if self.tasks.iter().any(|task| task.pgid == pid) {
            return Err(Errno::EPERM);
        }
        let task = &mut self.tasks[pid];
        task.sid = pid;
        task.pgid = pid;
        Ok(pid)
    }
}
