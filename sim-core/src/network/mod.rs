//! The network of a scenario: hosts with their names and addresses, and the links that join them.
//!
//! This is the plan, the same for a whole run and on both sides. What is under way, and which links are cut, is state: in
//! [`links`], in the model of the kernel as on the real side.

pub mod links;

use crate::scenario::{HostSpec, LinkSpec, Manifest};

/// What the host is called in a scenario that has only one.
pub const ONLY_HOST: &str = "lab";
/// A network has at most so many hosts.
pub const HOSTS_MAX: usize = 16;
/// The longest latency of a link, in milliseconds.
const LATENCY_MAX_MS: u32 = 60_000;
/// Nanoseconds of a millisecond.
const MILLISECOND: u64 = 1_000_000;
/// Nanoseconds of a second.
const SECOND: u64 = 1_000_000_000;
/// The longest name of a host (`HOST_NAME_MAX`).
const NAME_MAX: usize = 64;

/// Number of a host, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostId(pub u8);

impl HostId {
    /// The host where programs run that no other is named for.
    pub const FIRST: Self = Self(0);
}

/// A link that joins two hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The hosts at its ends.
    pub ends: [HostId; 2],
    /// How long a packet takes to the other end.
    pub latency_ns: u64,
    /// Of a hundred datagrams, how many are lost.
    pub loss: u8,
}

impl Link {
    /// Whether it joins these two.
    #[must_use]
    pub fn joins(&self, one: HostId, other: HostId) -> bool {
        self.ends == [one, other] || self.ends == [other, one]
    }

    /// Whether the datagram with this number, counted from 0 on the link `index`, is lost: the finaliser of SplitMix64
    /// over both, so that a run is the same every time.
    #[must_use]
    pub const fn loses(&self, index: usize, number: u64) -> bool {
        let mut z = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number.wrapping_add(1) << 20;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % 100 < self.loss as u64
    }
}

/// Hosts and links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The names of the hosts, by number.
    pub hosts: Vec<String>,
    /// The links, in the order in which schedules count them (from 1).
    pub links: Vec<Link>,
}

/// Why a scenario has no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// There are too many.
    #[error("a network has at most {HOSTS_MAX} hosts")]
    TooMany,
    /// It is no name, or another host has it.
    #[error(
        "`{0}` is not a name for a host: letters, digits and `-`, and no host has the name of another or `localhost`"
    )]
    Name(String),
    /// A link or a launch names a host that there is not.
    #[error("there is no host of the name `{0}`")]
    Unknown(String),
    /// A link joins a host to itself, or two that are joined already.
    #[error("a link joins `{0}` and `{1}`, which are one host or joined already")]
    Link(String, String),
    /// A link has a latency or a loss that is too high.
    #[error("a link has a latency of at most {LATENCY_MAX_MS} ms and a loss of at most 100 per cent")]
    Limit,
}

impl Default for Network {
    fn default() -> Self {
        Self { hosts: vec![ONLY_HOST.to_owned()], links: Vec::new() }
    }
}

impl Network {
    /// The network that a manifest describes.
    ///
    /// # Errors
    /// [`NetworkError`]
    pub fn new(manifest: &Manifest) -> Result<Self, NetworkError> {
        if manifest.hosts.len() > HOSTS_MAX {
            return Err(NetworkError::TooMany);
        }
        let mut network = Self { hosts: Vec::new(), links: Vec::new() };
        for HostSpec { name } in &manifest.hosts {
            if !is_name(name) || network.hosts.contains(name) {
                return Err(NetworkError::Name(name.clone()));
            }
            network.hosts.push(name.clone());
        }
        if network.hosts.is_empty() {
            network.hosts = Self::default().hosts;
        }
        for link in &manifest.links {
            network.add(link)?;
        }
        if manifest.links.is_empty() {
            network.join_all();
        }
        Ok(network)
    }

    fn add(&mut self, spec: &LinkSpec) -> Result<(), NetworkError> {
        let [one, other] = &spec.ends;
        let ends = [self.find(one)?, self.find(other)?];
        if spec.latency_ms > LATENCY_MAX_MS || spec.loss > 100 {
            return Err(NetworkError::Limit);
        }
        if ends[0] == ends[1] || self.link_between(ends[0], ends[1]).is_some() {
            return Err(NetworkError::Link(one.clone(), other.clone()));
        }
        self.links.push(Link { ends, latency_ns: u64::from(spec.latency_ms) * MILLISECOND, loss: spec.loss });
        Ok(())
    }

    fn join_all(&mut self) {
        let count = self.hosts.len() as u8;
        let pairs = (0..count).flat_map(|one| (one + 1..count).map(move |other| [HostId(one), HostId(other)]));
        self.links = pairs.map(|ends| Link { ends, latency_ns: 0, loss: 0 }).collect();
    }

    /// The host with a name.
    ///
    /// # Errors
    /// [`NetworkError::Unknown`]
    pub fn find(&self, name: &str) -> Result<HostId, NetworkError> {
        let index = self.hosts.iter().position(|host| host == name);
        index.map(|index| HostId(index as u8)).ok_or_else(|| NetworkError::Unknown(name.to_owned()))
    }

    /// The host that a launch plan names; the first if it names none.
    ///
    /// # Errors
    /// [`NetworkError::Unknown`]
    pub fn place(&self, name: Option<&str>) -> Result<HostId, NetworkError> {
        name.map_or(Ok(HostId::FIRST), |name| self.find(name))
    }

    /// Whether there is more than one host.
    #[must_use]
    pub const fn has_several(&self) -> bool {
        self.hosts.len() > 1
    }

    /// The numbers of the hosts.
    pub fn ids(&self) -> impl Iterator<Item = HostId> {
        (0..self.hosts.len() as u8).map(HostId)
    }

    /// What a host is called.
    #[must_use]
    pub fn name(&self, host: HostId) -> &str {
        self.hosts.get(usize::from(host.0)).map_or(ONLY_HOST, String::as_str)
    }

    /// The address of a host's interface, if it has one beside the loopback interface: 10.0.0.1 and on.
    #[must_use]
    pub fn address(&self, host: HostId) -> Option<[u8; 4]> {
        self.has_several().then_some([10, 0, 0, host.0 + 1])
    }

    /// The host with an address.
    #[must_use]
    pub fn host_at(&self, address: [u8; 4]) -> Option<HostId> {
        self.ids().find(|&host| self.address(host) == Some(address))
    }

    /// The link between two hosts, by its index.
    #[must_use]
    pub fn link_between(&self, one: HostId, other: HostId) -> Option<usize> {
        self.links.iter().position(|link| link.joins(one, other))
    }

    /// The file `/etc/hosts` of every host (`hosts(5)`), if there are several.
    #[must_use]
    pub fn hosts_file(&self) -> Option<String> {
        let line =
            |host: HostId| self.address(host).map(|[a, b, c, d]| format!("{a}.{b}.{c}.{d}\t{}\n", self.name(host)));
        let lines: Option<String> = self.ids().map(line).collect();
        lines.map(|lines| format!("127.0.0.1\tlocalhost\n{lines}"))
    }
}

fn is_name(name: &str) -> bool {
    let is_fitting = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let begins_well = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    begins_well && name.len() <= NAME_MAX && name != "localhost" && name.bytes().all(is_fitting)
}

/// How long TCP waits for an answer before it sends again, the first time, and each time after: what has not been
/// acknowledged (`TCP_RTO_MIN`, doubled each time).
#[must_use]
pub const fn data_timeout_ns(times_sent_again: u32) -> u64 {
    const FIRST: u64 = SECOND / 5;
    const LONGEST: u64 = 120 * SECOND;
    let doubled = FIRST << if times_sent_again < 16 { times_sent_again } else { 16 };
    if doubled < LONGEST { doubled } else { LONGEST }
}

/// The same for a request for a connection: a second each of the first times, then doubled
/// (`net.ipv4.tcp_syn_linear_timeouts`; observed on Linux 6.18).
#[must_use]
pub const fn request_timeout_ns(times_sent_again: u32) -> u64 {
    const LINEAR: u32 = 4;
    if times_sent_again <= LINEAR { SECOND } else { SECOND << (times_sent_again - LINEAR) }
}

/// How often TCP asks again for a connection before it gives up: four times after a second each
/// (`net.ipv4.tcp_syn_linear_timeouts`), and six times more (`net.ipv4.tcp_syn_retries`); 131 seconds in all.
pub const REQUEST_RETRIES: u32 = 10;
/// How often it sends data again before it gives up (`net.ipv4.tcp_retries2`).
pub const DATA_RETRIES: u32 = 15;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn manifest(hosts: &[&str]) -> Manifest {
        let hosts = hosts.iter().map(|&name| HostSpec { name: name.to_owned() }).collect();
        Manifest { hosts, ..Scenario::single("test", Vec::new()).manifest }
    }

    #[test]
    fn a_scenario_without_hosts_has_one_without_an_address() {
        let network = Network::new(&manifest(&[])).expect("it is one");
        assert_eq!((network.name(HostId::FIRST), network.address(HostId::FIRST)), ("lab", None));
        assert_eq!(network.hosts_file(), None);
    }

    #[test]
    fn without_links_every_two_hosts_are_joined() {
        let network = Network::new(&manifest(&["a", "b", "c"])).expect("it is one");
        assert_eq!(network.links.len(), 3);
        assert_eq!(network.host_at([10, 0, 0, 3]), Some(HostId(2)));
        assert_eq!(network.hosts_file().as_deref().map(|text| text.lines().count()), Some(4));
    }

    #[test]
    fn what_is_no_network_says_why() {
        assert!(matches!(Network::new(&manifest(&["a", "a"])), Err(NetworkError::Name(_))));
        assert!(matches!(Network::new(&manifest(&["../x"])), Err(NetworkError::Name(_))));
        let mut joined = manifest(&["a", "b"]);
        joined.links = vec![LinkSpec { ends: ["a".to_owned(), "d".to_owned()], latency_ms: 0, loss: 0 }];
        assert_eq!(Network::new(&joined), Err(NetworkError::Unknown("d".to_owned())));
    }

    #[test]
    fn loss_is_drawn_from_the_number_of_the_datagram() {
        let link = |loss| Link { ends: [HostId(0), HostId(1)], latency_ns: 0, loss };
        let lost = |loss| (0..1000).filter(|&number| link(loss).loses(0, number)).count();
        assert_eq!([lost(0), lost(100)], [0, 1000]);
        assert!((200..400).contains(&lost(30)), "{}", lost(30));
    }

    #[test]
    fn requests_are_made_again_every_second_and_then_ever_more_seldom() {
        let all: u64 = (0..=REQUEST_RETRIES).map(request_timeout_ns).sum();
        let seconds: Vec<u64> = (0..=REQUEST_RETRIES).map(|times| request_timeout_ns(times) / SECOND).collect();
        assert_eq!(seconds, [1, 1, 1, 1, 1, 2, 4, 8, 16, 32, 64]);
        assert_eq!(all, 131 * SECOND);
    }
}
