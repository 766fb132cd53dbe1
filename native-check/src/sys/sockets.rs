//! Real socket calls whose arguments lead to further memory, or are not the program's own.

use sim_core::abi::Sysno;

use super::access;
use super::calls::{failure, pointer, system_call};

/// Bytes of a `struct msghdr`.
const HEADER: usize = 56;
/// Words of a `struct msghdr` that are addresses: name, parts, control data.
const NAME: usize = 0;
const PARTS: usize = 2;
const PART_COUNT: usize = 3;
const CONTROL: usize = 4;
/// The words that the kernel writes: the name's length, the control data's, and the flags.
const WRITTEN: [(usize, usize); 3] = [(1, 4), (5, 8), (6, 4)];

/// `sendmsg(2)` or `recvmsg(2)`, with the addresses inside the header and its vector translated.
pub(crate) fn message(nr: Sysno, raw: &[u64; 6]) -> u64 {
    let Ok(bytes) = access::load::<HEADER>(raw[1]) else { return bad_header(nr, raw) };
    let mut words: [u64; HEADER / 8] = std::array::from_fn(|index| {
        let mut word = [0; 8];
        word.copy_from_slice(&bytes[8 * index..8 * index + 8]);
        u64::from_le_bytes(word)
    });
    let mut vector = Vec::new();
    if words[PART_COUNT] <= libc::UIO_MAXIOV as u64 {
        for index in 0..2 * words[PART_COUNT] {
            let Ok(word) = access::load::<8>(words[PARTS].wrapping_add(8 * index)) else {
                return bad_header(nr, raw);
            };
            let word = u64::from_le_bytes(word);
            vector.push(if index % 2 == 0 { pointer(word) } else { word });
        }
        words[PARTS] = vector.as_ptr() as u64;
    }
    words[NAME] = pointer(words[NAME]);
    words[CONTROL] = pointer(words[CONTROL]);
    // Header and vector are the only memory outside the window that the kernel uses, and they outlive the call.
    let ret = system_call(nr, [raw[0], words.as_mut_ptr() as u64, raw[2], 0, 0, 0]);
    if nr == Sysno::RECVMSG && (ret as i64) >= 0 {
        for (word, len) in WRITTEN {
            let is_wanted = word != 1 || words[NAME] != 0;
            if is_wanted && access::write(raw[1] + 8 * word as u64, &words[word].to_le_bytes()[..len]).is_err() {
                return failure(libc::EFAULT);
            }
        }
    }
    ret
}

/// A header that cannot be read: the kernel looks at the descriptor first.
fn bad_header(nr: Sysno, raw: &[u64; 6]) -> u64 {
    system_call(nr, [raw[0], u64::MAX, raw[2], 0, 0, 0])
}

/// `setsockopt(2)` with a value of the checker's own.
pub(crate) fn set_option(raw: &[u64; 6], value: &[u8]) -> u64 {
    // The value outlives the call, and the kernel only reads it.
    system_call(Sysno::SETSOCKOPT, [raw[0], raw[1], raw[2], value.as_ptr() as u64, value.len() as u64, 0])
}

/// The value of an option of a socket, `N` bytes long; `None` if it has none.
pub(crate) fn option<const N: usize>(fd: u64, level: i32, name: i32) -> Option<[u8; N]> {
    let mut value = [0; N];
    let mut len = N as libc::socklen_t;
    let places = [std::ptr::from_mut(&mut value) as u64, std::ptr::from_mut(&mut len) as u64];
    // Value and length outlive the call, and are the only memory that it writes.
    let ret = system_call(Sysno::GETSOCKOPT, [fd, level as u64, name as u64, places[0], places[1], 0]);
    (ret == 0 && len as usize == N).then_some(value)
}

/// `bind(2)` to an address of the checker's own.
pub(crate) fn bind(fd: u64, address: &[u8]) -> u64 {
    // The address outlives the call, and the kernel only reads it.
    system_call(Sysno::BIND, [fd, address.as_ptr() as u64, address.len() as u64, 0, 0, 0])
}

/// The name of a socket; empty if it has none.
pub(crate) fn name(fd: u64) -> Vec<u8> {
    let mut value = [0u8; 128];
    let mut len = value.len() as libc::socklen_t;
    let places = [std::ptr::from_mut(&mut value) as u64, std::ptr::from_mut(&mut len) as u64];
    // Name and length outlive the call, and are the only memory that it writes.
    let ret = system_call(Sysno::GETSOCKNAME, [fd, places[0], places[1], 0, 0, 0]);
    if ret == 0 { value[..(len as usize).min(value.len())].to_vec() } else { Vec::new() }
}

/// Lets the kernel choose no port but this for a socket. Whether it is an inet socket.
pub(crate) fn limit_port(fd: u64, port: u32) -> bool {
    /// `IP_LOCAL_PORT_RANGE` (Linux 6.3).
    const RANGE: u64 = 51;
    let range = (port << 16 | port).to_le_bytes();
    // The value outlives the call, and the kernel only reads it.
    let args = [fd, libc::IPPROTO_IP as u64, RANGE, range.as_ptr() as u64, range.len() as u64, 0];
    system_call(Sysno::SETSOCKOPT, args) == 0
}
