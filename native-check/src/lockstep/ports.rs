//! Ports that the kernel chooses, drawn at random by Linux. Here each is the next one, as on the model: the socket is told
//! a range of a single port (`IP_LOCAL_PORT_RANGE`), and if that is taken, of the one behind it.

use std::sync::atomic::{AtomicU8, Ordering};

use sim_core::abi::{Errno, Spec, Sysno};
use sim_core::network::HostId;

use crate::sys::board::Board;
use crate::sys::{access, sockets};

/// The first and the last port that the kernel chooses (`net.ipv4.ip_local_port_range`).
const PORTS: std::ops::RangeInclusive<u32> = 32_768..=60_999;
/// `AF_INET` as an address begins.
const AF_INET: [u8; 2] = [2, 0];

/// The host of this process, which counts its ports by itself.
static HOST: AtomicU8 = AtomicU8::new(0);

/// This process and those that it makes run on a host.
pub(super) fn settle_on(host: HostId) {
    HOST.store(host.0, Ordering::Relaxed);
}

/// Whether the kernel would choose a port in this call, if the socket has none.
pub(super) fn may_choose(nr: Sysno, args: &[u64; 6]) -> bool {
    match nr {
        Sysno::CONNECT | Sysno::LISTEN | Sysno::SENDTO | Sysno::SENDMSG | Sysno::WRITE | Sysno::WRITEV => {
            sockets::name(args[0]).get(..4) == Some(&[AF_INET[0], AF_INET[1], 0, 0])
        }
        Sysno::BIND => access::load::<4>(args[1]).ok() == Some([AF_INET[0], AF_INET[1], 0, 0]),
        _ => false,
    }
}

/// Makes such a call, with one port after the other.
pub(super) fn perform(spec: &Spec, fd: u64, board: &Board, mut call: impl FnMut() -> u64) -> u64 {
    let next_port = &board.next_port[usize::from(HOST.load(Ordering::Relaxed)) % board.next_port.len()];
    loop {
        let next = next_port.load(Ordering::Acquire).max(*PORTS.start());
        if !PORTS.contains(&next) || !sockets::limit_port(fd, next) {
            return call();
        }
        let ret = call();
        let has_port = sockets::name(fd).get(2..4).is_some_and(|port| port != [0, 0]);
        // A connection that is refused has had its port, and has lost it again.
        if has_port || ret == Errno::ECONNREFUSED.as_ret() {
            next_port.store(next + 1, Ordering::Release);
            return ret;
        }
        if !is_taken(spec.nr, ret) {
            return ret;
        }
        next_port.store(next + 1, Ordering::Release);
    }
}

/// Whether a call says that the port was taken.
fn is_taken(nr: Sysno, ret: u64) -> bool {
    match nr {
        Sysno::CONNECT => ret == Errno::EADDRNOTAVAIL.as_ret() || ret == Errno::EAGAIN.as_ret(),
        Sysno::BIND | Sysno::LISTEN => ret == Errno::EADDRINUSE.as_ret(),
        _ => ret == Errno::EAGAIN.as_ret(),
    }
}
