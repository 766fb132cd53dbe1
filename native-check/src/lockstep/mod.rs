//! Scenarios on real Linux, in lockstep: one real process for each simulated one, real system calls on real memory, and
//! a controller that lets one visible operation happen at a time, in the order that a schedule says.
//!
//! Who does what, from the outside in: the checker starts a [`server`] (this same program again), which builds a
//! [`sandbox`]: fresh namespaces, a [`room`] for one run after the other. Its init is the [`controller`] and forks the
//! launcher, which forks the programs ([`process`]). Each dies with its parent, so killing any of them leaves nothing
//! behind.

mod calls;
mod clock;
mod console;
mod controller;
mod exec;
pub(crate) mod frames;
mod hosts;
mod launch;
mod limit;
mod memory;
mod own;
mod polling;
mod ports;
mod process;
mod procfs;
mod protocol;
mod request;
pub(crate) mod room;
pub(crate) mod sandbox;
pub(crate) mod server;
mod settle;
mod signal_files;
mod signals;
mod sockets;
mod strings;
mod task;
pub(crate) mod terminal;
#[cfg(test)]
mod tests;
mod threads;
mod timers;
mod tree;
mod users;
mod wear;
mod wire;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sim_core::abi::Trace;

pub(crate) use server::Server;

/// Where a run stops at the latest.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Limits {
    /// Real time.
    pub(crate) time: Duration,
    /// Events of the trace.
    pub(crate) events: usize,
    /// Processes at a time.
    pub(crate) tasks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(30), events: 100_000, tasks: 64 }
    }
}

/// What came out of a run.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// What happened.
    pub(crate) trace: Trace,
    /// What the programs wrote to standard output.
    pub(crate) stdout: Vec<u8>,
    /// What they wrote to standard error.
    pub(crate) stderr: Vec<u8>,
    /// How long it took, from the first fork to the last wait; all together if it was run several times.
    pub(crate) took: Duration,
}

/// Why there is no trace. None of it is the simulated program's fault.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LockstepError {
    /// The sandbox cannot be built here.
    #[error("failed to build the sandbox: {step}: {source}")]
    Sandbox {
        /// What was being done.
        step: &'static str,
        /// What the kernel says.
        source: std::io::Error,
    },
    /// The runtime of a simulated process failed.
    #[error("the runtime of P{task} failed: {what}")]
    Runtime {
        /// Which.
        task: u32,
        /// How.
        what: String,
    },
    /// It took too long.
    #[error("the run took longer than {0:?}; its processes were killed")]
    Time(Duration),
    /// The server or the sandbox is gone.
    #[error("the sandbox died: {0}")]
    Died(String),
    /// This machine, or who runs the checker, does not permit what the program needs.
    #[error("{0}")]
    Impossible(String),
    /// What the sandbox has told of its failure.
    #[error("{0}")]
    Reported(String),
}

/// Names the step that a failure happened in.
trait Step<T> {
    fn step(self, step: &'static str) -> Result<T, LockstepError>;
}

impl<T> Step<T> for std::io::Result<T> {
    fn step(self, step: &'static str) -> Result<T, LockstepError> {
        self.map_err(|source| LockstepError::Sandbox { step, source })
    }
}
