//! The functions of `<string.h>`. Each touches the bytes that a plain loop would, and no others: a string that ends
//! before an unmapped page is no fault, and one that runs into it is.

use crate::abi::event::AccessKind;
use crate::machine::block;
use crate::machine::memory::{Memory, Stop};

use super::Id;

/// Bytes that comparisons fetch at a time.
const CHUNK: usize = 64;

/// Does a string function.
pub(super) fn perform<M: Memory>(mem: &mut M, id: Id, args: &[u64; 6]) -> Result<u64, Stop> {
    let [first, second, third, ..] = *args;
    match id {
        Id::Memcpy | Id::Memmove => block::copy(mem, first, second, third).map(|()| first),
        Id::Memset => block::fill(mem, first, second as u8, third).map(|()| first),
        Id::Memcmp => memcmp(mem, first, second, third),
        Id::Memchr => Ok(mem.find(first, third, second as u8)?.map_or(0, |offset| first.wrapping_add(offset))),
        Id::Strlen => strlen(mem, first),
        Id::Strcpy => strcpy(mem, first, second),
        Id::Strncpy => strncpy(mem, first, second, third),
        Id::Strcmp => strncmp(mem, first, second, u64::MAX),
        Id::Strncmp => strncmp(mem, first, second, third),
        Id::Strchr => strchr(mem, first, second as u8),
        _ => Ok(0),
    }
}

/// The string ends somewhere, or the search meets the end of memory.
fn strlen<M: Memory>(mem: &mut M, string: u64) -> Result<u64, Stop> {
    Ok(mem.find(string, u64::MAX, 0)?.unwrap_or(0))
}

fn strcpy<M: Memory>(mem: &mut M, to: u64, from: u64) -> Result<u64, Stop> {
    match readable_string(mem, from, u64::MAX)? {
        Ok(len) => block::copy(mem, to, from, len + 1)?,
        Err(reach) => block::copy(mem, to, from, reach + 1)?,
    }
    Ok(to)
}

/// Copies at most `most` bytes and fills up with zeroes.
fn strncpy<M: Memory>(mem: &mut M, to: u64, from: u64, most: u64) -> Result<u64, Stop> {
    let len = match readable_string(mem, from, most)? {
        Ok(len) => len,
        Err(reach) => {
            block::copy(mem, to, from, reach + 1)?;
            reach + 1
        }
    };
    // In one piece, so that shared memory is touched in one turn.
    let mut bytes = vec![0; len as usize];
    mem.read(from, &mut bytes)?;
    let zeroes = mem.reach(to.wrapping_add(len), most - len, AccessKind::Store);
    bytes.resize((len + zeroes) as usize, 0);
    mem.write(to, &bytes)?;
    if len + zeroes < most {
        mem.store::<1>(to.wrapping_add(len + zeroes), [0])?;
    }
    Ok(to)
}

/// The length of the string at `addr`, at most `most`; or, if it runs into bytes that may not be read, how many bytes
/// there are before them.
fn readable_string<M: Memory>(mem: &mut M, addr: u64, most: u64) -> Result<Result<u64, u64>, Stop> {
    let reach = mem.reach(addr, most, AccessKind::Load);
    Ok(match mem.find(addr, reach, 0)? {
        Some(len) => Ok(len),
        None if reach < most => Err(reach),
        None => Ok(most),
    })
}

/// Compares in chunks as far as both sides may be read, so that it faults where a loop over the bytes would.
fn memcmp<M: Memory>(mem: &mut M, left: u64, right: u64, len: u64) -> Result<u64, Stop> {
    let (mut one, mut two) = ([0; CHUNK], [0; CHUNK]);
    let mut done = 0;
    while done < len {
        let (left, right) = (left.wrapping_add(done), right.wrapping_add(done));
        let most = (len - done).min(CHUNK as u64);
        let most = mem.reach(left, most, AccessKind::Load);
        let most = mem.reach(right, most, AccessKind::Load).max(1) as usize;
        mem.read(left, &mut one[..most])?;
        mem.read(right, &mut two[..most])?;
        let differing = one[..most].iter().zip(&two[..most]).position(|(a, b)| a != b);
        let judged = differing.map_or(most, |at| at + 1) as u64;
        mem.judge(left, judged)?;
        mem.judge(right, judged)?;
        if let Some(at) = differing {
            return Ok(difference(one[at], two[at]));
        }
        done += most as u64;
    }
    Ok(0)
}

fn strncmp<M: Memory>(mem: &mut M, left: u64, right: u64, most: u64) -> Result<u64, Stop> {
    for offset in 0..most {
        let [a] = mem.load::<1>(left.wrapping_add(offset))?;
        let [b] = mem.load::<1>(right.wrapping_add(offset))?;
        if a != b || a == 0 {
            return Ok(difference(a, b));
        }
    }
    Ok(0)
}

fn strchr<M: Memory>(mem: &mut M, string: u64, byte: u8) -> Result<u64, Stop> {
    let mut addr = string;
    loop {
        match mem.load::<1>(addr)? {
            [found] if found == byte => return Ok(addr),
            [0] => return Ok(0),
            _ => addr = addr.wrapping_add(1),
        }
    }
}

/// As glibc's comparisons on x86-64 give it: the difference of the bytes.
const fn difference(left: u8, right: u8) -> u64 {
    (left as i64 - right as i64) as u64
}
