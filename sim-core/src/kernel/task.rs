//! Tasks: what the schedule chooses among. A task (Linux: `struct task_struct`) is a thread; what all threads of a process
//! have in common is its [`Process`].
//!
//! A task's id is unique among all tasks of a host. A process has the id of its first task, which stays here, a zombie if
//! need be, for as long as the process does; so a process id is always the id of one of its tasks too.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::abi::{SigInfo, SigSet, Signal};
use crate::machine::cpu::Machine;

use super::Pid;
use super::credentials::Credentials;
use super::mm::AddressSpace;
use super::process::Process;
use super::signal::{DefaultAction, Dispositions, Pending, ThreadSignals, default_action, is_synchronous};
use super::wait::Blocked;

/// What a task is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Running or ready to run (`R`).
    Runnable,
    /// Asleep in a system call (`S`).
    Blocked(Box<Blocked>),
    /// Ended, but it gives its process its id (`Z`).
    Zombie,
}

/// A thread.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its own id.
    pub tid: Pid,
    /// Its process.
    pub pid: Pid,
    /// Its registers.
    pub cpu: Machine,
    /// What it is doing.
    pub state: State,
    /// Its mask, and what is pending for it alone.
    pub signals: ThreadSignals,
    /// The word that the kernel clears when it ends (`set_tid_address(2)`); 0 for none.
    pub clear_child_tid: u64,
    /// Its list of futexes that others must hear of when it ends (`set_robust_list(2)`); 0 for none.
    pub robust_list: u64,
    /// What it gave to `_exit(2)`, if it has ended so.
    pub exit_code: u8,
}

/// The tasks and processes of a host, zombies included.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    list: BTreeMap<Pid, Rc<Task>>,
    processes: BTreeMap<Pid, Rc<Process>>,
    /// The tasks of a process besides its first, for those that have any; in order of id.
    followers: BTreeMap<Pid, Vec<Pid>>,
}

impl Tasks {
    /// All tasks, in order of id.
    pub fn iter(&self) -> impl Iterator<Item = &Task> {
        self.list.values().map(|task| &**task)
    }

    /// All processes, in order of id.
    pub fn processes(&self) -> impl Iterator<Item = &Process> {
        self.processes.values().map(|process| &**process)
    }

    /// The task with this id, also if it is a zombie.
    #[must_use]
    pub fn get(&self, tid: Pid) -> Option<&Task> {
        self.list.get(&tid).map(|task| &**task)
    }

    /// The process with this id, also if it is a zombie.
    #[must_use]
    pub fn find(&self, pid: Pid) -> Option<&Process> {
        self.processes.get(&pid).map(|process| &**process)
    }

    /// How many tasks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether the task exists and has not ended.
    #[must_use]
    pub fn is_alive(&self, tid: Pid) -> bool {
        self.get(tid).is_some_and(|task| task.state != State::Zombie)
    }

    /// Whether the process exists and has not ended: one of its threads lives.
    #[must_use]
    pub fn is_living(&self, pid: Pid) -> bool {
        self.find(pid).is_some_and(|process| process.status.is_none())
    }

    /// Whether a signal has stopped the task's process.
    #[must_use]
    pub fn is_stopped(&self, tid: Pid) -> bool {
        self.get(tid).and_then(|task| self.find(task.pid)).is_some_and(|process| process.stopped.is_some())
    }

    /// Whether the task can use the CPU.
    #[must_use]
    pub fn is_runnable(&self, tid: Pid) -> bool {
        self.get(tid).is_some_and(|task| task.state == State::Runnable) && !self.is_stopped(tid)
    }

    /// The blocked call of a task, if it is in one.
    #[must_use]
    pub fn blocked(&self, tid: Pid) -> Option<&Blocked> {
        match &self.get(tid)?.state {
            State::Blocked(blocked) => Some(blocked),
            _ => None,
        }
    }

    /// Who a task is.
    #[must_use]
    pub fn credentials(&self, tid: Pid) -> &Credentials {
        &self.process(tid).credentials
    }

    /// The ids of a process's children, oldest first.
    pub fn children(&self, pid: Pid) -> impl Iterator<Item = Pid> {
        self.processes().filter(move |process| process.ppid == pid).map(|process| process.pid)
    }

    /// The ids of a process's threads that have not ended, in order of id.
    pub fn threads(&self, pid: Pid) -> impl Iterator<Item = Pid> {
        let followers = self.followers.get(&pid).into_iter().flatten().copied();
        std::iter::once(pid).chain(followers).filter(|&tid| self.is_alive(tid))
    }

    /// Whether the process of a task has several threads.
    #[must_use]
    pub fn is_threaded(&self, tid: Pid) -> bool {
        self.threads(self[tid].pid).nth(1).is_some()
    }

    /// The process of a task.
    ///
    /// # Panics
    /// As [`Index`](std::ops::Index).
    #[must_use]
    pub fn process(&self, tid: Pid) -> &Process {
        &self.processes[&self[tid].pid]
    }

    /// The process of a task, to be changed.
    ///
    /// # Panics
    /// As [`Index`](std::ops::Index).
    pub(super) fn process_mut(&mut self, tid: Pid) -> &mut Process {
        let pid = self[tid].pid;
        match self.processes.get_mut(&pid) {
            Some(process) => Rc::make_mut(process),
            None => unreachable!("no process {pid}"),
        }
    }

    /// A task's CPU and the memory that it works in.
    ///
    /// # Panics
    /// As [`Index`](std::ops::Index).
    pub(crate) fn cpu_and_memory(&mut self, tid: Pid) -> (&mut Machine, &mut AddressSpace) {
        let Self { list, processes, .. } = self;
        let task = list.get_mut(&tid).map(Rc::make_mut);
        let process = task.as_ref().and_then(|task| processes.get_mut(&task.pid)).map(Rc::make_mut);
        match (task, process) {
            (Some(task), Some(process)) => (&mut task.cpu, &mut process.mm),
            _ => unreachable!("no task {tid}"),
        }
    }

    /// Puts in a process with its first thread.
    pub(super) fn insert(&mut self, process: Process, leader: Task) {
        self.processes.insert(process.pid, Rc::new(process));
        self.list.insert(leader.tid, Rc::new(leader));
    }

    /// Puts in another thread of a process.
    pub(super) fn insert_thread(&mut self, task: Task) {
        self.followers.entry(task.pid).or_default().push(task.tid);
        self.list.insert(task.tid, Rc::new(task));
    }

    /// Takes out a thread that has ended.
    pub(super) fn remove_thread(&mut self, tid: Pid) {
        let Some(task) = self.list.remove(&tid) else { return };
        if let Some(followers) = self.followers.get_mut(&task.pid) {
            followers.retain(|&follower| follower != tid);
        }
    }

    /// Takes out all threads of a process but the first.
    pub(super) fn remove_followers(&mut self, pid: Pid) {
        for tid in self.followers.remove(&pid).unwrap_or_default() {
            self.list.remove(&tid);
        }
    }

    /// Takes out a process that has ended, with all of its tasks.
    pub(super) fn remove(&mut self, pid: Pid) {
        self.processes.remove(&pid);
        self.list.remove(&pid);
        self.remove_followers(pid);
    }

    pub(super) fn blocked_mut(&mut self, tid: Pid) -> Option<&mut Blocked> {
        match &mut Rc::make_mut(self.list.get_mut(&tid)?).state {
            State::Blocked(blocked) => Some(blocked),
            _ => None,
        }
    }
}

/// The signals of a task: its own and those of its process.
impl Tasks {
    /// What is pending for a task.
    #[must_use]
    pub fn pending(&self, tid: Pid) -> SigSet {
        self.pending_lists(tid).into_iter().fold(SigSet::default(), |set, list| set.or(list.set()))
    }

    fn pending_lists(&self, tid: Pid) -> [&Pending; 2] {
        [&self[tid].signals.pending, &self.process(tid).signals.pending]
    }

    /// The process's dispositions.
    #[must_use]
    pub fn dispositions(&self, tid: Pid) -> &Dispositions {
        &self.process(tid).signals.dispositions
    }

    /// Drops pending signals of a process and of its threads.
    pub(super) fn forget_signals(&mut self, pid: Pid, is_gone: impl Fn(Signal) -> bool + Copy) {
        self.process_mut(pid).signals.pending.remove(is_gone);
        let threads: Vec<Pid> = self.threads(pid).collect();
        for tid in threads {
            self[tid].signals.pending.remove(is_gone);
        }
    }

    /// The next signal that a task is to take; those that are ignored are dropped on the way.
    pub(super) fn next_pending(&mut self, tid: Pid) -> Option<SigInfo> {
        let mask = self[tid].signals.mask;
        let dispositions = self.dispositions(tid).clone();
        let is_ignored = |signal: Signal| !mask.has(signal) && dispositions.get(signal).ignores(signal);
        self[tid].signals.pending.remove(is_ignored);
        self.process_mut(tid).signals.pending.remove(is_ignored);
        let own = self[tid].signals.pending.first(mask);
        own.or_else(|| self[tid].signals.is_alerted.then(|| self.process(tid).signals.pending.first(mask)).flatten())
    }

    fn peek_signal(&self, tid: Pid, blocked: SigSet) -> Option<(SigInfo, usize)> {
        let lists = self.pending_lists(tid).into_iter().enumerate();
        lists.filter_map(|(index, list)| list.first(blocked).map(|info| (info, index))).next()
    }

    /// Takes the next signal that is not in `blocked`: the thread's own first.
    pub(super) fn dequeue(&mut self, tid: Pid, blocked: SigSet) -> Option<SigInfo> {
        let (info, from) = self.peek_signal(tid, blocked)?;
        let list = if from == 0 { &mut self[tid].signals.pending } else { &mut self.process_mut(tid).signals.pending };
        list.take(blocked);
        Some(info)
    }

    /// A pending signal that ends the process as soon as it can.
    pub(super) fn deadly(&self, tid: Pid) -> Option<Signal> {
        let (mask, dispositions) = (self[tid].signals.mask, self.dispositions(tid));
        let is_deadly = |signal: &Signal| {
            dispositions.get(*signal).is_default()
                && !mask.has(*signal)
                && default_action(*signal) == DefaultAction::Terminate
        };
        self.pending_lists(tid)
            .into_iter()
            .flat_map(Pending::iter)
            .map(|info| info.signal)
            .filter(is_deadly)
            .min_by_key(|&signal| (!is_synchronous(signal), signal))
    }
}

/// # Panics
/// For an id that no task has. A task that makes a call exists until the call is over.
impl std::ops::Index<Pid> for Tasks {
    type Output = Task;

    fn index(&self, tid: Pid) -> &Task {
        &self.list[&tid]
    }
}

/// # Panics
/// As [`Index`](std::ops::Index).
impl std::ops::IndexMut<Pid> for Tasks {
    fn index_mut(&mut self, tid: Pid) -> &mut Task {
        match self.list.get_mut(&tid) {
            Some(task) => Rc::make_mut(task),
            None => unreachable!("no task {tid}"),
        }
    }
}
