//! The model of the Linux kernel: one module per kernel concept, named as Linux names it.
//!
//! A [`Kernel`] is the state of one host. It knows nothing of schedules: the world says which process runs, hands over
//! its system calls ([`Kernel::syscall`]) and faults, and takes what followed from them ([`Kernel::take_effects`]).
//! All of it is plain data that is cheap to clone, so that stepping back is keeping a clone.

pub mod console;
pub mod exec;
pub mod file;
pub mod futex;
pub mod ipc;
pub mod mm;
pub mod mqueue;
pub mod pipe;
pub mod process;
pub mod signal;
pub mod syscall;
pub mod time;
mod uaccess;
pub mod wait;

use std::collections::VecDeque;
use std::rc::Rc;

use crate::abi::event::Outcome;
use crate::abi::record::{CallRecord, outputs};
use crate::abi::syscall::Sysno;
use crate::abi::{Errno, Signal, Status};
use crate::scenario::Stdout;

use console::{TerminalInput, Written};
use exec::Programs;
use file::OpenFiles;
use futex::Futexes;
use ipc::IpcIds;
use ipc::msg::MessageQueue;
use ipc::sem::SemaphoreSet;
use ipc::shm::Segment;
use mm::PhysicalMemory;
use mqueue::PosixQueues;
use pipe::Pipes;
use process::{State, Tasks};
use time::Clock;
use wait::{Blocked, Resume, WaitsFor};

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

/// The kernel of one host.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// Page frames.
    pub memory: PhysicalMemory,
    /// Processes.
    pub tasks: Tasks,
    /// Open file descriptions.
    pub files: OpenFiles,
    /// Pipes.
    pub pipes: Pipes,
    /// What was typed at the terminal.
    pub terminal: TerminalInput,
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
    /// Who sleeps at a word of memory.
    pub futexes: Futexes,
    /// Virtual time.
    pub clock: Clock,
    programs: Rc<Programs>,
    stdout: Stdout,
    task_limit: usize,
    last_pid: Pid,
    woken: VecDeque<Pid>,
    effects: Vec<Effect>,
}

impl Kernel {
    /// A host on which nothing runs yet. At most `task_limit` processes may exist at a time.
    #[must_use]
    pub fn new(programs: Programs, stdout: Stdout, typed: &[u8], task_limit: usize) -> Self {
        Self {
            memory: PhysicalMemory::new(),
            tasks: Tasks::default(),
            files: OpenFiles::default(),
            pipes: Pipes::default(),
            terminal: TerminalInput::new(stdout, typed),
            written: Vec::new(),
            messages: IpcIds::default(),
            semaphores: IpcIds::default(),
            segments: IpcIds::default(),
            posix_queues: PosixQueues::default(),
            futexes: Futexes::default(),
            clock: Clock::default(),
            programs: Rc::new(programs),
            stdout,
            task_limit,
            last_pid: process::SHELL,
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
        let result = syscall::dispatch(self, pid, nr, args, None);
        match self.finish(pid, nr, &args, result)? {
            Finish::Outcome(outcome) => {
                self.settle()?;
                Ok((call, outcome))
            }
            Finish::Sleep(on, resume) => {
                let blocked = Blocked { nr, args, call: call.clone(), on, resume };
                self.tasks[pid].state = State::Blocked(Box::new(blocked));
                self.settle()?;
                Ok((call, self.outcome_after_sleep(pid)))
            }
        }
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

    /// A process is killed by a signal that the CPU's trap stands for.
    pub(crate) fn fault(&mut self, pid: Pid, signal: Signal) -> Result<(), Refusal> {
        self.terminate(pid, Status::Signalled(signal));
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

    /// Lets those who were woken retry their calls.
    fn settle(&mut self) -> Result<(), Refusal> {
        while let Some(pid) = self.woken.pop_front() {
            self.retry(pid)?;
        }
        Ok(())
    }

    fn retry(&mut self, pid: Pid) -> Result<(), Refusal> {
        let Some(blocked) = self.tasks.blocked(pid).cloned() else { return Ok(()) };
        self.tasks[pid].state = State::Runnable;
        let Blocked { nr, args, call, resume, .. } = blocked;
        let result = syscall::dispatch(self, pid, nr, args, Some(resume));
        match self.finish(pid, nr, &args, result)? {
            Finish::Outcome(Outcome::NoReturn) => {}
            Finish::Outcome(outcome) => self.effects.push(Effect::Completed { pid, call, outcome }),
            Finish::Sleep(on, resume) => {
                self.tasks[pid].state = State::Blocked(Box::new(Blocked { nr, args, call, on, resume }));
            }
        }
        Ok(())
    }

    /// Gives a call's result to its caller.
    fn finish(&mut self, pid: Pid, nr: Sysno, args: &[u64; 6], result: SysResult) -> Result<Finish, Refusal> {
        let outcome = match result {
            _ if !self.tasks.is_alive(pid) => Outcome::NoReturn,
            Ok(value) => {
                self.tasks[pid].cpu.finish_syscall(value);
                let outputs = outputs(nr, args, value, &mut self.user(pid));
                Outcome::Returned { value: value as i64, outputs }
            }
            Err(Halt::Errno(errno)) => {
                self.tasks[pid].cpu.finish_syscall(errno.as_ret());
                Outcome::Failed(errno)
            }
            Err(Halt::NoReturn) => Outcome::NoReturn,
            Err(Halt::Replaced) => Outcome::Returned { value: 0, outputs: Vec::new() },
            Err(Halt::Block(on, resume)) => return Ok(Finish::Sleep(on, resume)),
            Err(Halt::Unsupported(what)) => return Err(Refusal { pid, reason: Reason::Unsupported(what) }),
            Err(Halt::Limit(what)) => return Err(Refusal { pid, reason: Reason::Limit(what) }),
        };
        Ok(Finish::Outcome(outcome))
    }
}

/// How a call left its caller.
enum Finish {
    /// Done with it.
    Outcome(Outcome),
    /// Asleep in it.
    Sleep(WaitsFor, Resume),
}
