//! Between hosts: what one socket sends to another goes through a [link](crate::network::links) if that is elsewhere.

use crate::network::HostId;
use crate::network::links::{Fate, Flight, Links};

use super::socket::inet::segment::Segment;
use super::{Halt, Kernel, Pid, Reason, Refusal};

/// The links of the model, and what is under way.
pub type Wires = Links<Segment>;

impl Kernel {
    /// Sends a packet from one host to another. On one host it is there at once.
    pub(super) fn transmit(&mut self, from: HostId, to: HostId, segment: Segment) -> Result<(), Halt> {
        if from == to {
            return self.arrive(segment, None, 0);
        }
        if let Some(link) = self.wires.network.link_between(from, to) {
            self.wires.send(link, segment, self.clock.now);
        }
        Ok(())
    }

    /// Lets the next packet arrive whose time has come. False if there is none.
    pub(super) fn deliver_next(&mut self) -> Result<bool, Refusal> {
        let sockets = &self.sockets;
        let Some(fate) = self.wires.next(self.clock.now, |segment| sockets.wants(segment)) else { return Ok(false) };
        match fate {
            Fate::GivenUp(segment) => self.give_up(&segment),
            Fate::Arrives(Flight { link, retries, parcel, .. }) => {
                let origin = parcel.origin();
                self.arrive(parcel, link, retries).map_err(|halt| refusal(origin, halt))?;
            }
        }
        Ok(true)
    }
}

fn refusal(pid: Pid, halt: Halt) -> Refusal {
    let reason = match halt {
        Halt::Unsupported(what) => Reason::Unsupported(what),
        Halt::Limit(what) => Reason::Limit(what),
        other => Reason::Unsupported(format!("a packet that arrives and ends with {other:?}")),
    };
    Refusal { pid, reason }
}
