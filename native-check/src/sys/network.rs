//! The network of a fresh namespace: its loopback interface, which is down at first, and a route for groups of hosts.

use std::io;

use super::check;

/// The loopback interface.
const NAME: &[u8; 3] = b"lo\0";
/// Bytes of an interface's name.
pub(super) const NAME_BYTES: usize = libc::IFNAMSIZ;
/// The groups of hosts, 224.0.0.0/4.
const GROUPS: ([u8; 4], [u8; 4]) = ([224, 0, 0, 0], [240, 0, 0, 0]);

/// Moves into a fresh network, which has the loopback interface alone. The old one goes with its last process.
///
/// # Errors
/// What the calls say.
pub(crate) fn fresh_network() -> io::Result<()> {
    // SAFETY: the flag concerns the kernel's bookkeeping only; the process has one thread.
    check(unsafe { libc::unshare(libc::CLONE_NEWNET) })?;
    raise_loopback()
}

/// Raises the loopback interface, and lets messages to groups go there: a host that has a network has such a route.
///
/// # Errors
/// What the calls say.
pub(crate) fn raise_loopback() -> io::Result<()> {
    configure(|socket| raise(socket, NAME).and_then(|()| add_route(socket)))
}

/// Does something with a socket through which interfaces can be told things.
///
/// # Errors
/// Those of what is done.
pub(super) fn configure(what: impl FnOnce(i32) -> io::Result<()>) -> io::Result<()> {
    // SAFETY: no memory is passed.
    let socket = check(unsafe { libc::socket(libc::AF_INET, libc::SOCK_DGRAM | libc::SOCK_CLOEXEC, 0) })? as i32;
    let done = what(socket);
    // SAFETY: the descriptor is this function's own.
    unsafe { libc::close(socket) };
    done
}

/// Raises an interface, whose name ends in NUL.
///
/// # Errors
/// What `ioctl(2)` says.
pub(super) fn raise(socket: i32, name: &[u8]) -> io::Result<()> {
    // SAFETY: an all-zero `ifreq` is a valid value; it outlives the call, which only reads it.
    let result = unsafe {
        let mut request: libc::ifreq = std::mem::zeroed();
        for (to, &from) in request.ifr_name.iter_mut().zip(name) {
            *to = from as libc::c_char;
        }
        request.ifr_ifru.ifru_flags = (libc::IFF_UP | libc::IFF_RUNNING) as libc::c_short;
        libc::ioctl(socket, libc::SIOCSIFFLAGS, &raw const request)
    };
    check(result).map(drop)
}

/// `struct sockaddr_in` where a route wants a `struct sockaddr`.
pub(super) fn address(host: [u8; 4]) -> libc::sockaddr {
    let mut bytes = [0; 14];
    for (to, from) in bytes[2..6].iter_mut().zip(host) {
        *to = from as libc::c_char;
    }
    libc::sockaddr { sa_family: libc::AF_INET as libc::sa_family_t, sa_data: bytes }
}

fn add_route(socket: i32) -> io::Result<()> {
    let mut name = *NAME;
    // SAFETY: an all-zero `rtentry` is a valid value; it and the name outlive the call, which only reads them.
    let result = unsafe {
        let mut route: libc::rtentry = std::mem::zeroed();
        route.rt_dst = address(GROUPS.0);
        route.rt_genmask = address(GROUPS.1);
        route.rt_flags = libc::RTF_UP;
        route.rt_dev = name.as_mut_ptr().cast();
        libc::ioctl(socket, libc::SIOCADDRT, &raw const route)
    };
    check(result).map(drop)
}
