//! The wires between hosts, in the hands of the controller: it reads what a host's real kernel sends, and writes it to the
//! host that it is for when its virtual time has come, by the [rules](sim_core::network::links) of the model.

use std::fs::File;
use std::io::{Read, Write};
use std::sync::Arc;

use sim_core::network::links::{Fate, Links, Parcel};
use sim_core::network::{HostId, Network};
use sim_core::world::Hand;

use super::LockstepError;

/// The longest packet.
const PACKET_MAX: usize = 65_536;
/// Protocol numbers of the internet protocol.
const TCP: u8 = 6;
/// Flags of TCP: no more data, request, reset.
const FIN: u8 = 1;
const SYN: u8 = 2;
const RST: u8 = 4;
const ACK: u8 = 16;

/// A direction of a connection: addresses and ports.
type Connection = [u8; 12];

/// What a packet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A message of UDP, or word that nobody was there for one.
    Alone,
    /// A segment of TCP: its flags, its place in the stream and how many bytes it carries.
    Segment { connection: Connection, flags: u8, sequence: u32, bytes: usize },
}

/// A packet of the internet protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Packet {
    from: [u8; 4],
    to: [u8; 4],
    kind: Kind,
    bytes: Vec<u8>,
}

impl Packet {
    /// None if it is of another protocol.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let header = usize::from(bytes.first()? & 0xf) * 4;
        if bytes.first()? >> 4 != 4 {
            return None;
        }
        let (from, to) = (bytes.get(12..16)?.try_into().ok()?, bytes.get(16..20)?.try_into().ok()?);
        let kind = if *bytes.get(9)? == TCP { segment(from, to, bytes.get(header..)?)? } else { Kind::Alone };
        Some(Self { from, to, kind, bytes: bytes.to_vec() })
    }
}

fn segment(from: [u8; 4], to: [u8; 4], bytes: &[u8]) -> Option<Kind> {
    let mut connection = [0; 12];
    connection[..4].copy_from_slice(&from);
    connection[4..8].copy_from_slice(&to);
    connection[8..].copy_from_slice(bytes.get(..4)?);
    let sequence = u32::from_be_bytes(bytes.get(4..8)?.try_into().ok()?);
    let header = usize::from(bytes.get(12)? >> 4) * 4;
    Some(Kind::Segment { connection, flags: *bytes.get(13)?, sequence, bytes: bytes.len().checked_sub(header)? })
}

impl Parcel for Packet {
    type Connection = Connection;

    fn is_alone(&self) -> bool {
        self.kind == Kind::Alone
    }

    fn is_acknowledgement(&self) -> bool {
        matches!(self.kind, Kind::Segment { flags, bytes: 0, .. } if flags & (FIN | SYN | RST) == 0)
    }

    fn is_request(&self) -> bool {
        matches!(self.kind, Kind::Segment { flags, .. } if flags & (SYN | ACK) == SYN)
    }

    fn is_sent_again(&self) -> bool {
        matches!(self.kind, Kind::Segment { flags, .. } if flags & RST == 0)
    }

    fn connection(&self) -> Option<Connection> {
        match self.kind {
            // Requests and their answers wait for nobody, as on the model.
            Kind::Segment { connection, flags, .. } if flags & SYN == 0 => Some(connection),
            _ => None,
        }
    }
}

/// The wires of a run, by host.
pub(super) struct Wire {
    ends: Vec<File>,
    links: Links<Packet>,
}

impl Wire {
    pub(super) fn new(ends: Vec<File>, network: Arc<Network>) -> Self {
        Self { ends, links: Links::new(network) }
    }

    /// Cuts or heals a link.
    pub(super) fn reach(&mut self, hand: Hand) {
        match hand {
            Hand::Cut(link) => self.links.cut(link as usize - 1),
            Hand::Heal(link) => self.links.heal(link as usize - 1),
        }
    }

    /// When the next packet arrives or is sent again, in virtual time.
    pub(super) fn next_due(&self) -> Option<u64> {
        self.links.next_due()
    }

    /// Takes in what the hosts have sent, and lets arrive what has come; says whether there was anything.
    ///
    /// # Errors
    /// When a connection would have to be given up, which real kernels do in their own time.
    pub(super) fn pump(&mut self, now_ns: u64) -> Result<bool, LockstepError> {
        let mut has_moved = false;
        for host in 0..self.ends.len() {
            while let Some(packet) = self.read(host) {
                has_moved = true;
                self.send(packet, now_ns);
            }
        }
        while let Some(fate) = self.links.next(now_ns, |_| true) {
            has_moved = true;
            match fate {
                Fate::Arrives(flight) => self.deliver(&flight.parcel),
                Fate::GivenUp(_) => {
                    let why = "TCP gives a connection up here, which real Linux does in its own time";
                    return Err(LockstepError::Impossible(why.to_owned()));
                }
            }
        }
        Ok(has_moved)
    }

    fn read(&mut self, host: usize) -> Option<Packet> {
        let mut buf = vec![0; PACKET_MAX];
        loop {
            let count = self.ends[host].read(&mut buf).ok()?;
            if let Some(packet) = Packet::parse(&buf[..count]) {
                return Some(packet);
            }
        }
    }

    fn send(&mut self, packet: Packet, now_ns: u64) {
        let network = &self.links.network;
        let ends = (network.host_at(packet.from), network.host_at(packet.to));
        let (Some(from), Some(to)) = ends else { return };
        if let Some(link) = network.link_between(from, to)
            && !self.is_repeated(&packet)
        {
            self.links.send(link, packet, now_ns);
        }
    }

    /// Whether the real kernel sends something again, in its own time, that is under way or will be sent again by the rules.
    fn is_repeated(&self, packet: &Packet) -> bool {
        !packet.is_alone()
            && !packet.is_acknowledgement()
            && self.links.flights().iter().any(|flight| flight.parcel.kind == packet.kind)
    }

    fn deliver(&self, packet: &Packet) {
        let host: Option<HostId> = self.links.network.host_at(packet.to);
        if let Some(mut end) = host.and_then(|host| self.ends.get(usize::from(host.0))) {
            // A kernel that has no room for a packet loses it, as on any network.
            let _ = end.write(&packet.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(protocol: u8, rest: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x45, 0, 0, 0, 0, 0, 0, 0, 64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2];
        bytes.extend_from_slice(rest);
        bytes
    }

    fn tcp(flags: u8, data: &[u8]) -> Vec<u8> {
        let header = [0x80, 0, 0, 80, 0, 0, 0, 9, 0, 0, 0, 0, 0x50, flags, 0, 0, 0, 0, 0, 0];
        ip(TCP, &[&header[..], data].concat())
    }

    #[test]
    fn a_packet_says_what_it_is() {
        let parse = |bytes: &[u8]| Packet::parse(bytes).expect("it is one");
        assert!(parse(&ip(17, b"x")).is_alone());
        assert!(parse(&tcp(SYN, b"")).is_request() && !parse(&tcp(SYN | ACK, b"")).is_request());
        assert!(parse(&tcp(ACK, b"")).is_acknowledgement() && !parse(&tcp(ACK, b"x")).is_acknowledgement());
        assert!(!parse(&tcp(RST, b"")).is_sent_again() && parse(&tcp(FIN | ACK, b"")).is_sent_again());
        assert_eq!(parse(&tcp(ACK, b"x")).to, [10, 0, 0, 2]);
    }

    #[test]
    fn what_is_no_packet_of_this_protocol_is_none() {
        for bytes in [&[][..], &[0x60; 40], &[0x45; 10], &tcp(0, b"")[..30]] {
            assert_eq!(Packet::parse(bytes), None, "{bytes:?}");
        }
    }
}
