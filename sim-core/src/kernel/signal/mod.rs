//! Signals (`signal(7)`): dispositions, masks, pending signals; sending, delivering, stopping and continuing.
//!
//! A signal that ends or stops a process does so in the turn of its sender. A handler is entered when its process comes
//! back from the kernel: at the end of its own call, when a signal interrupts a call that it is blocked in, or else at
//! the beginning of its next turn, in place of its next visible operation.

mod deliver;
mod permission;
mod restart;
mod send;
mod state;
mod stop;
mod taker;
pub mod timer;

use crate::abi::Signal;

use super::Pid;

pub use state::{Action, Dispositions, Pending, ProcessSignals, ThreadSignals};

pub(super) use deliver::Next;
pub(super) use restart::interrupted;
pub(super) use send::Queue;
pub(super) use state::{SA_NOCLDSTOP, SA_NOCLDWAIT, SIG_IGN, is_synchronous};

/// What a call sets off in others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deferred {
    /// A process ends or stops by a signal.
    Signal(Pid, Signal),
    /// A process that goes on tells its parent.
    Continued(Pid),
}

/// The highest signal number (`_NSIG`).
pub const SIGNAL_MAX: i32 = 64;

/// What a signal does by default (`signal(7)`, "Signal dispositions").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultAction {
    /// The process ends (with or without a core dump: the lab's core size limit is 0).
    Terminate,
    /// Nothing.
    Ignore,
    /// The process stops until SIGCONT.
    Stop,
}

/// The default action of a signal.
#[must_use]
pub const fn default_action(signal: Signal) -> DefaultAction {
    match signal {
        Signal::SIGCHLD | Signal::SIGURG | Signal::SIGWINCH | Signal::SIGCONT => DefaultAction::Ignore,
        Signal::SIGSTOP | Signal::SIGTSTP | Signal::SIGTTIN | Signal::SIGTTOU => DefaultAction::Stop,
        _ => DefaultAction::Terminate,
    }
}
