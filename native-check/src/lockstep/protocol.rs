//! What simulated processes and the controller write to each other.

use serde::{Deserialize, Serialize};
use sim_core::abi::event::{Body, Outcome, Site};
use sim_core::abi::{CallRecord, Sysno};
use sim_core::machine::memory::Fault;

/// What a process asks a turn for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Announcement {
    /// The line of the program's own text that is running.
    pub(super) site: Option<Site>,
    /// What it is about to do.
    pub(super) wish: Wish,
}

/// What a process is about to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Wish {
    /// A system call: its number and raw arguments.
    Call(Sysno, [u64; 6]),
    /// Touch memory that others can see.
    Access,
    /// Die of a fault.
    Fault,
    /// Nothing: it has run for too long without doing anything visible.
    TooLong,
    /// Nothing: the program uses something that the lab does not have.
    Unsupported(String),
}

/// How a turn (or the rest of one that had blocked) went.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Report {
    /// The call that had begun has this outcome, and then handlers were entered.
    Call(Outcome, Vec<Body>),
    /// The call is a sleep in virtual time; another grant ends it.
    Asleep {
        /// When it is over.
        until_ns: u64,
    },
    /// The call waits for one of several descriptors to become ready, and none is; another grant lets it look again.
    Polling {
        /// When it stops waiting, if it does.
        until_ns: Option<u64>,
    },
    /// The program uses something that the lab does not have.
    Unsupported(String),
    /// These things happened.
    Happened(Vec<Body>),
    /// These things happened, and now it dies of it.
    Dying(Vec<Body>),
}

/// A call that has begun, as its caller made it.
pub(super) type Begun = CallRecord;

/// The event of a fault.
pub(super) const fn fault_body(fault: Fault) -> Body {
    Body::Fault { fault: fault.kind, addr: fault.addr, access: fault.access }
}
