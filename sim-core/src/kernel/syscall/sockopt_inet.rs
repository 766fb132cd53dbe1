//! Options of IP, TCP and UDP (`ip(7)`, `tcp(7)`).

use crate::abi::Errno;
use crate::kernel::Halt;
use crate::kernel::socket::{Kind, SocketId};

use super::Call;
use super::sockopt::{int_value, value};

/// `SOL_IP`
const SOL_IP: i32 = 0;
/// `SOL_TCP`
const SOL_TCP: i32 = 6;

const IP_TOS: i32 = 1;
const IP_TTL: i32 = 2;
const IP_MULTICAST_IF: i32 = 32;
const IP_MULTICAST_TTL: i32 = 33;
const IP_MULTICAST_LOOP: i32 = 34;
const IP_ADD_MEMBERSHIP: i32 = 35;
const IP_DROP_MEMBERSHIP: i32 = 36;
const IP_MULTICAST_ALL: i32 = 49;
const TCP_NODELAY: i32 = 1;

/// Sets one.
pub(super) fn set(call: &mut Call<'_>, id: SocketId, level: i32, name: i32) -> Result<(), Halt> {
    let kind = call.kernel.sockets.get(id)?.kind;
    match (level, name, kind) {
        (SOL_IP, IP_ADD_MEMBERSHIP | IP_DROP_MEMBERSHIP, _) => set_membership(call, id, name),
        (SOL_IP, IP_MULTICAST_IF, Kind::Datagram) => set_interface(call, id),
        (SOL_IP, _, _) => set_number(call, id, name),
        (SOL_TCP, TCP_NODELAY, Kind::Stream) => {
            let is_on = int_value(call)? != 0;
            call.kernel.sockets.get_mut(id)?.options.has_no_delay = is_on;
            Ok(())
        }
        _ => Err(Halt::Unsupported(format!("setsockopt of level {level}, option {name}"))),
    }
}

/// The value as an `int`, or if there is no room for one as a byte (`do_ip_setsockopt`).
fn small_value(call: &mut Call<'_>) -> Result<i32, Errno> {
    match call.int(4) {
        4.. => int_value(call),
        1..4 => Ok(i32::from(value::<1>(call)?[0])),
        _ => Ok(0),
    }
}

fn set_number(call: &mut Call<'_>, id: SocketId, name: i32) -> Result<(), Halt> {
    let number = small_value(call)?;
    let has_length = call.int(4) >= 1;
    let socket = call.kernel.sockets.get_mut(id)?;
    let is_datagram = socket.kind == Kind::Datagram;
    match (name, number) {
        (IP_TTL, 1..=255) if has_length => socket.options.ttl = number,
        (IP_TTL, -1) if has_length => socket.options.ttl = 64,
        (IP_TOS, _) => socket.options.tos = number & 0xff,
        (IP_MULTICAST_TTL, -1..=255) if is_datagram && has_length => {
            socket.inet.multicast.ttl = if number == -1 { 1 } else { number };
        }
        (IP_MULTICAST_LOOP, _) if has_length => socket.inet.multicast.is_looped = number != 0,
        (IP_MULTICAST_ALL, 0 | 1) if has_length => socket.inet.multicast.hears_all = number != 0,
        (IP_TTL | IP_MULTICAST_TTL | IP_MULTICAST_LOOP | IP_MULTICAST_ALL, _) => return Err(Errno::EINVAL.into()),
        _ => return Err(Halt::Unsupported(format!("setsockopt of level 0, option {name}"))),
    }
    Ok(())
}

/// The words of a `struct ip_mreq` or `struct ip_mreqn`: group, interface's address.
fn membership(call: &mut Call<'_>) -> Result<[[u8; 4]; 2], Halt> {
    let bytes = value::<8>(call)?;
    if call.int(4) >= 12 && value::<12>(call)?[8..] != [0; 4] {
        return Err(Halt::Unsupported("an interface by its number".to_owned()));
    }
    Ok([[bytes[0], bytes[1], bytes[2], bytes[3]], [bytes[4], bytes[5], bytes[6], bytes[7]]])
}

fn set_membership(call: &mut Call<'_>, id: SocketId, name: i32) -> Result<(), Halt> {
    let socket = call.kernel.sockets.get(id)?;
    if socket.kind == Kind::Stream {
        // Groups are for messages (`inet_test_bit(IS_ICSK)`).
        return Err(Errno::EPROTO.into());
    }
    let [group, interface] = membership(call)?;
    check_interface(call, interface)?;
    let multicast = &mut call.kernel.sockets.get_mut(id)?.inet.multicast;
    if name == IP_ADD_MEMBERSHIP {
        multicast.join(group, interface)?
    } else {
        multicast.leave(group, interface)?
    }
    Ok(())
}

/// Groups are reached through the loopback interface alone.
fn check_interface(call: &Call<'_>, interface: [u8; 4]) -> Result<(), Halt> {
    let kernel = &call.kernel;
    if kernel.wires.network.address(kernel.host_of(call.pid)) == Some(interface) {
        return Err(Halt::Unsupported("groups beyond the loopback interface".to_owned()));
    }
    Ok(())
}

/// The interface's address, by itself or as a `struct ip_mreq` has it.
fn set_interface(call: &mut Call<'_>, id: SocketId) -> Result<(), Halt> {
    let interface = if call.int(4) >= 8 { membership(call)?[1] } else { value::<4>(call)? };
    check_interface(call, interface)?;
    if interface != [0; 4] && interface[0] != 127 {
        return Err(Errno::EADDRNOTAVAIL.into());
    }
    call.kernel.sockets.get_mut(id)?.inet.multicast.interface = interface;
    Ok(())
}

/// Its value. A small number goes into a single byte if there is no room for more.
pub(super) fn get(call: &mut Call<'_>, id: SocketId, level: i32, name: i32) -> Result<Vec<u8>, Halt> {
    let room = i32::from_le_bytes(call.copy_in(call.word(4))?);
    let socket = call.kernel.sockets.get(id)?;
    let multicast = &socket.inet.multicast;
    let number = match (level, name) {
        (SOL_IP, IP_TTL) => socket.options.ttl,
        (SOL_IP, IP_TOS) => socket.options.tos,
        (SOL_IP, IP_MULTICAST_TTL) => multicast.ttl,
        (SOL_IP, IP_MULTICAST_LOOP) => i32::from(multicast.is_looped),
        (SOL_IP, IP_MULTICAST_ALL) => i32::from(multicast.hears_all),
        (SOL_IP, IP_MULTICAST_IF) => return Ok(multicast.interface.to_vec()),
        (SOL_TCP, TCP_NODELAY) if socket.kind == Kind::Stream => i32::from(socket.options.has_no_delay),
        _ => return Err(Halt::Unsupported(format!("getsockopt of level {level}, option {name}"))),
    };
    let bytes = number.to_le_bytes();
    Ok(if level == SOL_IP && (1..4).contains(&room) { bytes[..1].to_vec() } else { bytes.to_vec() })
}
