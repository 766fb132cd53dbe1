//! Operations on ranges of memory, built from [`Memory`]'s reads and writes so that they fault where a loop over the
//! bytes would, and touch shared memory either with their turn or not at all.

use crate::abi::event::AccessKind;

use super::memory::{Memory, Stop};

/// Ranges up to this long are copied through a buffer on the host's stack.
const SMALL: usize = 256;

/// Copies `len` bytes; the ranges may overlap.
pub(super) fn copy<M: Memory>(mem: &mut M, to: u64, from: u64, len: u64) -> Result<(), Stop> {
    if len <= SMALL as u64 {
        let mut buf = [0; SMALL];
        let buf = &mut buf[..len as usize];
        if mem.reach(from, len, AccessKind::Load) == len {
            mem.read(from, buf)?;
            mem.write(to, buf)?;
            mem.carry(to, from, len);
            return Ok(());
        }
    }
    copy_far(mem, to, from, len)
}

/// The same for long ranges, and for those that a fault cuts short.
fn copy_far<M: Memory>(mem: &mut M, to: u64, from: u64, len: u64) -> Result<(), Stop> {
    let mut done = 0;
    while done < len {
        let here = mem.reach(from.wrapping_add(done), len - done, AccessKind::Load);
        if here == 0 {
            mem.load::<1>(from.wrapping_add(done))?;
        }
        let mut buf = vec![0; here.max(1) as usize];
        mem.read(from.wrapping_add(done), &mut buf)?;
        mem.write(to.wrapping_add(done), &buf)?;
        mem.carry(to.wrapping_add(done), from.wrapping_add(done), buf.len() as u64);
        done += buf.len() as u64;
    }
    Ok(())
}

/// Fills `len` bytes.
pub(super) fn fill<M: Memory>(mem: &mut M, to: u64, byte: u8, len: u64) -> Result<(), Stop> {
    if len <= SMALL as u64 {
        return mem.write(to, &[byte; SMALL][..len as usize]);
    }
    let mut done = 0;
    while done < len {
        let here = mem.reach(to.wrapping_add(done), len - done, AccessKind::Store).max(1);
        mem.write(to.wrapping_add(done), &vec![byte; here as usize])?;
        done += here;
    }
    Ok(())
}
