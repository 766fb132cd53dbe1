//! What simulated processes and the controller write to each other.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
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
    /// Compute until the next thing that others can see: threads of one process never do so at the same time.
    Compute,
    /// Touch memory that others can see.
    Access,
    /// Die of a fault.
    Fault,
    /// Nothing: it has computed for so long without doing anything visible that it gives way.
    GiveWay,
    /// Nothing: the program uses something that the lab does not have.
    Unsupported(String),
}

/// How a turn (or the rest of one that had blocked) went.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Report {
    /// The call that had begun has this outcome, and then handlers were entered.
    Call(Outcome, Bodies),
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
    /// The call needs something of Linux that is not permitted here.
    Impossible(String),
    /// These things happened.
    Happened(Bodies),
    /// These things happened, and now it dies of it.
    Dying(Bodies),
}

/// Things that happened.
#[derive(Clone, Debug, Default)]
pub(super) struct Bodies(pub(super) Vec<Body>);

/// Their kind is a field among others, which the letters' format cannot take apart again; so they travel as text. Most
/// turns have none.
impl Serialize for Bodies {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let text = if self.0.is_empty() { Ok(String::new()) } else { serde_json::to_string(&self.0) };
        text.map_err(serde::ser::Error::custom)?.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Bodies {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(from)?;
        let bodies = if text.is_empty() { Ok(Vec::new()) } else { serde_json::from_str(text) };
        bodies.map(Self).map_err(serde::de::Error::custom)
    }
}

/// A call that has begun, as its caller made it.
pub(super) type Begun = CallRecord;

/// The event of a fault.
pub(super) const fn fault_body(fault: Fault) -> Body {
    Body::Fault { fault: fault.kind, addr: fault.addr, access: fault.access }
}
