//! The hosts of a run: namespaces and file trees, one of each for a host.

use std::fs::File;
use std::io;
use std::os::fd::RawFd;

use sim_core::network::{HostId, Network};

use super::{LockstepError, ports};
use crate::sys::host::{HostEnds, enter};
use crate::sys::process::change_root;

/// What a launched process needs to move to its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Door {
    host: HostId,
    descriptors: [RawFd; 2],
}

impl Door {
    /// Moves to the host: its network, its name, its file tree. Where there is only one, everybody is there already.
    ///
    /// # Errors
    /// What the calls say.
    pub(super) fn pass(self) -> io::Result<()> {
        enter(self.descriptors)?;
        change_root(&std::ffi::CString::new(root_name(self.host)).map_err(io::Error::other)?)?;
        ports::settle_on(self.host);
        Ok(())
    }
}

/// Where a host's tree lies below the root of all of them.
pub(super) fn root_name(host: HostId) -> String {
    format!("/{}", host.0)
}

fn impossible(error: io::Error) -> LockstepError {
    LockstepError::Impossible(format!("no network of several hosts can be built here: {error}"))
}

/// The hosts of a run.
pub(super) struct Hosts(Vec<HostEnds>);

impl Hosts {
    /// Makes the hosts of a network that has several.
    ///
    /// # Errors
    /// When the system does not let this process join networks.
    pub(super) fn build(network: &Network) -> Result<Self, LockstepError> {
        let one = |host: HostId| {
            let own = network.address(host).ok_or_else(|| io::Error::other("a host has no address"))?;
            let linked = network.ids().filter(|&other| network.link_between(host, other).is_some());
            let reaches: Vec<_> = linked.filter_map(|other| network.address(other)).collect();
            HostEnds::build(network.name(host), own, &reaches)
        };
        network.ids().map(one).collect::<io::Result<_>>().map(Self).map_err(impossible)
    }

    /// The way to each host.
    pub(super) fn door(&self, host: HostId) -> Option<Door> {
        self.0.get(usize::from(host.0)).map(|ends| Door { host, descriptors: ends.descriptors() })
    }

    /// The ends of their wires, which are taken away.
    pub(super) fn take_wires(&mut self) -> Vec<File> {
        self.0.iter_mut().filter_map(|ends| ends.wire.take()).collect()
    }
}
