//! What is under way between hosts, and what will be sent again: the same rules on both sides, whatever the packets are.
//!
//! A packet takes its link's latency to the other end. A link that is cut, or one that loses datagrams, swallows what is
//! sent through it; TCP sends that again, ever more seldom, and gives up in the end (RFC 6298, section 5; `tcp(7)`,
//! `tcp_retries2`, `tcp_syn_retries`).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{DATA_RETRIES, Network, REQUEST_RETRIES, data_timeout_ns, request_timeout_ns};

/// What the links have to know of a packet.
pub trait Parcel {
    /// What packets of one direction of a connection have in common: they arrive in the order of sending.
    type Connection: PartialEq;

    /// Whether it belongs to no connection: then it is a datagram, which may be lost.
    fn is_alone(&self) -> bool;

    /// Whether it only acknowledges: such take no time, and are never lost.
    fn is_acknowledgement(&self) -> bool;

    /// Whether it asks for a connection.
    fn is_request(&self) -> bool;

    /// Whether it is sent again if it was lost.
    fn is_sent_again(&self) -> bool;

    /// The direction of a connection that it belongs to.
    fn connection(&self) -> Option<Self::Connection>;
}

/// What a packet is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// It is on its way.
    UnderWay,
    /// It was lost, or not taken, and will be sent again.
    ToBeSentAgain,
}

/// A packet on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flight<P> {
    /// Through which link; none on one host.
    pub link: Option<usize>,
    /// When it arrives or is sent again.
    pub due_ns: u64,
    /// See [`Travel`].
    pub travel: Travel,
    /// How often it has been sent again.
    pub retries: u32,
    /// The packet.
    pub parcel: P,
}

/// What becomes of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate<P> {
    /// It is at its host.
    Arrives(Flight<P>),
    /// It has been sent again as often as it may be.
    GivenUp(P),
}

/// The links between hosts, and what is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links<P> {
    /// Hosts and links.
    pub network: Arc<Network>,
    /// The links that are cut.
    cut: BTreeSet<usize>,
    /// How many datagrams each link has been given.
    datagrams: Vec<u64>,
    /// In the order of sending.
    flights: Vec<Flight<P>>,
}

impl<P: Parcel> Links<P> {
    /// Nothing is under way.
    #[must_use]
    pub fn new(network: Arc<Network>) -> Self {
        let datagrams = vec![0; network.links.len()];
        Self { network, cut: BTreeSet::new(), datagrams, flights: Vec::new() }
    }

    /// What is under way, in the order of sending.
    #[must_use]
    pub fn flights(&self) -> &[Flight<P>] {
        &self.flights
    }

    /// Whether a link is cut.
    #[must_use]
    pub fn is_cut(&self, link: usize) -> bool {
        self.cut.contains(&link)
    }

    /// Cuts a link: what is sent through it from now on is lost.
    pub fn cut(&mut self, link: usize) {
        if link < self.network.links.len() {
            self.cut.insert(link);
        }
    }

    /// Heals a link.
    pub fn heal(&mut self, link: usize) {
        self.cut.remove(&link);
    }

    /// When the next packet arrives or is sent again.
    #[must_use]
    pub fn next_due(&self) -> Option<u64> {
        self.flights.iter().map(|flight| flight.due_ns).min()
    }

    /// How long a packet takes through a link.
    #[must_use]
    pub fn latency_ns(&self, link: Option<usize>) -> u64 {
        link.and_then(|link| self.network.links.get(link)).map_or(0, |link| link.latency_ns)
    }

    /// Gives a packet to a link.
    pub fn send(&mut self, link: usize, parcel: P, now_ns: u64) {
        let flight = self.launch(link, parcel, now_ns, 0);
        self.flights.extend(flight);
    }

    /// What becomes of a packet that is given to a link; `None` if it is lost for good.
    fn launch(&mut self, link: usize, parcel: P, now_ns: u64, retries: u32) -> Option<Flight<P>> {
        let (link, latency) = (Some(link), self.latency_ns(Some(link)));
        let fly = |due_ns, parcel| Flight { link, due_ns, travel: Travel::UnderWay, retries, parcel };
        let is_lost = link.is_some_and(|link| self.loses(link, &parcel));
        if parcel.is_acknowledgement() {
            Some(fly(now_ns, parcel))
        } else if !is_lost {
            Some(fly(now_ns + latency, parcel))
        } else {
            parcel.is_sent_again().then(|| again_later(link, parcel, now_ns, retries))
        }
    }

    /// Whether a link swallows a packet that it is given.
    fn loses(&mut self, link: usize, parcel: &P) -> bool {
        if !parcel.is_alone() {
            return self.is_cut(link);
        }
        let number = self.datagrams[link];
        self.datagrams[link] += 1;
        self.is_cut(link) || self.network.links[link].loses(link, number)
    }

    /// A packet that was sent at a time and has not been taken is sent again when its time is over.
    pub fn send_again_later(&mut self, link: Option<usize>, parcel: P, sent_ns: u64, retries: u32) {
        self.flights.push(again_later(link, parcel, sent_ns, retries));
    }

    /// What becomes of the next packet whose time has come. Those that nobody `wants` any more are not sent again.
    pub fn next(&mut self, now_ns: u64, wants: impl Fn(&P) -> bool) -> Option<Fate<P>> {
        loop {
            let (index, flight) = self.take_due(now_ns)?;
            let most = if flight.parcel.is_request() { REQUEST_RETRIES } else { DATA_RETRIES };
            match (flight.travel, flight.link) {
                (Travel::UnderWay, _) => return Some(Fate::Arrives(flight)),
                _ if !wants(&flight.parcel) => {}
                _ if flight.retries >= most => return Some(Fate::GivenUp(flight.parcel)),
                (_, Some(link)) => {
                    // In its old place: what was sent after it stays behind it.
                    let again = self.launch(link, flight.parcel, now_ns, flight.retries + 1);
                    again.into_iter().for_each(|flight| self.flights.insert(index, flight));
                }
                (_, None) => return Some(Fate::Arrives(Flight { retries: flight.retries + 1, ..flight })),
            }
        }
    }

    /// Takes out the next packet whose time has come. One of a connection does not overtake an earlier one.
    fn take_due(&mut self, now_ns: u64) -> Option<(usize, Flight<P>)> {
        let is_first = |index: usize, flight: &Flight<P>| {
            let connection = flight.parcel.connection();
            let mut earlier = self.flights[..index].iter();
            connection.is_none() || !earlier.any(|other| other.parcel.connection() == connection)
        };
        let is_due = |(index, flight): &(usize, &Flight<P>)| flight.due_ns <= now_ns && is_first(*index, flight);
        let index = self.flights.iter().enumerate().find(is_due)?.0;
        Some((index, self.flights.remove(index)))
    }
}

/// A packet that is sent again when its time is over.
fn again_later<P: Parcel>(link: Option<usize>, parcel: P, sent_ns: u64, retries: u32) -> Flight<P> {
    let timeout = if parcel.is_request() { request_timeout_ns(retries) } else { data_timeout_ns(retries) };
    Flight { link, due_ns: sent_ns + timeout, travel: Travel::ToBeSentAgain, retries, parcel }
}

#[cfg(test)]
mod tests {
    use super::super::{HostId, Link};
    use super::*;

    /// A packet of a test: of which connection, if of any.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Test(Option<u8>, u8);

    impl Parcel for Test {
        type Connection = u8;

        fn is_alone(&self) -> bool {
            self.0.is_none()
        }

        fn is_acknowledgement(&self) -> bool {
            false
        }

        fn is_request(&self) -> bool {
            false
        }

        fn is_sent_again(&self) -> bool {
            self.0.is_some()
        }

        fn connection(&self) -> Option<u8> {
            self.0
        }
    }

    fn links(latency_ns: u64) -> Links<Test> {
        let ends = [HostId(0), HostId(1)];
        let network =
            Network { hosts: vec!["a".to_owned(), "b".to_owned()], links: vec![Link { ends, latency_ns, loss: 0 }] };
        Links::new(Arc::new(network))
    }

    fn arrived(links: &mut Links<Test>, now_ns: u64) -> Vec<u8> {
        let next = || match links.next(now_ns, |_| true) {
            Some(Fate::Arrives(flight)) => Some(flight.parcel.1),
            _ => None,
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn a_packet_arrives_after_the_latency() {
        let mut links = links(10);
        links.send(0, Test(None, 1), 5);
        assert_eq!((arrived(&mut links, 14), links.next_due()), (vec![], Some(15)));
        assert_eq!(arrived(&mut links, 15), [1]);
    }

    #[test]
    fn a_cut_link_loses_datagrams_and_a_connection_sends_again() {
        let mut links = links(0);
        links.cut(0);
        links.send(0, Test(None, 1), 0);
        links.send(0, Test(Some(7), 2), 0);
        links.heal(0);
        links.send(0, Test(Some(7), 3), 1);
        assert_eq!(arrived(&mut links, 1), [], "the second of the connection waits for the first");
        assert_eq!(arrived(&mut links, data_timeout_ns(0)), [2, 3]);
    }

    #[test]
    fn what_never_gets_through_is_given_up() {
        let mut links = links(0);
        links.cut(0);
        links.send(0, Test(Some(7), 1), 0);
        let mut now_ns = 0;
        let fate = loop {
            if let Some(fate) = links.next(now_ns, |_| true) {
                break fate;
            }
            now_ns = links.next_due().expect("it is sent again");
        };
        assert_eq!(fate, Fate::GivenUp(Test(Some(7), 1)));
        assert!(now_ns > 900_000_000_000, "{now_ns}");
    }
}
