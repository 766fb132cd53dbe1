//! Events: what a trace is a list of.
//!
//! An event is what one process visibly did or what visibly happened to it. Model and real Linux each produce a list
//! of them for the same schedule; the check is equality of [`Event::task`] and [`Event::body`], one by one.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::{ArgValue, CallRecord, Errno, Signal, Undefined};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Event {
    /// Which task: its number in order of creation, from 1 (shown as `P1`).
    pub task: u32,
    /// What happened.
    #[serde(flatten)]
    pub body: Body,
    /// The line of the program's own text that was running (not compared: both sides run the same code).
    pub site: Option<Site>,
}

/// A place in a program's own text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Site {
    /// File name as the scenario gives it.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// The function it stands in.
    pub function: String,
}

/// How a memory access touched its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessKind {
    /// Read.
    Load,
    /// Written.
    Store,
    /// Fetched as an instruction.
    Execute,
}

/// Why the memory management unit refused an access (`sigaction(2)`, `si_code`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// No page is mapped there (SIGSEGV, `SEGV_MAPERR`).
    NotMapped,
    /// The page's rights do not allow it (SIGSEGV, `SEGV_ACCERR`).
    Protection,
    /// The mapped object ends before this page (SIGBUS, `BUS_ADRERR`).
    PastEnd,
    /// Integer division by zero or overflow (SIGFPE, `FPE_INTDIV`).
    Divide,
    /// Not an instruction (SIGILL).
    Illegal,
}

impl FaultKind {
    /// The signal that the kernel sends for it.
    #[must_use]
    pub const fn signal(self) -> Signal {
        match self {
            Self::NotMapped | Self::Protection => Signal::SIGSEGV,
            Self::PastEnd => Signal::SIGBUS,
            Self::Divide => Signal::SIGFPE,
            Self::Illegal => Signal::SIGILL,
        }
    }

    /// Its `si_code`.
    #[must_use]
    pub const fn code(self) -> i32 {
        match self {
            // SEGV_ACCERR, BUS_ADRERR, ILL_ILLOPN
            Self::Protection | Self::PastEnd | Self::Illegal => 2,
            // SEGV_MAPERR, FPE_INTDIV
            Self::NotMapped | Self::Divide => 1,
        }
    }
}

/// How a process ended, as its parent's `wait` sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It called `exit`; the low 8 bits of its argument.
    Exited(u8),
    /// A signal killed it.
    Signalled(Signal),
}

impl Status {
    /// The status word that `waitpid` stores (no core dump: the lab's core size limit is 0).
    #[must_use]
    pub const fn wait_word(self) -> i32 {
        match self {
            Self::Exited(code) => (code as i32) << 8,
            Self::Signalled(signal) => signal.0 as i32,
        }
    }

    /// What a shell shows as `$?`.
    #[must_use]
    pub const fn shell_code(self) -> u8 {
        match self {
            Self::Exited(code) => code,
            Self::Signalled(signal) => 128 + signal.0,
        }
    }
}

/// How a system call ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It returned, and wrote this through its pointers (parameter index, value).
    Returned {
        /// The return value.
        value: i64,
        /// What the kernel wrote into the caller's memory.
        outputs: Vec<(usize, ArgValue)>,
    },
    /// It failed with this error.
    Failed(Errno),
    /// The caller sleeps in the kernel; a later [`Body::Completed`] ends it.
    Blocked,
    /// A signal handler interrupted it, and it will be made again when the handler returns (`signal(7)`, "Interruption
    /// of system calls and library functions by signal handlers").
    Restarted,
    /// The call does not return (`exit_group`).
    NoReturn,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// The task began to run: by `fork` (`parent` is the forking task) or by the launch plan (`None`).
    Started {
        /// Its process id.
        pid: i32,
        /// The forking task.
        parent: Option<u32>,
    },
    /// The task began to run: a thread of the process of `parent`, which made it (`clone`).
    ThreadStarted {
        /// Its thread id.
        tid: i32,
        /// The task that made it.
        parent: u32,
    },
    /// It made a system call.
    Call {
        /// The call.
        call: CallRecord,
        /// How it went.
        outcome: Outcome,
    },
    /// A call that had blocked came to its end, because of what task `by` did.
    Completed {
        /// The call.
        call: CallRecord,
        /// How it went; never [`Outcome::Blocked`].
        outcome: Outcome,
        /// The task whose event this followed from.
        by: u32,
    },
    /// It touched memory that other processes can see.
    Access {
        /// First address.
        addr: u64,
        /// Load or store.
        access: AccessKind,
        /// The bytes read or written; at most [`KEPT_BYTES`](super::record::KEPT_BYTES).
        bytes: Vec<u8>,
    },
    /// The memory management unit or the arithmetic unit stopped an instruction.
    Fault {
        /// Why.
        fault: FaultKind,
        /// The address that was touched; for [`FaultKind::Divide`] and `Illegal` that of the instruction.
        addr: u64,
        /// How it was touched.
        access: AccessKind,
    },
    /// It did what C leaves undefined, and goes on as on a real machine. Only the model tells: these events are not
    /// compared.
    Undefined(Undefined),
    /// A signal reached it, and its handler was entered.
    Delivered {
        /// The signal.
        signal: Signal,
        /// The handler's address.
        handler: u64,
        /// `si_code`: where the signal comes from (`sigaction(2)`).
        code: i32,
        /// `si_pid`: the process that sent it or that it is about; 0 if it is the kernel's.
        sender: i32,
    },
    /// A signal stopped it.
    Stopped {
        /// The signal.
        signal: Signal,
    },
    /// SIGCONT lets it go on.
    Continued,
    /// It ended.
    Ended {
        /// How.
        status: Status,
    },
}

impl Body {
    /// Whether it happens on both sides.
    #[must_use]
    pub const fn is_compared(&self) -> bool {
        !matches!(self, Self::Undefined(_))
    }
}

/// A run, as either side produced it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Trace {
    /// Version of this format; 1.
    pub version: u32,
    /// `model` or `linux`.
    pub side: String,
    /// The kernel: `model`, or what `uname -r` says.
    pub kernel: String,
    /// The scenario's id or the program's file name.
    pub scenario: String,
    /// The schedule in its text form.
    pub schedule: String,
    /// What standard output was: `pipe` or `terminal`.
    pub stdout: String,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// Why the run ended.
    pub end: End,
}

/// Why a whole run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum End {
    /// Every process ended.
    Finished,
    /// No process can go on: who waits for what.
    Deadlock {
        /// Each stuck task and the call it is in.
        waiting: Vec<(u32, CallRecord)>,
        /// Tasks that a signal has stopped and nobody continues.
        #[serde(default)]
        stopped: Vec<u32>,
    },
    /// A limit of the lab was reached: which.
    Limit {
        /// Its name, as `steps`.
        what: String,
    },
    /// The program used something that the model does not have; who, and its name.
    Unsupported {
        /// The task.
        task: u32,
        /// What, as `system call 272 (unshare)`.
        what: String,
    },
}
