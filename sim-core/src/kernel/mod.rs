//! The model of the Linux kernel: one module per kernel concept, named as Linux names it.
//!
//! A [`Kernel`] is the state of all [hosts](host). It knows nothing of schedules: the world says which process runs, hands over
//! its system calls ([`Kernel::syscall`]) and faults, and takes what followed from them ([`Kernel::take_effects`]).
//! All of it is plain data that is cheap to clone, so that stepping back is keeping a clone.

pub mod channel;
pub mod console;
pub mod credentials;
pub mod epoll;
pub mod eventfd;
pub mod exec;
pub mod file;
pub mod fs;
pub mod futex;
mod host;
pub mod ipc;
pub mod mailbox;
pub mod mm;
pub mod mqueue;
pub mod numbered;
pub mod pipe;
pub mod process;
mod readiness;
pub mod script;
pub mod signal;
pub mod signalfd;
pub mod socket;
pub mod syscall;
pub mod task;
pub mod thread;
pub mod time;
pub mod timerfd;
mod traffic;
mod uaccess;
pub mod wait;
pub mod wire;

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use crate::abi::event::Outcome;
use crate::abi::record::{CallRecord, outputs};
use crate::abi::siginfo::Detail;
use crate::abi::syscall::Sysno;
use crate::abi::{Errno, SigInfo, SigSet, Signal, Status};
use crate::machine::memory::Fault;
use crate::network::Network;
use crate::scenario::{File, Stdout};

use channel::Channels;
use console::{Terminals, Written};
use epoll::Epoll;
use eventfd::Eventfd;
use exec::Programs;
use file::OpenFiles;
use fs::FileSystem;
use futex::Futexes;
use ipc::IpcIds;
use ipc::msg::MessageQueue;
use ipc::sem::SemaphoreSet;
use ipc::shm::Segment;
use mailbox::Mailboxes;
use mm::PhysicalMemory;
use mqueue::PosixQueues;
use numbered::Numbered;
use pipe::Pipes;
use signal::{Next, Queue};
use socket::Sockets;
use task::{State, Tasks};
use time::Clock;
use timerfd::Timerfd;
use wait::{Blocked, Resume, WaitsFor};
use wire::Wires;

/// A process id.
pub type Pid = i32;

/// File type of pipes (`inode(7)`).
const S_IFIFO: u32 = 0o010_000;
/// File type of character devices (`inode(7)`).
const S_IFCHR: u32 = 0o020_000;

/// Why a system call does not return a value to its caller, now or at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Halt {
    /// It fails.
    Errno(Errno),
    /// The caller sleeps; it is in the queue already.
    Block(WaitsFor, Resume),
    /// The caller has ended.
    NoReturn,
    /// The caller runs another program now (`execve`).
    Replaced,
    /// The caller makes it again after a signal handler.
    Restart,
    /// The caller's registers are what they shall be (`rt_sigreturn`).
    Resumed,
    /// The model does not have this.
    Unsupported(String),
    /// A limit of the lab was reached: which.
    Limit(&'static str),
}

impl From<Errno> for Halt {
    fn from(errno: Errno) -> Self {
        Self::Errno(errno)
    }
}

/// How a system call ends: the value in the result register, or something else.
pub type SysResult = Result<u64, Halt>;

/// What followed from a call, a fault or the passing of time, in the order in which it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A process was made.
    Forked {
        /// By whom.
        parent: Pid,
        /// The new one.
        child: Pid,
    },
    /// A thread was made.
    ThreadStarted {
        /// By whom.
        parent: Pid,
        /// The new one.
        child: Pid,
    },
    /// A process has entered a signal handler.
    Delivered {
        /// Which.
        pid: Pid,
        /// The signal.
        signal: Signal,
        /// The handler's address.
        handler: u64,
        /// `si_code`
        code: i32,
        /// `si_pid`
        sender: Pid,
    },
    /// A process was stopped.
    Stopped {
        /// Which.
        pid: Pid,
        /// By which signal.
        signal: Signal,
    },
    /// A process was continued.
    Continued {
        /// Which.
        pid: Pid,
    },
    /// A process ended.
    Ended {
        /// Which.
        pid: Pid,
        /// How.
        status: Status,
    },
    /// A call that had blocked came to its end.
    Completed {
        /// Whose.
        pid: Pid,
        /// The call.
        call: CallRecord,
        /// How it went.
        outcome: Outcome,
    },
}

impl Effect {
    /// Whom it concerns.
    #[must_use]
    pub const fn pid(&self) -> Pid {
        match *self {
            Self::Forked { child: pid, .. }
            | Self::ThreadStarted { child: pid, .. }
            | Self::Delivered { pid, .. }
            | Self::Stopped { pid, .. }
            | Self::Continued { pid }
            | Self::Ended { pid, .. }
            | Self::Completed { pid, .. } => pid,
        }
    }
}

/// Why a run cannot go on, because of what a process did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The process.
    pub pid: Pid,
    /// Why.
    pub reason: Reason,
}

/// See [`Refusal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The model does not have this.
    Unsupported(String),
    /// A limit of the lab was reached: which.
    Limit(&'static str),
}

/// The kernel. All hosts of a scenario have this one: each is what Linux calls a container, with a network, a file tree
/// and a name of its own, and nothing else that they share can be reached from another.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// Page frames.
    pub memory: PhysicalMemory,
    /// Processes and their threads.
    pub tasks: Tasks,
    /// Open file descriptions.
    pub files: OpenFiles,
    /// The file system.
    pub fs: FileSystem,
    /// Pipes.
    pub pipes: Pipes,
    /// The terminals, and what was typed.
    pub terminal: Terminals,
    /// What was written to the console, in order.
    pub written: Vec<Written>,
    /// System V message queues.
    pub messages: IpcIds<MessageQueue>,
    /// System V semaphore sets.
    pub semaphores: IpcIds<SemaphoreSet>,
    /// System V shared memory segments.
    pub segments: IpcIds<Segment>,
    /// POSIX message queues.
    pub posix_queues: PosixQueues,
    /// Where messages to named processes lie.
    pub channels: Channels,
    /// Mailboxes.
    pub mailboxes: Mailboxes,
    /// Sockets.
    pub sockets: Sockets,
    /// The links between hosts, and what is under way.
    pub wires: Wires,
    /// Counters (`eventfd(2)`).
    pub eventfds: Numbered<Eventfd>,
    /// Timers that are read (`timerfd_create(2)`).
    pub timerfds: Numbered<Timerfd>,
    /// Sets of signals that are read (`signalfd(2)`).
    pub signalfds: Numbered<SigSet>,
    /// Epoll instances.
    pub epolls: Numbered<Epoll>,
    /// How many interests have ever been added to them.
    interests_added: u64,
    /// Who sleeps at a word of memory.
    pub futexes: Futexes,
    /// Virtual time.
    pub clock: Clock,
    programs: Rc<Programs>,
    stdout: Stdout,
    task_limit: usize,
    last_pid: Pid,
    /// Who is in the middle of a call.
    caller: Option<Pid>,
    /// What that call has set off in others: it happens when they run, after the caller has come back.
    deferred: Vec<signal::Deferred>,
    woken: VecDeque<Pid>,
    effects: Vec<Effect>,
}

impl Kernel {
    /// Hosts on which nothing runs yet, with programs and files. At most `task_limit` processes may exist at a time.
    #[must_use]
    pub fn new(
        (programs, files, network): (Programs, &[File], Arc<Network>),
        stdout: Stdout,
        typed: &[u8],
        task_limit: usize,
    ) -> Self {
        let mut memory = PhysicalMemory::new();
        let fs = FileSystem::new(&mut memory, &programs, files, &network);
        Self {
            memory,
            fs,
            tasks: Tasks::default(),
            files: OpenFiles::default(),
            pipes: Pipes::default(),
            terminal: Terminals::new(stdout, typed),
            written: Vec::new(),
            messages: IpcIds::default(),
            semaphores: IpcIds::default(),
            segments: IpcIds::default(),
            posix_queues: PosixQueues::default(),
            channels: Channels::default(),
            mailboxes: Mailboxes::default(),
            sockets: Sockets::default(),
            wires: Wires::new(network),
            eventfds: Numbered::default(),
            timerfds: Numbered::default(),
            signalfds: Numbered::default(),
            epolls: Numbered::default(),
            interests_added: 0,
            futexes: Futexes::default(),
            clock: Clock::default(),
            programs: Rc::new(programs),
            stdout,
            task_limit,
            last_pid: process::SHELL,
            caller: None,
            deferred: Vec::new(),
            woken: VecDeque::new(),
            effects: Vec::new(),
        }
    }

    /// A process makes a system call. Whoever it wakes goes on at once, in the order of waking, until nobody does.
    ///
    /// # Errors
    /// [`Refusal`] if the run cannot go on.
    pub(crate) fn syscall(&mut self, pid: Pid, nr: u64, args: [u64; 6]) -> Result<(CallRecord, Outcome), Refusal> {
        let Some(nr) = u16::try_from(nr).ok().map(Sysno).filter(|&nr| syscall::is_supported(nr)) else {
            return Err(Refusal { pid, reason: Reason::Unsupported(syscall::describe(nr)) });
        };
        let call = CallRecord::new(nr, &args, &mut self.user(pid));
        self.caller = Some(pid);
        let result = syscall::dispatch(self, pid, nr, args, None);
        self.caller = None;
        let outcome = self.conclude(pid, &Attempt { nr, args, call: call.clone() }, result)?;
        self.carry_out_deferred();
        self.settle()?;
        let outcome = if outcome == Outcome::Blocked { self.outcome_after_sleep(pid) } else { outcome };
        Ok((call, outcome))
    }

    /// How a call went whose caller had to sleep: if those whom it woke have woken it in turn, as if it had not slept.
    /// (A writer fills the pipe, the reader empties it at once, and the rest fits.)
    fn outcome_after_sleep(&mut self, caller: Pid) -> Outcome {
        let is_own = |effect: &Effect| matches!(effect, Effect::Completed { pid, .. } if *pid == caller);
        match self.effects.iter().position(is_own).map(|index| self.effects.remove(index)) {
            Some(Effect::Completed { outcome, .. }) => outcome,
            _ if self.tasks.is_alive(caller) => Outcome::Blocked,
            _ => Outcome::NoReturn,
        }
    }

    /// An instruction of a process is at fault. Its signal can't be put off: if it is blocked or ignored, it kills.
    pub(crate) fn fault(&mut self, pid: Pid, fault: Fault) -> Result<(), Refusal> {
        let signal = fault.kind.signal();
        if self.tasks[pid].signals.mask.has(signal) || !self.tasks.dispositions(pid).get(signal).is_handler() {
            self.terminate(pid, Status::Signalled(signal));
        } else {
            let info = SigInfo { signal, code: fault.kind.code(), detail: Detail::Fault { addr: fault.addr } };
            self.post(pid, info, Queue::Private);
            self.deliver(pid);
        }
        self.settle()
    }

    /// A process that can run enters the handlers of the signals that have reached it.
    pub(crate) fn take_signals(&mut self, pid: Pid) -> Result<(), Refusal> {
        self.deliver(pid);
        self.settle()
    }

    /// Nobody can run: time passes until the next timer.
    pub(crate) fn pass_time(&mut self, until: u64) -> Result<(), Refusal> {
        self.jump_to(until);
        self.settle()
    }

    /// What has happened since the last time this was asked.
    pub(crate) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// A sleeper shall look again, in its turn.
    fn wake(&mut self, pid: Pid) {
        if !self.woken.contains(&pid) {
            self.woken.push_back(pid);
        }
    }

    /// The same, with something for it to find.
    fn wake_with(&mut self, pid: Pid, resume: Resume) {
        if let Some(blocked) = self.tasks.blocked_mut(pid) {
            blocked.resume = resume;
        }
        self.wake(pid);
    }

    /// Lets those who were woken retry their calls, and what is under way arrive.
    fn settle(&mut self) -> Result<(), Refusal> {
        loop {
            while let Some(pid) = self.woken.pop_front() {
                self.retry(pid)?;
            }
            if !self.deliver_next()? {
                return self.look_again();
            }
        }
    }

    /// All is at rest: those in `poll` and `epoll_wait` look whether something has become ready.
    fn look_again(&mut self) -> Result<(), Refusal> {
        let polls = |pid: Pid| self.tasks.blocked(pid).is_some_and(|blocked| blocked.on.is_poll());
        let pollers: Vec<Pid> = self.tasks.iter().map(|task| task.tid).filter(|&pid| polls(pid)).collect();
        pollers.into_iter().try_for_each(|pid| self.retry(pid))
    }

    fn retry(&mut self, pid: Pid) -> Result<(), Refusal> {
        if self.tasks.is_stopped(pid) {
            return Ok(());
        }
        let Some(blocked) = self.tasks.blocked(pid).cloned() else { return Ok(()) };
        self.tasks[pid].state = State::Runnable;
        let is_handler_first = self.is_handler_first(pid, &blocked);
        let Blocked { nr, args, call, resume, on, .. } = blocked;
        let result = match resume {
            resume if is_handler_first => Err(Halt::Block(on, resume)),
            Resume::Interrupted => Err(Errno::EINTR.into()),
            Resume::Over(result) => result.map_err(Halt::Errno),
            resume => syscall::dispatch(self, pid, nr, args, Some(resume)),
        };
        let before = self.effects.len();
        let outcome = self.conclude(pid, &Attempt { nr, args, call: call.clone() }, result)?;
        if !matches!(outcome, Outcome::NoReturn | Outcome::Blocked) {
            self.effects.insert(before, Effect::Completed { pid, call, outcome });
        }
        Ok(())
    }

    /// A call comes back, or falls asleep; then the signals of its caller are looked at.
    fn conclude(&mut self, pid: Pid, attempt: &Attempt, result: SysResult) -> Result<Outcome, Refusal> {
        if !self.tasks.is_alive(pid) {
            return Ok(Outcome::NoReturn);
        }
        let outcome = match (result, self.next_signal(pid)) {
            (Err(Halt::Block(on, resume)), None) => {
                self.sleep(pid, attempt, on, resume);
                return Ok(Outcome::Blocked);
            }
            (Err(Halt::Block(on, resume)), Some(Next::Handler(action))) => {
                let result = signal::interrupted(attempt.nr, on, &resume, &action);
                self.store_time_left(pid, attempt, on);
                self.sleep(pid, attempt, on, resume);
                self.leave_queues(pid);
                self.tasks[pid].state = State::Runnable;
                self.finish(pid, attempt, result)?
            }
            (Err(Halt::Block(on, resume)), Some(_)) => {
                self.sleep(pid, attempt, on, resume);
                Outcome::Blocked
            }
            // It stops on its way back: the caller will have the result when it goes on.
            (Ok(value), Some(Next::Stop)) => {
                self.sleep(pid, attempt, WaitsFor::Continue, Resume::Over(Ok(value)));
                Outcome::Blocked
            }
            (Err(Halt::Errno(errno)), Some(Next::Stop)) => {
                self.sleep(pid, attempt, WaitsFor::Continue, Resume::Over(Err(errno)));
                Outcome::Blocked
            }
            (result, _) => self.finish(pid, attempt, result)?,
        };
        self.deliver(pid);
        if self.tasks.is_alive(pid) {
            if outcome != Outcome::Blocked {
                self.tasks[pid].signals.restore();
            }
            return Ok(outcome);
        }
        self.effects.retain(|effect| !matches!(effect, Effect::Delivered { pid: whose, .. } if *whose == pid));
        Ok(Outcome::NoReturn)
    }

    /// A sleep that is interrupted says how much of it is left, if it was to last for a time (`clock_nanosleep(2)`,
    /// `select(2)`).
    fn store_time_left(&mut self, pid: Pid, attempt: &Attempt, on: WaitsFor) {
        let (WaitsFor::Time(until) | WaitsFor::Poll(Some(until))) = on else { return };
        let rem = match attempt.nr {
            Sysno::PPOLL => attempt.args[2],
            Sysno::PSELECT6 => attempt.args[4],
            Sysno::NANOSLEEP => attempt.args[1],
            Sysno::CLOCK_NANOSLEEP if attempt.args[1] & 1 == 0 => attempt.args[3],
            _ => 0,
        };
        let left = until.saturating_sub(self.clock.now);
        let words = [left / time::SECOND, left % time::SECOND];
        let _ = self.copy_out_if_wanted(pid, rem, &words.map(u64::to_le_bytes).concat());
    }

    fn sleep(&mut self, pid: Pid, attempt: &Attempt, on: WaitsFor, resume: Resume) {
        let Attempt { nr, args, call } = attempt.clone();
        self.tasks[pid].state = State::Blocked(Box::new(Blocked { nr, args, call, on, resume, was_stopped: false }));
    }

    /// Gives a call's result to its caller.
    fn finish(&mut self, pid: Pid, attempt: &Attempt, result: SysResult) -> Result<Outcome, Refusal> {
        Ok(match result {
            Ok(value) => {
                self.tasks[pid].cpu.finish_syscall(value);
                let outputs = outputs(attempt.nr, &attempt.args, value, &mut self.user(pid));
                Outcome::Returned { value: value as i64, outputs }
            }
            Err(Halt::Errno(errno)) => {
                self.tasks[pid].cpu.finish_syscall(errno.as_ret());
                Outcome::Failed(errno)
            }
            Err(Halt::NoReturn) => Outcome::NoReturn,
            Err(Halt::Replaced | Halt::Resumed) => Outcome::Returned { value: 0, outputs: Vec::new() },
            Err(Halt::Restart) => Outcome::Restarted,
            Err(Halt::Block(..)) => Outcome::Blocked,
            Err(Halt::Unsupported(what)) => return Err(Refusal { pid, reason: Reason::Unsupported(what) }),
            Err(Halt::Limit(what)) => return Err(Refusal { pid, reason: Reason::Limit(what) }),
        })
    }
}

/// A call being made.
#[derive(Clone, Debug)]
struct Attempt {
    nr: Sysno,
    args: [u64; 6],
    call: CallRecord,
}
