//! A host of a scenario: a namespace with a network and a name, whose interface is a wire that the checker holds the end
//! of (`tun(4)` of Linux: what is sent through it, this program reads; what it writes, arrives there).

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsRawFd, RawFd};

use super::check;
use super::network::{NAME_BYTES, address, configure, raise, raise_loopback};
use super::process::{set_host_name, set_nonblocking};

/// The interface to other hosts.
const INTERFACE: &[u8] = b"eth0\0";
/// `TUNSETIFF`
const TUN_SET_INTERFACE: libc::c_ulong = 0x4004_54ca;
/// The largest packet: a message of UDP is never taken apart.
const PACKET_MAX: i32 = 65_535;

/// The namespaces of a host, and its wire.
pub(crate) struct HostEnds {
    network: File,
    name: File,
    /// The other end of its interface; none if the host is alone.
    pub(crate) wire: Option<File>,
}

impl HostEnds {
    /// Makes a host, and moves into its namespaces. `reaches` are the addresses of the hosts that links lead to.
    ///
    /// # Errors
    /// What the calls say.
    pub(crate) fn build(name: &str, own: [u8; 4], reaches: &[[u8; 4]]) -> io::Result<Self> {
        // SAFETY: the flags concern the kernel's bookkeeping only; the process has one thread.
        check(unsafe { libc::unshare(libc::CLONE_NEWNET | libc::CLONE_NEWUTS) })?;
        set_host_name(name)?;
        raise_loopback()?;
        // Word that nobody was there is not to be held back because there was much of it.
        std::fs::write("/proc/sys/net/ipv4/icmp_ratelimit", "0")?;
        let wire = open_wire()?;
        set_up(own, reaches)?;
        let (network, name) = (File::open("/proc/thread-self/ns/net")?, File::open("/proc/thread-self/ns/uts")?);
        Ok(Self { network, name, wire: Some(wire) })
    }

    /// The descriptors of its namespaces.
    pub(crate) fn descriptors(&self) -> [RawFd; 2] {
        [self.network.as_raw_fd(), self.name.as_raw_fd()]
    }
}

/// Moves into the namespaces behind these descriptors.
///
/// # Errors
/// What `setns(2)` says.
pub(crate) fn enter(descriptors: [RawFd; 2]) -> io::Result<()> {
    for (fd, kind) in descriptors.into_iter().zip([libc::CLONE_NEWNET, libc::CLONE_NEWUTS]) {
        // SAFETY: the call concerns the kernel's bookkeeping only; a descriptor that is none makes it fail.
        check(unsafe { libc::setns(fd, kind) })?;
    }
    Ok(())
}

fn open_wire() -> io::Result<File> {
    let wire = OpenOptions::new().read(true).write(true).open("/dev/net/tun")?;
    set_nonblocking(&wire)?;
    // SAFETY: an all-zero `ifreq` is a valid value; it outlives the call.
    let result = unsafe {
        let mut request: libc::ifreq = std::mem::zeroed();
        fill(&mut request.ifr_name, INTERFACE);
        request.ifr_ifru.ifru_flags = (libc::IFF_TUN | libc::IFF_NO_PI) as libc::c_short;
        libc::ioctl(wire.as_raw_fd(), TUN_SET_INTERFACE, &raw mut request)
    };
    check(result)?;
    Ok(wire)
}

fn fill(name: &mut [libc::c_char; NAME_BYTES], text: &[u8]) {
    for (to, &from) in name.iter_mut().zip(text) {
        *to = from as libc::c_char;
    }
}

/// Gives the interface its address, and a route to each host that it leads to.
fn set_up(own: [u8; 4], reaches: &[[u8; 4]]) -> io::Result<()> {
    configure(|socket| {
        request(socket, libc::SIOCSIFADDR, |request| request.ifr_ifru.ifru_addr = address(own))?;
        request(socket, libc::SIOCSIFNETMASK, |request| request.ifr_ifru.ifru_netmask = address([255; 4]))?;
        request(socket, libc::SIOCSIFMTU, |request| request.ifr_ifru.ifru_mtu = PACKET_MAX)?;
        raise(socket, INTERFACE)?;
        reaches.iter().try_for_each(|&host| add_route(socket, host))
    })
}

fn request(socket: i32, number: libc::Ioctl, set: impl FnOnce(&mut libc::ifreq)) -> io::Result<()> {
    // SAFETY: an all-zero `ifreq` is a valid value.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    fill(&mut request.ifr_name, INTERFACE);
    set(&mut request);
    // SAFETY: the request outlives the call.
    check(unsafe { libc::ioctl(socket, number as _, &raw mut request) }).map(drop)
}

fn add_route(socket: i32, host: [u8; 4]) -> io::Result<()> {
    let mut name = INTERFACE.to_vec();
    // SAFETY: an all-zero `rtentry` is a valid value; it and the name outlive the call, which only reads them.
    let result = unsafe {
        let mut route: libc::rtentry = std::mem::zeroed();
        route.rt_dst = address(host);
        route.rt_genmask = address([255; 4]);
        route.rt_flags = libc::RTF_UP | libc::RTF_HOST;
        route.rt_dev = name.as_mut_ptr().cast();
        libc::ioctl(socket, libc::SIOCADDRT, &raw const route)
    };
    check(result).map(drop)
}
