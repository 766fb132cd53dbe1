//! Words and strings of the simulated process, read as the kernel would: a bad pointer is an error, never a fault.

use sim_core::abi::Errno;
use sim_core::machine::program::USER_END;

use crate::sys::{access, window};

/// Longest path, with its NUL (`PATH_MAX`).
const PATH_MAX: usize = 4096;
/// Longest argument, with its NUL (`MAX_ARG_STRLEN`).
const ARG_MAX: usize = 128 << 10;
/// How many bytes all arguments and the environment may take: a quarter of the stack's limit (`execve(2)`).
pub(super) const ALL_MAX: usize = 2 << 20;

/// Consecutive 64-bit words; `None` if not all can be read.
pub(super) fn read_words<const N: usize>(addr: u64) -> Option<[u64; N]> {
    let mut words = [0; N];
    for (index, at) in words.iter_mut().enumerate() {
        *at = word(addr.wrapping_add(8 * index as u64))?;
    }
    Some(words)
}

fn word(addr: u64) -> Option<u64> {
    let mut bytes = [0; 8];
    if window::peek(addr, &mut bytes) == bytes.len() {
        return Some(u64::from_le_bytes(bytes));
    }
    // What may only be written can be read by its owner, though not through another's eyes (`mmap(2)`, NOTES).
    let own = (addr < USER_END).then(|| access::load::<8>(addr).ok());
    own.flatten().map(u64::from_le_bytes)
}

/// A path.
pub(super) fn path(addr: u64) -> Result<Vec<u8>, Errno> {
    string(addr, PATH_MAX)?.ok_or(Errno::ENAMETOOLONG)
}

/// The strings of a vector; none if it is null. `room` is what all may take together.
pub(super) fn vector(addr: u64, room: &mut usize) -> Result<Vec<String>, Errno> {
    let mut strings = Vec::new();
    let mut slot = addr;
    if addr == 0 {
        return Ok(strings);
    }
    loop {
        let [pointer] = read_words::<1>(slot).ok_or(Errno::EFAULT)?;
        if pointer == 0 {
            return Ok(strings);
        }
        let text = string(pointer, ARG_MAX)?.ok_or(Errno::E2BIG)?;
        *room = room.checked_sub(text.len() + 1 + 8).ok_or(Errno::E2BIG)?;
        strings.push(String::from_utf8_lossy(&text).into_owned());
        slot = slot.wrapping_add(8);
    }
}

/// A string of at most `most` bytes with its NUL; `None` if it is longer.
fn string(addr: u64, most: usize) -> Result<Option<Vec<u8>>, Errno> {
    const PART: usize = 256;
    let mut text = Vec::new();
    while text.len() < most {
        let mut part = [0; PART];
        let count = window::peek(addr.wrapping_add(text.len() as u64), &mut part);
        match part[..count].iter().position(|&byte| byte == 0) {
            Some(end) if text.len() + end < most => {
                text.extend_from_slice(&part[..end]);
                return Ok(Some(text));
            }
            None if count < PART => return Err(Errno::EFAULT),
            _ => text.extend_from_slice(&part[..count]),
        }
    }
    Ok(None)
}
